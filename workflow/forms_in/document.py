"""From the bytes of an appointment form to its element tree (文件解析), bounded and without a DTD.

Only decoded text reaches the parser: a byte search would miss a document type
declaration that a UTF-16 file hides, and a declared encoding could otherwise switch the decoder.
"""

import re
from xml.etree.ElementTree import Element, ParseError, TreeBuilder
from xml.parsers.expat import errors as expat_errors

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import XMLParser

from workflow.forms_in.elements import ROOT

MAX_BYTES = 8 * 1024 * 1024
MAX_DEPTH = 6  # Person is 1, a field of a family member 4

_DOCTYPE = "含有文档类型声明（DOCTYPE），一律不予读取"
_WIDE = "文件是 UTF-16 等宽字符编码，应另存为 UTF-8"
_UTF8_BOM = b"\xef\xbb\xbf"
_WIDE_BOMS = (b"\xff\xfe", b"\xfe\xff")
_DECLARED = re.compile(r"""<\?xml[^>]*?\sencoding\s*=\s*["']([^"']*)["']""")
# The declaration of a file saved under another encoding is often left saying utf-8,
# so a caller who chose gb18030 is not held to it.
_DECLARABLE = {
    "utf-8": {"utf-8", "utf8"},
    "gb18030": {"gb18030", "gbk", "gb2312", "cp936", "utf-8", "utf8"},
}
_CUT_SHORT = {
    expat_errors.codes[expat_errors.XML_ERROR_NO_ELEMENTS],
    expat_errors.codes[expat_errors.XML_ERROR_UNCLOSED_TOKEN],
    expat_errors.codes[expat_errors.XML_ERROR_UNCLOSED_CDATA_SECTION],
}


class _TooDeep(Exception):
    """Stops the parser at the first element below the limit."""


class _Target:
    """Builds the tree and keeps what ElementTree would drop: the namespace declarations."""

    def __init__(self) -> None:
        self.namespaces: list[tuple[str, str]] = []
        self.root_tag = ""
        self._builder = TreeBuilder()
        self._depth = 0

    def start_ns(self, prefix: str | None, uri: str | None) -> None:
        self.namespaces.append((prefix or "", uri or ""))

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        self.root_tag = self.root_tag or tag
        if self._depth > MAX_DEPTH:
            raise _TooDeep
        self._builder.start(tag, attributes)

    def end(self, tag: str) -> None:
        self._depth -= 1
        self._builder.end(tag)

    def data(self, text: str) -> None:
        self._builder.data(text)

    def close(self) -> Element:
        return self._builder.close()


class Document:
    """What came out of one file: its root and namespaces, or the reasons why not."""

    def __init__(self, data: bytes, encoding: str) -> None:
        self.root: Element | None = None
        self.namespaces: list[tuple[str, str]] = []
        text, self.reasons = _decoded(data, encoding)
        if text is not None:
            self._parse(text)

    def _parse(self, text: str) -> None:
        target = _Target()
        parser = XMLParser(target=target, forbid_dtd=True)
        try:
            parser.feed(text)
            self.root = parser.close()
        except DefusedXmlException:  # entities and external references need a DTD first
            self.reasons.append(_DOCTYPE)
        except _TooDeep:
            self.reasons.append(f"元素嵌套超过 {MAX_DEPTH} 层")
        except ParseError as error:
            self.reasons.append(_ill_formed(error))
        self.namespaces = target.namespaces
        if target.root_tag not in ("", ROOT):
            self.reasons.append(f"根元素是“{target.root_tag[:80]}”，任免审批表的根元素应为“{ROOT}”")


def _decoded(data: bytes, encoding: str) -> tuple[str | None, list[str]]:
    """The text, or None with the reasons; what is too big is not looked into at all."""
    if encoding not in _DECLARABLE:
        raise ValueError(f"encoding must be one of {sorted(_DECLARABLE)}, not {encoding!r}")
    if len(data) > MAX_BYTES:
        return None, [f"文件 {len(data)} 字节，超过 {MAX_BYTES} 字节（8 MB）的上限"]
    if not data.strip():
        return None, ["文件是空的"]
    if data.startswith(_WIDE_BOMS) or b"\0" in data:
        return None, [_WIDE, *_doctype_in(data.replace(b"\0", b""))]
    try:
        text = _as_gb18030(data) if encoding == "gb18030" else data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return None, [_undecodable(error, encoding), *_doctype_in(data)]
    if text is None:
        return None, ["文件是有效的 UTF-8，按 GB18030 读取会得到乱码，应按 UTF-8 读取"]
    return text, _wrongly_declared(text, encoding)


def _as_gb18030(data: bytes) -> str | None:
    """The text, or None where the bytes are UTF-8 and GB18030 would only garble the names."""
    if data.startswith(_UTF8_BOM):
        return None
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("gb18030").removeprefix("\ufeff")
    return data.decode("ascii") if data.isascii() else None


def _undecodable(error: UnicodeDecodeError, encoding: str) -> str:
    where = f"第 {error.start + 1} 个字节起无法解码"
    if error.reason == "unexpected end of data" and encoding == "utf-8":
        return f"XML 不完整：文件在第 {error.start + 1} 个字节处、一个字的中间中断，可能没有传完"
    if encoding == "gb18030":
        return f"文件也不是有效的 GB18030 编码（{where}）"
    return (
        f"文件不是有效的 UTF-8 编码（{where}）；"
        "如系旧程序按国标编码保存，可用 --encoding gb18030 重新读取"
    )


def _doctype_in(data: bytes) -> list[str]:
    """Says so where a file that is refused anyway also declares a document type."""
    return [_DOCTYPE] if b"<!DOCTYPE" in data else []


def _wrongly_declared(text: str, encoding: str) -> list[str]:
    declared = _DECLARED.match(text)
    if declared is None or declared[1].lower() in _DECLARABLE[encoding]:
        return []
    cure = "，可用 --encoding gb18030 读取" if declared[1].lower().startswith("gb") else ""
    return [f"文件声明的编码是“{declared[1][:40]}”，应为 UTF-8{cure}"]


def _ill_formed(error: ParseError) -> str:
    line, column = error.position
    if error.code in _CUT_SHORT:
        return f"XML 不完整：文件在第 {line} 行中断，可能没有传完"
    return f"XML 格式不正确：第 {line} 行第 {column + 1} 列"
