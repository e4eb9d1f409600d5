"""What was known when it was decided (决定时所知): what lay before whoever decided, and what did not.

Drawn again from the journals, each up to where it was read then (R-TRACE-06); nobody is judged again.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from sqlalchemy import select

from workflow.errors import NotFound
from workflow.journal import Desk
from workflow.journal.ahead import read_ahead
from workflow.journal.before import before, is_faded
from workflow.journal.read import Histories, Record, content, histories, history
from workflow.models import TABLES
from workflow.queries.political import cases_of
from workflow.shown import Line, Shown

TELLS = ("record", "standing", "ballot")  # entries by which something becomes known
BESIDE = frozenset(("not_applicable", "stopped"))  # what the engine writes by itself


@dataclass(frozen=True, slots=True)
class Pictured:
    """What lay before whoever decided, and how it stands: same, other, or faded by an erasure."""

    shown: Shown
    stands: str


@dataclass(frozen=True, slots=True)
class Figures:
    """A picture in figures; `conditions` are those of one move, `open` what was not settled then."""

    facts: int
    unverified: int
    acts: int
    papers: int
    conditions: int
    unmet: int
    open: tuple[Line, ...]


def figures(told: Shown, move: str) -> Figures:
    """What a picture shows, and how the conditions of a move stood."""
    facts = told.of("fact")
    conditions = [one for one in told.of("condition") if one.name.startswith(f"{move}/")]
    open = [one for one in told.of("objection") if one.said == ("open",)]
    return Figures(
        len(facts), sum(not one.said[1] for one in facts), len(told.of("act")),
        len(told.of("paper")), len(conditions), sum(one.said == ("block",) for one in conditions),
        (*open, *told.of("hold"), *told.of("veto")),
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Known:
    """Of one decision: what lay before, and what else was known or came late.

    `missed` was recorded by then and lay not before whoever decided; `late` had happened on an
    earlier day and was recorded only afterwards.
    """

    pictured: Pictured
    missed: tuple[Record, ...]
    late: tuple[Record, ...]


def known(desk: Desk, case: str, below: str | None) -> dict[int, Known]:
    """Seq → what was known, of every move and annulment of a case that has a picture.

    `below`: other cases of the person count as far as a department under this path runs them, ""
    all, None none. Raises NotFound.
    """
    table = TABLES["case"].c
    person = select(table.person).where(table.id == case).scalar_subquery()
    others = [f"case:{one}" for one in cases_of(desk, person, below) if one != case]
    read_ahead(desk, case, others)
    own = history(desk, f"case:{case}")
    if not own:
        raise NotFound("选拔任用事项不存在")
    said = content(own)
    meetings = (f"meeting:{one.data['meeting']}" for one in own if one.data.get("meeting"))
    near = histories(desk, (
        f"case:{case}", f"selection:{said['selection']}", f"person:{said['person']}", *meetings,
    ))  # fmt: skip
    far = histories(desk, others)
    return {
        one.seq: _known(desk, case, one, near, far)
        for one in own
        if one.kind in ("move", "annul") and one.body["view"] is not None
    }


def pictured(desk: Desk, decision: Record) -> Pictured:
    """What lay before whoever made a decision that has a picture; raises NotFound."""
    told = before(desk, decision)
    if told.digest == decision.body["view"]:
        return Pictured(told, "same")
    return Pictured(told, "faded" if is_faded(desk) else "other")


def _known(desk: Desk, case: str, decision: Record, near: Histories, far: Histories) -> Known:
    read: Mapping[str, int] = decision.body["read"]
    missed = [
        *(one for one in _of_case(case, near) if one.seq > read.get(one.subject, 0)),
        *(one for records in far.values() for one in records),
    ]
    return Known(
        pictured(desk, decision),
        tuple(_in_order(one for one in missed if _was_there(one, decision))),
        tuple(_in_order(one for one in _of_case(case, near) if _came_late(one, decision))),
    )  # fmt: skip


def _of_case(case: str, near: Histories) -> Iterator[Record]:
    """The entries near the case; of a meeting only the items on it."""
    for subject, records in near.items():
        for one in records:
            if not subject.startswith("meeting:") or one.data.get("case") == case:
                yield one


def _tells(one: Record) -> bool:
    return one.kind in TELLS and one.data.get("act") not in BESIDE


def _was_there(one: Record, decision: Record) -> bool:
    """Whether it was on record when it was decided, and not by the decision itself."""
    if not _tells(one) or one.body["command"] == decision.body["command"]:
        return False
    if one.subject == decision.subject:
        return one.seq < decision.seq
    return one.at <= decision.at


def _came_late(one: Record, decision: Record) -> bool:
    return _tells(one) and one.at > decision.at and one.on < decision.on


def _in_order(records: Iterable[Record]) -> list[Record]:
    return sorted(records, key=lambda one: (one.at, one.subject, one.seq))
