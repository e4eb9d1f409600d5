"""A country of cities: plausible cases in bulk, for measuring how pages read at a thousand and a million.

The demonstration is played once through the engine's own commands; its city is then copied as often
as asked for, with other people, names, numbers and years, sealed, chained and placed in the tree
anew. Of each city half the cases have ended, over five years; an entry is what the engine wrote.

    python -m benchmarks.plausible FOLDER [--cases 1000] [--seed 1] [--entries CITIES] [--postgres URL]

With `--postgres` the demonstration is moved to an empty database there, and the copies are written to it.

A case takes 147 KB. With `--entries` only so many cities keep their journals; of all others there is what
lists, boards, searches and statistics read: the rows of all subjects, names, profiles, summaries,
requests, refusals, and of the journals the steps of cases (opened, moved, annulled) without the bytes
that are hashed. Such a country cannot be verified, and history is read in a city that has one.
"""

import argparse
import hashlib
import json
import random
import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache, partial
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from sqlalchemy import select

from benchmarks.bulk import Write, lawless, lawless_postgres, write
from benchmarks.cloning import Tokens
from benchmarks.measured_on import measured_on
from benchmarks.template import BREAK, Line, Lot, Part, Parts, Template, parts_of
from web.demo.house import founded, opened
from workflow.canonical import SALT_BYTES
from workflow.journal import House
from workflow.journal.vault import enclose, new_key
from workflow.ledger.log import end, frontier
from workflow.models import FIXED, TABLES, open_engine, personal_keys
from workflow.pinyin import sort_key, spelled
from workflow.stories.stage import proved
from workflow.upkeep.relocation import relocate
from workflow.workdays import load

DEFINITIONS = Path(__file__).resolve().parents[1] / "definitions"
DAY = date(2026, 5, 20)  # as the demonstration
YEARS = 5
BATCH_B = (
    "case_xue_tinglan",
    "case_he_qiyue",
    "case_bai_suwen",
    "case_ye_xingzhou",
    "case_song_zhiwei",
)
LOTS = (  # 20 entries a case; half of the cases have ended
    Lot("s2025", ("case_gu_zhiqiu", "case_ji_mingche", "case_lan_tingyu", "case_ruan_changqing",
                  "case_mu_sichen"), 1, old=True),
    Lot("s2026e", ("case_pei_yanzhi", "case_he_lanzhou", "case_xi_yuebai", "case_tao_zhiyi"), 4),
    Lot("s2025", ("case_mu_sichen",), 14, copies=8, old=True),
    Lot("s2026b", ("case_song_zhiwei",), 6, copies=6, old=True),
    Lot("s2026b", BATCH_B, 16),
    Lot("s2026c", ("case_fei_anran", "case_jiang_shuyu"), 20),
    Lot("s2026d", ("case_wen_ruxu", "case_qin_guanlan"), 20),
)  # fmt: skip
A_CITY = sum(len(lot.cases) * lot.copies * lot.a_city for lot in LOTS)
BY_DIGEST = ("inquiries", "notices", "refused_attempts")  # their ids are digests
SURNAMES = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈"
GIVEN = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超兰霞平刚桂英建国志华文辉玉春海燕德福新民永胜晓东立新学农家栋思远子涵"


