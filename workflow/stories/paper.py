"""Made-up papers of a story (情景材料): a page that every reader of PDF opens, for names that end so."""

_FONT = (
    b"<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UTF16-H"
    b" /DescendantFonts [6 0 R] >>"
)  # no file of glyphs: the standard names the set, and the reader has the letters
_GLYPHS = (
    b"<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light"
    b" /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 4 >> /FontDescriptor 7 0 R >>"
)
_FACE = (
    b"<< /Type /FontDescriptor /FontName /STSong-Light /Flags 6 /FontBBox [-25 -254 1000 880]"
    b" /ItalicAngle 0 /Ascent 880 /Descent -120 /CapHeight 880 /StemV 93 >>"
)


def paper(name: str) -> bytes:
    """The bytes of a document of that name: an A4 page that says its name, else a line of text."""
    stem, dot, kind = name.rpartition(".")
    if dot and kind.lower() == "pdf":
        return _page(f"情景材料：{stem}")
    return f"情景材料：{name}\n".encode()


def _page(text: str) -> bytes:
    shown = text.encode("utf-16-be").hex().encode()
    drawn = b"BT /F1 16 Tf 72 760 Td <" + shown + b"> Tj ET"
    return _file((
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R"
        b" /Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(drawn), drawn),
        _FONT, _GLYPHS, _FACE,
    ))  # fmt: skip


def _file(objects: tuple[bytes, ...]) -> bytes:
    """Objects one after the other, and where each begins, as ISO 32000-1 section 7.5 has it."""
    written, places = b"%PDF-1.4\n", []
    for number, one in enumerate(objects, 1):
        places.append(len(written))
        written += b"%d 0 obj\n%s\nendobj\n" % (number, one)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    count = len(objects) + 1
    return written + (
        b"xref\n0 %d\n0000000000 65535 f \n%strailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n"
        % (count, table, count, len(written))
    )
