"""Boards, lists and ledgers: a column a state, filters and order in the address, only what one may see."""

import re
from collections.abc import Callable

import pytest
from site_stage import NOW, Visitor

from workflow.commands.accounts import grant_duty, open_account
from workflow.commands.organizations import enter_body, enter_organization, enter_post
from workflow.commands.people import register
from workflow.commands.selections import open_case
from workflow.errors import NotFound
from workflow.journal import Actor, Desk, House, Order

Enter = Callable[[str], Visitor]
BOARDS = ("/selections/board", "/selections/dongyi")
SECURITY = Actor("baomi", "安全保密管理员", "security_admin", "linjiang")


def text(page: str) -> str:
    """What people read of a page."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page.partition("<main")[2]))


@pytest.mark.parametrize("path", BOARDS)
def test_a_board_has_a_column_for_every_state_under_its_stage(enter: Enter, path: str) -> None:
    page = enter("lu_ping").text(path)
    groups = re.findall(r'<section class="stage[^>]*><h2>([^<]+)', page)
    assert groups == ["研判动议", "推荐考察", "讨论决定", "任职", "已办结"]
    columns = re.findall(r'<section class="col[^>]*><h3><a href="[^"]+">([^<]+)</a>', page)
    assert columns[:3] == ["分析研判", "初步建议", "沟通酝酿与工作方案"] and len(columns) == 21
    assert {"正式任职", "终止", "宣布无效"} <= set(columns)


def test_a_card_says_who_for_what_how_long_and_what_stands_against_it(enter: Enter) -> None:
    page = enter("lu_ping").text("/selections/dongyi")
    (card,) = re.findall(r'<article class="card-c">.*?</article>', page, re.S)
    for words in ("沈砚青", "市直机关工委", "拟任 市直机关工委副书记", " 日", "项条件未满足", "陈晓"):
        assert words in text("<main" + card), words


def test_filters_stand_in_the_address_and_narrow_what_is_shown(enter: Enter) -> None:
    guest = enter("lu_ping")
    page = guest.text("/selections/dongyi")
    chips = dict(re.findall(r'<a href="[^"]*"[^>]*>(?:✓ )?([^<]+?) <b>(\d+)</b>', page))
    assert chips["全部"] == "1" and chips["有阻塞"] == "1" and chips["暂缓/否决"] == "0"
    narrowed = guest.text("/selections/dongyi?filter=standing")
    assert '<article class="card-c">' not in narrowed
    assert 'aria-current="true">✓ 暂缓/否决' in narrowed
    both = guest.text("/selections/dongyi?filter=blocked&filter=nonsense&sort=due")
    assert "沈砚青" in both and "filter=blocked" in both and "nonsense" not in both
    assert "sort=due" in both  # a chip keeps the order


def test_a_column_leads_to_its_list_and_the_list_to_its_ledger(enter: Enter) -> None:
    guest = enter("lu_ping")
    listed = guest.text("/selections/dongyi/list?state=investigation")
    assert "考察的人选" in listed and "沈砚青" in listed
    assert "没有这样的人选" in guest.text("/selections/dongyi/list?state=probation")
    ledger = guest.text("/selections/ledger?state=investigation&filter=blocked")
    for words in ("台账", "筛选：有阻塞", "沈砚青", "打印人 卢平", "内部"):
        assert words in ledger


def test_who_sees_no_case_finds_no_board_and_another_house_an_empty_one(enter: Enter) -> None:
    for login in ("zhibu_shuji", "jiwei", "xitong"):
        guest = enter(login)
        for path in (*BOARDS, "/selections/list", "/selections/ledger",
                     "/selections/dongyi/list", "/selections/dongyi/ledger"):  # fmt: skip
            assert guest.get(path).status_code == 404, (login, path)
        assert "沈砚青" not in guest.text("/selections/")


@pytest.fixture
def elsewhere(house: House) -> House:
    """A county beside the city, with a person, a post and a body of its own."""
    with house.desk() as desk:
        enter_organization(desk, Order("e1", SECURITY, NOW), "linxian",
                           {"name": "邻县县委", "kind": "committee"})  # fmt: skip
        enter_organization(desk, Order("e2", SECURITY, NOW), "linxian_zuzhibu",
                           {"name": "邻县组织部", "kind": "department", "parent": "linxian"})  # fmt: skip
        chief = Actor("linxian_kezhang", "邻县科长", "cadre_chief", "linxian_zuzhibu")
        _granted(desk, chief)
        register(desk, Order("r", chief, NOW), "lin_ren", "邻县干部", "linxian")
        enter_post(desk, Order("p", chief, NOW), "lin_zhi", {
            "organization": "linxian", "title": "邻县副县长", "level": "county_deputy",
            "position": "deputy", "quota": 1,
        })  # fmt: skip
        enter_body(desk, Order("b", chief, NOW), "lin_changwei", {
            "name": "邻县常委会", "kind": "standing_committee", "organization": "linxian",
            "members": [],
        })  # fmt: skip
    return house


def _granted(desk: Desk, actor: Actor) -> None:
    open_account(desk, Order("o", SECURITY, NOW), actor.account,
                 {"login": actor.account, "name": actor.name})  # fmt: skip
    grant_duty(desk, Order("g", SECURITY, NOW), actor.account, {
        "duty": actor.duty, "organization": actor.organization, "from": "2026-01-01",
    })  # fmt: skip


@pytest.mark.usefixtures("elsewhere")
def test_who_opens_a_selection_or_a_case_chooses_among_what_he_may_see(enter: Enter) -> None:
    clerk = enter("chen_xiao")
    new, case = clerk.text("/selections/new"), clerk.text("/selections/dongyi/cases/new")
    for hidden in ("邻县县委", "邻县组织部", "邻县常委会", "邻县干部", "邻县副县长"):
        assert hidden not in new + case, hidden
    for shown in ("沈砚青", "市直机关工委副书记"):
        assert shown in case
    assert "市委组织部" in new


CASE = {"number": "2026-77", "person": "shen_yanqing", "post": "gongwei_deputy",
        "selection": "dongyi"}  # fmt: skip


@pytest.mark.parametrize("changed", [{"person": "lin_ren"}, {"post": "lin_zhi"}])
def test_the_engine_itself_names_nobody_and_no_post_of_another_house(
    elsewhere: House, changed: dict[str, str]
) -> None:
    clerk = Actor("chen_xiao", "陈晓", "cadre_clerk", "zuzhibu")
    with pytest.raises(NotFound), elsewhere.desk() as desk:
        open_case(desk, Order("c", clerk, NOW), "another", {**CASE, **changed})
