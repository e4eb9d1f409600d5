"""Who may be named in a form: whom one's own place has, and of too many who is looked for by name."""

from pathlib import Path

import pytest
from by_hand import order
from linear import linear_edition, linear_house

from workflow.commands.accounts import grant_duty, open_account
from workflow.commands.organizations import enter_body, enter_organization
from workflow.journal import Actor, House
from workflow.queries import whom


@pytest.fixture
def house(url: str, tmp_path: Path) -> House:
    """Two people on file."""
    return linear_house(url, tmp_path, linear_edition(1), 2)[0]


def test_who_may_be_named_is_below_a_place_and_of_too_many_who_is_looked_for(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    everybody = {"p0": "人选0（组织部）", "p1": "人选1（组织部）"}
    with house.reading() as desk:
        assert whom.whom(desk, "").people == whom.whom(desk, "dept/").people == everybody
        assert whom.whom(desk, "nix/") == whom.Whom({}) == whom.officers(desk, "dept/")
        assert not whom.whom(desk, "").cut
        monkeypatch.setattr(whom, "OFFERED", 1)
        assert whom.whom(desk, "dept/") == whom.Whom({"p0": "人选0（组织部）"}, cut=True)
        assert whom.whom(desk, "dept/", ["选1"]) == whom.Whom(everybody, cut=True)
        assert whom.whom(desk, "nix/", ["选1"]).people == {}
        assert whom.whom(desk, "", ["%"]).people.keys() == {"p0"}


def test_who_holds_an_account_or_a_seat_is_named_too_at_the_place_of_the_last_duty(
    url: str, tmp_path: Path
) -> None:
    staff = [Actor(one, one, duty, "dept") for one, duty in
             (("security", "security_admin"), ("chief", "cadre_chief"))]  # fmt: skip
    house = linear_house(url, tmp_path, linear_edition(1), 1, staff)[0]
    security, chief = map(order, staff)
    with house.desk() as desk:
        enter_organization(desk, security, "sub", {"name": "下设处", "kind": "office", "parent": "dept"})
        open_account(desk, order(staff[0]), "held", {"login": "held", "name": "持有人", "person": "h"})
        assert whom.officers(desk, "").people == {}  # no duty yet, so at no place
        for place in ("dept", "sub"):
            grant_duty(desk, order(staff[0]), "held",
                       {"duty": "cadre_clerk", "organization": place, "from": "2026-01-01"})  # fmt: skip
        members = [{"person": "m", "name": "成员", "role": "member", "from": "2026-01-01"}]
        enter_body(desk, chief, "own", {
            "name": "处委", "kind": "committee", "organization": "dept", "members": members,
        })  # fmt: skip
    with house.reading() as desk:
        assert whom.officers(desk, "dept/").people == {"h": "持有人（下设处）", "m": "成员（组织部）"}
        assert whom.officers(desk, "dept/sub/").people == {"h": "持有人（下设处）"}
        # A relative among the leaders above is to be told; who presents or records is of one's own place.
        assert whom.whom(desk, "dept/sub/").people == {"h": "持有人（下设处）", "m": "成员（组织部）"}
        assert whom.whom(desk, "dept/").people.keys() == {"h", "m", "p0"}
        assert whom.officers(desk, "", ["成"]).people.keys() == {"h", "m"}
