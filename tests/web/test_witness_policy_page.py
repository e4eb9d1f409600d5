"""The term of witnesses is set from a page by security administration, and read by auditors."""

from datetime import timedelta
from pathlib import Path

import pytest
from linear import AT, CLERK, linear_edition, linear_house
from playing import PASSWORD
from site_stage import Visitor, visitor

from web.app import create_app
from web.passwords import hashed
from workflow.commands.checkpoints import place_waiting, sign_head
from workflow.commands.logins import set_password
from workflow.journal import Actor, House
from workflow.journal.read import history
from workflow.ledger.hashing import hash_named
from workflow.ledger.holder import Holder
from workflow.ledger.keys import make_key
from workflow.ledger.log import Log

SECURITY = Actor("security", "保密员", "security_admin", "dept")
AUDITOR = Actor("auditor", "审计员", "audit_reader", "dept")
PAGE, FORM = "/admin/witness/", "/admin/witness/set"
LATER = AT + timedelta(days=9)


@pytest.fixture
def house(tmp_path: Path) -> House:
    found = linear_house(f"sqlite:///{tmp_path / 'c.db'}", tmp_path, linear_edition(1), 1, [SECURITY, AUDITOR])[0]
    with found.desk() as desk:
        for one in (CLERK, SECURITY, AUDITOR):
            set_password(desk, one.account, hashed(PASSWORD), AT)
    return found


def enter(house: House, login: str) -> Visitor:
    return visitor(create_app(house, lambda: LATER, b"a secret of the tests, thirty-two"), login)


def test_it_is_set_by_an_entry_with_its_reason_and_shown(house: House, tmp_path: Path) -> None:
    guest = enter(house, "security")
    assert "1 个工作日" in guest.text(PAGE) and "还没有签署过存证点" in guest.text(PAGE)
    assert "见证期限" in guest.text("/admin/")
    told = {"s0_days": "3", "s0_then": "refuse", "s0_reason": "本月集中研究，从严"}
    assert guest.submit(FORM, told).status_code == 303
    with house.reading() as desk:
        (entry,) = history(desk, "ledger:witness")
    assert (entry.by.account, entry.data["reason"]) == ("security", "本月集中研究，从严")
    assert entry.data["set"] == {"days": 3, "refuses": True}
    page = guest.text(PAGE)
    assert "3 个工作日" in page and "集体决定和任职的流转不予办理" in page
    place_waiting(house)
    signer = Holder(make_key(tmp_path / "l", Log(house.origin).name(1)), tmp_path / "s", hash_named("sha256"))
    with house.desk() as desk:
        sign_head(desk, signer, AT)
    assert "已经逾期" in guest.text(PAGE) and "签署以来还没有" in guest.text(PAGE)


def test_what_is_no_term_is_refused_with_every_reason_and_keeps_what_was_typed(house: House) -> None:
    answer = enter(house, "security").submit(FORM, {"s0_days": "21", "s0_then": "warn", "s0_reason": "休假"})
    page = answer.get_data(as_text=True)
    assert answer.status_code == 422 and "见证期限21个工作日" in page and 'value="21"' in page
    with house.reading() as desk:
        assert history(desk, "ledger:witness") == ()


def test_auditors_read_it_and_nobody_else_knows_of_it(house: House) -> None:
    auditor, clerk = enter(house, "auditor"), enter(house, "clerk")
    assert "设定</a>" not in auditor.text(PAGE) and auditor.get(FORM).status_code == 403
    assert (clerk.get(PAGE).status_code, clerk.get(FORM).status_code) == (404, 403)
