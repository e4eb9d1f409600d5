"""The standing of the person (暂缓、一票否决) and the political check of each stage (把关), R-POL.

Only a finding of people counts here; votes, scores, seniority and rank are no inputs (L2, L3).
"""

from collections.abc import Mapping
from datetime import timedelta

from workflow.dossier import Dossier, Round, Step
from workflow.guards.reading import figure, since, text
from workflow.guards.trial import after_trial
from workflow.guards.verdict import Gap, Guard, Verdict, verdict

REVIEWERS = ("复核机构",)
REVIEW_DAYS = 30


def standing_clear(d: Dossier) -> Verdict:
    """人选没有一票否决；向前办理时也没有尚未解除的暂缓。"""
    gaps: list[Gap] = []
    if d.person.veto and not _only_ends(d):
        gaps += _veto_gaps(d)
    if d.person.holds and (d.move is None or d.move.direction == "forward"):
        gaps += [
            Gap(
                "R-POL-08", f"该人选{hold.opened_on}起暂缓（{hold.reason}），尚未查清",
                "由暂缓提出人以外的人查清并解除暂缓后方可推进", ("organization_head",),
            )
            for hold in d.person.holds
        ]  # fmt: skip
    return verdict(
        *gaps,
        standing=d.person.standing,
        veto=d.person.veto.id if d.person.veto else None,
        holds=[hold.id for hold in d.person.holds],
    )


def _only_ends(d: Dossier) -> bool:
    """Whether the move does nothing but bring the case to a final state that grants nothing."""
    process = d.edition.process
    return (
        d.move is not None
        and d.move.direction == "end"
        and process.states[d.move.target].final
        and d.move.target not in process.goals
    )


def _veto_gaps(d: Dossier) -> list[Gap]:
    veto = d.person.veto
    assert veto is not None
    return [
        Gap(
            "R-POL-05", f"该人选已被一票否决（{veto.confirmed_on}确认，{veto.item}）",
            "经复核撤销前不得办理，只可终止", REVIEWERS,
        ),
        Gap(
            "R-POL-06", f"该人选所有选拔任用事项自{veto.confirmed_on}起停止",
            "被一票否决的人不得列为考察对象或者拟任人选；经复核撤销后重新审核", REVIEWERS,
        ),
    ]  # fmt: skip


def stages_checked(d: Dossier) -> Verdict:
    """离开一个环节前，该环节有专人作出、另一人审核的政治标准把关记录，且未发现问题。"""
    stage = d.stage_of(d.case.state)
    if d.move is None or d.move.direction != "forward" or stage is None or not _leaves(d, stage):
        return verdict(stage=stage, round=None)
    title = d.edition.process.stages[stage]
    check = _check_of(d, stage)
    found = text(check.values, "finding") if check else ""
    if check is None:
        gap = _check_gap(f"“{title}”环节没有政治标准把关记录", title)
    elif not _approved_by_another(check):
        gap = _check_gap(f"“{title}”环节的政治标准把关记录未经另一人审核", title)
    elif found != "no_problem":
        gap = _check_gap(f"“{title}”环节把关记录有疑点，没有查清后的再次把关", title)
    else:
        gap = None
    return verdict(gap, stage=stage, round=check.number if check else None, finding=found)


def _leaves(d: Dossier, stage: str) -> bool:
    assert d.move is not None
    return d.stage_of(d.move.target) != stage or d.move.target in d.edition.process.goals


def _check_of(d: Dossier, stage: str) -> Round | None:
    """The last check of a stage that was recorded since the case entered it."""
    rounds = d.rounds.get("political_check", ())
    if "political_check" in d.reopened:
        return None
    entered = _entered(d, stage)
    for one in reversed(rounds):
        record = one.last("record")
        mine = record is not None and one.values.get("stage") == stage
        if record and mine and since(d, record, entered) and after_trial(d, record):
            return one
    return None


def _entered(d: Dossier, stage: str) -> Step | None:
    """The step by which the case last entered a stage; out of a goal (试用期) a check must be new."""
    goal = d.case.state in d.edition.process.goals
    for step in reversed(d.case.steps):
        if goal and step.target == d.case.state:
            return step
        if _stage(d, step.target) == stage and _stage(d, step.source) != stage:
            return step
    return None


def _stage(d: Dossier, state: str) -> str | None:
    """The stage of a state; None before the opening and for a state of an earlier edition."""
    known = d.edition.process.states.get(state)
    return known.stage if known else None


def _approved_by_another(check: Round) -> bool:
    record, approved = check.last("record"), check.last("approve")
    if record is None or approved is None or approved.seq < record.seq:
        return False
    return not record.by.is_same(approved.by)


def _check_gap(found: str, title: str) -> Gap:
    return Gap(
        "R-POL-09", found, f"离开“{title}”环节前由专人记录并经另一人审核", ("political_checker",)
    )


def review_period_over(d: Dossier) -> Verdict:
    """一票否决告知本人后复核期已满，且没有未结的复核。"""
    veto = d.person.veto
    if veto is None:
        needed = "一票否决经确认并告知本人后，方可据此结案"
        gap = Gap("R-POL-08", "该人选没有一票否决", needed, ("committee_secretary",))
        return verdict(gap, veto=None)
    days = figure(d, "review_days", REVIEW_DAYS)
    gaps: list[Gap] = []
    last = veto.told_on + timedelta(days=days) if veto.told_on else None  # day told not counted
    if last is None:
        gaps.append(
            Gap("R-POL-08", "一票否决尚未告知本人", f"告知本人并满{days}日", ("organization_head",))
        )
    elif d.today <= last:
        found = f"{veto.told_on}告知本人，复核期至{last}未满"
        gaps.append(Gap("R-POL-08", found, f"复核期满{days}日后结案", ("organization_head",)))
    if veto.review_open:
        gaps.append(Gap("R-POL-08", "复核尚未作出结论", "复核结束后再结案", REVIEWERS))
    return verdict(*gaps, veto=veto.id, told_on=veto.told_on, until=last)


TABLE: Mapping[str, Guard] = {
    "standing_clear": Guard(
        "人选没有一票否决和暂缓", ("R-POL-05", "R-POL-06", "R-POL-08"), standing_clear
    ),
    "stages_checked": Guard("所离环节有政治标准把关记录", ("R-POL-09",), stages_checked),
    "review_period_over": Guard("一票否决复核期已满", ("R-POL-08",), review_period_over),
}  # fmt: skip
