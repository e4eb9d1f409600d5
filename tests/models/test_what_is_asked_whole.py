"""What must see every row says so: a guard that sees half of a dossier would be met wrongly."""

from pathlib import Path

from workflow import journal


def test_dossiers_are_drawn_from_views_of_everything() -> None:
    """Tables are only locked: at the desk of a command, which sees everything anyway."""
    files = Path(journal.__file__).parent.glob("*.py")
    assert {one.name for one in files if "TABLES" in one.read_text("utf-8")} == {"locking.py"}
