"""Personal values are erased by three people on a legal basis, and then nothing of them is left (L4)."""

import shutil
import uuid
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from linear import AT, CALENDARS, CLERK, OFFICE, linear_edition, linear_house
from sqlalchemy import insert, text
from sqlalchemy.exc import DBAPIError

from workflow import attachments
from workflow.commands import erasing
from workflow.commands.cases import move
from workflow.commands.checkpoints import place_waiting, sign_head
from workflow.commands.heads import commit_heads
from workflow.commands.people import correct_person, register, state_fact, verify_fact
from workflow.commands.refusals import keep
from workflow.commands.roster import make_anew
from workflow.commands.standing import hold
from workflow.errors import BadInput, NotAvailable, NotFound, Recused, WorkflowError
from workflow.house import open_house
from workflow.journal import Actor, Desk, Draft, House, Order, append
from workflow.journal.fold import person_file
from workflow.journal.read import history
from workflow.journal.seal import ERASED
from workflow.ledger.hashing import hash_named
from workflow.ledger.holder import Holder
from workflow.ledger.keys import make_key
from workflow.ledger.log import Log
from workflow.ledger.standalone.verify import UNWITNESSED, main
from workflow.models import exports, instance, metadata
from workflow.queries.dossiers import dossier_bundle
from workflow.queries.replay import replay
from workflow.queries.verify import verify
from workflow.upkeep.rekeying import rekey
from workflow.upkeep.scrubbing import scrub
from workflow.workdays import load

