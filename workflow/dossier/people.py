"""The file of a person (干部): facts, holds, veto."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Any, TypeVar

from workflow.dossier.acts import By, Values

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Fact:
    """A fact of a person (事实): see `workflow.facts`."""

    id: str
    kind: str
    values: Values
    stated_by: By
    stated_on: date
    verified_by: By | None = None
    verified_on: date | None = None
    document: Values | None = None  # {digest, name, size}
    entries: tuple[str, ...] = ()  # digests of the entries that stated and verified it

    @property
    def verified(self) -> bool:
        """Verified by another account with a document."""
        return self.verified_by is not None


@dataclass(frozen=True, slots=True)
class Hold:
    """暂缓: an allegation or clue that somebody still has to verify."""

    id: str
    opened_on: date
    opened_by: By
    reason: str
    due_on: date | None = None


@dataclass(frozen=True, slots=True)
class Settled:
    """A hold that was ended (暂缓已解除): what came of it, and when that was entered."""

    hold: str
    outcome: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Veto:
    """一票否决: a finding of people, proposed by one and confirmed by another (L3)."""

    id: str
    item: str
    proposed_by: By
    confirmed_by: By
    confirmed_on: date
    told_on: date | None = None  # when the person was told; the review period runs from it
    review_open: bool = False


@dataclass(frozen=True)
class PersonFile:
    """干部: one person's facts and standing."""

    id: str
    name: str
    organization: str  # the unit where the person works
    facts: tuple[Fact, ...] = ()
    holds: tuple[Hold, ...] = ()
    veto: Veto | None = None
    settled: tuple[Settled, ...] = ()
    entry: str = ""  # digest of the entry that says the name

    @property
    def standing(self) -> str:
        """clear, held or vetoed."""
        return "vetoed" if self.veto else "held" if self.holds else "clear"

    @property
    def relatives(self) -> Mapping[str, str]:
        """Persons on file who are relatives → kind of KINSHIP (verified facts)."""
        return {
            fact.values["person"]: fact.values["relation"]
            for fact in self.known("kinship")
            if fact.values.get("person")
        }

    def known(self, kind: str) -> tuple[Fact, ...]:
        """The verified facts of a kind, the only ones that guards use."""
        return tuple(fact for fact in self.facts if fact.kind == kind and fact.verified)

    def once(self, kind: str, fold: Callable[[Iterable[Fact]], T]) -> T:
        """What `fold` makes of the verified facts of a kind; made once, however many conditions ask."""
        if (kind, fold) not in self._made:
            self._made[kind, fold] = fold(self.known(kind))
        found: T = self._made[kind, fold]
        return found

    @cached_property
    def _made(self) -> dict[tuple[str, Callable[..., Any]], Any]:
        return {}

    def unverified(self, kind: str) -> tuple[Fact, ...]:
        """The stated facts of a kind that nobody has verified yet: itself a finding."""
        return tuple(fact for fact in self.facts if fact.kind == kind and not fact.verified)

    def value(self, kind: str, key: str = "value") -> Any:
        """A value of the last verified fact of a kind, or None."""
        facts = self.known(kind)
        return facts[-1].values.get(key) if facts else None