@dataclass(slots=True)
class Country:
    """Copies as they are made: rows by table, the tree, and the dice."""

    house: House
    template: Template
    dice: random.Random
    size: int  # leaves so far
    edge: dict[int, bytes]  # the complete nodes from which the tree grows on
    known: dict[str, AESGCM]  # the keys of the people of the template
    rows: dict[str, list[tuple[Any, ...]]] = field(default_factory=dict)
    keys: dict[str, AESGCM] = field(default_factory=dict)
    called: dict[str, str] = field(default_factory=dict)  # number of a candidate → name
    count: int = 0  # cases so far
    bare: bool = False  # without journals

    def city(self, number: int, parts: Parts) -> dict[str, list[tuple[Any, ...]]]:
        """The rows of one more city; without journals if it is `bare`."""
        self.rows = {}
        self.keys = dict(self.known)
        tokens = self.template.tokens
        tokens.set("city", f"{number:05d}")
        self._dated(YEARS - 1)
        self._copy(parts.city, YEARS - 1)
        for person, part in parts.people.items():
            for turn in range(parts.often[person]):
                self._candidate(person, f"{number:05d}{turn}", self._name())
                self._copy(part, YEARS - 1)
        for lot, part in parts.lots:
            for turn in range(lot.a_city):
                self._lot(lot, part, turn, lambda one, nth: f"{number:05d}{nth % parts.often[one]}")
        return self.rows

    def _dated(self, ago: int) -> None:
        values, places = self.template.tokens.values, self.template.tokens.places
        for year in ("2025", "2026"):
            if year in places:
                values[places[year]] = str(int(year) - ago)

    def _name(self) -> str:
        dice = self.dice
        return dice.choice(SURNAMES) + "".join(dice.choices(GIVEN, k=dice.choice((1, 2, 2, 2))))

    def _candidate(self, person: str, number: str, name: str = "") -> None:
        name = name or self.called[person + number]
        self.called[person + number] = name
        self.template.tokens.set(f"person:{person}", number)
        self.template.tokens.set(f"name:{person}", name)

    def _lot(self, lot: Lot, part: Part, turn: int, who: Callable[[str, int], str]) -> None:
        """A selection, and then the further copies of its cases."""
        ago = turn % YEARS if lot.old else 0
        self._dated(ago)
        self.template.tokens.set(f"lot:{lot.selection}", f"{self.count:08d}")
        for copy in range(lot.copies):
            for case in lot.cases:
                self.template.tokens.set(f"case:{case}", f"{self.count:08d}")
                person = self.template.candidates[case]
                self._candidate(person, who(person, turn + copy))
                self.count += 1
            self._copy(part, ago, again=copy > 0)

    def _copy(self, part: Part, ago: int, *, again: bool = False) -> None:
        """Fill in a part; `again`: only its cases."""
        values, said, last = self.template.tokens.values, {}, {}
        for line in part.lines:
            if again and not line.scope.startswith("case:"):
                continue
            content = said.get(line.content_place)
            if content is None:
                content = said[line.content_place] = line.content.filled(values)
                values[line.content_place] = hashlib.sha256(content.encode()).hexdigest()
            last[line.subject] = (self._step if self.bare else self._line)(line, content, ago)
        for subject, (id, seq, mark, content) in last.items():
            kind = subject.partition(":")[0]
            said = json.loads(content) if kind in FIXED else {}
            always = (said.get(key) for key in FIXED.get(kind, ()))
            self._add(TABLES[kind].name, (id, seq, mark, content, *always))
        for one in part.rows:
            if not again or one.scope.startswith("case:"):
                self._aside(one.table, one.texts.filled(values), one.rest)

    def _aside(self, table: str, texts: str, rest: tuple[Any, ...]) -> None:
        told = iter(texts.split(BREAK))
        row = tuple(next(told) if one is None else one for one in rest)
        if table == "names":
            row = (*row[:3], _sorted(row[1]), _spelled(row[1]))
        elif table in BY_DIGEST:
            row = (hashlib.sha256(texts.encode()).hexdigest()[:32], *row[1:])
        self._add(table, row)

    def _add(self, table: str, row: tuple[Any, ...]) -> None:
        self.rows.setdefault(table, []).append(row)

    def _line(self, line: Line, content: str, ago: int) -> tuple[str, int, str, str]:
        values = self.template.tokens.values
        for place, whose, value in line.seals:
            values[place] = self._sealed(whose.filled(values), value.filled(values).encode())
        body = line.body.filled(values).encode()
        leaf = hashlib.sha256(b"\x00" + body)
        values[line.place] = leaf.hexdigest()
        texts = line.columns.filled(values).split(BREAK)
        id, subject, prev, mark, *rest = texts
        *rest, province = rest
        self._add("entries", (
            id, subject, line.seq, prev, mark, *rest, province, line.year - ago, content, body,
        ))  # fmt: skip
        if line.command is not None:
            self._add("commands", tuple(line.command.filled(values).split(BREAK)))
        self._placed(id, leaf.digest())
        return subject.partition(":")[2], line.seq, mark, content

    def _step(self, line: Line, content: str, ago: int) -> tuple[str, int, str, str]:
        """The same without journals: only a step of a case is an entry, and it has no bytes."""
        texts = line.columns.filled(self.template.tokens.values).split(BREAK)
        id, subject, prev, mark, *rest = texts
        if line.is_step:
            year = line.year - ago
            self._add("entries", (id, subject, line.seq, prev, mark, *rest, year, content, b""))
        return subject.partition(":")[2], line.seq, mark, content

    def _sealed(self, person: str, value: bytes) -> str:
        """As `seal` does, from bytes that are canonical already."""
        if person not in self.keys:
            key = new_key()
            self.keys[person] = AESGCM(key)
            self._add("personal_keys", (person, self.house.vault.wrap(person, key)))
        salt = self.dice.randbytes(SALT_BYTES)
        mark = hashlib.sha256(b"\x02" + salt + value).hexdigest()
        sealed = enclose(self.keys[person], salt + value, mark.encode())
        self._add("personal_values", (mark, person, sealed))
        return mark

    def _placed(self, id: str, leaf: bytes) -> None:
        """Append to the tree, as RFC 6962 has it."""
        place, level, here = self.size, 0, leaf
        self._add("leaves", (1, place, id, leaf))
        while place & 1:
            here = hashlib.sha256(b"\x01" + self.edge[level] + here).digest()
            place, level = place >> 1, level + 1
            self._add("nodes", (1, level, place, here))
        self.edge[level] = here
        self.size += 1


