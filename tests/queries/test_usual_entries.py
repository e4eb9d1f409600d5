"""What is passed together as usual is what the look at each entry finds nothing wrong with."""

import copy
import random
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from by_hand import order
from linear import AT, OFFICE, linear_edition, linear_house

from workflow.canonical import canonical, digest, leaf
from workflow.commands.cases import move
from workflow.journal.marks import marks
from workflow.queries.verify import verify
from workflow.queries.verify_chain import Chain, Line, Links, check, opened
from workflow.queries.verify_shape import written
from workflow.queries.verify_usual import usual

COPIED = ("id", "subject", "at", "occurred_on", "kind", "command")
ODDITIES: list[Any] = [None, "", "x", "政", 0, -1, 7, 2**60, True, 1.0, b"x", [], ["x"], {}, {"x": 1},
                       {"政": 1}, [0.5], {"set": {"x": "y"}}, {"case": 7}, [{"digest": "d"}]]  # fmt: skip
Row = list[Any]
DIGEST, CONTENT, BODY = map(Line._fields.index, ("digest", "content", "body"))


def journal(subject: str, length: int) -> tuple[list[Row], list[dict[str, Any]]]:
    """The rows of a journal as the engine writes them, and what their bytes say."""
    said: dict[str, Any] = {}
    bodies, told, prev = [], [], ""
    for seq in range(1, length + 1):
        data: dict[str, Any] = {"activity": "opinion", "act": "record", "answers": [{"stance": "同意"}]}
        if seq % 3 == 1:
            data = {"move": f"m{seq}", "set": {"state": f"s{seq}", "by": {"account": "gu"}}}
            said |= data["set"]
        if seq % 4 == 0:
            data["case"] = "other"
        body = {
            "v": 1, "id": f"{subject}-{seq}", "subject": subject, "seq": seq, "prev": prev,
            "at": f"2026-03-01T01:00:{seq:02d}.000000Z", "occurred_on": "2026-03-01", "late_reason": None,
            "command": f"c{seq}", "kind": "record", "data": data, "read": {"person:p": seq, "post:q": 1},
            "actor": {"account": "gu", "name": "顾明成", "person": None, "duty": "head",
                      "organization": "dept", "session": None},
            "findings": [{"guard": "g", "rules": ["R-1"], "inputs": {"n": 1}, "result": "met"}],
            "warnings": [], "edition": None, "calendar": "c", "software": "s", "view": None,
            "values": [f"mark{seq}"] if seq % 3 == 0 else [], "state": digest(canonical(said)),
            "attachments": [{"digest": f"file{seq}", "name": "附件.pdf", "size": 3}] if seq % 5 == 0 else [],
        }  # fmt: skip
        bodies.append(body)
        told.append(row(body, canonical(said).decode()))
        prev = told[-1][DIGEST]
    return told, bodies


def row(body: dict[str, Any], content: str) -> Row:
    """The columns of an entry."""
    text = canonical(body)
    return [*(body[name] for name in COPIED), body["actor"]["account"], body["actor"]["duty"],
            *marks(body["data"]).values(), body["seq"], body["prev"], leaf(text), content, text]  # fmt: skip


def one_by_one(run: list[Row], chain: Chain) -> tuple[int, list[Chain], Links]:
    """How much is wrong, the journals and the links, as told entry by entry."""
    links, faults = Links(), 0
    chains = [chain] if run and str(run[0][1]) == chain.subject else []
    for line in map(Line._make, run):
        if not chains or str(line.subject) != chains[-1].subject:
            chains.append(opened(str(line.subject)))
        faults += len(check(line, chains[-1], links))
    return faults, chains, links


def agreed(run: list[Row], before: Chain | None = None) -> bool:
    """Whether a run is passed as usual; if so the look at each finds nothing, and the same."""
    chain = before or opened("")
    untouched = copy.deepcopy(chain)
    told = usual(run, chain)
    assert chain == untouched
    if told is None:
        return False
    assert one_by_one(run, copy.deepcopy(chain)) == (0, [*told.chains], told.links)
    return True


