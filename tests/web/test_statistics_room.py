"""统计: every figure leads to a list as long as it says; nothing leaves as a file without a line."""

import csv
import io
import re
import zipfile
from collections.abc import Callable
from html import unescape

import pytest
from python_calamine import CalamineWorkbook
from site_stage import NOW, Visitor, everything, rows
from sqlalchemy import event

from web.exports import LONGEST, Sheet, csv_of, xlsx_of
from web.statistics.bars import Bar, chart
from workflow.commands import refusals
from workflow.errors import Reason, Refused
from workflow.journal import Actor, House, Order

Enter = Callable[[str], Visitor]
CLERK = Actor("chen_xiao", "陈晓", "cadre_clerk", "zuzhibu", "chen_xiao")
LINK = re.compile(r'<a href="(/statistics/[a-z][^"]+)">([^<]+)</a>')
PAYLOADS = (
    "=1+1", '=HYPERLINK("http://x","y")', "=cmd|' /C calc'!A0", "+1+1", "-1+1", "@SUM(1,1)",
    "\t=1+1", "\r=1+1", "\x00=1+1", "＝1+1", "＋1+1", "－1+1", "＠SUM(1,1)", "  =1+1",
)  # fmt: skip
MARK = [("密级", "内部"), ("导出人", "=顾明成")]


@pytest.fixture
def refused(house: House) -> None:
    """Somebody tried what was refused twice, once elsewhere."""
    for number, subject in enumerate(("case:shen", "case:shen", "case:nix")):
        told = Refused(reasons=[Reason("R-GEN-05", "超过职数", "职数以内", ("某岗位",), "条例第59条")])
        with house.desk() as desk:
            refusals.keep(desk, Order(f"o{number}", CLERK, NOW), subject, "move m", told)


def main(page: str) -> str:
    return page.partition("<main")[2]


def test_every_figure_leads_to_a_list_as_long_as_it_says(enter: Enter, refused: None) -> None:
    head = enter("gu_mingcheng")
    page = main(head.text("/statistics/"))
    links = [(unescape(path), text) for path, text in LINK.findall(page)]
    assert {path.split("?")[0].rsplit("/", 1)[1] for path, _ in links} == {
        "opened", "stays", "asked", "refused"
    }
    assert "不予办理的情形" in page and "R-GEN-05 职数" in page and "还没有人任职" in page
    heads = re.findall(r"<thead><tr>(.*?)</tr>", page)
    assert len(heads) == 4 and "中位数（天）" in heads[1]
    for table in page.split("<tbody>")[1:]:
        for row in re.findall(r"<tr><th scope=\"row\">.*?</tr>", table)[-2:]:
            # The first figure of a row is a number of lines.
            path, count = next((unescape(path), int(text)) for path, text in LINK.findall(row))
            shown = main(head.text(path))
            assert f"共 {count} 条" in shown, path
            assert shown.count("<tr><td>") == min(count, 50)


def test_figures_are_narrowed_by_period_and_selection_in_the_address(
    enter: Enter, refused: None
) -> None:
    head = enter("gu_mingcheng")
    page = main(head.text("/statistics/?from=2020-01-01&to=2020-12-31"))
    assert "范围：<b>2020-01-01至2020-12-31</b>" in page
    assert page.count('class="empty"') == 5 and not LINK.search(page)
    narrowed = main(head.text("/statistics/?selection=dongyi&from=2026-01-01"))
    assert "批次：" in narrowed and "from=2026-01-01" in narrowed and "selection=dongyi" in narrowed
    assert 'aria-current="true">✓ 全部' in main(head.text("/statistics/"))
    assert head.get("/statistics/?from=yesterday").status_code == 422
    assert head.get("/statistics/?edition=nix").status_code == 404
    assert "没有符合的内容" in head.text("/statistics/opened?selection=nix&row=2026-01")


