"""The room of people: found from every page, filtered by the address; the file and its sheet."""

import io
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask
from site_stage import Visitor, everything, rows
from sqlalchemy import event
from werkzeug.test import TestResponse

from workflow.journal import House

Enter = Callable[[str], Visitor]
SAMPLES = Path(__file__).parents[1] / "forms_in" / "samples"


def listed(page: str) -> list[str]:
    """The names in the list."""
    return re.findall(r'<tr><td><a href="/people/[^"]+"><b>([^<]+)</b>', page)


def statements(house: House, visit: Callable[[], object]) -> int:
    """How many statements a visit costs."""
    said: list[str] = []

    def listen(*told: object) -> None:
        said.append(str(told[2]))

    event.listen(house.engine, "before_cursor_execute", listen)
    visit()
    event.remove(house.engine, "before_cursor_execute", listen)
    return len(said)


def shen(house: House) -> str:
    """The id that her form gave her."""
    return next(str(row.person) for row in rows(house, "names") if row.name == "沈砚青")


def test_who_finds_the_room_finds_people_from_every_page(enter: Enter) -> None:
    field = 'id="search"'
    assert field in enter("chen_xiao").text("/") and field in enter("jiwei").text("/")
    assert field not in enter("zhibu_shuji").text("/")


@pytest.mark.parametrize("text", ["沈砚青", "syq", "shenyan", "yanqing", "青 机关工委"])
def test_a_name_its_pinyin_and_the_unit_find_a_person(enter: Enter, text: str) -> None:
    assert "沈砚青" in listed(enter("chen_xiao").text(f"/people/?q={text}"))


def test_filters_stand_in_the_address_with_their_counts(enter: Enter) -> None:
    clerk = enter("chen_xiao")
    page = clerk.text("/people/?sex=女")
    assert "沈砚青" in listed(page) and "韦同舟" not in listed(page)
    chosen = re.search(r'class="chip on" href="([^"]+)"[^>]*>✓ 女 <b>(\d+)</b>', page)
    assert chosen is not None
    assert chosen[1] == "/people/" and int(chosen[2]) == len(listed(page))
    assert "没有符合条件的干部" in clerk.text("/people/?q=无此人")
    assert len(listed(clerk.text("/people/?page=99999"))) == 0
    assert listed(clerk.text("/people/?page=x")) == listed(clerk.text("/people/"))


def test_the_list_and_a_file_cost_a_bounded_number_of_statements(
    enter: Enter, house: House
) -> None:
    clerk, id = enter("chen_xiao"), shen(house)
    assert statements(house, lambda: clerk.text("/people/")) <= 16
    assert statements(house, lambda: clerk.text(f"/people/{id}")) <= 25
    assert statements(house, lambda: enter("xu_ke").text("/political/")) <= 26


def test_a_file_shows_the_boxes_of_the_form_with_what_is_verified(
    enter: Enter, house: House
) -> None:
    page = enter("chen_xiao").text(f"/people/{shen(house)}")
    for words in ("基本情况", "1990.03", "简历", "市总工会办公室科员", "家庭主要成员", "陆远帆", "年度考核",
                  "2024年", "✓ 已核实", "沈砚青的照片", "临选2026-001"):  # fmt: skip
        assert words in page, words


def test_who_decides_on_standings_only_sees_name_and_standing(enter: Enter, house: House) -> None:
    page = enter("jiwei").text(f"/people/{shen(house)}")
    assert "沈砚青" in page and "基本情况" not in page and "临选2026-001" not in page
    assert "没有照片" in enter("chen_xiao").text("/people/wei_tongzhou")
    for path in ("sheet", "form", "correct", "photo/00"):
        assert enter("jiwei").get(f"/people/{shen(house)}/{path}").status_code == 404


def test_a_sheet_for_print_says_what_nobody_has_verified(enter: Enter, house: House) -> None:
    clerk = enter("chen_xiao")
    stated = clerk.submit(f"/people/{shen(house)}/facts/health", {"s0_value": "一般"})
    assert stated.status_code == 303
    page = clerk.text(f"/people/{shen(house)}/sheet")
    assert "干部基本情况表" in page and "沈砚青" in page and "打印人 陈晓" in page
    assert "身份证" not in page


