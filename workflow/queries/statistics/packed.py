"""Counts as JSON and back (统计底数的存放): an edition is written once, and a number elsewhere."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence, Set
from typing import Any

import orjson

from workflow.queries.statistics.appointed import InBand
from workflow.queries.statistics.asked import Asking, Task
from workflow.queries.statistics.opened import InState
from workflow.queries.statistics.refused import Attempts
from workflow.queries.statistics.stays import Spent
from workflow.queries.statistics.tally import AtPlace, OnBoard, Tally

Key = InState | Spent | InBand | Attempts | OnBoard
SIMPLE = ("opened", "stays", "appointed", "refused", "board")
PARTS = frozenset((*SIMPLE, "asked", "places"))


def packed(told: Tally) -> str:
    """As JSON."""
    simple: dict[str, Counter[Any]] = {name: getattr(told, name) for name in SIMPLE}
    editions = sorted({*_editions(simple.values()), *(one.edition for task in told.asked for one in task)})
    at = {digest: place for place, digest in enumerate(editions)}
    rows: dict[str, Any] = {
        name: [(*_numbered(one, at), count) for one, count in counts.items()]
        for name, counts in simple.items()
    }
    rows["asked"] = [([_numbered(one, at) for one in task], n) for task, n in told.asked.items()]
    rows["places"] = [(*one, n) for one, n in told.places.items()]
    return orjson.dumps({"editions": editions, "articles": told.articles, **rows}).decode()


def _editions(counts: Iterable[Counter[Any]]) -> Iterator[str]:
    for one in counts:
        yield from (key.edition for key in one)


def _numbered(one: Any, at: dict[str, int]) -> tuple[Any, ...]:
    """A key as a plain tuple, with its edition as a number."""
    return tuple(one._replace(edition=at[one.edition]))


def unpacked(text: str, parts: Set[str] = PARTS) -> Tally:
    """Some parts from JSON; raises ValueError, TypeError, KeyError or IndexError where another version wrote it."""
    told = orjson.loads(text) | dict.fromkeys(PARTS - parts, ())
    of: Sequence[str] = told["editions"]
    return Tally(
        Counter({InState(month, of[e], state): n for month, e, state, n in told["opened"]}),
        Counter({Spent(month, of[e], *rest): n for month, e, *rest, n in told["stays"]}),
        Counter({_task(task, of): n for task, n in told["asked"]}),
        Counter({Attempts(rule, of[e], tuple(map(tuple, months))): n
                 for rule, e, months, n in told["refused"]}),
        Counter({InBand(month, of[e], *rest): n for month, e, *rest, n in told["appointed"]}),
        Counter({OnBoard(of[e], state, tuple(marks)): n for e, state, marks, n in told["board"]}),
        Counter({AtPlace(place, mark): n for place, mark, n in told["places"]}),
        dict(told["articles"]),
    )  # fmt: skip


def _task(rows: Sequence[Sequence[Any]], of: Sequence[str]) -> Task:
    return tuple(Asking(month, of[e], *rest) for month, e, *rest in rows)
