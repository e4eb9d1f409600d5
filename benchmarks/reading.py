"""How pages read in a country of a thousand cases and of a hundred thousand, in one run, as ratios.

Every page is asked of the site itself by somebody who has logged in: a clerk of one city's department,
and an auditor who sees the whole country. Instances are made by `benchmarks.plausible`; the pages of
all of them are interleaved, each is asked once before it counts.

    python -m benchmarks.reading FOLDER [FOLDER …] [--times 200] [--pages inbox case …] [--postgres URL …]

With `--postgres` the databases of the folders, in their order.
"""

import argparse
import random
import statistics
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from flask import Flask
from sqlalchemy import func, select

from benchmarks.measured_on import measured_on
from benchmarks.plausible import DEFINITIONS
from tests.statements import counting
from tests.web.site_stage import PASSWORD, Visitor, visitor
from web.app import create_app
from web.demo.house import ATTACHMENTS, opened
from web.passwords import hashed
from workflow.commands.figures import renew_figures
from workflow.commands.logins import set_password
from workflow.house import open_house
from workflow.journal import House
from workflow.models import TABLES, names
from workflow.workdays import load

NOON = datetime(2026, 5, 20, 4, 0, tzinfo=UTC)  # the day of the demonstration, in Shanghai
CITY = "00001"  # the second of the copied ones
STAY = "promotion.investigation&column=there"
CLERK, CHIEF, READER = (f"{one}-{CITY}" for one in ("chen_xiao", "zhou_lan", "shenjiyuan"))
Address = Callable[["Country"], str]


@dataclass(slots=True)
class Country:
    """One instance with who looks at it, and what there is to be looked at in the clerk's city."""

    house: House
    app: Flask
    dice: random.Random
    cases: int
    own: list[str]
    selections: list[str]
    called: list[str]
    visitors: dict[str, Visitor] = field(default_factory=dict)

    def visitor(self, login: str) -> Visitor:
        """Who has logged in."""
        if login not in self.visitors:
            with self.house.desk() as desk:
                set_password(desk, login, hashed(PASSWORD), NOON)
            self.visitors[login] = visitor(self.app, login)
        return self.visitors[login]


def country(folder: Path, seed: int, postgres: str = "") -> Country:
    """An instance as `plausible` made it, in its folder or in a database."""
    calendar = load(DEFINITIONS / "calendars")
    house = opened(folder, calendar) if not postgres else open_house(
        postgres, attachments=folder / ATTACHMENTS, calendar=calendar
    )  # fmt: skip
    began = time.process_time()
    renew_figures(house, NOON)
    print(f"{folder.name}: figures counted in {time.process_time() - began:.0f} s of CPU", flush=True)
    case, own = TABLES["case"].c, f"zuzhibu-{CITY}"
    with house.reading() as desk:
        count = desk.db.scalar(select(func.count()).select_from(TABLES["case"])) or 0
        rows = desk.db.execute(
            select(case.id, case.selection, names.c.name)
            .join(names, names.c.person == case.person).where(case.department == own)
            .order_by(case.id)
        ).all()  # fmt: skip
    return Country(
        house, create_app(house, lambda: NOON, b"a secret of the benchmark, 32 by"),
        random.Random(seed), count, [row.id for row in rows],
        sorted({row.selection for row in rows}), sorted({row.name for row in rows}),
    )  # fmt: skip


# Page → who asks for it, and its address.
PAGES: dict[str, tuple[str, Address]] = {
    "inbox": (CLERK, lambda _: "/"),
    "done": (CLERK, lambda _: "/done"),
    "board": (CLERK, lambda _: "/selections/board"),
    "selection": (CLERK, lambda one: f"/selections/{one.dice.choice(one.selections)}"),
    "list": (CLERK, lambda _: "/selections/list"),
    "case": (CLERK, lambda one: f"/cases/{one.dice.choice(one.own)}"),
    "history": (CLERK, lambda one: f"/cases/{one.dice.choice(one.own)}/history"),
    "people": (CLERK, lambda _: "/people/"),
    "opinions": (CLERK, lambda _: "/opinions/"),
    "notices": (CLERK, lambda _: "/publicity/"),
    "political": (CHIEF, lambda _: "/political/"),
    "person search": (CLERK, lambda one: f"/people/?q={one.dice.choice(one.called)}"),
    "entries": (CLERK, lambda _: "/records/"),
    "entries of a person": (CLERK, lambda one: f"/records/?person={one.dice.choice(one.called)}"),
    "statistics, city": (CLERK, lambda _: "/statistics/"),
    "statistics, country": (READER, lambda _: "/statistics/"),  # kept, see `country`
    "statistics, months": (READER, lambda _: "/statistics/?from=2024-03-01&to=2025-10-31"),
    "board, country": (READER, lambda _: "/selections/board"),
    "board, narrowed": (READER, lambda _: "/selections/board?filter=open&filter=blocked"),
    "figure by units": (READER, lambda _: f"/statistics/stays?row={STAY}"),
    "asked by units": (READER, lambda _: "/statistics/asked?column=late"),
    "list of a unit": (READER, lambda _: f"/statistics/stays?column=there&unit=zuzhibu-{CITY}"),
    "form with units": (
        CLERK, lambda one: f"/selections/{one.dice.choice(one.selections)}/activities/post_profile/record"
    ),
    "people, country": (READER, lambda _: "/people/"),
    "people of a unit": (READER, lambda _: f"/people/?unit=linjiang-{CITY}"),
    "name in a country": (READER, lambda one: f"/people/?q={one.dice.choice(one.called)}"),
    "political, country": (READER, lambda _: "/political/"),
    "political of a unit": (READER, lambda _: f"/political/?unit=linjiang-{CITY}"),
    "organizations": (READER, lambda _: "/admin/organizations/"),
    "meetings, country": (READER, lambda _: "/meetings/"),
    "meetings of a unit": (READER, lambda _: f"/meetings/?unit=linjiang-{CITY}"),
    "form with people": (CHIEF, lambda _: "/bodies/new"),
}


