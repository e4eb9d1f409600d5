"""The lists of the political assessment on the site: a row for every point, each must be answered."""

import io
import re
from collections.abc import Callable
from html import unescape

import pytest
from site_stage import NOW, Visitor

from workflow.activities.assessment import DIMENSIONS
from workflow.edition import Lists
from workflow.journal import House
from workflow.journal.picture import dossier
from workflow.journal.read import history

Enter = Callable[[str], Visitor]
FORM = "/cases/shen/activities/political_assessment/record"
POINT = re.compile(r'name="(s\d+_(?:negatives|positives)-\d+-)c_item"[^>]*value="([A-Z]\d+)"')
USUAL = {
    "s0_occasion": "special", "s0_heard_on": "2026-02-27", "s0_own_statement": "说明",
    "s0_conclusion": "好", "s0_steps-0-c_step": "self", "s0_steps-0-c_from": "2026-02-26",
    "s0_steps-0-c_to": "2026-02-26", "s0_steps-0-c_by": "本人",
    **{f"s{n}_finding": "good" for n in range(1, 1 + len(DIMENSIONS))},
}  # fmt: skip


@pytest.fixture
def lists(house: House) -> Lists:
    """The lists of the edition under which the case runs."""
    with house.reading() as desk:
        edition = desk.edition(str(history(desk, "case:shen")[0].data["set"]["edition"]))
    found = edition.process.activities["political_assessment"].lists
    assert found is not None
    return found


def points(page: str) -> dict[str, str]:
    """Code → how the fields of its row begin."""
    return {code: row for row, code in POINT.findall(page)}


def filled(page: str, statuses: dict[str, str]) -> dict[str, str]:
    """The form with every point sent back, and those of `statuses` answered."""
    rows = points(page)
    return {
        **USUAL, **{f"{row}c_item": code for code, row in rows.items()},
        **{f"{rows[code]}c_status": status for code, status in statuses.items()},
    }  # fmt: skip


def test_the_form_has_a_row_for_every_point_in_its_words_and_none_to_add(
    enter: Enter, lists: Lists
) -> None:
    page = unescape(enter("xu_ke").text(FORM))
    assert list(points(page)) == [*lists.indicators, *lists.circumstances]
    for code, one in lists.circumstances.items():
        assert f"{code} {one.title}" in page
    assert page.count('value="not_found"') == len(lists.circumstances)
    assert "checked" not in page.partition("负面清单</h3>")[2]  # nothing is answered beforehand
    assert lists.version in page and "示例" in page and "不计分" in page
    assert not re.search(r'name="add_row" value="s\d+_(negatives|positives)"', page)


def test_a_point_without_an_answer_is_told_beside_it_and_nothing_is_recorded(
    enter: Enter, house: House, lists: Lists
) -> None:
    assessor = enter("xu_ke")
    page = assessor.text(FORM)
    left = ("N12", "N82")
    answered = dict.fromkeys((one for one in lists.circumstances if one not in left), "not_found")
    sent = filled(page, answered)
    again = assessor.submit(FORM, sent)
    text = unescape(again.get_data(as_text=True))
    assert again.status_code == 422
    assert text.count("逐项核对，本项须写明") == len(left)
    for code in left:
        row = points(page)[code]
        assert f'id="{row}c_status-fault"' in text
    with house.reading() as desk:
        assert dossier(desk, "shen", NOW).round("political_assessment") is None


def test_codes_and_version_are_recorded_and_read_in_words(
    enter: Enter, house: House, lists: Lists
) -> None:
    assessor = enter("xu_ke")
    page = assessor.text(FORM)
    rows = points(page)
    sent = filled(page, {**dict.fromkeys(lists.circumstances, "not_found"), "N21": "allegation",
                         "N32": "confirmed"})  # fmt: skip
    sent[f"{rows['P11']}c_text"] = "带头落实部署"
    paper = {f"{rows['N32']}c_document": (io.BytesIO(b"%PDF-1.4 x"), "核实.pdf")}
    done = assessor.submit(FORM, {**sent, **paper})
    assert done.status_code == 303, done.get_data(as_text=True)
    with house.reading() as desk:
        present = dossier(desk, "shen", NOW).round("political_assessment")
    assert present is not None
    values = present.values
    assert values["list_version"] == lists.version
    assert [row["item"] for row in values["negatives"]] == list(lists.circumstances)
    assert values["positives"] == [{"item": "P11", "text": "带头落实部署"}]
    found = {row["item"]: row["status"] for row in values["negatives"]}
    assert (found["N21"], found["N32"], found["N81"]) == ("allegation", "confirmed", "not_found")
    room = unescape(re.sub(r"<[^>]+>|\s+", "", enter("gu_mingcheng").text("/cases/shen/political")))
    assert f"N21{lists.circumstances['N21'].title}！有反映，未查实" in room
    assert (
        f"N32{lists.circumstances['N32'].title}！查实：先行暂缓，由另一人查清处理核实.pdf" in room
    )
    assert f"N81{lists.circumstances['N81'].title}✓未发现" in room
    assert f"P11{lists.indicators['P11']}带头落实部署" in room
    record = unescape(enter("lu_ping").text("/cases/shen/history"))
    assert f"N32 {lists.circumstances['N32'].title}" in record and lists.version in record
    again = unescape(assessor.text(FORM))  # a correction begins with what was recorded
    assert re.search(
        rf'name="{rows["N32"]}c_status"[^>]*value="confirmed"[^>]*checked', again
    ) or re.search(rf'checked[^>]*name="{rows["N32"]}c_status"[^>]*value="confirmed"', again)
    assert "带头落实部署" in again


@pytest.mark.parametrize("code", ["N99", "P11", "自拟的情形"])
def test_a_point_that_the_list_does_not_have_is_refused(
    enter: Enter, house: House, lists: Lists, code: str
) -> None:
    assessor = enter("xu_ke")
    page = assessor.text(FORM)
    sent = filled(page, dict.fromkeys(lists.circumstances, "not_found"))
    sent[f"{points(page)['N11']}c_item"] = code
    refused = assessor.submit(FORM, sent)
    assert refused.status_code == 422
    text = unescape(refused.get_data(as_text=True))
    assert f"清单没有“{code}”这一项" in text and "没有核对结果" in text
    with house.reading() as desk:
        assert dossier(desk, "shen", NOW).round("political_assessment") is None


def test_a_veto_is_proposed_on_a_point_that_is_its_ground(enter: Enter, lists: Lists) -> None:
    page = enter("gu_mingcheng").text("/people/wei_tongzhou/standing/propose_veto")
    offered = re.findall(r'<option value="(N\d+)"', page)
    assert offered == [code for code, one in lists.circumstances.items() if one.level == "veto"]
    assert "s0_list_version" not in page and lists.version in page


def test_rows_of_few_kinds_are_there_for_each_of_them(enter: Enter) -> None:
    page = enter("xu_ke").text(FORM)
    assert 'name="s0_steps-3-c_from"' in page and 'name="s0_steps-4-c_from"' not in page
