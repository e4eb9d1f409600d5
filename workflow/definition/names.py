"""The closed tables that a definition may name (名称表); passed in, so that a test can bring small ones."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from workflow.definition.settings import Allowed
from workflow.definition.vocabulary import ASK, NOT_BY, NOT_BY_OF


@dataclass(frozen=True, slots=True)
class Names:
    """What exists outside the definition files.

    `guards`: guard → the rules it may find against; `conditions`: condition → its complement, or
    None. `asks`, `not_by`, `not_by_of` (written with an activity behind a dot) → Chinese title.
    """

    guards: Mapping[str, tuple[str, ...]]
    conditions: Mapping[str, str | None]
    asks: Mapping[str, str] = field(default_factory=lambda: ASK)
    not_by: Mapping[str, str] = field(default_factory=lambda: NOT_BY)
    not_by_of: Mapping[str, str] = field(default_factory=lambda: NOT_BY_OF)
    settings: Mapping[str, Allowed] | None = None  # what may be set, how far; None: anything

    def complementary(self, one: str | None, other: str | None) -> bool:
        """Whether exactly one of the two conditions holds at any time, by their declaration."""
        if one is None or other is None:
            return False
        return self.conditions.get(one) == other or self.conditions.get(other) == one
