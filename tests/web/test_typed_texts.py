"""What people type is shown as they typed it, never as a part of the page."""

import io
from collections.abc import Callable

from site_stage import Visitor, rows

from workflow.journal import House

Enter = Callable[[str], Visitor]
MARK = "<img src=x onerror=alert(1)>\"'&{{7*7}}"
SHOWN = "&lt;img src=x onerror=alert(1)&gt;&#34;&#39;&amp;{{7*7}}"
FILE = "甲<img src=x>'&.pdf"  # a browser sends a quote as %22


def clean(page: str) -> bool:
    """Whether nothing typed became a part of the page."""
    return "<img" not in page and "49" not in page.partition("&#39;&amp;")[2][:8]


def test_a_name_is_shown_as_it_was_typed(enter: Enter) -> None:
    clerk = enter("chen_xiao")
    new = clerk.submit("/people/new", {"name": MARK, "organization": "gongwei"})
    assert new.status_code == 303
    for path in (new.location, "/people/", "/done", "/selections/dongyi/cases/new", f"/people/?q={MARK[:4]}"):
        page = clerk.text(path)
        assert clean(page), path
        assert SHOWN in page, path


def test_a_title_and_a_number_are_shown_as_they_were_typed(enter: Enter, house: House) -> None:
    clerk = enter("chen_xiao")
    edition = next(one for one in clerk.text("/selections/new").split('"') if len(one) == 64)
    new = clerk.submit("/selections/new", {
        "title": MARK, "edition": edition, "department": "zuzhibu", "body": "changwei",
        "occasion": "individual",
    })  # fmt: skip
    assert new.status_code == 303, new.get_data(as_text=True)
    case = clerk.submit(f"{new.location}/cases/new", {
        "number": MARK, "person": "wei_tongzhou", "post": "gongwei_deputy",
    })  # fmt: skip
    assert case.status_code == 303, case.get_data(as_text=True)
    for path in (new.location, case.location, f"{case.location}/history", "/selections/", "/"):
        page = clerk.text(path)
        assert clean(page), path
        assert SHOWN in page, path


def test_a_reason_is_shown_as_it_was_typed_on_every_page_that_shows_it(enter: Enter) -> None:
    held = {"s0_reason": MARK, "s0_source": MARK, "s0_to_verify": MARK, "s0_due_on": "2026-03-30"}
    officer = enter("he_jing")
    hold = officer.submit("/people/wei_tongzhou/standing/hold", held)
    assert hold.status_code == 303
    for path in ("/people/wei_tongzhou", "/"):
        assert clean(officer.text(path)), path
    assert SHOWN in officer.text("/people/wei_tongzhou")


def test_the_name_of_a_file_is_shown_and_handed_out_as_it_was_given(
    enter: Enter, house: House
) -> None:
    auditor = enter("ding_wen")
    path = "/cases/shen/activities/four_checks/record"
    filled = {"s0_result": "resolved", "s0_basis": MARK}
    again = auditor.submit(path, {
        **filled, "s0_result": "none such",
        "s0_document": (io.BytesIO(b"%PDF-1"), FILE),
    })  # fmt: skip
    assert again.status_code == 422
    assert clean(again.get_data(as_text=True))
    answer = auditor.submit(path, {**filled, "s0_document": (io.BytesIO(b"%PDF-1"), FILE)})
    assert answer.status_code == 303
    page = auditor.text("/cases/shen/history")
    assert clean(page)
    link = next(one for one in page.split('"') if one.startswith("/attachments/"))
    assert auditor.get(link.removesuffix("/view")).headers["Content-Disposition"].startswith("attachment;")


def test_a_file_bears_no_path_and_nothing_invisible_in_its_name(
    enter: Enter, house: House
) -> None:
    auditor = enter("ding_wen")
    path = "/cases/shen/activities/four_checks/record"
    filled = {"s0_result": "resolved", "s0_basis": "已补材料"}
    before = len(rows(house, "entries"))
    for name, data in {
        "\u202efdp.exe": b"MZ", "a.exe": b"%PDF-1", "空.pdf": b"", ".pdf": b"%PDF-1",
        "a\u202egpj.pdf": b"%PDF-1", "a\u200b.pdf": b"%PDF-1", "长" * 300 + ".pdf": b"%PDF-1",
        "a.pdf.html": b"%PDF-1", "../../x": b"%PDF-1",
    }.items():  # fmt: skip
        answer = auditor.submit(path, {**filled, "s0_document": (io.BytesIO(data), name)})
        assert answer.status_code == 422, name
        assert "fault" in answer.get_data(as_text=True), name
    assert len(rows(house, "entries")) == before
    told = (io.BytesIO(b"%PDF-1"), "../../etc/证明.pdf")
    assert auditor.submit(path, {**filled, "s0_document": told}).status_code == 303
    assert "../" not in auditor.text("/cases/shen/history")
    assert ">证明.pdf<" in auditor.text("/cases/shen/history")
