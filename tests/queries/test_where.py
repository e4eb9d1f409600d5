"""Which units and posts a form offers: of one's own place, those above it, and who is looked for by name."""

from pathlib import Path

import pytest
from by_hand import order
from linear import linear_edition, linear_house
from statements import counting

from workflow.commands.accounts import grant_duty, open_account
from workflow.commands.organizations import enter_organization, enter_post
from workflow.journal import Actor, Desk, House
from workflow.queries import where

SECURITY = Actor("security", "安全", "security_admin", "dept")
FAR_CHIEF = Actor("far-chief", "外县科长", "cadre_chief", "far")
TREE = {"city": ("某市", ""), "county": ("某县", "city"), "office": ("县委组织部", "county"),
        "beside": ("邻县", "city"), "below": ("邻县一科", "beside"), "far": ("外省", "")}  # fmt: skip
COUNTY = "city/county/"


@pytest.fixture
def house(url: str, tmp_path: Path) -> House:
    """A city with two counties, a province elsewhere with a post, and the department."""
    house = linear_house(url, tmp_path, linear_edition(1), 2, [SECURITY])[0]
    with house.desk() as desk:
        for id, (name, parent) in TREE.items():
            told = {"name": name, "kind": "office", **({"parent": parent} if parent else {})}
            enter_organization(desk, order(SECURITY), id, told)
        open_account(desk, order(SECURITY), "far-chief", {"login": "far-chief", "name": "外县科长"})
        grant_duty(desk, order(SECURITY), "far-chief",
                   {"duty": "cadre_chief", "organization": "far", "from": "2020-01-01"})  # fmt: skip
        _posts(desk, "书记", "主任")
    return house


def _posts(desk: Desk, *titles: str) -> None:
    for title in titles:
        enter_post(desk, order(FAR_CHIEF), f"far-{title}".encode().hex(), {
            "organization": "far", "title": title, "level": "county_chief", "position": "chief",
            "quota": 1,
        })  # fmt: skip


def test_ones_own_units_are_offered_in_the_order_of_the_tree_and_no_others(house: House) -> None:
    with house.reading() as desk:
        found = where.units(desk, COUNTY)
        assert list(found.named.items()) == [("county", "某县"), ("office", "县委组织部")] and not found.cut
        assert where.units(desk, "nix/").named == {}
        assert where.units(desk, COUNTY, ["外省"]).named.keys() == {"county", "office"}
        assert where.units(desk, COUNTY, also={"far", "书记"}).named.keys() == {"county", "office", "far"}
        assert where.units(desk, "").named.keys() == {*TREE, "dept"}


def test_of_too_many_units_the_first_are_offered_and_which_is_looked_for(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(where, "OFFERED", 1)
    with house.reading() as desk:
        assert where.units(desk, COUNTY) == where.Where({"county": "某县"}, cut=True)
        assert where.units(desk, COUNTY, ["组织"]).named.keys() == {"county", "office"}
        assert where.units(desk, COUNTY, ["%"]).named.keys() == {"county"}


def test_units_above_beside_and_at_the_top_are_offered_and_any_other_by_its_name(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    with house.reading() as desk:
        found = where.units_anywhere(desk, COUNTY)
        assert found.named.keys() == {"county", "office", "city", "beside", "far", "dept"} and found.cut
        assert where.units_anywhere(desk, COUNTY, ["一科"]).named.keys() - found.named.keys() == {"below"}
        assert not where.units_anywhere(desk, COUNTY, ["一科"]).cut  # that was the only one more
        assert not where.units_anywhere(desk, "").cut
        monkeypatch.setattr(where, "FOUND", 2)  # three at the top are too many
        assert where.units_anywhere(desk, COUNTY).named.keys() == {"county", "office", "city", "beside"}


def test_posts_are_those_of_ones_own_place_and_elsewhere_those_looked_for_by_their_unit(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    with house.reading() as desk:
        own = {"post0": "职位（组织部）", "post1": "职位（组织部）"}
        assert where.posts(desk, "dept/") == where.Where(own)
        assert where.posts(desk, "dept/", ["外省"]).named == own
        far = set(where.posts_anywhere(desk, "dept/", ["外省"]).named.values()) - set(own.values())
        assert far == {"书记（外省）", "主任（外省）"}
        one = set(where.posts_anywhere(desk, "dept/", ["外省", "书记"]).named.values())
        assert one - set(own.values()) == {"书记（外省）"}
        assert where.posts_anywhere(desk, "dept/", ["书记"]).named == own  # no unit is called so
        assert where.posts(desk, "far/", also={"post1", "nix"}).named["post1"] == "职位（组织部）"
        assert where.posts_anywhere(desk, "dept/").cut and not where.posts_anywhere(desk, "").cut
        monkeypatch.setattr(where, "OFFERED", 1)
        assert where.posts(desk, "dept/") == where.Where({"post0": "职位（组织部）"}, cut=True)
        assert where.posts(desk, "dept/", ["职位"]).named == own


def test_what_is_offered_does_not_grow_with_what_lies_elsewhere(house: House) -> None:
    told = []
    for _ in range(2):
        with house.reading() as desk, counting(house.engine) as seen:
            units, posts = where.units_anywhere(desk, COUNTY), where.posts_anywhere(desk, "dept/")
            told.append((units, posts, seen.count))
        with house.desk() as desk:
            for number in range(30):
                enter_organization(desk, order(SECURITY), f"more{number}",
                                   {"name": f"外省{number}处", "kind": "office", "parent": "far"})  # fmt: skip
            _posts(desk, *(f"副书记{number}" for number in range(30)))
    assert told[0] == told[1]
