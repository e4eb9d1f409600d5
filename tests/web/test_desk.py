"""The desk of the day: what is asked, done, begun and followed, each duty only its own."""

import re
from collections.abc import Callable

import pytest
from site_stage import ANSWER, NOW, Visitor, everything, rows

from web.passwords import hashed
from workflow.commands.accounts import grant_duty, open_account
from workflow.commands.attention import claim
from workflow.commands.logins import set_password
from workflow.commands.meetings import convene
from workflow.commands.refresh import refresh_selection
from workflow.commands.selections import open_case, open_selection
from workflow.journal import Actor, House, Order
from workflow.queries.requests import inbox
from workflow.queries.selections import selection

Enter = Callable[[str], Visitor]
LISTS = ("/", "/done", "/begun", "/followed")
SECURITY = Actor("baomi", "安全保密管理员", "security_admin", "linjiang")
TASK = re.compile(r'name="task" value="([^"]+)"')
CSRF = re.compile(r'name="csrf_token" value="([^"]+)"')
HELD = {"s0_reason": "收到反映", "s0_source": "来信", "s0_to_verify": "是否属实",
        "s0_due_on": "2026-03-30"}  # fmt: skip


def press(guest: Visitor, page: str, address: str, **values: str) -> int:
    """Press a small button of a page."""
    token = CSRF.findall(guest.text(page))[0]
    told = {"csrf_token": token, "back": page, **values}
    return guest.client.post(address, data=told).status_code


def second_secretary(house: House) -> None:
    """A second account with the duty of the branch's secretary."""
    with house.desk() as desk:
        open_account(desk, Order("o", SECURITY, NOW), "fu_shuji", {"login": "fu_shuji", "name": "梁宽"})
        held = {"duty": "branch_secretary", "organization": "gongwei_zhibu", "from": "2026-01-01"}
        grant_duty(desk, Order("g", SECURITY, NOW), "fu_shuji", held)
        set_password(desk, "fu_shuji", hashed("测试口令-2026"), NOW)


def test_a_line_says_person_post_what_is_asked_until_when_and_by_whom(enter: Enter) -> None:
    page = enter("zhibu_shuji").text("/")
    line = page.partition("<tbody>")[2]
    for words in ("所在党支部意见", "沈砚青", "卢平", "工作日", "签收"):
        assert words in line
    assert 'data-label="步骤"' not in line  # how far the case is, is not told outside


def test_of_two_who_are_asked_one_signs_and_the_other_sees_it_and_may_still_answer(
    enter: Enter, house: House
) -> None:
    second_secretary(house)
    first, second = enter("zhibu_shuji"), enter("fu_shuji")
    (task,) = TASK.findall(first.text("/"))
    assert press(first, "/", "/claim", task=task) == 303
    assert "我已签收" in first.text("/") and "退回签收" in first.text("/")
    seen = second.text("/")
    assert "石磊已签收" in seen or "已签收</span>" in seen
    assert "退回签收" not in seen.partition("<tbody>")[2]
    assert press(second, "/", "/claim", task=task) == 422
    address = re.findall(r'href="(/requests/[^"]+)"', seen)[0]
    assert second.submit(address, {**ANSWER, "s0_signer": "shi_lei"}).status_code in (200, 303, 422)


def test_what_is_given_back_is_open_again(enter: Enter) -> None:
    guest = enter("zhibu_shuji")
    (task,) = TASK.findall(guest.text("/"))
    assert press(guest, "/", "/claim", task=task) == 303
    assert press(guest, "/", "/give-back", task=task) == 303
    assert "我已签收" not in guest.text("/")


def test_nobody_signs_for_what_others_are_asked(enter: Enter, house: House) -> None:
    (task,) = TASK.findall(enter("zhibu_shuji").text("/"))
    clerk = enter("chen_xiao")
    assert press(clerk, "/followed", "/claim", task=task) == 404
    for odd in ("nix", "", "\x00", "a" * 5000):
        assert press(clerk, "/followed", "/give-back", task=odd) == 404
    assert rows(house, "claims") == []


def test_what_a_selection_is_asked_once_stays_signed_for_when_its_first_case_opens(
    house: House,
) -> None:
    clerk = Actor("chen_xiao", "陈晓", "cadre_clerk", "zuzhibu")
    values = {"title": "又一批次", "department": "zuzhibu", "body": "changwei"}
    case = {"number": "2026-88", "person": "wei_tongzhou", "post": "gongwei_deputy",
            "selection": "another"}  # fmt: skip
    with house.desk() as desk:
        edition = selection(desk, "dongyi").edition
        open_selection(desk, Order("s", clerk, NOW), "another", values, edition)
        task = next(one.task for one in inbox(desk, clerk.duty, "zuzhibu") if one.shared)
        claim(desk, clerk, task, NOW)
    for id in ("first", "second"):
        with house.desk() as desk:
            open_case(desk, Order(id, clerk, NOW), id, {**case, "number": id})
            refresh_selection(desk, Order("r", clerk, NOW), "another")
            (one,) = [one for one in inbox(desk, clerk.duty, "zuzhibu") if one.task == task]
            assert (one.holder, one.shared) == (clerk.account, True)


