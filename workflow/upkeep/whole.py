"""Files that appear whole or not at all (整体落盘): written beside, synced, then put in their place."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from workflow.durable import OWNER_ONLY, sync


@contextmanager
def whole_file(path: Path) -> Iterator[Path]:
    """A file to write beside `path`; in its place once it is on disk, gone if it came otherwise.

    What a killed process left there is written over by the next.
    """
    part = path.with_name(f"{path.name}.part")
    part.unlink(missing_ok=True)
    os.close(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, OWNER_ONLY))
    try:
        yield part
        sync(part)
        part.replace(path)
        sync(path.parent)
    except BaseException:
        part.unlink(missing_ok=True)
        raise


@contextmanager
def whole_folder(path: Path) -> Iterator[Path]:
    """The same for a folder that does not exist yet, or is empty."""
    part = path.with_name(f"{path.name}.part")
    shutil.rmtree(part, ignore_errors=True)
    part.mkdir(parents=True, mode=0o700)
    try:
        yield part
        for found in sorted(part.rglob("*"), reverse=True):
            sync(found)
        sync(part)
        part.replace(path)
        sync(path.parent)
    except BaseException:
        shutil.rmtree(part, ignore_errors=True)
        raise


@contextmanager
def beside(path: Path) -> Iterator[Path]:
    """A folder to work in beside a file, of the owner alone; what a killed process left is gone first."""
    folder = path.with_name(f"{path.name}.work")
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(mode=0o700)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
