"""What one run of the command line did (一次命令行运行)."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

FORMS = Path(__file__).parents[1] / "stories" / "forms"
HOUSE = Path(__file__).parents[2] / "definitions"


@dataclass(frozen=True, slots=True)
class Ran:
    """What one command did: exit code, what it printed, what it said on stderr."""

    code: int
    out: str
    err: str


Cadre = Callable[..., Ran]