def test_a_correction_begins_with_what_is_on_file(enter: Enter, house: House) -> None:
    clerk, id = enter("chen_xiao"), shen(house)
    page = clerk.text(f"/people/{id}")
    (found,) = re.findall(rf'href="(/people/{id}/facts/native_place\?corrects=[^"]+)"', page)
    assert 'value="虚构临江"' in clerk.text(found)
    assert clerk.submit(found, {"s0_value": "虚构云溪"}).status_code == 303
    after = clerk.text(f"/people/{id}")
    assert "虚构云溪" in after
    assert clerk.get(f"/people/{id}/facts/native_place?corrects=nix").status_code == 404


def test_a_person_who_moved_is_found_under_the_new_unit(enter: Enter) -> None:
    clerk = enter("chen_xiao")
    path = "/people/wei_tongzhou/correct"
    assert 'value="韦同舟"' in clerk.text(path)
    unchanged = clerk.submit(path, {"name": "韦同舟", "organization": "gongwei"})
    assert unchanged.status_code == 422 and "没有改动" in unchanged.get_data(as_text=True)
    moved = clerk.submit(path, {"name": "韦同舟", "organization": "zonggonghui"})
    assert moved.status_code == 303
    assert "韦同舟" in listed(clerk.text("/people/?unit=zonggonghui"))


def sent(visitor: Visitor, path: str, file: Path | bytes, name: str = "表.lrmx", **more: str) -> str:
    """Upload a file to be previewed; the page."""
    data = file if isinstance(file, bytes) else file.read_bytes()
    answer = visitor.submit(path, {"file": (io.BytesIO(data), name), "encoding": "utf-8", **more})
    return str(answer.get_data(as_text=True))


def hidden(page: str) -> dict[str, str]:
    """What the preview hands back unseen."""
    found = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', page.partition("<main")[2]))
    return {**found, "confirm": "yes"}


def confirm(visitor: Visitor, path: str, page: str, *state: str, **more: str) -> TestResponse:
    """Confirm what a preview showed."""
    fields = {**hidden(page), **more, "state": list(state)}
    return visitor.client.post(path, data=fields, content_type="multipart/form-data")


def ticked(page: str) -> list[str]:
    """What the preview proposes to state."""
    return re.findall(r'name="state" value="(\d+:[^"]*)" checked', page)


def test_a_form_is_previewed_without_a_trace_and_opens_a_file_when_confirmed(
    enter: Enter, house: House
) -> None:
    clerk, path = enter("chen_xiao"), "/people/forms"
    before = everything(house)
    page = sent(clerk, path, SAMPLES / "01_full_photo.lrmx", organization="zonggonghui")
    assert everything(house) == before
    assert "尚未登记任何内容" in page and "data:image/jpeg;base64," in page and "甄示范" in page
    assert len(ticked(page)) == 26 and "确认后在“市总工会”建立" in page
    answer = confirm(clerk, path, page, *ticked(page)[:9])
    assert answer.status_code == 303
    shown = clerk.text(answer.headers["Location"])
    assert "事实 <span class=\"cnt\">9</span>" in shown.replace("全部", "")
    (photo,) = re.findall(r'<img class="face" src="([^"]+)"', shown)
    picture = clerk.get(photo)
    assert picture.mimetype == "image/jpeg" and picture.data.startswith(b"\xff\xd8\xff")
    assert enter("zhibu_shuji").get(photo).status_code == 404
    assert enter("jiwei").get(photo).status_code == 404


