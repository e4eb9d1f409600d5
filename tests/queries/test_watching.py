"""What administrators and auditors look at, on both databases: lists, the search of entries, figures."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from by_hand import order
from linear import AT, CLERK, OFFICE, linear_edition, linear_house
from sqlalchemy import insert

from workflow import attachments
from workflow.authority import require_look
from workflow.commands import logins as doors
from workflow.commands import refusals
from workflow.commands.accounts import retire_account
from workflow.commands.cases import move
from workflow.commands.meetings import convene
from workflow.commands.verifying import note_verification
from workflow.errors import BadInput, NotAvailable, NotFound, Reason
from workflow.journal import Actor, Desk, House
from workflow.models import attachment_reads, exports
from workflow.queries import watch
from workflow.queries.accounts import account, accounts, names_of_accounts
from workflow.queries.asof import case_as_of
from workflow.queries.entries import Wanted, deeds, entry, search
from workflow.queries.logins import before, credential, session_of
from workflow.queries.narrowing import PAGE, Days
from workflow.queries.places import bodies, body, place, places, post, posts
from workflow.queries.sight import require_sight_of
from workflow.queries.system import disk_of, state_of_system
from workflow.queries.trace import trace_of
from workflow.queries.verify import Verified

SECURITY = Actor("security", "保密员", "security_admin", "dept", "person-security")
AUDITOR = Actor("auditor", "审计员", "audit_admin", "dept")
MINUTES = Actor("minutes", "记录", "meeting_secretary", "dept", "person-minutes")
DAY = date(2026, 3, 1)
MEETING = {"body": "body", "kind": "committee", "held_on": "2026-03-01", "chair": "m"}


@pytest.fixture
def house(url: str, tmp_path: Path) -> House:
    """Two cases, the first moved once; a meeting; one who failed to log in, logged in, was refused."""
    house = linear_house(url, tmp_path, linear_edition(2), 2, (SECURITY, AUDITOR, MINUTES))[0]
    with house.desk() as desk:
        move(desk, order(OFFICE), "case0", "m0")
        convene(desk, order(MINUTES), "m1", MEETING)
        _log_in(desk)
        refusal = NotAvailable(reasons=[Reason("R-GEN-06", "不对", "办对")])
        refusals.keep(desk, order(CLERK), "case:case0", "move m1", refusal)
        refusals.keep(desk, order(OFFICE), "person:p1", "hold", BadInput("缺少栏目"))
        desk.db.execute(insert(attachment_reads).values(
            id="r1", at=AT.isoformat(), account="clerk", name="经办", duty="cadre_clerk",
            organization="dept", subject="case:case0", digest="0" * 64, document="表.pdf",
        ))  # fmt: skip
        desk.db.execute(insert(exports).values(
            id="x1", at=AT.isoformat(), account="clerk", name="经办", duty="cadre_clerk",
            organization="dept", what="超期", filters="", form="csv", row_count=2,
        ))  # fmt: skip
        note_verification(desk, "auditor", Verified(9, 3, ()), AT)
        retire_account(desk, order(SECURITY), "minutes")
    return house


def _log_in(desk: Desk) -> None:
    """Twice, a day apart; wrong once in between."""
    doors.set_password(desk, "clerk", "hash", AT, initial=True)
    for number, at in enumerate((AT - timedelta(days=1), AT)):
        doors.note_attempt(desk, "clerk", "10.0.0.9", at, succeeded=True)
        doors.open_session(desk, f"s{number}", "clerk", ("cadre_clerk", "dept"), at)
    doors.note_attempt(desk, "clerk", "10.0.0.7", AT - timedelta(hours=1), succeeded=False)
    doors.note_attempt(desk, "nobody", "10.0.0.7", AT - timedelta(hours=1), succeeded=False)
    doors.close_session(desk, "s0", AT)


def test_auditors_find_logins_refusals_and_what_left_the_house(house: House) -> None:
    with house.reading() as desk:
        assert [one.name for one in watch.logins(desk, login="clerk")] == ["经办"] * 3
        assert {one.login for one in watch.logins(desk, failed=True)} == {"clerk", "nobody"}
        assert [one.name for one in watch.logins(desk, login="nobody")] == [""]
        assert len(watch.logins(desk, address="10.0.0.7", days=Days(DAY, DAY))) == 2
        assert watch.logins(desk, days=Days(first=DAY + timedelta(days=1))) == []
        assert watch.logins(desk, page=2) == []
        (one,) = watch.refusals(desk, rule="R-GEN-06")
        assert (one.name, one.subject, one.reasons[0]["found"]) == (  # type: ignore[index]
            "经办", "case:case0", "不对"
        )
        assert len(watch.refusals(desk)) == 2
        assert [one.what for one in watch.refusals(desk, rule="R-GEN-")] == ["move m1"]
        assert watch.refusals(desk, rule="R-GEN-0") == []
        assert [one.what for one in watch.refusals(desk, duty="cadre_clerk")] == ["move m1"]
        assert [one.what for one in watch.refusals(desk, words="缺少栏目")] == ["hold"]
        assert [one.what for one in watch.refusals(desk, words="办对")] == ["move m1"]
        assert [one.what for one in watch.refusals(desk, person="人选1")] == ["hold"]
        assert [one.what for one in watch.refusals(desk, person="人选0")] == ["move m1"]
        assert [one.what for one in watch.refusals(desk, actor="部长")] == ["hold"]
        assert [one.what for one in watch.refusals(desk, subjects=["person:p1"])] == ["hold"]
        assert [one.document for one in watch.readings(desk, name="经", subjects=["case:case0"])] == [
            "表.pdf"
        ]
        assert watch.readings(desk, days=Days(last=DAY - timedelta(days=1))) == []
        assert [one.rows for one in watch.exported(desk, name="经办")] == [2]
        assert len(watch.exported(desk)) == 1
        assert [one.name for one in watch.last_verifications(desk)] == ["审计员"]
        assert watch.sessions_open(desk, AT - timedelta(hours=1)) == 1


def test_an_account_is_listed_with_duties_logins_and_its_password(house: House) -> None:
    with house.reading() as desk:
        (clerk,) = accounts(desk, wanted="经办")
        assert clerk == account(desk, "clerk")
        assert (clerk.initial, clerk.open_sessions, clerk.last_login) == (True, 1, AT)
        assert [one.login for one in accounts(desk, state="retired")] == ["minutes"]
        assert accounts(desk, wanted="sec", page=2) == []
        assert account(desk, "security").changed_at is None
        assert names_of_accounts(desk)["auditor"] == "审计员"
        with pytest.raises(NotFound):
            account(desk, "nix")
        told = before(desk, "clerk", "clerk", AT)
        assert told is not None
        assert (told.at, told.address, told.failed) == (AT - timedelta(days=1), "10.0.0.9", 1)
        assert before(desk, "security", "security", AT) is None
        found = credential(desk, "clerk")
        assert found is not None and found.initial
        session = session_of(desk, "s1", DAY)
        assert session is not None and session.initial and session.login == "clerk"


def test_places_posts_and_bodies_are_listed_in_the_order_of_the_tree(house: House) -> None:
    with house.reading() as desk:
        assert [(one.name, one.depth) for one in places(desk)] == [("组织部", 0)]
        assert places(desk, "nix/") == []
        assert [(one.file.id, one.place) for one in posts(desk, "dept/")] == [
            ("post0", "组织部"), ("post1", "组织部"),
        ]  # fmt: skip
        assert [(one.name, one.members) for one in bodies(desk, "")] == [("市委", ())]
        assert post(desk, "post0")[0].quota == 1
        assert body(desk, "body")[0].name == "市委"
        assert place(desk, "dept")[0].kind == "department"
        for ask in (post, body, place):
            with pytest.raises(NotFound):
                ask(desk, "nix")


def test_entries_are_found_by_whatever_is_known_of_them(house: House) -> None:
    def found(desk: Desk, below: str = "", *, auditor: bool = True, **told: object) -> set[str]:
        wanted = replace(Wanted(), **told)  # type: ignore[arg-type]
        return {one.subject for one in search(desk, wanted, below, auditor=auditor)}

    with house.reading() as desk:
        everything = search(desk, Wanted(), "", auditor=True)
        assert len(everything) <= PAGE + 1
        assert found(desk, person="人选0") == {"person:p0", "case:case0"}
        assert found(desk, actor="head", kind="move") == {"case:case0"}
        assert found(desk, actor="部长") == {"case:case0"}
        assert found(desk, act="convene") == {"meeting:m1"}
        assert found(desk, subject="case:case1") == {"case:case1"}
        assert found(desk, about="selection") == {"selection:sel0", "selection:sel1"}
        assert found(desk, words="第0次") == {"case:case0"}  # the title of a move
        assert "selection:sel0" in found(desk, words="批次")
        assert found(desk, words="会", acts=frozenset(["convene"])) == {"meeting:m1"}
        assert found(desk, words="经办") == {"account:clerk"}
        assert found(desk, days=Days(DAY + timedelta(days=1))) == set()
        assert found(desk, page=9) == set()
        assert not any(one.startswith("account:") for one in found(desk, auditor=False))
        assert found(desk, "nix/", auditor=False) == set()
        below = found(desk, "dept/", auditor=False)
        assert {"case:case0", "meeting:m1", "post:post0", "body:body", "organization:dept"} <= below
        assert deeds(desk)["m0"] == "第0次"
        record, raw = entry(desk, "case:case0", 2)
        assert (record.data["move"], b'"move":"m0"' in raw) == ("m0", True)
        with pytest.raises(NotFound):
            entry(desk, "case:case0", 9)


def test_who_may_see_a_journal_sees_all_of_it_and_nobody_else_any(house: House) -> None:
    seen = ("case:case0", "selection:sel0", "meeting:m1", "person:p0", "post:post0", "body:body",
            "organization:dept")  # fmt: skip
    with house.reading() as desk:
        for subject in seen:
            require_sight_of(desk, CLERK, subject, DAY)
            with pytest.raises(NotFound):
                require_sight_of(desk, SECURITY, subject, DAY)
        require_sight_of(desk, AUDITOR, "account:clerk", DAY)
        for subject in ("account:clerk", "ledger:2026", "case:nix", "meeting:nix", "nix:1"):
            with pytest.raises(NotFound):
                require_sight_of(desk, CLERK, subject, DAY)
        with pytest.raises(NotFound):
            require_sight_of(desk, replace(AUDITOR, organization="nix"), "account:clerk", DAY)
        require_look(desk, SECURITY, "accounts", DAY)
        for actor in (CLERK, replace(SECURITY, organization="nix")):
            with pytest.raises(NotFound):
                require_look(desk, actor, "accounts", DAY)


def test_the_state_of_the_system_is_counted(house: House, tmp_path: Path) -> None:
    for data in (b"one", b"other", b"one"):
        attachments.put(house.attachments, data, "材料.pdf")
    with house.reading() as desk:
        state = state_of_system(desk)
    assert state.database == {"sqlite": "SQLite", "postgresql": "PostgreSQL"}[
        house.engine.dialect.name
    ]
    assert state.database_size
    assert (state.subjects["case"], state.refused, state.editions) == (2, 2, 1)
    assert (state.founded_at, state.last_at) == ("2026-03-01", AT)
    assert (state.attachments, state.attachments_size) == (2, 8)
    free, whole = disk_of(tmp_path / "not" / "there")
    assert 0 < free <= whole


def test_a_case_is_known_as_of_a_day_an_entry_or_now(house: House) -> None:
    with house.reading() as desk:
        assert case_as_of(desk, "case0", None, AT).seen.case.state == "s1"
        assert case_as_of(desk, "case0", "2026-03-01", AT).seen.case.state == "s1"
        first = case_as_of(desk, "case0", "1", AT)
        assert (first.seen.case.state, len(first.records), len(first.moves)) == ("s0", 1, 1)
        for odd, error in (("9", NotFound), ("2026-02-28", NotFound), ("昨天", BadInput)):
            with pytest.raises(error):
                case_as_of(desk, "case0", odd, AT)


def test_the_chain_of_a_case_that_is_not_there_is_not_found(house: House) -> None:
    with house.reading() as desk:
        told = trace_of(desk, "case0")
        assert [one.title for one in told.decisions] == ["第0次", "列为人选"]
        assert [one.title for one in told.decisions[-1].deeds] == ["开立批次"]
        assert told.decisions[0].record.by.name == OFFICE.name
        with pytest.raises(NotFound):
            trace_of(desk, "nix")
