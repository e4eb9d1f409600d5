"""A meeting on the pages: its agenda, who came, item after item, what is irregular told early, minutes."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from html import unescape

import pytest
from site_stage import NOW, Visitor, everything
from sqlalchemy import event

from workflow.commands.meetings import convene
from workflow.commands.people import state_fact, verify_fact
from workflow.commands.standing import propose_veto
from workflow.journal import Actor, House, Order
from workflow.journal.read import history

HEAD = Actor("gu_mingcheng", "顾明成", "organization_head", "zuzhibu", "gu_mingcheng")
CLERK = Actor("chen_xiao", "陈晓", "cadre_clerk", "zuzhibu", "chen_xiao")
CHIEF = Actor("zhou_lan", "周岚", "cadre_chief", "zuzhibu", "zhou_lan")
MINUTES = Actor("song_yu", "宋玉", "meeting_secretary", "linjiang", "song_yu")
DOCUMENT = {"digest": "0" * 64, "name": "户籍材料.pdf", "size": 1}
PROPOSAL = {
    "item": "N21", "list_version": "示例清单2026年第1版", "facts": "经查实", "finding_body": "市纪委监委",
    "documents": [DOCUMENT], "heard_on": "2026-02-27", "statement": "本人说明", "reason": "属实",
}  # fmt: skip
PEOPLE = {"first": "wei_tongzhou", "second": "yan_guibin"}
MEETING, AGENDA = "/meetings/hui", "/meetings/hui/agenda"
FORMS = {veto: f"{MEETING}/vetoes/{person}/{veto}" for veto, person in PEOPLE.items()}
BEFORE = NOW - timedelta(hours=1)
Enter = Callable[[str], Visitor]


@pytest.fixture(autouse=True)
def meeting(house: House) -> None:
    """Two vetoes proposed, a sitting of the standing committee today, one of the department to come."""
    with house.desk() as desk:
        for veto, person in PEOPLE.items():
            propose_veto(desk, Order(veto, HEAD, BEFORE), person, PROPOSAL)
        for id, body, chair, day in (("hui", "changwei", "liang_zhengyuan", "2026-02-28"),
                                     ("buwu", "buwuhui", "gu_mingcheng", "2026-03-06")):  # fmt: skip
            convene(desk, Order(f"convene-{id}", MINUTES, BEFORE), id, {
                "body": body, "kind": "standing_committee" if id == "hui" else "department",
                "held_on": day, "chair": chair, "notice_on": "2026-02-26", "place": "一号会议室",
                "starts_at": "09:00",
            })  # fmt: skip


def key(veto: str) -> str:
    """How the agenda's page names a proposal."""
    return f"veto/{PEOPLE[veto]}/{veto}"


def minutes(**other: str) -> dict[str, str]:
    """An item as filled in: all eleven came and agree, the chair, first on the roster, last."""
    usual = {"present": "here", "view": "agree", "recused": ""}
    rows = {f"{name}{n}": value for name, value in usual.items() for n in range(11)}
    tally = {"agree": "11", "disagree": "0", "postpone": "0", "abstain": "0", "vote_form": "hands"}
    return {
        **rows, **{f"order{n}": str(n or 11) for n in range(11)},
        **{f"s1_{name}": value for name, value in tally.items()}, "occurred_on": "2026-02-28",
        **other,
    }  # fmt: skip


def entries(house: House) -> list[str]:
    """What the meeting's journal holds."""
    with house.reading() as desk:
        return [one.data["act"] for one in history(desk, "meeting:hui")]


def chosen(page: str, field: str) -> str:
    """What is chosen in a list of a page."""
    found = re.search(rf'<select[^>]* name="{field}".*?</select>', page, re.S)
    assert found is not None
    told = re.search(r'<option selected value="([^"]*)"', found[0])
    return told[1] if told else ""


def test_what_waits_is_put_on_in_order_and_what_is_not_ready_says_what_is_missing(
    house: House, enter: Enter
) -> None:
    minute = enter("song_yu")
    page = minute.text(AGENDA)
    assert "可以上会" in page and "韦同舟" in page and "严桂彬" in page
    near = minute.text("/meetings/buwu/agenda")
    assert "尚不能上会" in near and "沈砚青" in near and "所在党支部意见：" in near
    told = {"on": [key("first"), key("second")], f"place/{key('first')}": "2",
            f"place/{key('second')}": "1"}  # fmt: skip
    assert minute.submit(AGENDA, told).status_code == 303
    shown = minute.text(MEETING)
    assert shown.index("严桂彬") < shown.index("韦同舟") and shown.count("待记录") == 2
    assert "记录第1项：严桂彬" in shown
    assert "议程2项，已记录0项" in minute.text("/meetings/")
    assert minute.submit(AGENDA, {"on": [key("first")]}).status_code == 303  # the other taken off
    assert minute.text(MEETING).count("待记录") == 1
    assert entries(house) == ["convene", "agenda", "agenda"]
    minute.submit(FORMS["first"], minutes())
    late = minute.submit(AGENDA, {"on": []})
    assert late.status_code == 422 and "R-MOT-07" in late.get_data(as_text=True)


