"""Verifying files (附件校验): what entries only name by digest is still what it was."""

import hashlib
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path

from workflow import attachments
from workflow.errors import NotFound
from workflow.queries.broken import Broken
from workflow.queries.verify_chain import Here


def verify_files(
    folder: Path, files: Mapping[str, Here], lawful: Collection[str]
) -> Iterator[Broken]:
    """The files that these entries name are there, byte for byte: each is read, not only looked for.

    `lawful`: what was lawfully erased; such a file may be gone.
    """
    for mark, here in files.items():
        try:
            with attachments.find(folder, mark).open("rb") as file:
                same = hashlib.file_digest(file, "sha256").hexdigest() == mark
        except (NotFound, OSError):
            if f"file:{mark}" in lawful:
                continue
            yield here.broken("attachment", f"附件 {mark[:12]} 已不存在")
            continue
        if not same:
            yield here.broken("attachment", f"附件 {mark[:12]} 与摘要不符，已被改动")
