"""Of what was erased nothing is left anywhere, and everything else is as before (L4)."""

from collections.abc import Iterator
from pathlib import Path

from by_hand import order
from erasing_stage import CHIEF, LATER, NAME, WORDS, erase
from linear import CLERK
from sqlalchemy import text

from workflow import attachments
from workflow.commands.checkpoints import place_waiting, sign_head
from workflow.commands.heads import commit_heads
from workflow.commands.people import register, state_fact, verify_fact
from workflow.commands.refusals import keep
from workflow.commands.roster import make_anew
from workflow.errors import BadInput
from workflow.journal import House
from workflow.journal.fold import person_file
from workflow.journal.read import history
from workflow.journal.seal import ERASED
from workflow.ledger.hashing import hash_named
from workflow.ledger.holder import Holder
from workflow.ledger.keys import make_key
from workflow.ledger.log import Log
from workflow.ledger.standalone.verify import UNWITNESSED, main
from workflow.models import metadata
from workflow.queries.dossiers import dossier_bundle
from workflow.queries.replay import replay
from workflow.queries.verify import verify
from workflow.upkeep.scrubbing import scrub


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
