"""The parts of the demonstration that are copied: its city, its candidates, some of its selections.

What a part holds is cut once: entries with their contents and sealed values, and the rows that stand
beside them. A copy is filled in, sealed and chained anew, entry by entry, in the order of the play.
"""

from collections.abc import Sequence, Set
from dataclasses import dataclass, field
from re import Pattern
from typing import Any

from sqlalchemy import Row, select

from benchmarks import cloning
from benchmarks.cloning import DAYS, SEALS, Cut, Tokens
from workflow.canonical import canonical, digest, reread
from workflow.journal import House
from workflow.journal.seal import unsealed
from workflow.models import TABLES, commands, entries, leaves, metadata, names, personal_values

BREAK = "\x1f"  # between the texts of a row; the journal refuses it
# What stands beside the record: table → the column that says of what.
BESIDE = {"requests": "subject", "inquiries": "subject", "notices": "subject",
          "refused_attempts": "subject", "summaries": "case_id", "follows": "case_id",
          "profiles": "person", "names": "person"}  # fmt: skip
STEPS = ("open", "move", "annul")
KINDS_BESIDE = {"summaries": "case", "follows": "case", "profiles": "person", "names": "person"}


@dataclass(frozen=True, slots=True)
class Lot:
    """A selection that is copied: with which of its cases, and each of them how often."""

    selection: str
    cases: tuple[str, ...]
    a_city: int  # how many a city has
    copies: int = 1
    old: bool = False  # of one of the last years, too


@dataclass(frozen=True, slots=True)
class Line:
    """An entry of the template; the places are those of its own digest, content and values."""

    subject: str
    scope: str
    seq: int
    kind: str
    year: int
    content: Cut
    content_place: int
    body: Cut
    place: int
    seals: tuple[tuple[int, Cut, Cut], ...]  # place, whose, canonical value
    columns: Cut
    command: Cut | None  # that the entry answered

    @property
    def is_step(self) -> bool:
        """Whether statistics read it."""
        return self.subject.startswith("case:") and self.kind in STEPS


@dataclass(frozen=True, slots=True)
class Aside:
    """A row beside the record: its texts, and what is no text at its place in the row."""

    table: str
    scope: str
    texts: Cut
    rest: tuple[Any, ...]


@dataclass(slots=True)
class Part:
    """What is copied together."""

    lines: list[Line] = field(default_factory=list)
    rows: list[Aside] = field(default_factory=list)

    def steps(self) -> "Part":
        """Without the journals: only the steps of cases, and of each subject its last line."""
        last = {line.subject: line.seq for line in self.lines}
        kept = (line for line in self.lines if line.is_step or line.seq == last[line.subject])
        return Part(list(kept), self.rows)


@dataclass(slots=True)
class Parts:
    """What is copied for a city."""

    city: Part
    people: dict[str, Part]
    lots: list[tuple[Lot, Part]]
    often: dict[str, int]  # candidate → how many of his like: who was not chosen comes again

    def steps(self) -> "Parts":
        """The same without journals."""
        return Parts(
            self.city.steps(), {one: part.steps() for one, part in self.people.items()},
            [(lot, part.steps()) for lot, part in self.lots], self.often,
        )  # fmt: skip


