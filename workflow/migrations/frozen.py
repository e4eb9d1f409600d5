"""Statements of a revision (版本文本): frozen as SQL beside it, one file a dialect, blank lines between."""

from collections.abc import Iterable, Iterator
from pathlib import Path

DIALECTS = ("sqlite", "postgresql")


def file_of(folder: Path, name: str, dialect: str) -> Path:
    """The file of a revision for a dialect."""
    return folder / f"{name}.{dialect}.sql"


def written(statements: Iterable[str]) -> str:
    """The text of a file that holds these statements."""
    return "\n\n".join(statements) + "\n"


def read(folder: Path, name: str, dialect: str) -> Iterator[str]:
    """The statements of a revision for a dialect."""
    yield from file_of(folder, name, dialect).read_text(encoding="utf-8").strip().split("\n\n")
