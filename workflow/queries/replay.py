"""Replay (重算): every recorded move judged again by its own edition, on the dossier of its moment.

A finding that comes out otherwise was not what the engine found: the entry, or what it rested on, is
not what it was. So is a picture that comes out otherwise than the digest in the entry (所见): every
decision's is drawn again. Nothing is judged by the rules of today unless that is asked for.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import func, select

from workflow import machine
from workflow.canonical import canonical, reread
from workflow.dossier import Dossier
from workflow.edition import Edition, Move
from workflow.errors import WorkflowError
from workflow.journal import Desk
from workflow.journal.before import before, is_faded
from workflow.journal.picture import dossier
from workflow.journal.read import Record, histories, history
from workflow.models import TABLES, personal_keys

ODD = (KeyError, TypeError, ValueError, AttributeError, WorkflowError)


@dataclass(frozen=True, slots=True)
class Differs:
    """One condition of a move that comes out otherwise: as recorded, and as found again."""

    subject: str
    seq: int
    move: str
    guard: str
    recorded: str
    found: str

    def line(self) -> str:
        """The difference as one Chinese line."""
        return (
            f"{self.subject} 第{self.seq}条“{self.move}”：{self.guard} "
            f"记录为{self.recorded}，重算为{self.found}"
        )


@dataclass(slots=True)
class Replayed:
    """How many moves were judged and pictures drawn again, and what came out otherwise.

    `erased`: moves of people whose values were erased: there is nothing left to judge them on.
    `faded`: pictures that come out otherwise because some of what they showed was erased.
    """

    moves: int = 0
    differs: tuple[Differs, ...] = ()
    erased: int = 0
    views: int = 0
    faded: int = 0


WORDS = {"met": "满足", "block": "不满足", "warn": "须书面说明", "record": "记录"}
NOTHING = "无此项"
SEEN = "所见"
DECIDED = ("selection", "meeting", "person")  # in whose journals decisions lie beside the case


def replay(desk: Desk, edition: str | None = None) -> Replayed:
    """Judge every move and draw every picture again; `edition`: judge by the rules of that one instead."""
    rules = desk.edition(edition) if edition else None
    told = Replayed()
    found: list[Differs] = []
    gone = _erased(desk)
    table = TABLES["case"].c
    wanted = select(table.id, table.person, table.selection).order_by(table.id)
    for case, person, selection in desk.db.execute(wanted).tuples().all():
        told_by, shared = histories(desk, [f"case:{case}", f"selection:{selection}"]).values()
        bare = person in gone or any(one.erased for one in shared)
        for record in told_by:
            if record.kind == "move" and bare:
                told.erased += 1
            elif record.kind == "move":
                told.moves += 1
                found += _differences(desk, case, record, rules)
        if rules is None:
            found += _pictured(desk, f"case:{case}", told)
        _forget(desk)
    for subject in _subjects(desk) if rules is None else ():
        found += _pictured(desk, subject, told)
        _forget(desk)
    told.differs = tuple(found)
    return told


def _erased(desk: Desk) -> set[str]:
    """The people whose keys were destroyed."""
    told = select(personal_keys.c.person).where(func.length(personal_keys.c.wrapped) == 0)
    return set(desk.db.scalars(told))


def _subjects(desk: Desk) -> Iterator[str]:
    for kind in DECIDED:
        own = TABLES[kind].c.id
        yield from (f"{kind}:{one}" for one in desk.db.scalars(select(own).order_by(own)).all())


def _pictured(desk: Desk, subject: str, told: Replayed) -> list[Differs]:
    """What lay before each decision of a journal, drawn again: another digest is a difference."""
    found: list[Differs] = []
    for record in history(desk, subject):
        if record.body["view"] is not None:
            found += _picture(desk, record, told)
    return found


def _forget(desk: Desk) -> None:
    """Let go of what was read: one journal after another, the memory does not grow with their number."""
    desk.kept.clear()
    desk.looked.clear()


def _picture(desk: Desk, record: Record, told: Replayed) -> Iterator[Differs]:
    told.views += 1
    name = str(record.data.get("move") or record.data.get("act"))
    kept = str(record.body["view"])[:12]
    try:
        again = before(desk, record).digest
    except ODD as error:
        again = f"不能重现（{type(error).__name__}）"
    if again != record.body["view"]:
        if is_faded(desk):
            told.views, told.faded = told.views - 1, told.faded + 1
        else:
            shown = again if again.startswith("不") else again[:12]
            yield Differs(record.subject, record.seq, name, SEEN, kept, shown)


def _differences(
    desk: Desk, case: str, record: Record, rules: Edition | None
) -> Iterator[Differs]:
    name = str(record.data.get("move"))
    try:
        seen = then(desk, case, record)
        seen = seen if rules is None else replace(seen, edition=rules)
        spec = seen.edition.move(name)
        if spec is None:
            yield Differs(record.subject, record.seq, name, "流转", "已办理", "流程版本没有这项流转")
            return
        again = _results(seen, spec)
        name = spec.title
    except ODD as error:
        yield Differs(record.subject, record.seq, name, "卷宗", "已办理", f"不能重算（{type(error).__name__}）")
        return
    found = {one["guard"]: one for one in record.body["findings"]}
    for guard in dict.fromkeys((*found, *again)):
        was, now = found.get(guard), again.get(guard)
        if was is None or now is None or canonical(was) != canonical(now):
            yield Differs(record.subject, record.seq, name, guard, _word(was, now), _word(now, was))


def then(desk: Desk, case: str, record: Record) -> Dossier:
    """The dossier that a move was judged on: what it says it read, else what was there by its time."""
    around = dossier(desk, case, record.at, record.at).read
    until = {**around, **record.body["read"], record.subject: record.seq - 1}
    reasons = {one["guard"]: one["reason"] for one in record.body["warnings"]}
    return replace(
        dossier(desk, case, record.at, until), actor=record.by, given=record.values,
        reasons=reasons, today=record.on,
    )  # fmt: skip


def _results(seen: Dossier, spec: Move) -> dict[str, Mapping[str, Any]]:
    """Every condition as an entry would keep it, by its name."""
    return {
        one.guard: reread(canonical({
            "guard": one.guard, "rules": list(one.rules), "inputs": machine.plain(one.inputs),
            "result": one.severity,
        }))
        for one in machine.findings(replace(seen, move=spec), spec)
    }  # fmt: skip


def _word(one: Mapping[str, Any] | None, other: Mapping[str, Any] | None) -> str:
    """A result in words; with what it rested on, where the result alone is the same."""
    if one is None:
        return NOTHING
    word = WORDS.get(one["result"], str(one["result"]))
    same = other is not None and other["result"] == one["result"]
    return f"{word}（依据 {canonical(one['inputs']).decode()}）" if same else word