@dataclass(slots=True)
class Template:
    """Everything that was played, and what of it is copied."""

    house: House
    lots: Sequence[Lot]
    tokens: Tokens
    people: dict[str, str] = field(default_factory=dict)  # candidate → name
    kept: dict[str, int] = field(default_factory=dict)  # subject → its last seq that is copied
    scopes: dict[str, str] = field(default_factory=dict)  # subject → scope
    rows: list[Row[Any]] = field(default_factory=list)
    sealed: dict[str, tuple[str, str]] = field(default_factory=dict)  # commitment → person, value
    candidates: dict[str, str] = field(default_factory=dict)  # case → person
    beside: dict[str, list[Row[Any]]] = field(default_factory=dict)
    answered: dict[str, tuple[str, ...]] = field(default_factory=dict)  # entry → its command

    def read(self) -> None:
        """Read the template and know its tokens."""
        with self.house.reading() as desk:
            placed = select(entries).join(leaves, leaves.c.entry == entries.c.id)
            self.rows = list(desk.db.execute(placed.order_by(leaves.c.position)))
            told = {row.commitment: row.person for row in desk.db.execute(select(personal_values))}
            opened = unsealed(desk, told)
            self.sealed = {
                mark: (told[mark], value.decode()) for mark, (_, value) in opened.items()
            }
            self.answered = {row.entry: tuple(row) for row in desk.db.execute(select(commands))}
            self.candidates = {
                row.id: row.person for row in desk.db.execute(select(TABLES["case"]))
            }
            self.beside = {
                one: list(desk.db.execute(select(metadata.tables[one]))) for one in BESIDE
            }
            everybody = dict(desk.db.execute(select(names.c.person, names.c.name)).tuples().all())
        meant = (self.candidates[case] for lot in self.lots for case in lot.cases)
        self.people = {person: everybody[person] for person in meant}
        self._know_subjects(frozenset(self.candidates.values()))
        self._know_tokens()

    def _know_subjects(self, candidates: frozenset[str]) -> None:
        """Which subjects are copied, with what, and how much of their journals."""
        meant = {f"case:{case}" for lot in self.lots for case in lot.cases}
        selections = {lot.selection for lot in self.lots}
        for row in self.rows:
            kind, _, id = row.subject.partition(":")
            if kind in ("account", "organization", "body") or (
                kind == "person" and id not in candidates
            ):
                self.scopes[row.subject], self.kept[row.subject] = "city", row.seq
            elif kind == "post":  # as entered: who fills it is a matter of one case
                self.scopes[row.subject], self.kept[row.subject] = "city", 1
            elif (kind == "person" and id in self.people) or row.subject in meant:
                self.scopes[row.subject], self.kept[row.subject] = row.subject, row.seq
            elif kind == "selection" and id in selections:
                self.scopes[row.subject], self.kept[row.subject] = f"lot:{id}", row.seq
            elif kind == "meeting" and (lot := id.partition("_")[0]) in selections:
                self.scopes[row.subject], self.kept[row.subject] = f"lot:{lot}", row.seq

    def _know_tokens(self) -> None:
        add = self.tokens.add
        for subject, scope in self.scopes.items():
            add(scope, cloning.named, subject.partition(":")[2])
        for person, name in self.people.items():
            add(f"name:{person}", cloning.instead, name)
        for row in self.rows:
            scope = self.scopes.get(row.subject)
            if scope and row.seq <= self.kept[row.subject]:
                add(
                    scope, cloning.command if len(row.command) == 36 else cloning.named, row.command
                )
                add(scope, cloning.entry, row.id)
                add(SEALS, cloning.instead, row.digest, digest(row.content.encode()))
                add(SEALS, cloning.instead, *reread(row.body)["values"])
                if row.subject.startswith("case:") and row.seq == 1:
                    add(scope, cloning.named, reread(row.content)["number"])
        add(DAYS, cloning.instead, "2025", "2026")

    def city(self) -> Part:
        """The places, accounts, bodies, posts and whoever is no candidate."""
        return self._part({"city"}, {"city"})

    def person(self, person: str) -> Part:
        """The file of a candidate."""
        return self._part({f"person:{person}"}, {"city", f"person:{person}", f"name:{person}"})

    def lot(self, lot: Lot) -> Part:
        """A selection with its meetings and some of its cases."""
        own = {f"lot:{lot.selection}", *(f"case:{one}" for one in lot.cases)}
        people = [self.candidates[one] for one in lot.cases]
        named = {f"{kind}:{one}" for one in people for kind in ("person", "name")}
        return self._part(own, {"city", *own, *named})

    def _part(self, own: Set[str], around: Set[str]) -> Part:
        """What belongs to some scopes, where the texts may speak of those around."""
        part, pattern = Part(), self.tokens.pattern()
        for row in self.rows:
            scope = self.scopes.get(row.subject, "")
            if scope in own and row.seq <= self.kept[row.subject]:
                part.lines.append(self._line(pattern, row, scope, around))
        for table, column in BESIDE.items():
            for row in self.beside[table]:
                kind = KINDS_BESIDE.get(table)
                subject = f"{kind}:{getattr(row, column)}" if kind else getattr(row, column)
                scope = self.scopes.get(subject, "")
                if scope in own:
                    texts = BREAK.join(one for one in row if isinstance(one, str))
                    rest = tuple(None if isinstance(one, str) else one for one in row)
                    cut = self.tokens.cut(pattern, texts, around)
                    part.rows.append(Aside(table, scope, cut, rest))
        return part

    def _line(self, pattern: Pattern[str], row: Row[Any], scope: str, around: Set[str]) -> Line:
        tokens = self.tokens

        def cut(text: str) -> Cut:
            return tokens.cut(pattern, text, around)

        told = reread(row.body)
        told["read"] = {
            one: min(seq, self.kept[one]) for one, seq in told["read"].items()
            if self.scopes.get(one) in around
        }  # fmt: skip
        columns = [getattr(row, one.name) for one in entries.c]
        texts = BREAK.join(one for one in columns if isinstance(one, str) and one != row.content)
        return Line(
            row.subject, scope, row.seq, row.kind, row.case_year, cut(row.content),
            tokens.place(told["state"]), cut(canonical(told).decode()), tokens.place(row.digest),
            tuple((tokens.place(one), cut(self.sealed[one][0]), cut(self.sealed[one][1]))
                  for one in told["values"]),
            cut(texts),
            cut(BREAK.join(self.answered[row.id])) if row.id in self.answered else None,
        )  # fmt: skip


def parts_of(template: Template, years: int) -> Parts:
    """All parts of a city, of which old selections lie in so many years."""
    often = dict.fromkeys(template.people, 1)
    for lot in template.lots:
        for case in lot.cases:
            person = template.candidates[case]
            often[person] = max(often[person], lot.copies, -(-lot.a_city // years))
    return Parts(
        template.city(), {one: template.person(one) for one in template.people},
        [(lot, template.lot(lot)) for lot in template.lots], often,
    )  # fmt: skip
