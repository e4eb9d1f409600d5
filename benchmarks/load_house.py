"""The house that is loaded: the demonstration, with many cases more and people who work on them.

The demonstration gives histories as they are, of a hundred entries and more. Beside it: selections with
two cases each at 分析研判, for reports to be recorded, and cases on a line of moves, for moves.
"""

import uuid
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from tests.linear import linear_edition
from web.demo.house import founded
from web.passwords import hashed
from workflow.commands.accounts import grant_duty, open_account
from workflow.commands.editions import publish
from workflow.commands.logins import set_password
from workflow.commands.organizations import enter_post
from workflow.commands.people import register
from workflow.commands.selections import open_case, open_selection
from workflow.definition import text_of
from workflow.journal import Actor, Desk, House, Order
from workflow.queries.cases import cases
from workflow.queries.selections import selections
from workflow.stories.stage import newest, proved

DEFINITIONS = Path(__file__).resolve().parents[1] / "definitions"
DEPARTMENT, BODY, UNIT = "zuzhibu", "changwei", "gongwei"
CLERK = Actor("chen_xiao", "陈晓", "cadre_clerk", DEPARTMENT)
CHIEF = Actor("zhou_lan", "周岚", "cadre_chief", DEPARTMENT)
SECURITY = Actor("baomi", "安全保密管理员", "security_admin", "linjiang")
PASSWORD = "Fuzai-2026-Ceshi"
MOVES = 20  # of a case on the line
PART = 50  # cases a commit
SURNAMES, GIVEN = "赵钱孙李周吴郑王冯陈", "安邦国庆华明文立新生"


@dataclass(frozen=True, slots=True)
class Loaded:
    """What people work on: logins by duty, cases on the line, selections, all cases to look at."""

    clerks: tuple[str, ...]
    heads: tuple[str, ...]
    line: tuple[str, ...]
    selections: tuple[str, ...]
    cases: tuple[str, ...]
    played: tuple[str, ...]


def by(actor: Actor) -> Order:
    """A new command, now."""
    return Order(str(uuid.uuid4()), actor, datetime.now(UTC))


def built(folder: Path, people: int, size: int, tell: Callable[[str], None]) -> Loaded:
    """A house in `folder` (SQLite) with `size` cases and so many people; two in five are heads."""
    editions = proved(DEFINITIONS)
    house, _ = founded(folder, DEFINITIONS, editions, lambda _: None)
    with house.reading() as desk:
        played = tuple(one.id for batch in selections(desk) for one in cases(desk, batch.id))
    tell(f"{len(played)} cases played")
    heads = tuple(f"head{n}" for n in range(people * 2 // 5))
    clerks = tuple(f"clerk{n}" for n in range(people - len(heads)))
    with house.desk() as desk:
        _accounts(desk, heads, "organization_head")
        _accounts(desk, clerks, "cadre_clerk")
        line = publish(desk, text_of(linear_edition(MOVES)), datetime.now(UTC))
    promotion = newest(editions, "promotion").digest
    opened = list(_opened(house, size, (line, promotion)))
    house.engine.dispose()
    tell(f"{len(opened)} cases opened, {people} accounts")
    return Loaded(
        clerks, heads, tuple(one for one, even in opened if even),
        tuple(dict.fromkeys(f"load{int(one[4:]) // 4}p" for one, even in opened if not even)),
        tuple(one for one, _ in opened), played,
    )  # fmt: skip


def _accounts(desk: Desk, logins: Sequence[str], duty: str) -> None:
    kept = hashed(PASSWORD)
    for one in logins:
        open_account(
            desk, by(SECURITY), one, {"login": one, "name": name(len(one) * 7 + int(one[-1]))}
        )
        grant_duty(desk, by(SECURITY), one, {
            "duty": duty, "organization": DEPARTMENT, "from": "2026-01-01",
        })  # fmt: skip
        set_password(desk, one, kept, datetime.now(UTC))


def name(number: int) -> str:
    """One of a thousand made-up names."""
    return SURNAMES[number % 10] + GIVEN[number // 10 % 10] + GIVEN[number // 100 % 10]


def _opened(house: House, size: int, editions: tuple[str, str]) -> Iterator[tuple[str, bool]]:
    """Cases in turn on the line and in the promotion, two a selection; tells which is on the line."""
    for start in range(0, size, PART):
        with house.desk() as desk:
            for number in range(start, min(start + PART, size)):
                on_line = number % 2 == 0
                _open(desk, number, f"load{number // 4}{'l' if on_line else 'p'}",
                      editions[not on_line])  # fmt: skip
                yield f"case{number}", on_line


def _open(desk: Desk, number: int, selection: str, edition: str) -> None:
    person, post = f"loaded{number}", f"loadpost{number}"
    register(desk, by(CHIEF), person, name(number), UNIT)
    enter_post(desk, by(CHIEF), post, {
        "organization": UNIT, "title": f"副处长{number}", "level": "county_deputy",
        "position": "deputy", "quota": 1,
    })  # fmt: skip
    if number % 4 < 2:
        open_selection(desk, by(CLERK), selection, {
            "title": f"市直机关工委第{number // 4 + 1}批", "department": DEPARTMENT, "body": BODY,
        }, edition)  # fmt: skip
    open_case(desk, by(CLERK), f"case{number}", {
        "number": f"载{number:05d}", "person": person, "post": post, "selection": selection,
    })  # fmt: skip