def test_journals_as_the_engine_writes_them_are_usual_wherever_a_run_begins() -> None:
    rows = [*journal("case:a", 9)[0], *journal("case:b", 1)[0], *journal("person:c", 5)[0]]
    assert agreed(rows)
    for place in range(1, len(rows)):
        chain = one_by_one(rows[:place], opened(""))[1][-1]
        assert agreed(rows[place:], chain)


def test_what_the_engine_wrote_needs_no_look_at_each(
    url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    house = linear_house(url, tmp_path, linear_edition(3), 2)[0]
    with house.desk() as desk:
        move(desk, order(OFFICE, at=AT), "case0", "m0")
    monkeypatch.setattr("workflow.queries.verify.check", None)
    with house.reading() as desk:
        told = verify(desk)
    assert told.broken == () and told.entries > 10


@pytest.mark.parametrize("column", range(len(Line._fields)), ids=Line._fields)
def test_no_column_may_say_anything_else(column: int) -> None:
    for odd in ODDITIES:
        rows = journal("case:a", 4)[0]
        if type(rows[2][column]) is not type(odd) or rows[2][column] != odd:
            rows[2][column] = odd
            assert not agreed(rows)


@pytest.mark.parametrize("change", [
    lambda rows: rows.pop(1), lambda rows: rows.insert(2, rows[1]), lambda rows: rows.pop(0),
    lambda rows: rows.insert(1, rows.pop(2)), list.reverse,
], ids=["deleted", "doubled", "beheaded", "swapped", "turned"])  # fmt: skip
def test_no_entry_is_gone_doubled_or_elsewhere(change: Callable[[list[Row]], object]) -> None:
    rows = journal("case:a", 5)[0]
    change(rows)
    assert not agreed(rows)


@pytest.mark.parametrize("before", [{"shift": 1}, {"moved": True}], ids=str)
def test_after_an_insertion_or_a_swap_entries_are_looked_at_one_by_one(before: dict[str, Any]) -> None:
    assert not agreed(journal("case:a", 4)[0], replace(opened("case:a"), **before))


def test_times_that_go_back_are_looked_at_one_by_one() -> None:
    rows, bodies = journal("case:a", 3)
    rows[2] = row(bodies[2] | {"at": "2026-03-01T00:59:00.000000Z"}, rows[2][CONTENT])
    assert not agreed(rows)


def test_the_quick_writer_writes_every_character_as_the_canonical_one_does() -> None:
    every = "".join(chr(one) for one in range(0x110000) if not 0xD800 <= one < 0xE000)
    assert written(every) == canonical(every)


def test_the_quick_writer_sorts_keys_as_the_canonical_one_does() -> None:
    chance = random.Random(8785)
    for _ in range(200):
        keys = ["".join(chance.choices("aAzZ_0~\x7f \"\\", k=chance.randrange(4))) for _ in range(9)]
        told = {key: [place, {key: None, "": True}] for place, key in enumerate(keys)}
        assert written(told) == canonical(told)


@pytest.mark.parametrize("rounds", [300, pytest.param(20_000, marks=pytest.mark.nightly)])
def test_whatever_bytes_say_if_it_is_passed_the_look_at_each_finds_nothing(rounds: int) -> None:
    """The bytes of an entry say anything anywhere; their hash, copies and links are made to agree."""
    chance, passed = random.Random(64), 0
    for _ in range(rounds):
        rows, bodies = journal("case:a", 4)
        forged, place = copy.deepcopy(bodies[2]), chance.randrange(4)
        scribble(chance, forged)
        try:
            rows[2] = row(forged, rows[2][CONTENT])
        except (ValueError, TypeError, KeyError, AttributeError):
            text = str(forged).encode()
            rows[2][DIGEST], rows[2][BODY] = leaf(text), text
        if place:
            rows[3] = row(bodies[3] | {"prev": rows[2][DIGEST]}, rows[3][CONTENT])
        passed += agreed(rows)
    assert 0 < passed < rounds


def scribble(chance: random.Random, body: dict[str, Any]) -> None:
    """Change one thing somewhere in what an entry says."""
    inside: Any = body
    while True:
        keys = list(inside) if isinstance(inside, dict) else list(range(len(inside)))
        key = chance.choice(keys)
        if not (isinstance(inside[key], (dict, list)) and inside[key] and chance.random() < 0.6):
            inside[key] = chance.choice(ODDITIES)
            return
        inside = inside[key]
