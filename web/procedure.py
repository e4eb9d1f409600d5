"""Hold and veto step by step (暂缓与一票否决的步骤): what was done, what is next, by whom, what lacks."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta

from web.forms.standing import current
from workflow.authority import DO
from workflow.dossier import PersonFile
from workflow.guards.standing import REVIEW_DAYS
from workflow.journal.read import Record


@dataclass(frozen=True, slots=True)
class ProcedureStep:
    """One step. `state`: done, next, later, open (may be taken, need not be)."""

    title: str
    state: str
    record: Record | None = None
    duties: tuple[str, ...] = ()  # who may take it
    lacking: str = ""
    act: str = ""  # the form, for those who may take it now


@dataclass(frozen=True, slots=True)
class Procedure:
    """One hold or one veto from its beginning to its end."""

    title: str
    over: str  # how it ended; "" while it runs
    stands: str  # what it is while it runs
    steps: tuple[ProcedureStep, ...]


def procedures(file: PersonFile, records: Sequence[Record]) -> list[Procedure]:
    """Every hold and veto of a person, what still runs first, then the latest first."""
    acts = [one for one in records if one.kind == "standing"]
    now = frozenset(one.name for one in current(file, records))
    vetoes = [one for one in acts if one.data["act"] == "propose_veto"]
    of_veto = {one.data["veto"] for one in vetoes}
    found = [
        *(_veto(one, acts, now) for one in vetoes),
        *(_hold(one, acts, now) for one in acts
          if one.data["act"] == "hold" and one.data["hold"] not in of_veto),
    ]  # fmt: skip
    found.reverse()
    return sorted(found, key=lambda one: bool(one.over))


def _hold(opened: Record, acts: Sequence[Record], now: frozenset[str]) -> Procedure:
    ended = _last(acts, "end_hold", hold=opened.data["hold"])
    return Procedure("暂缓", "已解除" if ended else "", "暂缓中", (
        ProcedureStep("提出暂缓", "done", opened),
        _step("核查后解除", ended, True, "end_hold", now,
              "由提出人以外的人核查，写明结论，附文书；查清以前各事项不得前行"),
    ))  # fmt: skip


def _veto(proposed: Record, acts: Sequence[Record], now: frozenset[str]) -> Procedure:
    veto = proposed.data["veto"]
    dropped = _last(acts, "end_hold", hold=veto)
    confirmed = _last(acts, "confirm_veto", veto=veto)
    first = (
        ProcedureStep("查实事实、听取本人说明后提出", "done", proposed),
        ProcedureStep("会议研究表决", "done" if confirmed else "later" if dropped else "next", None,
                      () if confirmed else DO["record_item"],
                      "" if confirmed else "由有权的会议逐人表态并计票，获得通过"),
    )  # fmt: skip
    if dropped and not confirmed:
        return Procedure("一票否决（提议）", "核查后未予否决", "", (
            first[0], ProcedureStep("核查后解除暂缓", "done", dropped),
        ))  # fmt: skip
    told = _last(acts, "tell_veto", veto=veto)
    confirm = _step("确认", confirmed, True, "confirm_veto", now,
                    "由提出人、记录人、参加考察把关的人以外的人，凭会议表决确认")  # fmt: skip
    tell = _step("告知本人", told, confirmed is not None, "tell_veto", now,
                 f"附告知文书；复核期自告知之日起{REVIEW_DAYS}日")  # fmt: skip
    review = tuple(_review(veto, confirmed, told, acts, now))
    lifted = any(one.data.get("outcome") == "lifted" for one in acts
                 if one.data["act"] == "review" and one.data["veto"] == veto)  # fmt: skip
    stands = "否决已确认" if confirmed else "提议待确认"
    steps = (*first, confirm, tell, *review)
    return Procedure("一票否决", "经复核撤销" if lifted else "", stands, steps)


def _review(
    veto: str, confirmed: Record | None, told: Record | None, acts: Sequence[Record],
    now: frozenset[str],
) -> Iterator[ProcedureStep]:  # fmt: skip
    """Every review asked for, its two opinions and its outcome; then that one may be asked for."""
    running = False
    for one in acts:
        act = one.data["act"]
        if one.data.get("veto") == veto and act in ("request_review", "review_opinion", "review"):
            running = act != "review"
            titles = {"request_review": "提请复核", "review_opinion": "复核意见", "review": "复核结论"}
            yield ProcedureStep(titles[act], "done", one)
    if running:
        yield _step("复核意见", None, True, "review", now,
                    "由纪检监察机关和上级组织部门两人分别复核，意见一致时生效；参与过原决定的不复核")  # fmt: skip
    elif confirmed is not None and "request_review" in now:
        until = f"；复核期至{told.on + timedelta(days=REVIEW_DAYS)}" if told else ""
        yield ProcedureStep("提请复核", "open", None, DO["request_review"],
                            f"有新的事实或者程序问题时，写明理由，附材料{until}", "request_review")  # fmt: skip


def _step(
    title: str, record: Record | None, ready: bool, act: str, now: frozenset[str], lacking: str
) -> ProcedureStep:
    if record is not None:
        return ProcedureStep(title, "done", record)
    duties = DO["review_veto" if act == "review" else act]
    offered = act if act in now else ""
    return ProcedureStep(title, "next" if ready else "later", None, duties, lacking, offered)


def _last(acts: Sequence[Record], act: str, **of: str) -> Record | None:
    found = (
        one for one in reversed(acts)
        if one.data["act"] == act and all(one.data.get(key) == of[key] for key in of)
    )  # fmt: skip
    return next(found, None)
