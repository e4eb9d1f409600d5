"""Two processes on one database are one site: who is logged in, who is slowed, what is published."""

import re
from dataclasses import replace

import pytest
from flask import Flask
from linear import AT, linear_edition, linear_house
from playing import PASSWORD
from site_stage import NOW, Visitor, visitor

from web.app import create_app
from web.login import MOST_BY_LOGIN
from web.passwords import hashed
from workflow.commands.editions import publish
from workflow.commands.logins import set_password
from workflow.definition import freeze, text_of
from workflow.journal import House
from workflow.models import open_engine

SECRET = b"one secret for both, thirty-two!"
pytestmark = pytest.mark.parametrize("shared_url", ["postgresql"], indirect=True)


@pytest.fixture(scope="module")
def houses(shared_url: str, tmp_path_factory: pytest.TempPathFactory) -> tuple[House, House]:
    """One house as two processes have it."""
    house = linear_house(shared_url, tmp_path_factory.mktemp("two"), linear_edition(1), 0)[0]
    with house.desk() as desk:
        set_password(desk, "head", hashed(PASSWORD), NOW)
    return house, replace(house, engine=open_engine(shared_url), cache={})


@pytest.fixture(scope="module")
def sites(houses: tuple[House, House]) -> tuple[Flask, Flask]:
    """The site in two processes, behind one address."""
    first, second = (create_app(house, lambda: NOW, SECRET) for house in houses)
    return first, second


def at_the_other(guest: Visitor, site: Flask) -> Visitor:
    """The same browser, whose next page comes from the other process."""
    client = site.test_client()
    cookie = guest.client.get_cookie("cadre")
    assert cookie is not None
    client.set_cookie("cadre", cookie.value)
    return Visitor(client)


def test_who_logged_in_at_one_is_in_at_the_other_and_out_of_both(
    sites: tuple[Flask, Flask],
) -> None:
    guest = visitor(sites[0], "head")
    there = at_the_other(guest, sites[1])
    assert there.get("/").status_code == 200
    mark = re.search(r'name="csrf_token" value="([^"]+)"', there.text("/"))
    assert mark is not None
    answer = there.client.post("/logout", data={"csrf_token": mark[1]})
    assert answer.status_code == 303
    assert guest.get("/").status_code == 302 and there.get("/").status_code == 302


def test_guesses_at_one_count_at_the_other(sites: tuple[Flask, Flask]) -> None:
    for number in range(MOST_BY_LOGIN):
        guest = Visitor(sites[number % 2].test_client())
        assert guest.submit("/login", {"login": "nobody", "password": "x"}).status_code == 401
    for site in sites:
        answer = Visitor(site.test_client()).submit("/login", {"login": "nobody", "password": "x"})
        assert answer.status_code == 429


def test_an_edition_published_at_one_is_read_at_the_other_under_its_digest(
    houses: tuple[House, House],
) -> None:
    edition = linear_edition(1)
    second = freeze(
        edition.process.model_copy(update={"edition": 2}), edition.rules, edition.duties
    )
    with houses[0].desk() as desk:
        digest = publish(desk, text_of(second), AT)
    with houses[1].reading() as desk:
        assert desk.edition(digest).digest == digest
        assert digest in houses[1].cache and digest not in houses[0].cache
