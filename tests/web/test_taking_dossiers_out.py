"""An auditor takes a verifiable dossier out from the page; nobody else does, and it leaves a line."""

from pathlib import Path

import pytest
from linear import AT, CLERK, OFFICE, linear_edition, linear_house
from playing import PASSWORD
from site_stage import Visitor, rows, visitor

from web.app import create_app
from web.passwords import hashed
from workflow.commands.cases import move
from workflow.commands.checkpoints import sign_head
from workflow.commands.heads import commit_heads
from workflow.commands.logins import set_password
from workflow.journal import Actor, House, Order
from workflow.ledger.hashing import hash_named
from workflow.ledger.holder import Holder
from workflow.ledger.keys import make_key
from workflow.ledger.log import Log
from workflow.ledger.standalone.verify import UNWITNESSED, main
from workflow.queries.dossiers import dossier_bundle

AUDITOR = Actor("auditor", "审计员", "audit_reader", "dept")
SHEET, TRACE = "/cases/case0/dossier", "/cases/case0/trace"


@pytest.fixture
def house(tmp_path: Path) -> House:
    """A case that has moved once."""
    found, _ = linear_house(f"sqlite:///{tmp_path / 'c.db'}", tmp_path, linear_edition(2), 1, [AUDITOR])
    with found.desk() as desk:
        move(desk, Order("one", OFFICE, AT), "case0", "m0")
        for one in (CLERK, AUDITOR):
            set_password(desk, one.account, hashed(PASSWORD), AT)
    return found


def enter(house: House, login: str) -> Visitor:
    return visitor(create_app(house, lambda: AT, b"a secret of the tests, thirty-two"), login)


def signed(house: House, folder: Path) -> Path:
    """The day's heads committed to and signed; gives the file of trusted keys."""
    log = Holder(make_key(folder / "key", Log(house.origin).name(1)), folder / "state", hash_named("sha256"))
    with house.desk() as desk:
        commit_heads(desk, AT)
    with house.desk() as desk:
        sign_head(desk, log, AT)
    keys = folder / "keys.txt"
    keys.write_text(f"log {log.signer.key}\n", encoding="utf-8")
    return keys


def sent(guest: Visitor) -> tuple[int, bytes]:
    answer = guest.client.post(SHEET, data={"csrf_token": guest.hidden("/login")["csrf_token"]})
    return answer.status_code, answer.data


def test_an_auditor_gets_the_very_file_of_the_command_line_and_leaves_a_line(house: House, tmp_path: Path) -> None:
    keys, guest = signed(house, tmp_path), enter(house, "auditor")
    assert "出具可核验卷宗" in guest.text(TRACE)
    status, data = sent(guest)
    with house.reading() as desk:
        assert (status, data) == (200, dossier_bundle(desk, "case0", house.attachments))
    (tmp_path / "d.zip").write_bytes(data)
    assert main([str(tmp_path / "d.zip"), "--keys", str(keys)]) == UNWITNESSED
    (line,) = rows(house, "exports")
    assert (line.account, line.what, line.form) == ("auditor", "可核验卷宗", "zip")
    assert "人选0" in line.filters and line.row_count == 5


def test_before_anything_is_signed_it_says_what_is_missing_and_notes_nothing(house: House) -> None:
    status, page = sent(enter(house, "auditor"))
    assert status == 422 and "还没有已签署的存证点" in page.decode() and "签署存证点以后再出具" in page.decode()
    assert rows(house, "exports") == []


def test_who_handles_cases_gets_none(house: House, tmp_path: Path) -> None:
    signed(house, tmp_path)
    guest = enter(house, "clerk")
    assert "出具可核验卷宗" not in guest.text(TRACE)
    assert sent(guest)[0] == 404 and rows(house, "exports") == []
