"""Attachments (附件): files kept under their digest, on disk before the record speaks of them."""

import secrets
from collections.abc import Iterator
from pathlib import Path

from workflow.canonical import digest
from workflow.durable import sync, write_synced
from workflow.errors import NotFound


def described(data: bytes, name: str) -> dict[str, str | int]:
    """What a record says of a file: digest, name, size in bytes."""
    return {"digest": digest(data), "name": name, "size": len(data)}


def put(folder: Path, data: bytes, name: str) -> dict[str, str | int]:
    """Keep `data` and give what a record says of it.

    The file and its folders are synced before this returns, so no entry names a lost file: also of
    one that was there, for whoever put it may have failed after it got its name.
    """
    mark = digest(data)
    target = folder / mark[:2] / mark
    if not target.exists():
        target.parent.mkdir(parents=True, exist_ok=True)
        # A name of its own: the same bytes may be handed in by several at once.
        part = target.with_name(f"{mark}.{secrets.token_hex(4)}")
        try:
            write_synced(part, data)
            part.replace(target)
        finally:
            part.unlink(missing_ok=True)  # where the disk is full, half a file makes it worse
    sync(target.parent)
    sync(folder)
    return described(data, name)


def find(folder: Path, mark: str) -> Path:
    """The file of that digest; raises NotFound."""
    target = folder / mark[:2] / mark
    if not mark.isalnum() or not target.is_file():
        raise NotFound("附件不存在")
    return target


def kept(folder: Path) -> Iterator[Path]:
    """Every file that is kept, in no order; without what was left half written."""
    return (one for one in folder.glob("??/*") if one.name.isalnum())