def test_statistics_are_for_who_sees_cases(enter: Enter) -> None:
    for login in ("zhibu_shuji", "jiwei", "xitong"):
        guest = enter(login)
        assert guest.get("/statistics/").status_code == 404
        assert guest.get("/statistics/opened").status_code == 404
        sent = guest.client.post("/statistics/opened/export", data={
            "form": "csv", "csrf_token": guest.hidden("/password")["csrf_token"],
        })  # fmt: skip
        assert sent.status_code == 404


def test_an_unknown_table_or_state_is_not_there(enter: Enter) -> None:
    head = enter("gu_mingcheng")
    for path in ("nix", "stays?row=promotion.nix", "appointed?row=nix"):
        assert head.get(f"/statistics/{path}").status_code == 404
    assert export(head, "nix", what="list").status_code == 404
    assert export(head, "nix").status_code == 404
    assert export(head, "opened", form="pdf").status_code == 422


def export(guest: Visitor, name: str, *, query: str = "", form: str = "csv", what: str = "") -> object:
    token = guest.hidden("/statistics/")["csrf_token"]
    return guest.client.post(
        f"/statistics/{name}/export{query}",
        data={"form": form, "what": what, "csrf_token": token},
    )


def test_looking_writes_nothing_and_each_file_is_noted(
    enter: Enter, house: House, refused: None
) -> None:
    head = enter("gu_mingcheng")
    before = everything(house)
    for path in ("", "opened", "stays", "asked", "refused?row=R-GEN-05", "appointed"):
        head.text(f"/statistics/{path}")
    assert head.get("/statistics/opened/export").status_code == 405
    forged = head.client.post("/statistics/opened/export", data={"form": "csv"})
    assert forged.status_code == 400
    assert everything(house) == before
    for name in ("opened", "stays", "asked", "refused", "appointed"):
        for what in ("figures", "list"):
            answer = export(head, name, what=what, query="?from=2026-01-01")
            assert answer.status_code == 200
    noted = rows(house, "exports")
    assert len(noted) == 10
    assert {(row.account, row.duty, row.form) for row in noted} == {
        ("gu_mingcheng", "organization_head", "csv")
    }


def test_a_file_says_who_took_what_and_when(enter: Enter, house: House, refused: None) -> None:
    head = enter("gu_mingcheng")
    answer = export(head, "refused", what="list", query="?row=R-GEN-05")
    assert answer.data.startswith(b"\xef\xbb\xbf")
    assert answer.headers["Content-Disposition"].startswith("attachment")
    lines = list(csv.reader(io.StringIO(answer.data.decode("utf-8-sig"))))
    (noted,) = rows(house, "exports")
    assert lines[0] == [
        "密级：内部", "内容：不予办理的情形明细", "范围：规则：R-GEN-05 职数", "行数：2",
        "导出人：顾明成（市委组织部组织部门负责人）", "导出时间：2026-02-28 12:00", f"导出编号：{noted.id}",
    ]  # fmt: skip
    assert len(lines) == 4 and "超过职数" in lines[2][4] and "沈砚青" in lines[2][0]
    book = CalamineWorkbook.from_filelike(io.BytesIO(export(head, "stays", form="xlsx").data))
    assert book.sheet_names == ["导出说明", "数据"]
    about = dict(book.get_sheet_by_index(0).to_python())
    assert about["密级"] == "内部" and about["内容"] == "各步骤办理天数"
    table = book.get_sheet_by_index(1).to_python()
    assert table[0][0] == "步骤" and "提拔任职·考察" in [row[0] for row in table]


@pytest.mark.parametrize("payload", PAYLOADS)
def test_no_cell_of_a_file_is_a_formula(payload: str) -> None:
    sheet = Sheet("表", "", ("列", payload), [(payload, -5), (f"甲{payload}", 1.5)])
    lines = list(csv.reader(io.StringIO(csv_of(sheet, MARK).decode("utf-8-sig"), newline="")))
    assert lines[1][1] == lines[2][0] == f"'{payload}"
    assert lines[3][0] == f"甲{payload}" and lines[2][1] == "-5"
    workbook = xlsx_of(sheet, MARK)
    with zipfile.ZipFile(io.BytesIO(workbook)) as inside:
        sheets = [one for one in inside.namelist() if one.startswith("xl/worksheets/")]
        assert len(sheets) == 2
        assert not any(re.search(rb"<f[ >]|<hyperlink", inside.read(one)) for one in sheets)
    read = CalamineWorkbook.from_filelike(io.BytesIO(workbook)).get_sheet_by_index(1)
    shown = read.to_python()
    assert [shown[1][1], shown[2][1]] == [-5, 1.5]
    assert isinstance(shown[1][0], str)
    assert shown[1][0].strip().endswith(payload.lstrip("\t\r\x00 "))