@lru_cache(maxsize=100_000)
def _sorted(name: str) -> str:
    return sort_key(name)


@lru_cache(maxsize=100_000)
def _spelled(name: str) -> str:
    return spelled(name)


def country(
    folder: Path, cases: int, seed: int, demo: Path | None = None, journals: int | None = None,
    postgres: str = "",
) -> Iterator[str]:  # fmt: skip
    """Make an instance in `folder` with at least so many cases; tells how far it is.

    `demo`: where a demonstration lies already, which is copied instead of played. `journals`: how
    many cities keep their journals, None for all. `postgres`: into which database, else SQLite.
    """
    if demo:
        shutil.copytree(demo, folder)
    else:
        founded(folder, DEFINITIONS, proved(DEFINITIONS), lambda _: None)[0].engine.dispose()
    house = opened(folder, load(DEFINITIONS / "calendars"))
    template = Template(house, LOTS, Tokens(house.origin))
    template.read()
    parts = parts_of(template, YEARS)
    bare = parts.steps()
    with house.reading() as desk:
        size = end(desk.db)[1]
        edge = {level: here for (level, _), here in frontier(desk.db, 1, size).items()}
        told = desk.db.execute(select(personal_keys)).all()
    keys = {row.person: AESGCM(house.vault.unwrap(row.person, row.wrapped)) for row in told}
    made = Country(house, template, random.Random(seed), size, edge, keys)
    began = time.perf_counter()
    with _bulk(house, postgres, folder / "moved") as fill:
        for number in range(-(-cases // A_CITY)):
            made.bare = journals is not None and number >= journals
            fill(made.city(number, bare if made.bare else parts))
            if number % 10 == 9:
                rate = made.count / (time.perf_counter() - began)
                yield f"{made.count} cases, {made.size} leaves, {rate:.0f} cases a second"
    yield f"seed {seed}: {made.count} cases, {made.size} leaves, {time.perf_counter() - began:.0f} s"
    house.engine.dispose()


@contextmanager
def _bulk(house: House, postgres: str, files: Path) -> Iterator[Write]:
    """Writes to the house, or to the database into which it is moved."""
    if not postgres:
        with lawless(house.engine) as db:
            yield partial(write, db)
        return
    target = open_engine(postgres)
    relocate(house, target, files, lambda *_: None)
    with lawless_postgres(target) as copied:
        yield copied
    target.dispose()


def main() -> None:
    """Make the instance that was asked for."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("folder", type=Path)
    parser.add_argument("--cases", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--demo", type=Path, help="a demonstration that lies there already")
    parser.add_argument("--entries", type=int, metavar="CITIES", help="how many keep their journals")
    parser.add_argument("--postgres", default="", metavar="URL", help="an empty database")
    options = parser.parse_args()
    print(measured_on())
    for line in country(options.folder, options.cases, options.seed, options.demo, options.entries,
                        options.postgres):  # fmt: skip
        print(line, flush=True)


if __name__ == "__main__":
    main()
