"""Attachments (附件): files kept under their digest, on disk before the record speaks of them."""

import os
from pathlib import Path
from tempfile import NamedTemporaryFile

from workflow.canonical import digest
from workflow.errors import NotFound


def described(data: bytes, name: str) -> dict[str, str | int]:
    """What a record says of a file: digest, name, size in bytes."""
    return {"digest": digest(data), "name": name, "size": len(data)}


def put(folder: Path, data: bytes, name: str) -> dict[str, str | int]:
    """Keep `data` and give what a record says of it.

    The file and its folder are synced before this returns, so no entry names a lost file.
    """
    mark = digest(data)
    target = folder / mark[:2] / mark
    if not target.exists():
        target.parent.mkdir(parents=True, exist_ok=True)
        # A name of its own: the same bytes may be handed in by several at once.
        with NamedTemporaryFile(dir=target.parent, prefix=f"{mark}.", delete=False) as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        Path(file.name).replace(target)
        _sync(target.parent)
    return described(data, name)


def find(folder: Path, mark: str) -> Path:
    """The file of that digest; raises NotFound."""
    target = folder / mark[:2] / mark
    if not mark.isalnum() or not target.is_file():
        raise NotFound("附件不存在")
    return target


def _sync(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