def test_a_newer_form_shows_the_differences_and_states_what_was_chosen(
    enter: Enter, house: House
) -> None:
    clerk, path = enter("chen_xiao"), f"/people/{shen(house)}/form"
    text = (Path(__file__).parents[1] / "stories" / "forms" / "shen_yanqing.lrmx").read_text("utf-8-sig")
    newer = text.replace("汉族", "满族").encode()
    before = everything(house)
    page = sent(clerk, path, newer)
    assert everything(house) == before
    changed = page.partition("与档案不同")[2].partition("</section>")[0]
    assert "<del>汉族</del>" in changed and "满族" in changed and "更正后须重新核实" in changed
    assert not ticked(changed)  # what was verified is corrected only by whoever ticks it
    (place,) = re.findall(r'value="(\d+:[^"]+)"><span class="visually-hidden">填报民族', changed)
    assert confirm(clerk, path, page, place).status_code == 303
    shown = clerk.text(f"/people/{shen(house)}")
    assert "满族" in shown and "！ 未核实" in shown
    assert confirm(clerk, path, page, place).status_code == 303
    assert clerk.text(f"/people/{shen(house)}").count("满族") == shown.count("满族")  # done once


def test_a_form_of_somebody_on_file_is_compared_even_where_a_new_one_was_expected(
    enter: Enter, house: House
) -> None:
    form = Path(__file__).parents[1] / "stories" / "forms" / "shen_yanqing.lrmx"
    page = sent(enter("chen_xiao"), "/people/forms", form, organization="gongwei")
    assert "此人已有档案" in page and f'action="/people/{shen(house)}/form"' in page
    chief = sent(enter("zhou_lan"), "/people/forms", form, organization="gongwei")
    assert "由能够填报事实的人员办理" in chief and 'name="confirm"' not in chief


def test_a_namesake_is_named_and_a_wrong_name_cannot_be_confirmed(
    enter: Enter, house: House
) -> None:
    clerk = enter("chen_xiao")
    namesake = b"<Person><XingMing>\xe6\xb2\x88\xe7\xa0\x9a\xe9\x9d\x92</XingMing></Person>"
    assert "已有同名干部" in sent(clerk, "/people/forms", namesake, organization="gongwei")
    page = sent(clerk, f"/people/{shen(house)}/form", SAMPLES / "01_full_photo.lrmx")
    assert "与档案姓名“沈砚青”不一致" in page and 'name="confirm"' not in page
    forced = confirm(clerk, f"/people/{shen(house)}/form", page)
    assert "不一致" in forced.get_data(as_text=True)
    nobody = sent(clerk, "/people/forms", b"<Person/>", organization="gongwei")
    assert "表上没有姓名" in nobody and 'name="confirm"' not in nobody


@pytest.mark.parametrize(("name", "said"), [
    ("bad_xxe.lrmx", "DOCTYPE"), ("bad_truncated.lrmx", "XML 不完整"),
])  # fmt: skip
def test_a_refused_file_says_every_reason_and_the_refusal_is_kept(
    enter: Enter, house: House, name: str, said: str
) -> None:
    page = sent(enter("chen_xiao"), "/people/forms", SAMPLES / name, name, organization="gongwei")
    assert said in page and "不能导入" in page
    assert rows(house, "refused_attempts")[-1].what == f"import {name}"


def test_what_was_held_is_taken_back_only_as_it_was(enter: Enter, app: Flask) -> None:
    clerk = enter("chen_xiao")
    page = sent(clerk, "/people/forms", SAMPLES / "01_full_photo.lrmx", organization="gongwei")
    altered = confirm(clerk, "/people/forms", page, held="x" + hidden(page)["held"])
    assert altered.status_code == 422
    assert "请重新选择文件" in altered.get_data(as_text=True)
    chief = enter("zhou_lan")  # of another's page nothing is taken, be it signed
    foreign = {**hidden(page), **chief.hidden("/people/forms"), "held": hidden(page)["held"]}
    answer = chief.client.post("/people/forms", data=foreign, content_type="multipart/form-data")
    assert answer.status_code == 422
    nothing = clerk.submit("/people/forms", {"organization": "gongwei", "encoding": "utf-8"})
    assert "请选择任免审批表文件" in nothing.get_data(as_text=True)
    place = sent(clerk, "/people/forms", SAMPLES / "01_full_photo.lrmx", organization="nix")
    assert "请选择工作单位" in place


def test_a_file_too_big_for_a_page_is_sent_to_the_command_line(
    enter: Enter, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("web.forms.held.MOST", 10)
    page = sent(enter("chen_xiao"), "/people/forms", SAMPLES / "01_full_photo.lrmx", organization="gongwei")
    assert "命令行" in page and 'name="confirm"' not in page