def test_a_cell_longer_than_a_spreadsheet_holds_is_cut_not_lost() -> None:
    book = xlsx_of(Sheet("表", "", ("列",), [("长" * 40_000,)]), MARK)
    read = CalamineWorkbook.from_filelike(io.BytesIO(book)).get_sheet_by_index(1).to_python()
    assert read[1][0] == "长" * LONGEST


@pytest.mark.parametrize("path", ["/selections/list", "/selections/dongyi/list"])
def test_the_list_behind_a_board_is_taken_away_as_it_is_narrowed(
    enter: Enter, house: House, path: str
) -> None:
    head = enter("gu_mingcheng")
    page = main(head.text(f"{path}?filter=blocked&sort=number&state=investigation"))
    (address,) = re.findall(r'action="(/selections/[^"]+/export[^"]*)"', page)
    token = head.hidden("/statistics/")["csrf_token"]
    answer = head.client.post(unescape(address), data={"form": "csv", "csrf_token": token})
    lines = list(csv.reader(io.StringIO(answer.data.decode("utf-8-sig"))))
    assert "步骤：考察；筛选：有阻塞；按编号排列" in lines[0][2]
    assert lines[1][:3] == ["编号", "姓名", "现工作单位"] and lines[2][1] == "沈砚青"
    assert lines[2][5] == "考察" and "项条件未满足" in lines[2][7] and len(lines) == 3
    (noted,) = rows(house, "exports")
    assert (noted.what, noted.row_count) == ("事项名单", 1)
    branch = enter("zhibu_shuji")
    token = branch.hidden("/password")["csrf_token"]
    refused = branch.client.post(unescape(address), data={"form": "csv", "csrf_token": token})
    assert refused.status_code == 404


def test_auditors_read_who_took_what(enter: Enter) -> None:
    export(enter("gu_mingcheng"), "opened", query="?from=2026-01-01")
    auditor = enter("shenji")
    assert "导出记录" in main(auditor.text("/statistics/"))
    page = main(auditor.text("/admin/audit/exports"))
    assert "顾明成" in page and "开立的事项" in page and "2026-01-01至今天" in page


def test_the_statements_of_the_page_are_few(enter: Enter, house: House, refused: None) -> None:
    head = enter("gu_mingcheng")
    head.text("/statistics/")
    told: list[str] = []
    event.listen(house.engine, "before_cursor_execute", lambda *args: told.append(args[2]))
    head.text("/statistics/")
    whole = len(told)
    told.clear()
    head.text("/statistics/stays")
    assert (whole <= 25, len(told) <= 15) == (True, True), told


def test_bars_are_told_apart_without_colour_and_escape_what_they_say() -> None:
    drawn = chart("x", "各月<事项>", ("甲", "乙"), [
        Bar("一个非常非常非常长的步骤的全部名称", (1, 3), "1 / 4"), Bar("<b>", (0, 0), "0"),
    ])  # fmt: skip
    assert "<b>" not in drawn and "&lt;事项&gt;" in drawn and "一个非常非常非常长的步骤的全…" in drawn
    assert drawn.count("<pattern") == 2 and drawn.count('fill="url(#x-1)"') == 2
    widths = [float(one) for one in re.findall(r'width="([\d.]+)" height="14" fill="url', drawn)]
    assert widths[-1] == 3 * widths[-2]
    assert "<rect" not in chart("x", "空", ("甲",), []).partition("</defs>")[2]
