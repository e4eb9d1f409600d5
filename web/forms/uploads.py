"""Uploads (附件上传): which files are taken, and how one already uploaded is handed back signed."""

from collections.abc import Mapping
from pathlib import PurePath
from typing import Any

from flask import current_app
from itsdangerous import BadSignature, URLSafeSerializer
from werkzeug.datastructures import FileStorage

from web.house import house
from workflow import attachments

# How the first bytes of a file of that suffix begin; what is not here is not taken.
BEGINNINGS: Mapping[str, tuple[bytes, ...]] = {
    ".pdf": (b"%PDF-",),
    ".docx": (b"PK\x03\x04",),
    ".xlsx": (b"PK\x03\x04",),
    ".wps": (b"\xd0\xcf\x11\xe0",),
    ".doc": (b"\xd0\xcf\x11\xe0",),
    ".jpg": (b"\xff\xd8\xff",),
    ".jpeg": (b"\xff\xd8\xff",),
    ".png": (b"\x89PNG\r\n\x1a\n",),
    ".ofd": (b"PK\x03\x04",),
}
LONGEST_NAME = 120  # characters: a longer one cannot be saved again on a disk
MEDIA: Mapping[str, str] = {
    ".pdf": "application/pdf", ".jpg": "image/jpeg", ".jpeg": "image/jpeg", ".png": "image/png",
}  # fmt: skip


def keep(file: FileStorage) -> dict[str, Any]:
    """Store an uploaded file and give {digest, name, size}; raises ValueError with the reason."""
    name = PurePath((file.filename or "").replace("\\", "/")).name
    if len(name) > LONGEST_NAME:
        raise ValueError(f"文件名不超过{LONGEST_NAME}字")
    data = file.stream.read()
    beginnings = BEGINNINGS.get(PurePath(name).suffix.lower())
    if beginnings is None:
        raise ValueError(f"不接受这种文件，可用：{'、'.join(BEGINNINGS)}")
    if not data.startswith(beginnings):
        raise ValueError("文件内容与扩展名不符")
    return dict(attachments.put(house().attachments, data, name))


def kept(document: Mapping[str, Any]) -> str:
    """A stored file as a signed text, so that a form shown again still has it."""
    return str(_signer().dumps({key: document[key] for key in ("digest", "name", "size")}))


def found(text: str) -> dict[str, Any]:
    """The stored file of a signed text; raises ValueError when somebody changed it."""
    try:
        return dict(_signer().loads(text))
    except BadSignature as error:
        raise ValueError("附件标记有误，请重新上传") from error


def _signer() -> URLSafeSerializer:
    return URLSafeSerializer(str(current_app.secret_key), salt="attachment")
