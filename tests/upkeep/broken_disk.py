"""A disk that breaks at the n-th step: there is the old file or the new one, never a part."""

import errno
import os
import shutil
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from workflow.upkeep.backup import MANIFEST


class Killed(BaseException):
    """The process dies here."""


@dataclass(slots=True)
class Faults:
    """Breaks the n-th step that changes a disk."""

    at: int
    error: Callable[[], BaseException | None]
    count: int = 0

    def step(self) -> None:
        self.count += 1
        if self.count == self.at and (error := self.error()):
            raise error


@contextmanager
def breaking(faults: Faults) -> Iterator[None]:
    """Every opening to write, write into an archive, copy, fsync and rename may break."""
    opening = Path.open

    def opened_to(self: Path, mode: str = "r", *more: Any, **named: Any) -> Any:
        if "w" in mode:
            faults.step()
        return opening(self, mode, *more, **named)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Path, "open", opened_to)
        for owner, name in ((os, "fsync"), (Path, "replace"), (shutil, "copyfile"),
                            (zipfile._ZipWriteFile, "write")):  # fmt: skip
            patch.setattr(owner, name, _stepping(faults, getattr(owner, name)))
        yield


def _stepping(faults: Faults, real: Callable[..., Any]) -> Callable[..., Any]:
    def stepped(*args: Any, **named: Any) -> Any:
        faults.step()
        return real(*args, **named)

    return stepped


ERRORS = [
    lambda: OSError(errno.EIO, "EIO"), Killed,
    pytest.param(lambda: OSError(errno.ENOSPC, "ENOSPC"), marks=pytest.mark.nightly),
]  # fmt: skip


def is_whole(path: Path) -> bool:
    with zipfile.ZipFile(path) as archive:
        return archive.testzip() is None and MANIFEST in archive.namelist()
