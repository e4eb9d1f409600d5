"""Texts of what was really played, cut at everything that must differ from copy to copy.

A token is an id, the id of a command or of an entry, a digest, a commitment, a candidate's name, or
the year of a day. Each belongs to a scope (a city, a selection, a case, a person); whoever makes a
copy sets the values of its scopes and fills in the texts.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from operator import itemgetter
from typing import Any

EDGE, END = r"(?<![A-Za-z0-9_-])", r"(?![A-Za-z0-9_-])"
UUID = r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"
DIGEST = r"[0-9a-f]{64}"
YEAR = r"(?<!\d)202[56](?=-\d\d-\d\d)"  # in which the template was played
DAYS, SEALS = "days", "seals"  # scopes that every text has

Maker = Callable[[str, str], str]  # text of the template, number of the copy → text of the copy


def named(text: str, number: str) -> str:
    """An id of a copy: no id is the beginning of another, so that keys stay in their order."""
    return f"{text}-{number}"


def command(text: str, number: str) -> str:
    """The id of a copied command."""
    return f"{number:0>8}{text[8:]}"


def entry(text: str, number: str) -> str:
    """The id of a copied entry: its time stays at its beginning."""
    return f"{text[:-16]}{number:0>8}{text[-8:]}"


def instead(text: str, number: str) -> str:
    """What is told as it is: a name, a year."""
    return number


@dataclass(frozen=True, slots=True)
class Cut:
    """One text with the places of its tokens."""

    words: str
    places: tuple[int, ...]
    chosen: Callable[[Sequence[str]], Any]

    def filled(self, values: Sequence[str]) -> str:
        """The text of a copy."""
        return self.words % self.chosen(values)


@dataclass(slots=True)
class Tokens:
    """All tokens of a template with the scopes they belong to, and the values of the present copy."""

    origin: str
    scopes: dict[str, tuple[str, Maker]] = field(default_factory=dict)
    places: dict[str, int] = field(default_factory=dict)
    values: list[str] = field(default_factory=list)
    of: dict[str, list[tuple[int, str, Maker]]] = field(default_factory=dict)

    def add(self, scope: str, make: Maker, *texts: str) -> None:
        """Know some tokens; the first scope counts."""
        for text in texts:
            self.scopes.setdefault(text, (scope, make))

    def place(self, text: str) -> int:
        """Where the value of a token is kept."""
        if text not in self.places:
            scope, make = self.scopes[text]
            self.places[text] = len(self.values)
            self.of.setdefault(scope, []).append((len(self.values), text, make))
            self.values.append(text)
        return self.places[text]

    def set(self, scope: str, number: str) -> None:
        """Begin a copy of a scope."""
        values = self.values
        for place, text, make in self.of.get(scope, ()):
            values[place] = make(text, number)

    def pattern(self) -> re.Pattern[str]:
        """Whatever may be a token."""
        shapes = "|".join((UUID, rf"{self.origin}-[0-9a-f]{{28}}", DIGEST))
        odd = sorted((one for one in self.scopes if not re.fullmatch(rf"{shapes}|\d+", one)),
                     key=len, reverse=True)  # fmt: skip
        ids = "|".join(re.escape(one) for one in odd if one.isascii())
        names = [re.escape(one) for one in odd if not one.isascii()]
        return re.compile("|".join((shapes, f"{EDGE}(?:{ids}){END}", *names, YEAR)))

    def cut(self, pattern: re.Pattern[str], text: str, scopes: Iterable[str]) -> Cut:
        """A text, cut at the tokens of some scopes; others stay as they are."""
        within, words, places, last = {*scopes, DAYS, SEALS}, [], [], 0
        for found in pattern.finditer(text):
            scope = self.scopes.get(found[0], ("", instead))[0]
            if scope in within:
                words.append(text[last : found.start()].replace("%", "%%") + "%s")
                places.append(self.place(found[0]))
                last = found.end()
        words.append(text[last:].replace("%", "%%"))
        return Cut("".join(words), tuple(places), _chooser(places))


def _chooser(places: Sequence[int]) -> Callable[[Sequence[str]], Any]:
    if not places:
        return lambda values: ()
    return itemgetter(*places)
