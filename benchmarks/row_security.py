"""What row security costs: the same questions without it (the administrator) and with it (the program).

Rounds are interleaved, a figure is the median of the rounds' ratios. Lists are asked by a city that is a
twentieth of the house and by somebody who sees everything; a move is the engine's own command.

    python -m benchmarks.row_security [--cases 60000] [--rounds 9] [--moves 100]
"""

import argparse
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path

from sqlalchemy import Engine, text

from benchmarks.durable_move import run_ours
from benchmarks.own_postgres import own_postgres
from tests.linear import AT, linear_edition, linear_house
from tests.program_role import roles_on
from workflow.journal import Desk, House
from workflow.models import FIXED
from workflow.queries import board, cards, people, requests
from workflow.queries.cards import Scope, Viewer

MOVES, CITIES, PLACES = 3, 20, 1000
TODAY = AT.date()
VIEWER = Viewer("head", "organization_head", "o0", TODAY, date(2026, 3, 8))
NOBODY: frozenset[str] = frozenset()
Question = Callable[[Desk, str], object]
LISTS: dict[str, Question] = {
    "board, figures": lambda desk, below: board.tallies(desk, VIEWER, Scope(below), NOBODY),
    "board, cards": lambda desk, below: board.cards(desk, VIEWER, Scope(below), NOBODY, "stay", 8),
    "list by number": lambda desk, below: cards.rows(
        desk, VIEWER, Scope(below), NOBODY, "number", most=50),
    "roll of people": lambda desk, below: people.roll(desk, below, people.Wanted(), TODAY),
    "inbox": lambda desk, _: requests.inbox(desk, "organization_head", "o0", most=50),
}  # fmt: skip


def filled(cases: int) -> Iterator[str]:
    """The statements that fill a house with rows as they would stand, without their journals."""

    def rows(table: str, many: int, id: str, *said: str) -> str:
        return (
            f"INSERT INTO {table} (id, seq, head, content) SELECT {id}, 1, 'x', "
            f"json_build_object({', '.join(said)})::text FROM generate_series(0, {many - 1}) AS i"
        )

    place, city, edition = (
        f"'o' || i % {PLACES}",
        f"'c' || i % {CITIES}",
        "(SELECT max(edition) FROM cases)",
    )
    yield rows("organizations", CITIES, "'c' || i", "'name', 'c' || i", "'kind', 'committee'",
               "'path', 'c' || i || '/'")  # fmt: skip
    yield rows("organizations", PLACES, "'o' || i", "'name', 'o' || i", "'kind', 'department'",
               f"'parent', {city}", f"'path', {city} || '/o' || i || '/'")  # fmt: skip
    yield rows("people", cases, "'q' || i", "'standing', 'clear'", f"'organization', {place}")
    yield ("INSERT INTO names (person, name, organization, sort_key) SELECT 'q' || i, 'q' || i, "
           f"{place}, 'q' || i FROM generate_series(0, {cases - 1}) AS i")  # fmt: skip
    yield rows(
        "posts", cases, "'w' || i", "'title', 'w'", f"'organization', {place}", "'level', 'x'"
    )
    yield rows("selections", cases, "'t' || i", "'title', 't'", f"'department', {place}",
               "'process', 'linear'", f"'edition', {edition}", "'state', 'open'")  # fmt: skip
    yield rows("cases", cases, "'k' || i", "'number', 'n' || i", "'person', 'q' || i",
               "'post', 'w' || i", "'selection', 't' || i", "'process', 'linear'",
               f"'edition', {edition}", "'state', 's' || i % 4", "'stage', 'line'",
               f"'department', {place}")  # fmt: skip
    told = ", ".join(f"{key} = content::jsonb ->> '{key}'" for key in FIXED["case"])
    yield f"UPDATE cases SET {told}"
    yield ("INSERT INTO summaries SELECT 'k' || i, '', 'm0', i % 2, 0, '2026-01-01', '', 'head', false "
           f"FROM generate_series(0, {cases - 1}) AS i")  # fmt: skip
    yield ("INSERT INTO requests SELECT 'r' || i, 'case:k' || i, 'm0', 'move', 't', "
           f"'organization_head', {place}, '2026-03-01', '2026-01-01', true, 'r' || i, '', '' "
           f"FROM generate_series(0, {cases - 1}) AS i")  # fmt: skip


def fill(engine: Engine, cases: int) -> None:
    """Fill a house past its laws, which ask for journals: for a measurement of reading alone."""
    with engine.begin() as db:
        for table in ("organizations", "people", "posts", "selections", "cases"):
            db.execute(text(f"ALTER TABLE {table} DISABLE TRIGGER ALL"))
        for statement in filled(cases):
            db.execute(text(statement.replace(":", r"\:")))
        for table in ("organizations", "people", "posts", "selections", "cases"):
            db.execute(text(f"ALTER TABLE {table} ENABLE TRIGGER ALL"))
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as db:
        db.execute(text("VACUUM ANALYZE"))


def asked(question: Question, below: str, house: House) -> float:
    """Seconds of one answer at a desk of its own, naming its places included."""
    began = time.perf_counter()
    with house.reading((below,)) as desk:
        question(desk, below)
    return time.perf_counter() - began


def moved(edition_cases: Iterator[str], house: House) -> float:
    """Seconds of the moves of one case."""
    case, began = next(edition_cases), time.perf_counter()
    run_ours(house, [case], MOVES)
    return time.perf_counter() - began


def compare(
    name: str, without: House, with_it: House, rounds: int, spent: Callable[[House], float]
) -> None:
    """Print the median of both, and of the rounds' ratios."""
    for house in (without, with_it):
        spent(house)
    found = [(spent(without), spent(with_it)) for _ in range(rounds)]
    one, other = (statistics.median(told) * 1000 for told in zip(*found, strict=True))
    ratio = statistics.median(b / a for a, b in found)
    print(f"{name:32} {one:9.2f} ms {other:9.2f} ms   x {ratio:.2f}", flush=True)


def main() -> None:
    """Measure and print."""
    told = argparse.ArgumentParser(description=__doc__)
    told.add_argument("--cases", type=int, default=60_000)
    told.add_argument("--rounds", type=int, default=9)
    told.add_argument(
        "--moves", type=int, default=100, help="cases that make their moves at each side"
    )
    given = told.parse_args()
    with own_postgres() as url, tempfile.TemporaryDirectory() as folder:
        admin, ids = linear_house(url, Path(folder), linear_edition(MOVES), 2 * given.moves + 2)
        fill(admin.engine, given.cases)
        with roles_on(admin.engine) as roles:
            program = replace(admin, engine=roles.engine)
            print(f"{'':32} {'without':>9}    {'with':>9}      ratio")
            compare(f"{MOVES} moves", admin, program, given.moves, partial(moved, iter(ids)))
            for below, who in (("c0/", "a city"), ("", "everywhere")):
                for name, question in LISTS.items():
                    compare(
                        f"{name}, {who}",
                        admin,
                        program,
                        given.rounds,
                        partial(asked, question, below),
                    )
        admin.engine.dispose()


if __name__ == "__main__":
    main()
