"""Files on disk (落盘): whole or not at all, and there for good once that is said.

Bytes are synced before they get their name, and the folder is synced after: a power cut forgets
neither.
"""

import os
from pathlib import Path

OWNER_ONLY = 0o600


def new_file(path: Path, data: bytes, mode: int = OWNER_ONLY) -> None:
    """A file that was not there; raises FileExistsError, and then the old one is as it was.

    What a killed process left beside it is written over by the next.
    """
    part = path.with_name(f"{path.name}.part")
    part.unlink(missing_ok=True)
    if path.exists():
        raise FileExistsError(path)
    try:
        write_synced(part, data, mode)
        os.link(part, path)
    finally:
        part.unlink(missing_ok=True)
    sync(path.parent)


def replace_file(path: Path, data: bytes) -> None:
    """Put `data` in place of a file: after a crash there is the old or the new, never a part."""
    part = path.with_name(f"{path.name}.new")
    part.unlink(missing_ok=True)
    write_synced(part, data, 0o666)
    part.replace(path)
    sync(path.parent)


def write_synced(path: Path, data: bytes, mode: int = OWNER_ONLY) -> None:
    """The bytes of a new file on disk; its name is not yet."""
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
    with os.fdopen(handle, "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def sync(path: Path) -> None:
    """Have a file or folder on disk before going on."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
