"""Reads one appointment form (任免审批表 .lrmx) as it stands: texts, family, photo, the unknown.

The file is taken whole or refused whole. Order does not matter, missing elements stay missing,
and whatever the format does not name is kept, so that writing it back would lose nothing.
"""

import base64
import hashlib
import re
from collections import Counter
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element, tostring

from workflow.forms_in.document import Document
from workflow.forms_in.elements import (
    FAMILY,
    FAMILY_ITEM,
    FAMILY_LEAVES,
    LEAVES,
    PHOTO,
    VERSION,
)
from workflow.forms_in.refusal import FormRefused

PICTURES = ((b"\xff\xd8\xff", "照片.jpg"), (b"\x89PNG\r\n\x1a\n", "照片.png"))
MAX_PHOTO_BYTES = 4 * 1024 * 1024
_BASE64 = re.compile(r"[A-Za-z0-9+/]+={0,2}")


@dataclass(frozen=True, slots=True)
class FamilyMember:
    """One row of 家庭主要成员及重要社会关系: the elements present, each as read."""

    texts: dict[str, str]

    def text(self, element: str) -> str:
        """The text of an element of `FAMILY_LEAVES`, "" where it is missing."""
        return self.texts.get(element, "")


@dataclass(frozen=True, slots=True)
class Form:
    """One file as read (任免审批表).

    `texts`: element → text exactly as read, "" for white space only; a missing element is no key.
    `unknown`: path within Person → raw text, or XML where it has parts of its own.
    `sha256`: of the bytes of the file.
    """

    texts: dict[str, str]
    family: tuple[FamilyMember, ...]
    photo: bytes | None
    unknown: dict[str, str]
    version: str
    sha256: str

    def text(self, element: str) -> str:
        """The text of an element of `LEAVES`, "" where it is missing."""
        return self.texts.get(element, "")

    @property
    def photo_name(self) -> str:
        """The name under which the photograph is kept, by what its bytes are; "" where it is none."""
        data = self.photo or b""
        return next((name for start, name in PICTURES if data.startswith(start)), "")


def read_form(data: bytes, name: str, *, encoding: str = "utf-8") -> Form:
    """Read a whole .lrmx file, or raise FormRefused with every reason found.

    `encoding` is "utf-8" or, on a person's explicit wish only, "gb18030"; anything else is
    a ValueError. `name` is the file's name, for the messages.
    """
    document = Document(data, encoding)
    if document.root is None or document.reasons:
        raise FormRefused(name, document.reasons)
    gathering = _Gathering()
    for prefix, uri in document.namespaces:
        gathering.keep(f"xmlns:{prefix}" if prefix else "xmlns", uri)
    gathering.person(document.root)
    photo = gathering.photo()
    if gathering.reasons:
        raise FormRefused(name, gathering.reasons)
    return Form(
        texts=gathering.texts,
        family=tuple(gathering.family),
        photo=photo,
        unknown=gathering.unknown,
        version=gathering.texts.get(VERSION, ""),
        sha256=hashlib.sha256(data).hexdigest(),
    )


def as_json(form: Form) -> dict[str, object]:
    """The object that `cadre people import --json` prints; `_unknown` only where there is any."""
    photo = form.photo
    printed: dict[str, object] = dict(form.texts)
    printed["_family"] = [dict(member.texts) for member in form.family]
    printed["_photo_bytes"] = len(photo or b"")
    printed["_photo_sha256"] = hashlib.sha256(photo).hexdigest() if photo else None
    if form.unknown:
        printed["_unknown"] = dict(form.unknown)
    return printed


@dataclass
class _Gathering:
    """What has been gathered of one tree so far, and what speaks against it."""

    texts: dict[str, str] = field(default_factory=dict)
    family: list[FamilyMember] = field(default_factory=list)
    unknown: dict[str, str] = field(default_factory=dict)
    reasons: list[str] = field(default_factory=list)
    _photo: dict[str, str] = field(default_factory=dict)
    _seen: Counter[str] = field(default_factory=Counter)
    _items: int = 0

    def keep(self, path: str, raw: str) -> None:
        """Keep something unknown; the second of the same path is `path[2]`, as in XPath."""
        self._seen[path] += 1
        nth = self._seen[path]
        self.unknown[path if nth == 1 else f"{path}[{nth}]"] = raw

    def person(self, root: Element) -> None:
        self._around(root, "")
        for child in root:
            if child.tag in LEAVES:
                self._leaf(child, "", self.texts)
            elif child.tag == PHOTO:
                self._leaf(child, "", self._photo)
            elif child.tag == FAMILY:
                self._container(child)
            else:
                self.keep(child.tag, _raw(child))

    def photo(self) -> bytes | None:
        """The decoded photo; what is wrong with it is added to the reasons."""
        encoded = "".join(self._photo.get(PHOTO, "").split())
        if not encoded:
            return None
        if len(encoded) // 4 * 3 - encoded.count("=", -2) > MAX_PHOTO_BYTES:
            self.reasons.append(f"照片超过 {MAX_PHOTO_BYTES} 字节（4 MB）的上限")
            return None
        # The library's own check lets surplus padding pass.
        if len(encoded) % 4 or not _BASE64.fullmatch(encoded):
            self.reasons.append("照片（ZhaoPian）不是有效的 base64 内容")
            return None
        return base64.b64decode(encoded)

    def _container(self, container: Element) -> None:
        self._around(container, f"{FAMILY}/")
        for child in container:
            if child.tag == FAMILY_ITEM:
                self._item(child)
            else:
                self.keep(f"{FAMILY}/{child.tag}", _raw(child))

    def _item(self, item: Element) -> None:
        # Counted over all containers, so that a path names one row of the printed table.
        self._items += 1
        path = f"{FAMILY}/{FAMILY_ITEM}[{self._items}]/"
        texts: dict[str, str] = {}
        self._around(item, path)
        for child in item:
            if child.tag in FAMILY_LEAVES:
                self._leaf(child, path, texts)
            else:
                self.keep(f"{path}{child.tag}", _raw(child))
        if any(texts.values()):
            self.family.append(FamilyMember(texts))

    def _leaf(self, leaf: Element, path: str, into: dict[str, str]) -> None:
        where = f"{path}{leaf.tag}"
        self._attributes(leaf, f"{where}/")
        if len(leaf):
            self.reasons.append(f"元素“{where}”内只应有文字，却含有子元素“{leaf[0].tag[:80]}”")
            return
        text = leaf.text or ""
        text = text if text.strip() else ""
        if into.setdefault(leaf.tag, text) != text:
            self.reasons.append(f"元素“{where}”重复出现且内容不同，无法判断以哪一个为准")

    def _around(self, container: Element, path: str) -> None:
        """Keep what stands in a container beside its elements: attributes and loose text."""
        self._attributes(container, path)
        loose = [container.text, *(child.tail for child in container)]
        for text in loose:
            if text and text.strip():
                self.keep(f"{path}text()", text)

    def _attributes(self, element: Element, path: str) -> None:
        for name, value in element.attrib.items():
            self.keep(f"{path}@{name}", value)


def _raw(element: Element) -> str:
    """The text of a plain leaf, else the element as XML."""
    if not len(element) and not element.attrib:
        return element.text or ""
    element.tail = None
    return tostring(element, encoding="unicode")