@dataclass(slots=True)
class Asked:
    """What one page cost in one country: CPU and wall milliseconds, statements of the last."""

    cpu: list[float] = field(default_factory=list)
    wall: list[float] = field(default_factory=list)
    statements: int = 0
    kilobytes: int = 0

    def ask(self, one: Country, page: str) -> None:
        """Ask once."""
        login, address = PAGES[page]
        guest, path = one.visitor(login), address(one)
        wall, cpu = time.perf_counter(), time.process_time()
        text = guest.text(path)
        self.cpu.append((time.process_time() - cpu) * 1000)
        self.wall.append((time.perf_counter() - wall) * 1000)
        self.kilobytes = len(text.encode()) // 1024


def p95(figures: list[float]) -> float:
    """Nineteen of twenty are not above it."""
    return statistics.quantiles(figures, n=20, method="inclusive")[-1]


def measured(countries: list[Country], page: str, times: int, patience: float) -> list[Asked]:
    """One page in all countries, interleaved; as often as asked for or as patience lasts."""
    found = [Asked() for _ in countries]
    for one, asked in zip(countries, found, strict=True):
        asked.ask(one, page)
        with counting(one.house.engine) as seen:
            asked.ask(one, page)
        asked.statements = seen.count
        asked.cpu.clear()
        asked.wall.clear()
    until = time.perf_counter() + patience
    for turn in range(times):
        if turn >= 5 and time.perf_counter() > until:
            break
        for one, asked in zip(countries, found, strict=True):
            asked.ask(one, page)
    return found


def lines(countries: list[Country], page: str, found: list[Asked]) -> Iterator[str]:
    """A line a country; the ratios are to the first."""
    first = found[0]
    for one, asked in zip(countries, found, strict=True):
        yield (
            f"{page:20}{one.cases:>9}{len(asked.cpu):>6}{asked.statements:>5}{asked.kilobytes:>6}"
            f"{statistics.median(asked.cpu):>9.1f}{p95(asked.cpu):>9.1f}{p95(asked.wall):>9.1f}"
            f"{p95(asked.cpu) / p95(first.cpu):>8.2f}{p95(asked.wall) / p95(first.wall):>8.2f}"
        )


def main() -> None:
    """Print a table; the ratios are those of the 95th percentile to the first folder's."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("folders", type=Path, nargs="+")
    parser.add_argument("--times", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--patience", type=float, default=120, help="seconds a page")
    parser.add_argument("--postgres", nargs="+", metavar="URL")
    parser.add_argument("--pages", nargs="+", choices=[one.replace(" ", "_") for one in PAGES])
    options = parser.parse_args()
    print(measured_on())
    urls = options.postgres or [""] * len(options.folders)
    countries = [country(one, options.seed, url)
                 for one, url in zip(options.folders, urls, strict=True)]  # fmt: skip
    wanted = [one.replace("_", " ") for one in options.pages or ()] or list(PAGES)
    print(f"{'page':20}{'cases':>9}{'asked':>6}{'sql':>5}{'KiB':>6}{'cpu p50':>9}{'cpu p95':>9}"
          f"{'wall p95':>9}{'cpu x':>8}{'wall x':>8}")  # fmt: skip
    for page in wanted:
        for line in lines(countries, page, measured(countries, page, options.times, options.patience)):
            print(line, flush=True)


if __name__ == "__main__":
    main()
