"""`make schema`: freezes what the models say today as the first revision, until that is released.

Nothing is released yet: whoever changes a table or a law runs it and commits the result. After the
first release the text of a revision is left alone, and a change is a revision of its own.
"""

from pathlib import Path

from sqlalchemy import make_url

from workflow.migrations.frozen import DIALECTS, file_of, written
from workflow.models.schema import statements

NAME = "r001_first"
DRIVERS = {"sqlite": "sqlite", "postgresql": "postgresql+psycopg"}


def frozen(dialect: str) -> str:
    """The text of the first revision for a dialect, from the models."""
    return written(statements(make_url(f"{DRIVERS[dialect]}://").get_dialect()()))


def freeze(folder: Path) -> None:
    """Write the text for both dialects into a folder of revisions."""
    for dialect in DIALECTS:
        file_of(folder, NAME, dialect).write_text(frozen(dialect), encoding="utf-8")


if __name__ == "__main__":  # pragma: no cover - the way in of `make schema`
    freeze(Path(__file__).parent / "versions")