CHIEF = Actor("chief", "科长", "cadre_chief", "dept")
DISCIPLINE = Actor("discipline", "纪检", "discipline_officer", "dept")
SECOND = Actor("head2", "副部长", "organization_head", "dept")
STAFF = (CHIEF, DISCIPLINE, SECOND)
LATER = datetime(2060, 1, 1, 1, 0, tzinfo=UTC)  # thirty years after everything
NAME = "欧阳苁蓉"
WORDS = tuple(f"密词{n:02}柘{chr(0x4E00 + 37 * n)}" for n in range(18))  # the 20: these, name, paper


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One person with many values, a file, a name in a refusal, and a case that has ended."""
    folder = tmp_path_factory.mktemp("filled")
    filled(f"sqlite:///{folder / 'cadre.db'}", folder).engine.dispose()
    return folder


@pytest.fixture
def house(template: Path, tmp_path: Path) -> House:
    """A copy of it."""
    shutil.copytree(template, tmp_path, dirs_exist_ok=True)
    return open_house(
        f"sqlite:///{tmp_path / 'cadre.db'}", attachments=tmp_path / "attachments",
        calendar=load(CALENDARS),
    )  # fmt: skip


@pytest.fixture
def both(url: str, tmp_path: Path) -> House:
    """The same, on each database."""
    return filled(url, tmp_path)


def filled(url: str, folder: Path) -> House:
    made = linear_house(url, folder, linear_edition(1), 2, STAFF)[0]
    paper = attachments.put(made.attachments, f"纸质材料{NAME}".encode(), "材料.pdf")
    with made.desk() as desk:
        correct_person(desk, order(CHIEF), "p0", NAME, "dept")
        for word in WORDS:
            one = order(CLERK)
            state_fact(desk, one, "p0", "health", {"value": word})
        verify_fact(desk, order(CHIEF), "p0", one.id, paper)
        move(desk, order(OFFICE), "case0", "m0")
        for name in (NAME, "别人"):
            append(desk, order(CLERK), Draft(
                "selection:sel0", "record", {"activity": "talks", "act": "record"},
                values={"nominees": [name]},
            ))  # fmt: skip
        keep(desk, order(CHIEF), "person:p0", "register", BadInput(f"{NAME}已有档案"))
        keep(desk, order(CHIEF), "person:p1", "register", BadInput("别人已有档案"))
        desk.db.execute(insert(exports).values(
            id="x1", at="2026", account="chief", name="科长", duty="cadre_chief",
            organization="dept", what="干部", filters=f"姓名含{NAME}", form="csv", row_count=1,
        ))  # fmt: skip
    return made


def order(actor: Actor) -> Order:
    return Order(uuid.uuid4().hex, actor, AT)


def later(actor: Actor) -> Order:
    return replace(order(actor), at=LATER)


def proposed(house: House, at: datetime = LATER) -> str:
    with house.desk() as desk:
        one = replace(order(CHIEF), at=at)
        erasing.propose_erasure(desk, one, "p0", "expired", "保管期满")
    return one.id


def approved(house: House, erasure: str, *actors: Actor) -> None:
    for actor in actors:
        with house.desk() as desk:
            erasing.approve_erasure(desk, later(actor), "p0", erasure)


def erase(house: House) -> None:
    approved(house, proposed(house), OFFICE, DISCIPLINE)



def test_what_is_about_another_of_that_name_or_of_a_longer_one_keeps_its_words(house: House) -> None:
    longer = f"{NAME}明"
    with house.desk() as desk:
        register(desk, order(CHIEF), "p8", NAME, "dept")
        register(desk, order(CHIEF), "p9", longer, "dept")
        keep(desk, order(CHIEF), "person:p8", "register", BadInput(f"{NAME}已有档案"))
        keep(desk, order(CHIEF), "person:p9", "register", BadInput(f"{longer}已有档案"))
        keep(desk, order(CHIEF), "selection:sel0", "record", BadInput(f"{NAME}、{longer}并列"))
    erase(house)
    with house.reading() as desk:
        told = desk.db.execute(text("SELECT subject, message FROM refused_attempts")).tuples().all()
        assert verify(desk).broken == ()
    assert sorted(told) == sorted([
        ("person:p0", f"（{ERASED}）已有档案"), ("person:p1", "别人已有档案"), ("person:p8", f"{NAME}已有档案"),
        ("person:p9", f"{longer}已有档案"), ("selection:sel0", f"（{ERASED}）、{longer}并列"),
    ])  # fmt: skip


def refused(house: House, actor: Actor, erasure: str, kind: type[WorkflowError]) -> list[str]:
    with pytest.raises(kind) as no, house.desk() as desk:
        erasing.approve_erasure(desk, later(actor), "p0", erasure)
    return [one.found for one in no.value.reasons]


def everywhere(house: House, folder: Path) -> Iterator[tuple[str, bytes]]:
    """All bytes of the tables, and all files of the instance as they lie on the disk."""
    with house.engine.connect() as db:
        for table in metadata.sorted_tables:
            rows = db.execute(text(f"SELECT * FROM {table.name}")).all()
            yield table.name, b"\0".join(
                one if isinstance(one, bytes) else str(one).encode() for row in rows for one in row
            )
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            yield path.name, path.read_bytes()


def found(house: House, folder: Path) -> set[str]:
    secrets = (*WORDS, NAME, f"纸质材料{NAME}")
    assert len(set(secrets)) == 20
    return {
        f"{where}: {one}"
        for where, data in everywhere(house, folder) for one in secrets if one.encode() in data
    }  # fmt: skip


def test_of_twenty_erased_values_nothing_is_left_anywhere(both: House, tmp_path: Path) -> None:
    before = found(both, tmp_path)
    assert {"names: " + NAME, "exports: " + NAME, "refused_attempts: " + NAME} <= before
    assert not any(word in one for one in before for word in WORDS)  # enclosed from the first
    erase(both)
    assert scrub(both).left == ""
    assert found(both, tmp_path) == set()


def test_chains_proofs_dossier_and_replay_are_as_before(house: House, tmp_path: Path) -> None:
    key = make_key(tmp_path / "l", Log(house.origin).name(1))
    log = Holder(key, tmp_path / "ls", hash_named("sha256"))
    erase(house)
    assert scrub(house).files == 1
    with house.desk() as desk:
        commit_heads(desk, LATER)
    place_waiting(house)
    with house.desk() as desk:
        sign_head(desk, log, LATER)
    with house.reading() as desk:
        assert verify(desk).broken == ()
        told = replay(desk)
        assert (told.moves, told.erased, told.differs) == (0, 1, ())
        assert (told.views, told.faded) == (0, 3)  # of the move and of the two approvals
        bundle = dossier_bundle(desk, "case0", house.attachments)
    (tmp_path / "case.zip").write_bytes(bundle)
    (tmp_path / "keys").write_text(f"log {log.signer.key}\n", encoding="utf-8")
    assert main([str(tmp_path / "case.zip"), "--keys", str(tmp_path / "keys")]) == UNWITNESSED


def test_the_entry_names_basis_approvals_and_every_commitment(house: House) -> None:
    with house.reading() as desk:
        sealed = [mark for one in history(desk, "person:p0") for mark in one.body["values"]]
    erase(house)
    with house.reading() as desk:
        records = history(desk, "person:p0")
        file = person_file("p0", records)
        marks = set(desk.db.scalars(text("SELECT mark FROM erased")))
    last = records[-1]
    assert (last.kind, last.data["act"], last.data["basis"]) == ("erase", "erase", "expired")
    assert "第四十七条" in last.data["article"]
    assert last.data["approved"] == [records[-3].digest, records[-2].digest]
    assert set(sealed) <= set(last.data["commitments"])
    assert marks == {
        *last.data["commitments"], "person:p0", *last.data["beside"], *last.data["files"]
    }  # fmt: skip
    assert len(last.data["files"]) == 1
    assert [one.partition(":")[0] for one in last.data["beside"]] == ["export", "refused"]
    assert (file.name, file.facts) == (ERASED, ())
    assert all(one.erased for one in records if one.body["values"] and one.seq < 2 + len(WORDS))


def test_what_a_selection_shares_and_names_the_person_is_erased_too(house: House) -> None:
    erase(house)
    with house.reading() as desk:
        shared = [one for one in history(desk, "selection:sel0") if one.kind == "record"]
    assert [(one.erased, dict(one.values)) for one in shared] == [
        (True, {}), (False, {"nominees": ["别人"]}),
    ]  # fmt: skip


def test_the_roll_forgets_the_name_also_when_made_anew(house: House) -> None:
    erase(house)
    for anew in (False, True):
        with house.desk() as desk:
            if anew:
                make_anew(desk)
            row = desk.db.execute(text("SELECT name, sort_key, spelled FROM names WHERE person = 'p0'"))
            assert row.one() == (ERASED, "", "")
        with house.reading() as desk:
            assert verify(desk, lists=True).broken == ()


def test_what_an_entry_of_an_erasure_does_not_name_is_not_lawfully_erased(house: House) -> None:
    """Whoever writes past the laws of the database cannot hide behind the erasure of another."""
    erase(house)
    with house.engine.begin() as db:
        for name in db.scalars(text("SELECT name FROM sqlite_master WHERE type = 'trigger'")).all():
            db.exec_driver_sql(f'DROP TRIGGER "{name}"')
        db.exec_driver_sql(
            "INSERT INTO erased (mark, entry) SELECT commitment, (SELECT MAX(entry) FROM erased) "
            "FROM personal_values WHERE person = 'p1'"
        )
        db.exec_driver_sql("UPDATE personal_values SET sealed = x'' WHERE person = 'p1'")
        db.exec_driver_sql(
            "INSERT INTO erased (mark, entry) SELECT 'refused:' || id, (SELECT MAX(entry) FROM erased) "
            "FROM refused_attempts WHERE subject = 'person:p1'"
        )
        db.exec_driver_sql("UPDATE refused_attempts SET reasons = '[]', salt = '' WHERE subject = 'person:p1'")
    with house.reading() as desk:
        found = {(one.subject.partition(":")[0], one.what) for one in verify(desk).broken}
    assert ("person", "个人信息已被清空，而没有依法清除的纪实") in found
    assert ("refused", "被拒绝的办理的说明、理由与承诺不符") in found


def test_three_people_of_which_the_approvers_have_two_duties(house: House) -> None:
    erasure = proposed(house)
    with pytest.raises(WorkflowError, match="无权"), house.desk() as desk:
        erasing.approve_erasure(desk, later(CHIEF), "p0", erasure)
    approved(house, erasure, OFFICE)
    assert refused(house, OFFICE, erasure, Recused) == ["审批人已提请或者审批过这项删除"]
    assert refused(house, SECOND, erasure, Recused) == ["两次审批出自同一岗位"]
    with house.reading() as desk:
        assert person_file("p0", history(desk, "person:p0")).name == NAME
    approved(house, erasure, DISCIPLINE)
    with house.reading() as desk:
        assert person_file("p0", history(desk, "person:p0")).name == ERASED


def test_nothing_is_erased_that_somebody_declined(house: House) -> None:
    erasure = proposed(house)
    approved(house, erasure, OFFICE)
    with house.desk() as desk:
        one = later(DISCIPLINE)
        told = erasing.decline_erasure(desk, one, "p0", erasure, "仍有用")
        assert erasing.decline_erasure(desk, one, "p0", erasure, "仍有用") == told
    with pytest.raises(NotFound):
        approved(house, erasure, DISCIPLINE)
    with house.reading() as desk:
        assert erasing.pending(desk, "p0") is None


def test_a_repeated_command_has_one_effect(house: House) -> None:
    one = later(CHIEF)
    told = []
    for _ in range(2):
        with house.desk() as desk:
            told.append(erasing.propose_erasure(desk, one, "p0", "law", "理由"))
    approved(house, one.id, OFFICE)
    last = later(DISCIPLINE)
    for _ in range(2):
        with house.desk() as desk:
            told.append(erasing.approve_erasure(desk, last, "p0", one.id))
    assert told[0] == told[1] and told[2] == told[3]


def test_no_basis_no_reason_no_second_proposal_and_nobody_unknown(house: House) -> None:
    for basis, reason in (("whim", "理由"), ("law", " ")):
        with pytest.raises(BadInput), house.desk() as desk:
            erasing.propose_erasure(desk, later(CHIEF), "p0", basis, reason)
    with pytest.raises(NotFound), house.desk() as desk:
        erasing.propose_erasure(desk, later(CHIEF), "nobody", "law", "理由")
    with pytest.raises(Recused), house.desk() as desk:
        erasing.propose_erasure(desk, later(replace(CHIEF, person="p0")), "p0", "law", "理由")
    proposed(house)
    with pytest.raises(NotAvailable, match="不能办理"), house.desk() as desk:
        erasing.propose_erasure(desk, later(CHIEF), "p0", "law", "理由")


def test_not_while_a_case_is_open_a_hold_stands_or_a_post_is_held(house: House) -> None:
    with house.desk() as desk:
        needed = {"reason": "r", "source": "s", "to_verify": "v", "due_on": "2026-09-01"}
        hold(desk, order(OFFICE), "p1", needed)
        correct_post(desk, "post1", {"holders": ["p1"]})
    with pytest.raises(NotAvailable) as no, house.desk() as desk:
        erasing.propose_erasure(desk, later(CHIEF), "p1", "law", "理由")
    told = no.value.reasons
    assert [one.found for one in told] == ["本人或者同批次的选拔任用事项1尚未办结", "干部状态为暂缓", "现任职位"]
    assert all("个人信息保护法" in one.article and one.needed and one.who for one in told)


def correct_post(desk: Desk, post: str, changes: dict[str, object]) -> None:
    append(desk, order(CHIEF), Draft(f"post:{post}", "change", {"act": "enter_post"}, changes))


def test_not_before_the_cases_have_been_kept_as_long_as_they_must(house: House) -> None:
    day = datetime(2056, 2, 28, 1, 0, tzinfo=UTC)
    with pytest.raises(NotAvailable) as no:
        proposed(house, day)
    (reason,) = no.value.reasons
    assert (reason.rule, reason.found) == ("R-TRACE-09", "选拔任用事项0的纪实保管到2056-03-01（30年）")
    assert "第四十七条第二款" in reason.article
    with house.engine.begin() as db:
        db.execute(insert(instance).values(key="retention_years", value="10"))
    proposed(house, day)


def test_nothing_more_is_filed_of_an_erased_person(house: House) -> None:
    erase(house)
    with pytest.raises(NotAvailable) as no, house.desk() as desk:
        state_fact(desk, later(CLERK), "p0", "health", {"value": "好"})
    assert [one.found for one in no.value.reasons] == [f"此人的个人信息{ERASED}"]
    with pytest.raises(NotAvailable) as no:
        proposed(house)
    assert [one.found for one in no.value.reasons] == [f"此人的个人信息已于2060-01-01{ERASED}"]


UNLAWFUL = (
    "UPDATE personal_values SET sealed = {empty}", "UPDATE personal_values SET person = 'p1'",
    "UPDATE personal_keys SET wrapped = {empty}", "UPDATE personal_keys SET person = 'x'",
    "UPDATE refused_attempts SET message = ''", "UPDATE exports SET filters = ''",
    "INSERT INTO erased SELECT commitment, (SELECT MAX(id) FROM entries) FROM personal_values",
    "DELETE FROM personal_values", "DELETE FROM personal_keys",
)
AFTERWARDS = (
    "DELETE FROM erased", "UPDATE erased SET entry = 'x'",
    "UPDATE personal_values SET sealed = commitment{cast} WHERE person = 'p0'",
    "UPDATE personal_keys SET wrapped = person{cast} WHERE person = 'p0'",
    "UPDATE personal_keys SET wrapped = {empty} WHERE person = 'p1'",
    "UPDATE refused_attempts SET account = 'x'",
)


def test_the_database_erases_nothing_that_no_entry_names(both: House) -> None:
    for statement in UNLAWFUL:
        refuses(both, statement)
    erase(both)
    for statement in AFTERWARDS:
        refuses(both, statement)


def refuses(house: House, statement: str) -> None:
    postgresql = house.engine.dialect.name == "postgresql"
    empty, cast = ("''", "::bytea") if postgresql else ("x''", "")
    with pytest.raises(DBAPIError), house.engine.begin() as db:
        db.exec_driver_sql(statement.format(empty=empty, cast=cast))
        pytest.fail(statement)


def test_a_file_that_another_entry_names_is_kept(house: House) -> None:
    other = attachments.put(house.attachments, b"shared", "共用.pdf")
    for person in ("p0", "p1"):
        with house.desk() as desk:
            one = order(CLERK)
            state_fact(desk, one, person, "health", {"value": "好"})
            verify_fact(desk, order(CHIEF), person, one.id, other)
    erase(house)
    assert scrub(house).files == 1
    assert attachments.find(house.attachments, str(other["digest"])).exists()
    assert scrub(house).files == 0


def test_with_a_new_key_nobody_opens_what_was_copied_before(house: House, tmp_path: Path) -> None:
    key = tmp_path / "values.key"
    old = key.read_bytes()
    assert rekey(house, key) == 3  # of p0, of p1, of nobody
    url = house.engine.url.render_as_string(hide_password=False)
    again = open_house(url, attachments=house.attachments, calendar=house.calendar)
    with again.reading() as desk:
        assert person_file("p0", history(desk, "person:p0")).name == NAME
        assert verify(desk).broken == ()
    key.write_bytes(old)
    with pytest.raises(BadInput, match="不是本库的密钥"):
        open_house(url, attachments=house.attachments, calendar=house.calendar)


def test_a_change_of_keys_that_ended_halfway_is_made_good(
    house: House, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    key = tmp_path / "values.key"
    url = house.engine.url.render_as_string(hide_password=False)

    def dies(*_: object) -> None:
        raise OSError("killed")

    with monkeypatch.context() as patch:  # after the commit, before the file is in its place
        patch.setattr(Path, "replace", dies)
        with pytest.raises(OSError, match="killed"):
            rekey(house, key)
    for _ in range(2):
        again = open_house(url, attachments=house.attachments, calendar=house.calendar)
        with again.reading() as desk:
            assert person_file("p0", history(desk, "person:p0")).name == NAME
        rekey(again, key)
    assert [one.name for one in tmp_path.glob("values.key*")] == ["values.key"]