def test_who_came_is_carried_from_the_sign_in_to_each_item_and_on_to_the_next(
    house: House, enter: Enter
) -> None:
    minute = enter("song_yu")
    rows = {f"how{n}": "whole" for n in range(11)}
    counted = minute.submit(f"{MEETING}/attendance", {**rows, "how10": "absent", "check": "1"})
    assert counted.status_code == 200 and "实到 <b>10</b> 人" in counted.get_data(as_text=True)
    assert minute.submit(f"{MEETING}/attendance", {**rows, "how10": "absent"}).status_code == 422
    told = {**rows, "how10": "absent", "reason10": "出差", "how9": "late", "reason9": "公务",
            "s0_recorder": "song_yu", "s0_book_no": "常委会2026-1", "occurred_on": "2026-02-28"}  # fmt: skip
    assert minute.submit(f"{MEETING}/attendance", told).status_code == 303
    page = minute.text(FORMS["first"])
    assert (chosen(page, "present10"), chosen(page, "present9")) == ("absent", "here")
    assert "参加本议题 <b>10</b> 人" in page and 'value="常委会2026-1"' in page
    away = {"present9": "left", "present10": "leave", "s1_agree": "9"}
    answer = minute.submit(FORMS["first"], minutes(**away))
    assert answer.status_code == 303, answer.get_data(as_text=True)
    page = minute.text(FORMS["second"])
    assert (chosen(page, "present10"), chosen(page, "present9")) == ("leave", "left")
    assert "参加本议题 <b>9</b> 人" in page
    with house.reading() as desk:
        (item,) = (one for one in history(desk, "meeting:hui") if one.data["act"] == "item")
    views = {one["person"]: one for one in item.values["views"]}
    assert views["wan_li"]["absence"] == "leave" and views["liang_zhengyuan"]["order"] == 9


def test_what_is_irregular_is_told_before_the_record_and_recorded_when_explained(
    house: House, enter: Enter
) -> None:
    minute = enter("song_yu")
    minute.submit(AGENDA, {"on": [key("first"), key("second")]})
    before = everything(house)["entries"]
    wrong = minutes(order0="1", order1="11", view3="")
    answer = minute.submit(FORMS["first"], {**wrong, "s1_agree": "10"})
    text = answer.get_data(as_text=True)
    assert answer.status_code == 422 and "R-DEC-05" in text and "R-DEC-06" in text
    assert "金涛没有表态" in text and "尚未登记" in text and "据实登记" in text
    secret = {"s1_vote_form": "secret", "s1_issued": "11", "s1_returned": "11", "s1_valid": "10"}
    answer = minute.submit(FORMS["first"], minutes(**secret))
    assert answer.status_code == 422 and "合计11，有效票10" in answer.get_data(as_text=True)
    empty = {f"s1_{name}": "" for name in ("agree", "disagree", "postpone", "abstain")}
    answer = minute.submit(FORMS["first"], minutes(view1="disagree", check="1", **empty))
    page = answer.get_data(as_text=True)
    assert answer.status_code == 200 and "已核对" in page and "同意 10，不同意 1" in page
    assert re.search(r'name="s1_agree"[^>]*value="10"', page)
    assert everything(house)["entries"] == before
    told = minutes(order0="1", order1="11", s2_deviation="主要负责人先行发言，会上已指出。")
    answer = minute.submit(FORMS["first"], told)
    assert answer.status_code == 303 and answer.location == FORMS["second"]  # on to the next
    answer = minute.submit(FORMS["second"], minutes())
    assert answer.location == MEETING
    assert entries(house) == ["convene", "agenda", "item", "item"]
    again = minute.text(FORMS["first"])
    assert "更正记录" in again and "主要负责人先行发言" in again and chosen(again, "view1") == "agree"
    page = minute.text(f"{MEETING}/minutes")
    assert "主要负责人先行发言" in page and "同意11票，超过应到会成员半数" in page
    assert "一号会议室" in page and "提前2天" in page and page.count("签字）") == 2
    with house.reading() as desk:
        assert all(one.digest in page for one in history(desk, "meeting:hui"))