def test_a_case_is_followed_from_its_list_and_left_again(enter: Enter, house: House) -> None:
    clerk = enter("chen_xiao")
    assert "还没有关注的事项" in clerk.text("/followed")
    assert press(clerk, "/selections/list", "/cases/shen/follow") == 303
    assert "沈砚青" in clerk.text("/followed").partition("<tbody>")[2]
    assert "取消关注" in clerk.text("/selections/list")
    before = len(rows(house, "entries"))
    assert press(clerk, "/followed", "/cases/shen/unfollow") == 303
    assert "还没有关注的事项" in clerk.text("/followed")
    assert (rows(house, "follows"), len(rows(house, "entries"))) == ([], before)


def test_an_outsider_follows_no_case_and_in_no_list_finds_another_case(
    enter: Enter, house: House
) -> None:
    branch = enter("zhibu_shuji")
    assert press(branch, "/", "/cases/shen/follow") == 404
    assert press(branch, "/", "/cases/nix/follow") == 404
    assert rows(house, "follows") == []
    for path in LISTS:
        page = branch.text(path)
        assert "/cases/" not in page.partition("<main")[2] and "/people/" not in page, path
        for hidden in ("临选2026-001", "韦同舟", "2026年"):
            assert hidden not in page.partition("<main")[2] or hidden == "2026年", (path, hidden)


def test_what_an_outsider_did_bears_the_name_of_whom_he_was_asked_about_and_no_link(
    enter: Enter,
) -> None:
    page = enter("zhibu_weiyuan").text("/done")
    assert "还没有办理过" in page
    clerk = enter("chen_xiao").text("/done")
    assert "沈砚青" in clerk and "/cases/shen" in clerk


def test_what_one_did_under_another_duty_is_not_told_under_this_one(
    enter: Enter, house: House
) -> None:
    with house.desk() as desk:
        duty = {"duty": "branch_member", "organization": "gongwei_zhibu", "from": "2026-01-01"}
        grant_duty(desk, Order("g", SECURITY, NOW), "chen_xiao", duty)
    guest = enter("chen_xiao")
    assert "沈砚青" in guest.text("/done") and "沈砚青" in guest.text("/begun")
    token = guest.hidden("/login")["csrf_token"]
    told = {"csrf_token": token, "duty": "branch_member@gongwei_zhibu"}
    assert guest.client.post("/duty", data=told).status_code == 303
    for path in LISTS[1:]:  # as a member of the branch he is asked, too
        assert "沈砚青" not in guest.text(path), path


def test_what_was_set_going_says_where_it_stands(enter: Enter) -> None:
    clerk = enter("chen_xiao").text("/begun")
    case = next(line for line in clerk.split("<tr") if "列入人选" in line)
    assert "沈砚青" in case and "考察" in case
    assert "在办 1 件，办结 0 件" in next(line for line in clerk.split("<tr") if "开立批次" in line)
    chief = enter("zhou_lan").text("/begun") + enter("lu_ping").text("/begun")
    assert "已答复" in chief


def test_a_hold_that_one_proposed_stands_until_it_is_ended(enter: Enter) -> None:
    path = "/people/wei_tongzhou/standing/hold"
    supervision = enter("he_jing")
    assert supervision.submit(path, HELD).status_code == 303
    line = supervision.text("/begun").partition("<tbody>")[2]
    assert "韦同舟" in line and "尚未了结" in line


MEETING = {"body": "changwei", "kind": "standing_committee", "chair": "liang_zhengyuan"}


def test_who_sits_in_a_body_finds_its_next_meeting_on_the_desk_and_others_do_not(
    enter: Enter, house: House
) -> None:
    secretary = Actor("song_yu", "宋玉", "meeting_secretary", "linjiang", "song_yu")
    with house.desk() as desk:
        for id, day in (("ahead", "2026-03-02"), ("over", "2026-02-02")):
            convene(desk, Order(id, secretary, NOW), id, {**MEETING, "held_on": day})
    page = enter("liang_zhengyuan").text("/")
    assert "我参加的会议" in page and 'href="/meetings/ahead"' in page
    assert 'href="/meetings/over"' not in page
    assert "我参加的会议" not in enter("chen_xiao").text("/")
    assert "我参加的会议" not in enter("zhibu_shuji").text("/")


def test_an_empty_desk_says_where_to_go_on_from_it(enter: Enter) -> None:
    page = enter("liang_zhengyuan").text("/").partition("没有待办")[2]
    assert 'href="/selections/"' in page and 'href="/meetings/"' in page


@pytest.mark.parametrize("login", ["zhibu_shuji", "chen_xiao", "xitong"])
def test_everybody_finds_four_lists_with_their_counts_and_looking_writes_nothing(
    enter: Enter, house: House, login: str
) -> None:
    guest = enter(login)
    before = everything(house)
    for path in LISTS:
        tabs = guest.text(path).partition('aria-label="工作台"')[2].partition("</nav>")[0]
        assert len(re.findall(r'class="cnt">\d+<', tabs)) == 4
        assert tabs.count('aria-current="page"') == 1
    assert everything(house) == before
