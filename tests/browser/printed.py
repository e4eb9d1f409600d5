"""What stands on a page that Chromium printed (打印件): the text of each sheet, read from the PDF itself.

Chromium writes each font with a table from glyphs to characters; no more than that is read here.
"""

import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field

OBJECT = re.compile(rb"(\d+) 0 obj\s(.*?)\sendobj\s", re.S)
STREAM = re.compile(rb"/Length (\d+).*?stream\r?\n", re.S)
SHOWN = re.compile(
    rb"/(?P<font>F\d+) [\d.]+ Tf|/ActualText <FEFF(?P<actual>[0-9A-F]+)>|(?P<end>EMC)"
    rb"|<(?P<glyphs>[0-9A-Fa-f]+)> ?Tj|\[(?P<several>.*?)\] ?TJ", re.S,
)  # fmt: skip
HEX = re.compile(rb"<([0-9A-Fa-f]+)>")
BLOCK = re.compile(rb"beginbf(char|range)(.*?)endbf", re.S)


@dataclass(slots=True)
class Font:
    """From the codes of glyphs, of so many hexadecimal digits, to characters."""

    table: dict[int, str] = field(default_factory=dict)
    digits: int = 2


def sheets(pdf: bytes) -> list[str]:
    """The text of every sheet, without spaces, in the order in which it was drawn."""
    objects = {int(number): body for number, body in OBJECT.findall(pdf)}
    pages = [body for body in objects.values() if re.search(rb"/Type\s*/Page\b", body)]
    return ["".join(_text(objects, page)) for page in pages]


def _text(objects: dict[int, bytes], page: bytes) -> Iterator[str]:
    fonts = {
        name.decode(): _font(objects, int(number))
        for name, number in re.findall(rb"/(F\d+) (\d+) 0 R", page)
    }
    (content,) = re.findall(rb"/Contents (\d+) 0 R", page)
    font, instead = Font(), False
    for found in SHOWN.finditer(_stream(objects[int(content)])):
        if found["font"]:
            font = fonts[found["font"].decode()]
        elif found["actual"] or found["end"]:
            instead = bool(found["actual"])  # what is drawn until the end stands for this text
            yield bytes.fromhex((found["actual"] or b"").decode()).decode("utf-16-be").strip()
        elif not instead:
            for glyphs in [found["glyphs"]] if found["glyphs"] else HEX.findall(found["several"]):
                for place in range(0, len(glyphs), font.digits):
                    code = int(glyphs[place : place + font.digits], 16)
                    yield font.table.get(code, "").strip()


def _stream(body: bytes) -> bytes:
    head = STREAM.search(body)
    assert head is not None
    found = body[head.end() : head.end() + int(head[1])]
    return zlib.decompress(found) if b"FlateDecode" in body[: head.end()] else found


def _font(objects: dict[int, bytes], number: int) -> Font:
    font = Font()
    for stream in re.findall(rb"/ToUnicode (\d+) 0 R", objects[number]):
        for kind, lines in BLOCK.findall(_stream(objects[int(stream)])):
            codes = HEX.findall(lines)
            step = 2 if kind == b"char" else 3
            for row in zip(*(codes[start::step] for start in range(step)), strict=True):
                font.digits = len(row[0])
                begin = bytes.fromhex(row[-1].decode()).decode("utf-16-be")
                for code in range(int(row[0], 16), int(row[step - 2], 16) + 1):
                    font.table[code] = begin[:-1] + chr(ord(begin[-1]) + code - int(row[0], 16))
    return font