def test_a_relative_is_proposed_to_stand_aside_with_the_ground(house: House, enter: Enter) -> None:
    with house.desk() as desk:
        for number, member in enumerate(("jin_tao", "luo_qing")):
            told = Order(f"kin-{number}", CLERK, BEFORE)
            state_fact(desk, told, "wei_tongzhou", "kinship", {
                "relation": "sibling", "name": "亲属", "person": member,
            })  # fmt: skip
            if not number:
                verify_fact(desk, Order("sure", CHIEF, BEFORE), "wei_tongzhou", told.id, DOCUMENT)
    minute = enter("song_yu")
    page = unescape(minute.text(FORMS["first"]))
    assert "应当回避" in page and "系人选兄弟姐妹（周岚" in page and "凭户籍材料.pdf" in page
    assert "待核实" in page and "填报为人选兄弟姐妹，尚未核实" in page
    assert [chosen(page, f"recused{n}") for n in (3, 4)] == ["sibling", ""]
    assert "参加本议题 <b>10</b> 人，回避 1 人" in page
    stays = minute.submit(FORMS["first"], minutes()).get_data(as_text=True)
    assert "R-DEC-12" in stays and "没有回避本议题" in stays
    aside = minutes(recused3="sibling", view3="", order3="", s1_agree="10")
    assert minute.submit(FORMS["first"], aside).status_code == 303
    assert "金涛（兄弟姐妹）" in minute.text(f"{MEETING}/minutes")


def test_a_vote_put_off_or_taken_again_is_told_when_it_is_filled_in(enter: Enter) -> None:
    minute = enter("song_yu")
    nothing = {f"s1_{name}": "" for name in ("agree", "disagree", "postpone", "abstain", "vote_form")}
    put_off = minutes(**nothing, s2_postponed="yes", s2_reason="分歧较大")
    answer = minute.submit(FORMS["first"], put_off)
    assert answer.status_code == 422 and "R-DEC-10" in answer.get_data(as_text=True)
    whole = {**put_off, "s2_question": "聚会情况", "s2_owner": "he_jing", "s2_due_on": "2026-03-20"}
    assert minute.submit(FORMS["first"], whole).status_code == 303
    assert "暂缓表决，查清问题后另行召开会议" in minute.text(f"{MEETING}/minutes")
    answer = minute.submit(FORMS["first"], minutes())
    assert answer.status_code == 422 and "已暂缓表决" in answer.get_data(as_text=True)


@contextmanager
def statements(house: House) -> Iterator[list[str]]:
    """The statements that the database is asked meanwhile."""
    told: list[str] = []

    def note(conn: object, cursor: object, statement: str, *rest: object) -> None:
        told.append(statement)

    event.listen(house.engine, "before_cursor_execute", note)
    yield told
    event.remove(house.engine, "before_cursor_execute", note)


def test_the_list_is_sifted_and_its_statements_do_not_grow(house: House, enter: Enter) -> None:
    minute = enter("song_yu")
    minute.text("/meetings/")
    with statements(house) as few:
        page = minute.text("/meetings/")
    assert page.index("2026-02-28") < page.index("2026-03-06") < page.index("2026-02-11")
    assert "今天" in page and "提前2天" in page
    with house.desk() as desk:
        for number in range(60):
            convene(desk, Order(f"old-{number}", MINUTES, BEFORE), f"old{number}", {
                "body": "changwei", "kind": "standing_committee", "chair": "liang_zhengyuan",
                "held_on": f"2025-01-{number % 28 + 1:02}",
            })  # fmt: skip
    with statements(house) as many:
        page = minute.text("/meetings/")
    assert len(many) == len(few) <= 16
    assert "第 1 / 2 页" in page and "2025-01-01" in minute.text("/meetings/?page=2")
    assert "2026-02-11" not in minute.text("/meetings/?year=2025")
    assert "市委常委会</b>" not in minute.text("/meetings/?body=buwuhui")


def test_what_another_meeting_did_is_shown_and_asks_for_what_binds(
    house: House, enter: Enter
) -> None:
    with house.desk() as desk:
        convene(desk, Order("twice", MINUTES, BEFORE), "zai", {
            "body": "changwei", "kind": "standing_committee", "held_on": "2026-02-28",
            "chair": "liang_zhengyuan",
        })  # fmt: skip
    minute = enter("song_yu")
    assert minute.submit(FORMS["first"], minutes()).status_code == 303
    other = FORMS["first"].replace("/hui/", "/zai/")
    page = minute.text(other)
    assert "此前已经上过会" in page and "同意复议的成员" in page and "R-DEC-11" in page
    answer = minute.submit(other, minutes())
    assert answer.status_code == 422 and "同意复议0人" in answer.get_data(as_text=True)
