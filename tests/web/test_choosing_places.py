"""A form offers the units and posts of one's own place; any other is looked for by name above it."""

import re
import uuid
from collections.abc import Callable

import pytest
from site_stage import NOW, Visitor
from statements import counting

from workflow.commands.organizations import enter_organization
from workflow.journal import Actor, House, Order
from workflow.queries import where, whom

Enter = Callable[[str], Visitor]
SECURITY = Actor("anquan", "安全", "security_admin", "linjiang")
PROFILE = "/selections/dongyi/activities/post_profile/record"
SEARCH = "查找单位和职位"
PROVINCE = ("shengwei_zuzhibu", "省委组织部")


def offered(page: str, field: str) -> dict[str, str]:
    """What a field of the first post offers."""
    found = re.search(rf'<select[^>]*id="s0_posts-0-c_{field}".*?</select>', page, re.DOTALL)
    assert found
    return dict(re.findall(r'<option(?: selected)? value="([^"]+)">([^<]+)', found[0]))


def enter_units(house: House, **names: str) -> None:
    """Some units below the province, which the city does not look over."""
    with house.desk() as desk:
        for id, name in names.items():
            order = Order(uuid.uuid4().hex, Actor("baomi", "安全保密管理员", "security_admin", "linjiang"), NOW)
            enter_organization(desk, order, id, {"name": name, "kind": "office", "parent": PROVINCE[0]})


def test_all_that_there_is_is_offered_while_it_is_little(enter: Enter) -> None:
    page = enter("chen_xiao").text(PROFILE)
    units = offered(page, "managed_by")
    assert SEARCH not in page and PROVINCE in units.items() and units["zuzhibu"] == "市委组织部"
    assert offered(page, "post")["gongwei_deputy"] == "市直机关工委副书记（市直机关工委）"


def test_a_unit_elsewhere_is_looked_for_by_name_and_can_then_be_chosen(enter: Enter, house: House) -> None:
    enter_units(house, keji="省科技厅", jiaoyu="省教育厅")
    clerk = enter("chen_xiao")
    page = clerk.text(PROFILE)
    assert SEARCH in page and not {"keji", "jiaoyu"} & offered(page, "joint_manager").keys()
    found = clerk.text(f"{PROFILE}?where=科技&a=1")
    assert offered(found, "joint_manager")["keji"] == "省科技厅"
    assert "jiaoyu" not in offered(found, "joint_manager")
    assert '<input type="hidden" name="a" value="1">' in found and 'value="科技"' in found


def test_what_was_recorded_stays_chosen_though_it_is_not_among_the_first(
    enter: Enter, monkeypatch: pytest.MonkeyPatch
) -> None:
    for most in ("OFFERED", "FOUND"):
        monkeypatch.setattr(where, most, 0)
    page = enter("chen_xiao").text(PROFILE)
    assert offered(page, "managed_by") == {"linjiang": "中共临江市委"}
    assert offered(page, "post") == {"gongwei_deputy": "市直机关工委副书记（市直机关工委）"}


def test_a_form_is_no_longer_for_all_that_lies_elsewhere(enter: Enter, house: House) -> None:
    clerk = enter("chen_xiao")
    enter_units(house, first="省一处")
    sizes, counts = [], []
    for turn in range(2):
        clerk.text(PROFILE)
        with counting(house.engine) as seen:
            sizes.append(len(re.findall("<option", clerk.text(PROFILE))))
        counts.append(seen.count)
        if turn == 0:
            enter_units(house, **{f"more{number}": f"省{number}处" for number in range(30)})
    assert sizes[0] == sizes[1] and counts[0] == counts[1]


def test_of_too_many_at_ones_own_place_the_first_are_offered(
    enter: Enter, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(where, "OFFERED", 1)
    chief = enter("zhou_lan")
    page = chief.text("/posts/new")
    assert SEARCH in page and "市总工会" not in page
    assert "市总工会" in chief.text("/posts/new?where=总工会")
    assert PROVINCE[1] not in chief.text("/posts/new?where=省委")  # no place of hers to enter posts at


def test_candidates_and_posts_of_a_selection_are_looked_for_where_they_are_many(
    enter: Enter, monkeypatch: pytest.MonkeyPatch
) -> None:
    clerk = enter("chen_xiao")
    path = "/selections/dongyi/cases/new"
    whole = clerk.text(path)
    assert SEARCH not in whole and "查找人员" not in whole
    first, *_, last = re.findall(r'">([^<（]+)（', whole.partition('id="person"')[2].partition("</select>")[0])
    monkeypatch.setattr(where, "OFFERED", 0)
    monkeypatch.setattr(whom, "OFFERED", 1)
    page = clerk.text(path)
    assert SEARCH in page and "查找人员" in page and f"{first}（" in page and f"{last}（" not in page
    assert f"{last}（" in clerk.text(f"{path}?who={last}")
    assert "市直机关工委副书记（" in clerk.text(f"{path}?where=副书记")
