"""Tables handed out as files (导出): CSV and Excel, each noted first and marked with who took it.

Whatever a cell holds, a spreadsheet must read it as text: in CSV an apostrophe stands before what
would begin a formula, in Excel every text is written as a text.
"""

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO, StringIO
from typing import Any, TypeAlias

from flask import send_file
from xlsxwriter import Workbook

from web.acting import actor
from web.house import desk, house, look_again, now, today
from web.reading import Reader
from workflow.commands.exports import Export, note_export
from workflow.workdays import SHANGHAI

Cell: TypeAlias = str | int | float
RISKY = tuple("=+-@\t\r\n\x00＝＋－＠")  # what a spreadsheet may take for the start of a formula
BLANK = " \u3000"
LONGEST = 32_000  # characters of one cell; Excel itself holds 32 767
MEDIA = {
    "csv": "text/csv",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
PLAIN = {
    "in_memory": True, "strings_to_formulas": False, "strings_to_urls": False,
    "strings_to_numbers": False,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table to be handed out; `filters` says in words what it was narrowed to."""

    title: str
    filters: str
    head: Sequence[str]
    rows: Sequence[Sequence[Cell]]


def hand_out(sheet: Sheet, form: str) -> Any:
    """Note the export, then give the file; raises what `note_export` raises."""
    noted = Export(sheet.title, sheet.filters, form, len(sheet.rows))
    with house().desk() as writing:
        number = note_export(writing, actor(), now(), noted)
    look_again()
    mark = _mark(sheet, number)
    content = csv_of(sheet, mark) if form == "csv" else xlsx_of(sheet, mark)
    name = f"{sheet.title}-{today().isoformat()}.{form}"
    return send_file(
        BytesIO(content), mimetype=MEDIA[form], as_attachment=True, download_name=name
    )


def _mark(sheet: Sheet, number: str) -> list[tuple[str, str]]:
    """What every file says of itself: its class, who took it, when, what, and its number."""
    who, reader = actor(), Reader(desk())
    place = reader.organizations.get(who.organization, "")
    return [
        ("密级", "内部"), ("内容", sheet.title), ("范围", sheet.filters or "全部"),
        ("行数", str(len(sheet.rows))),
        ("导出人", f"{who.name}（{place}{reader.duty(who.duty)}）"),
        ("导出时间", now().astimezone(SHANGHAI).strftime("%Y-%m-%d %H:%M")), ("导出编号", number),
    ]  # fmt: skip


def csv_of(sheet: Sheet, mark: Sequence[tuple[str, str]]) -> bytes:
    """A CSV file: UTF-8 with BOM, by which old spreadsheets know it; the mark is the first line."""
    text = StringIO()
    lines = csv.writer(text)
    lines.writerow([told(f"{key}：{value}") for key, value in mark])
    lines.writerow([told(one) for one in sheet.head])
    lines.writerows([told(cell) for cell in row] for row in sheet.rows)
    return text.getvalue().encode("utf-8-sig")


def told(cell: Cell) -> Cell:
    """A cell of a CSV file: a text that could begin a formula gets an apostrophe before it."""
    if isinstance(cell, str) and cell.lstrip(BLANK).startswith(RISKY):
        return f"'{cell}"
    return cell


def xlsx_of(sheet: Sheet, mark: Sequence[tuple[str, str]]) -> bytes:
    """A workbook of two sheets: what it is, and the table. Nothing is written to the disk."""
    content = BytesIO()
    with Workbook(content, PLAIN) as book:
        bold = book.add_format({"bold": True})
        about, table = book.add_worksheet("导出说明"), book.add_worksheet("数据")
        for line, (key, value) in enumerate(mark):
            about.write_string(line, 0, key, bold)
            about.write_string(line, 1, value[:LONGEST])
        about.set_column(1, 1, 60)
        for place, title in enumerate(sheet.head):
            table.write_string(0, place, title[:LONGEST], bold)
        for line, row in enumerate(sheet.rows, 1):
            for place, cell in enumerate(row):
                _write(table, line, place, cell)
        table.set_column(0, max(len(sheet.head) - 1, 0), 18)
        table.freeze_panes(1, 0)
    return content.getvalue()


def _write(table: Any, line: int, place: int, cell: Cell) -> None:
    if isinstance(cell, str):
        table.write_string(line, place, cell[:LONGEST])
    else:
        table.write_number(line, place, cell)
