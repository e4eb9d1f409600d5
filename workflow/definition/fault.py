"""A fault in a definition file (定义差错): where it stands and what is wrong, for its author."""

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """One fault: file, line and column (from 1), path inside the file, message in Chinese."""

    file: str
    line: int
    column: int
    path: str
    message: str

    def __str__(self) -> str:
        where = f" {self.path}" if self.path else ""
        return f"{self.file}:{self.line}:{self.column}{where}：{self.message}"


def nearest(word: str, known: Iterable[str]) -> str:
    """A hint at the existing name most like `word`, or nothing."""
    found = get_close_matches(word, sorted(known), n=1)
    return f"，是否“{found[0]}”？" if found else ""
