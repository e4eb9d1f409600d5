"""What the database says afterwards (事后核对): nothing answered is lost, nothing stands twice, no gap."""

import os
import subprocess
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import func, select

from deploy.cluster.writers import Answer
from workflow.journal import House
from workflow.models import entries


@dataclass(frozen=True, slots=True)
class Found:
    """The comparison of what was answered with what is recorded."""

    recorded: int  # entries
    lost: tuple[Answer, ...]  # answered, but not there, or not that entry
    twice: int  # commands with more than one entry
    gaps: int  # subjects whose sequence is not 1, 2, 3 …

    @property
    def is_good(self) -> bool:
        """Whether nothing is wrong."""
        return not (self.lost or self.twice or self.gaps)


def compare(house: House, answers: Iterable[Answer]) -> Found:
    """Compare with the primary of now."""
    e = entries.c
    with house.reading() as desk:
        rows = desk.db.execute(select(e.id, e.command, e.digest)).all()
        gaps = desk.db.execute(
            select(e.subject).group_by(e.subject).having(func.count() != func.max(e.seq))
        ).all()
    there = {row.id: (row.command, row.digest) for row in rows}
    commands: dict[str, int] = {}
    for row in rows:
        commands[row.command] = commands.get(row.command, 0) + 1
    told = tuple(answers)
    lost = tuple(one for one in told if there.get(one.entry) != (one.command, one.digest))
    twice = sum(1 for one in told if commands.get(one.command, 0) > 1)
    return Found(len(rows), lost, twice, len(gaps))


def verify(url: str, folder: Path) -> tuple[bool, str]:
    """`cadre journal verify` on the whole record: whether it found nothing, and its last line."""
    told = subprocess.run(
        [Path(sys.executable).with_name("cadre"), "journal", "verify", "--db", url],
        capture_output=True, text=True, check=False, env={**os.environ, "CADRE_FOLDER": str(folder)},
    )  # fmt: skip
    lines = (told.stdout or told.stderr).strip().splitlines()
    return told.returncode == 0, lines[-1] if lines else ""
