"""Exchange and terms (交流、任期): what may pass as a transfer, and what may not (R-EXCH)."""

from collections.abc import Mapping

from workflow.dossier import Dossier
from workflow.facts import level_title
from workflow.guards.applies import APPLIES
from workflow.guards.career import (
    only_rank,
    posts_held,
    present,
    target_level,
    target_position,
    target_rank,
)
from workflow.guards.checklist import contrary
from workflow.guards.reading import organ, text
from workflow.guards.tenure import Tenure, months
from workflow.guards.verdict import Gap, Guard, Verdict, verdict
from workflow.workdays import add_months

CLERK, CHIEF = ("cadre_clerk",), ("cadre_chief",)
TERM = 60  # months
TERMS = 2
POSITIONS: Mapping[str, str] = {"chief": "正职", "deputy": "副职"}


def is_lateral(d: Dossier) -> Verdict:
    """职务层次不变，也不是由副职任正职；提拔的按“提拔任职”流程办理。"""
    held, rank = present(d) or _ranked(d), target_rank(d)
    steps = None if held is None or rank is None else rank - held.rank
    level, position = target_level(d), target_position(d)
    gap = None
    if held is None or steps is None:
        found = "没有经核实的现任职务或者拟任职务层次，不能认定为平级"
        gap = Gap("R-REC-01", found, "核实现任职务和拟任职务的层次", CLERK)
    elif steps > 0 or (held.leading and held.position != "chief" and position == "chief"):
        now = f"{level_title(held.level)}{POSITIONS.get(held.position, '')}"
        then = f"{level_title(level)}{POSITIONS.get(position, '')}"
        found = f"由{now}任{then}属提拔任职"
        gap = Gap("R-REC-01", found, "按“提拔任职”流程办理，不能按转任办理", CHIEF)
    elif steps < 0:
        found = f"由{level_title(held.level)}任{level_title(level)}不是平级"
        gap = Gap("R-GEN-06", found, "按调整流程办理，不能按转任办理", CHIEF)
    return verdict(gap, steps=steps, current=held.level if held else None, target=level,
                   position=position)  # fmt: skip


def _ranked(d: Dossier) -> Tenure | None:
    """Where the holder of a 职级 without leading post stands: the highest level held now."""
    held = [one for one in posts_held(d) if one.held(d.today) and not one.flags]
    return max(held, key=lambda one: one.rank, default=None) if only_rank(d) else None


def third_term(d: Dossier) -> Verdict:
    """没有在同一职位连任两届。"""
    needed = "连任两届的不得再次推荐、提名担任同一职位"
    marked = contrary(d, "qualification_review", "R-EXCH-02", needed, CLERK)
    if d.profile.get("two_terms_post") is not True:
        return verdict(*marked, two_terms_post=False)
    same = [one for one in posts_held(d) if _same(d, one)]
    terms = sum(1 if one.terms is None else one.terms for one in same)
    gap = None
    if terms >= TERMS:
        gap = Gap("R-EXCH-02", f"同一职位已任{terms}届", needed, CLERK)
    return verdict(gap, *([] if gap else marked), two_terms_post=True, terms=terms)


def _same(d: Dossier, one: Tenure) -> bool:
    """Whether a post held is the post in question: facts name it by id or by title."""
    there = {d.post.organization, organ(d, d.post.organization)}
    return one.counts and one.organization in there and one.post in (d.post.id, d.post.title)


def term_unfinished(d: Dossier) -> Verdict:
    """任期职位任满一届再交流，一届内一般调整不超过一次。"""
    held, gaps = present(d), []
    if held is None or not held.terms:
        return verdict(term_post=False)
    done, needed = months([held], d.today), TERM * held.terms
    if done < needed:
        found = f"现任职务任{done}个月，任期{needed}个月未满"
        gaps.append(Gap("R-EXCH-03", found, "任期未满交流的说明理由", CHIEF))
    since = add_months(d.today, -TERM)
    moved = [one for one in posts_held(d) if one.counts and since < one.start <= d.today]
    if len(moved) > 1:
        found = f"五年内已调整{len(moved)}次"
        gaps.append(Gap("R-EXCH-06", found, "一届任期内一般只调整一次，再次调整的说明理由", CHIEF))
    return verdict(*gaps, term_post=True, months=done, moved=len(moved))


def trial_from_rank(d: Dossier) -> Verdict:
    """试用期只对提拔任职和由职级转任领导职务实行，平级转任不试用。"""
    ranked = APPLIES["rank_only"].holds(d)
    gap = None
    if not ranked:
        found = "人选现任同级领导职务，平级转任不实行试用期"
        gap = Gap("R-APT-07", found, "印发任职通知，直接任职", CLERK)
    return verdict(gap, rank_only=ranked)


def no_trial_due(d: Dossier) -> Verdict:
    """平级转任印发任职通知；由职级转任试用期职位而不试用的说明理由。"""
    kind = text(d.values("appointment_notice"), "kind")
    untried = APPLIES["rank_only"].holds(d) and APPLIES["probation_post"].holds(d)
    gaps: list[Gap] = []
    if kind != "formal":
        gaps.append(Gap("R-APT-07", "通知不是任职通知", "不实行试用期的印发任职通知", CLERK))
    if untried:
        found = "由职级转任同级领导职务，未实行试用期"
        gaps.append(Gap("R-APT-10", found, "试任职，或者说明不试用的依据", CHIEF))
    return verdict(*gaps, kind=kind, rank_only_untried=untried)


TABLE: Mapping[str, Guard] = {
    "is_lateral": Guard("属平级转任", ("R-REC-01", "R-GEN-06"), is_lateral),
    "third_term": Guard("没有连任两届", ("R-EXCH-02",), third_term),
    "term_unfinished": Guard("任期已满", ("R-EXCH-03", "R-EXCH-06"), term_unfinished),
    "trial_from_rank": Guard("由职级转任方试用", ("R-APT-07",), trial_from_rank),
    "no_trial_due": Guard(
        "平级转任不试用", ("R-APT-07", "R-APT-10"), no_trial_due, ("appointment_notice",)
    ),
}
