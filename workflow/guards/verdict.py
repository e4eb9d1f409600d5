"""What a guard answers (审核结果): the inputs it looked at and the gaps it found."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from workflow.dossier import Dossier


@dataclass(frozen=True, slots=True)
class Gap:
    """One thing that is not as the rule asks.

    `part` names a part of the rule whose severity differs (see `rules.yaml`); `who` are duties.
    """

    rule: str
    found: str
    needed: str
    who: tuple[str, ...] = ()
    part: str = ""


@dataclass(frozen=True, slots=True)
class Verdict:
    """A guard's answer; without gaps the condition is met. `inputs` go into the entry."""

    inputs: Mapping[str, Any]
    gaps: tuple[Gap, ...] = ()


def verdict(*gaps: Gap | None, **inputs: Any) -> Verdict:
    """A verdict from the gaps found (None: nothing found) and the inputs looked at."""
    return Verdict(inputs, tuple(filter(None, gaps)))


@dataclass(frozen=True, slots=True)
class Guard:
    """A condition of a move (审核条件).

    `reads`: activities without which it cannot be judged; where the move needs one of them and it
    is absent, that lack is reported and the guard is not asked.
    """

    title: str
    rules: tuple[str, ...]
    judge: Callable[[Dossier], Verdict]
    reads: tuple[str, ...] = ()
