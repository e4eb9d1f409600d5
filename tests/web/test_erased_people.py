"""A person whose values were erased (依法删除): pages say so, and nothing breaks."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from site_stage import NOW, Visitor
from sqlalchemy import text

from workflow.commands import erasing
from workflow.journal import Actor, House, Order

PERSON, NAME = "wei_tongzhou", "魏同舟"


@pytest.fixture
def erased(house: House, monkeypatch: pytest.MonkeyPatch) -> House:
    """The house after an erasure; that it is needed by a meeting yet is not asked here."""
    monkeypatch.setattr(erasing, "require_erasable", lambda *_: None)
    with house.reading() as desk:
        names = dict(desk.db.execute(text("SELECT id, name FROM accounts")).tuples().all())
    one = Order("erasure", Actor("zhou_lan", names["zhou_lan"], "cadre_chief", "zuzhibu"), NOW)
    two = (("gu_mingcheng", "organization_head", "zuzhibu"), ("jiwei", "discipline_officer", "jiwei"))
    with house.desk() as desk:
        erasing.propose_erasure(desk, one, PERSON, "unlawful", "误登记")
        for login, duty, place in two:
            actor = Actor(login, names[login], duty, place)
            erasing.approve_erasure(desk, replace(one, id=login, actor=actor), PERSON, one.id)
    return house


def test_pages_of_an_erased_person_say_so(
    erased: House, enter: Callable[[str], Visitor]
) -> None:
    chief = enter("zhou_lan")
    page = chief.text(f"/people/{PERSON}")
    assert "已依法删除" in page and "依法删除个人信息" in page and "第四十七条" in page
    assert chief.text(f"/people/{PERSON}/sheet")
    assert "已依法删除" in chief.text("/people/?q=")
    assert "依法删除" in chief.text("/records/")
    assert chief.text("/cases/shen") and chief.text("/cases/shen/history")
