"""Replay (重算): every recorded move judged again by its own edition, on the dossier of its moment.

A finding that comes out otherwise was not what the engine found: the entry, or what it rested on, is
not what it was. So is a picture that comes out otherwise than the digest in the entry (所见): every
decision's is drawn again. Nothing is judged by the rules of today unless that is asked for.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
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


@dataclass(frozen=True, slots=True)
class Replayed:
    """How many moves were judged and pictures drawn again, and what came out otherwise.

    `erased`: moves of people whose values were erased: there is nothing left to judge them on.
    `faded`: pictures that come out otherwise because some of what they showed was erased.
    Of what differs at most MOST are kept.
    """

    moves: int = 0
    differs: tuple[Differs, ...] = ()
    erased: int = 0
    views: int = 0
    faded: int = 0

    def __add__(self, other: "Replayed") -> "Replayed":
        """Of two parts together."""
        return Replayed(
            self.moves + other.moves, (*self.differs, *other.differs)[:MOST],
            self.erased + other.erased, self.views + other.views, self.faded + other.faded,
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Part:
    """The journals of a kind from one id to another; `entries` in them all together."""

    kind: str
    first: str
    last: str
    entries: int


WORDS = {"met": "满足", "block": "不满足", "warn": "须书面说明", "record": "记录"}
NOTHING = "无此项"
SEEN = "所见"
DECIDED = ("selection", "meeting", "person")  # in whose journals decisions lie beside the case
MOST = 10_000  # differences that are told
SIZE = 200  # journals of a part: what is lost by a break


def parts(desk: Desk, edition: str | None = None) -> Iterator[Part]:
    """Everything that is judged or drawn again; by other rules (`edition`) only the cases."""
    for kind in ("case", *(() if edition else DECIDED)):
        own, last = TABLES[kind].c, ""
        query = select(own.id, own.seq).order_by(own.id).limit(SIZE)
        while some := desk.db.execute(query.where(own.id > last)).all():
            last = some[-1].id
            yield Part(kind, some[0].id, last, sum(row.seq for row in some))


def replay(
    desk: Desk, edition: str | None = None, more: Callable[[int], object] = lambda count: None
) -> Replayed:
    """Judge every move and draw every picture again; `edition`: judge by the rules of that one instead.

    `more` is told how many more entries were gone through.
    """
    return together(replay_part(desk, one, edition, more) for one in parts(desk, edition))


def together(told: Iterable[Replayed]) -> Replayed:
    """The parts as one."""
    return sum(told, Replayed())


def replay_part(
    desk: Desk, part: Part, edition: str | None = None,
    more: Callable[[int], object] = lambda count: None,
) -> Replayed:  # fmt: skip
    """One part; its journals are let go of one after another, so the memory does not grow."""
    rules, told, gone = desk.edition(edition) if edition else None, Replayed(), _erased(desk)
    own = TABLES[part.kind].c
    rows = desk.db.execute(
        select(own.id, own.seq, own.content).where(own.id.between(part.first, part.last)).order_by(own.id)
    ).all()
    for row in rows:
        if part.kind == "case":
            told += _case(desk, row.id, reread(row.content), rules, gone)
        if rules is None:
            told += _pictured(desk, f"{part.kind}:{row.id}")
        _forget(desk)
        more(row.seq)
    return told


def _case(
    desk: Desk, case: str, said: Mapping[str, Any], rules: Edition | None, gone: set[str]
) -> Replayed:
    """The moves of one case."""
    own, shared = histories(desk, [f"case:{case}", f"selection:{said['selection']}"]).values()
    moves = [one for one in own if one.kind == "move"]
    if said["person"] in gone or any(one.erased for one in shared):
        return Replayed(erased=len(moves))
    found = (one for record in moves for one in _differences(desk, case, record, rules))
    return Replayed(len(moves), tuple(found))


def _erased(desk: Desk) -> set[str]:
    """The people whose keys were destroyed."""
    told = select(personal_keys.c.person).where(func.length(personal_keys.c.wrapped) == 0)
    return set(desk.db.scalars(told))


def _pictured(desk: Desk, subject: str) -> Replayed:
    """What lay before each decision of a journal, drawn again: another digest is a difference."""
    told = (_picture(desk, one) for one in history(desk, subject) if one.body["view"] is not None)
    return together(told)


def _forget(desk: Desk) -> None:
    """Let go of what was read: one journal after another, the memory does not grow with their number."""
    desk.kept.clear()
    desk.looked.clear()


def _picture(desk: Desk, record: Record) -> Replayed:
    name = str(record.data.get("move") or record.data.get("act"))
    kept = str(record.body["view"])[:12]
    try:
        again = before(desk, record).digest
    except ODD as error:
        again = f"不能重现（{type(error).__name__}）"
    if again == record.body["view"]:
        return Replayed(views=1)
    if is_faded(desk):
        return Replayed(faded=1)
    shown = again if again.startswith("不") else again[:12]
    return Replayed(views=1, differs=(Differs(record.subject, record.seq, name, SEEN, kept, shown),))


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
    until = {**around, record.subject: record.seq - 1, **record.body["read"]}
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
