"""A person whose values were erased (依法删除): pages say so, and nothing breaks."""

from collections.abc import Callable

import pytest
from site_stage import Visitor
from sqlalchemy import text

from workflow.commands import erasing
from workflow.journal import House

PERSON = "wei_tongzhou"
PAGE = f"/people/{PERSON}/erasure"


@pytest.fixture
def needless(monkeypatch: pytest.MonkeyPatch) -> None:
    """That the person's values are still needed is not asked here."""
    monkeypatch.setattr(erasing, "require_erasable", lambda *_: None)


def sent(who: Visitor, name: str, **values: str) -> None:
    answer = who.submit(f"{PAGE}/{name}", values)
    assert answer.status_code == 303, answer.get_data(as_text=True)


def test_one_proposes_and_two_approve_on_the_site(
    needless: None, enter: Callable[[str], Visitor]
) -> None:
    chief, head, discipline = enter("zhou_lan"), enter("gu_mingcheng"), enter("jiwei")
    assert head.get(f"{PAGE}/approve").status_code == 404
    assert chief.get(f"{PAGE}/nothing").status_code == 404
    for basis in ("unlawful", "law"):
        sent(chief, "propose", s0_basis=basis, s0_reason="误登记")
        assert "误登记" in head.text(f"{PAGE}/approve")
        if basis == "unlawful":
            sent(head, "decline", s0_reason="再议")
    assert chief.get(f"{PAGE}/approve").status_code == 403
    assert chief.get(f"{PAGE}/propose").status_code == 404
    sent(head, "approve")
    assert "同意。" in discipline.text(f"{PAGE}/approve")
    sent(discipline, "approve")
    assert discipline.get(f"{PAGE}/approve").status_code == 404
    says_so(chief)


def test_what_is_needed_is_not_proposed_and_the_page_says_why(
    house: House, enter: Callable[[str], Visitor]
) -> None:
    with house.reading() as desk:
        person = desk.db.scalar(text("SELECT person FROM cases WHERE id = 'shen'"))
    chief, page = enter("zhou_lan"), f"/people/{person}/erasure/propose"
    answer = chief.submit(page, {"s0_basis": "law", "s0_reason": "理由"})
    told = answer.get_data(as_text=True)
    assert answer.status_code == 422 and "尚未办结" in told and "个人信息保护法" in told


def says_so(chief: Visitor) -> None:
    page = chief.text(f"/people/{PERSON}")
    assert "已依法删除" in page and "依法删除个人信息" in page and "第四十七条" in page
    assert chief.text(f"/people/{PERSON}/sheet")
    assert "已依法删除" in chief.text("/people/?q=")
    assert "依法删除" in chief.text("/records/")
    assert chief.text("/cases/shen") and chief.text("/cases/shen/history")
