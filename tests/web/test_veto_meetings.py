"""A veto on the pages: a meeting's item on an open proposal, and the confirmation that rests on it."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from site_stage import NOW, Visitor, everything

from workflow.commands.accounts import grant_duty, open_account
from workflow.commands.meetings import convene
from workflow.commands.standing import end_hold, propose_veto
from workflow.journal import Actor, House, Order
from workflow.journal.read import history

PERSON, VETO = "wei_tongzhou", "proposal"
FORM = f"/meetings/fojue/vetoes/{PERSON}/{VETO}"
CONFIRM = f"/people/{PERSON}/standing/confirm_veto"
HEAD = Actor("gu_mingcheng", "顾明成", "organization_head", "zuzhibu", "gu_mingcheng")
OTHER = Actor("hao_lei", "郝磊", "organization_head", "zuzhibu", "hao_lei")
SECURITY = Actor("baomi", "安全保密管理员", "security_admin", "linjiang")
MINUTES = Actor("song_yu", "宋玉", "meeting_secretary", "linjiang", "song_yu")
DOCUMENT = {"digest": "0" * 64, "name": "核查结论.pdf", "size": 1}
PROPOSAL = {
    "item": "N21", "list_version": "示例清单2026年第1版", "facts": "经查实", "finding_body": "市纪委监委",
    "documents": [DOCUMENT], "heard_on": "2026-02-27", "statement": "本人说明", "reason": "属实",
}  # fmt: skip
Enter = Callable[[str], Visitor]


@pytest.fixture(autouse=True)
def proposed(house: House) -> None:
    """A veto proposed today, and a meeting of the standing committee held today."""
    before = NOW - timedelta(hours=1)
    with house.desk() as desk:
        propose_veto(desk, Order(VETO, HEAD, before), PERSON, PROPOSAL)
        for id, body, chair in (("fojue", "changwei", "liang_zhengyuan"),
                                ("buwu", "buwuhui", "gu_mingcheng")):  # fmt: skip
            convene(desk, Order(f"convene-{id}", MINUTES, before), id, {
                "body": body, "kind": "standing_committee" if id == "fojue" else "department",
                "held_on": "2026-02-28", "chair": chair,
            })  # fmt: skip


def minutes(agree: int, against: int = 0) -> dict[str, str]:
    """The form as the secretary fills it in: all eleven came; the last to speak agree."""
    views = {f"view{n}": "disagree" if n > 10 - against else "agree" for n in range(11)}
    return {
        **views, **{f"present{n}": "here" for n in range(11)},
        **{f"order{n}": str(n or 11) for n in range(11)},  # the chair, first on the roster, last
        "s1_vote_form": "hands", "s1_agree": str(agree), "s1_disagree": str(against),
        "s1_postpone": "0", "s1_abstain": "0", "occurred_on": "2026-02-28",
    }  # fmt: skip


def test_a_veto_is_voted_on_at_the_meeting_and_confirmed_on_that_vote(
    house: House, enter: Enter
) -> None:
    secretary, minute = enter("liang_zhengyuan"), enter("song_yu")
    assert "还没有会议就该项提议研究表决" in secretary.text(CONFIRM)
    assert f'href="{FORM}">记录议题' in minute.text("/meetings/fojue")
    assert minute.submit(FORM, minutes(11)).status_code == 303
    shown = minute.text("/meetings/fojue")
    assert "韦同舟" in shown and "同意 <b>11</b>" in shown
    assert f'href="{FORM}">记录议题' not in shown and f'href="{FORM}">更正' in shown  # taken up
    assert "韦同舟" in minute.text("/meetings/")
    page = secretary.text(CONFIRM)
    assert 'value="fojue"' in page and '市委常委会 2026-02-28' in page
    answer = secretary.submit(CONFIRM, {"s0_meeting": "fojue", "s0_reason": "经集体研究"})
    assert answer.status_code == 303
    with house.reading() as desk:
        (item,) = [one for one in history(desk, "meeting:fojue") if one.data["act"] == "item"]
        last = history(desk, f"person:{PERSON}")[-1]
    assert last.data["act"] == "confirm_veto" and last.data["item_entry"] == item.digest
    assert last.body["read"]["meeting:fojue"] == item.seq
    assert "市委常委会 2026-02-28" in secretary.text(f"/people/{PERSON}")
    minute.text("/")  # what I did, with the item on the veto


def test_a_vote_that_carries_nothing_is_kept_and_the_page_says_why(
    house: House, enter: Enter
) -> None:
    assert enter("song_yu").submit(FORM, minutes(5, 6)).status_code == 303
    answer = enter("liang_zhengyuan").submit(
        CONFIRM, {"s0_meeting": "fojue", "s0_reason": "经集体研究"}
    )
    text = answer.get_data(as_text=True)
    assert answer.status_code == 422 and "R-DEC-09" in text and "应到11人，同意5人" in text
    with house.reading() as desk:
        assert [one.data["act"] for one in history(desk, "meeting:fojue")] == ["convene", "item"]
        assert history(desk, f"person:{PERSON}")[-1].data["act"] == "propose_veto"


def test_a_tally_that_the_views_do_not_bear_out_keeps_what_was_typed(
    house: House, enter: Enter
) -> None:
    before = everything(house)["entries"]
    answer = enter("song_yu").submit(FORM, minutes(11, 1) | {"s1_disagree": "0"})
    text = answer.get_data(as_text=True)
    assert answer.status_code == 422 and "R-REC-02" in text and "逐一表态同意10人" in text
    assert everything(house)["entries"] == before


def test_a_meeting_is_not_typed_in(enter: Enter) -> None:
    secretary = enter("liang_zhengyuan")
    for told in ("", "常委会2026年2月28日会议", "fojue"):  # nobody has voted yet
        answer = secretary.submit(CONFIRM, {"s0_meeting": told, "s0_reason": "经集体研究"})
        assert answer.status_code == 422


def test_a_department_is_offered_no_veto_and_nobody_else_records_one(enter: Enter) -> None:
    minute = enter("song_yu")
    assert "/vetoes/" not in minute.text("/meetings/buwu")
    assert "/vetoes/" not in enter("gu_mingcheng").text("/meetings/fojue")
    assert enter("gu_mingcheng").get(FORM).status_code == 403
    assert enter("jiwei").get(FORM).status_code == 404
    assert minute.get(FORM.replace(VETO, "nix")).status_code == 404


def test_a_proposal_found_without_ground_is_neither_voted_on_nor_confirmed(
    house: House, enter: Enter
) -> None:
    with house.desk() as desk:
        open_account(desk, Order("account", SECURITY, NOW), "hao_lei", {
            "login": "hao_lei", "name": "郝磊", "person": "hao_lei",
        })  # fmt: skip
        grant_duty(desk, Order("duty", SECURITY, NOW), "hao_lei", {
            "duty": OTHER.duty, "organization": OTHER.organization, "from": "2026-01-01",
        })  # fmt: skip
        end_hold(desk, Order("ended", OTHER, NOW), PERSON, VETO, {
            "outcome": "unfounded", "finding": "反映不实", "document": DOCUMENT,
        })  # fmt: skip
    assert enter("song_yu").get(FORM).status_code == 404
    assert "/vetoes/" not in enter("song_yu").text("/meetings/fojue")
    assert enter("liang_zhengyuan").get(CONFIRM).status_code == 404
