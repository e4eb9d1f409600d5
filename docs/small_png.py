"""A smaller picture (小图): a screenshot with at most 256 colours, a byte a point, as sharp as before."""

import struct
import zlib
from collections import Counter
from collections.abc import Iterator

SIGNATURE = b"\x89PNG\r\n\x1a\n"
RGB = 3  # bytes a point
PALETTE = 256


def smaller(png: bytes) -> bytes:
    """The same picture with its most frequent colours, every other point in the nearest of them.

    Reads what browsers write: 8 bits a channel, red, green and blue, no interlacing.
    """
    parts = list(_parts(png))
    width, height, *kind = struct.unpack(">IIBBBBB", parts[0][1])
    if kind != [8, 2, 0, 0, 0]:
        raise ValueError("not an opaque picture of 8 bits a channel")
    packed = b"".join(body for name, body in parts if name == b"IDAT")
    lines = list(_lines(zlib.decompress(packed), width * RGB))
    counted = Counter(line[at : at + RGB] for line in lines for at in range(0, len(line), RGB))
    palette = [colour for colour, _ in counted.most_common(PALETTE)]
    place = {colour: _nearest(colour, palette) for colour in counted}
    points = (
        bytes([0, *(place[line[at : at + RGB]] for at in range(0, len(line), RGB))])
        for line in lines
    )
    return SIGNATURE + b"".join((
        _part(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 3, 0, 0, 0)),
        _part(b"PLTE", b"".join(palette)),
        _part(b"IDAT", zlib.compress(b"".join(points), 9)),
        _part(b"IEND", b""),
    ))  # fmt: skip


def _parts(png: bytes) -> Iterator[tuple[bytes, bytes]]:
    at = len(SIGNATURE)
    while at < len(png):
        length, name = struct.unpack_from(">I4s", png, at)
        yield name, png[at + 8 : at + 8 + length]
        at += 12 + length  # length, name, body, checksum


def _part(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))


def _lines(told: bytes, size: int) -> Iterator[bytes]:
    """The lines of points, freed from the filter that each line names in its first byte."""
    above = bytearray(size)
    for at in range(0, len(told), size + 1):
        line = bytearray(told[at + 1 : at + 1 + size])
        if told[at]:
            _free(told[at], line, above)
        above = line
        yield bytes(line)


def _free(how: int, line: bytearray, above: bytearray) -> None:
    for i, up in enumerate(above):
        left, corner = (line[i - RGB], above[i - RGB]) if i >= RGB else (0, 0)
        guess = (left, up, (left + up) // 2, _nearer(left, up, corner))[how - 1]
        line[i] = (line[i] + guess) & 255


def _nearer(left: int, up: int, corner: int) -> int:
    """Whichever of the three lies nearest to left + up - corner, in this order."""
    aim = left + up - corner
    return min((left, up, corner), key=lambda one: abs(aim - one))


def _nearest(colour: bytes, palette: list[bytes]) -> int:
    return min(
        range(len(palette)),
        key=lambda at: sum((a - b) ** 2 for a, b in zip(palette[at], colour, strict=True)),
    )
