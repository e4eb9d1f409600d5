"""A restore behind what was signed opens a new epoch of the log, told by two people."""

from dataclasses import replace
from pathlib import Path

import pytest
from backup_stage import DAY, SIGNED, Site, backed, moved, opened, order, restored
from lawless import disarm
from linear import OFFICE

from workflow.commands.epochs import open_epoch, signatory
from workflow.errors import BadInput, JournalBroken, NotAvailable, NotFound, NotSigned
from workflow.journal import Desk
from workflow.ledger.epochs import Turn, follows, read_turn, said
from workflow.ledger.holder import take_up
from workflow.ledger.log import Log
from workflow.ledger.standalone.verify import PASSED, main
from workflow.queries.dossiers import dossier_bundle
from workflow.queries.verify import verify
from workflow.queries.verify_epochs import epoch_lines
from workflow.queries.verify_heads import Keys, Seen
from workflow.upkeep.restore import Turning


def test_behind_what_was_signed_nothing_is_restored_silently(site: Site) -> None:
    backed(site)
    moved(site.house, 2, ("case0", "m0"))
    site.sign(site.house, DAY.replace(day=3))
    with pytest.raises(NotAvailable) as no:
        restored(site, turning=Turning())
    (reason,) = no.value.reasons
    assert "备份只有" in reason.found and "两人签署" in reason.needed and reason.article and reason.who
    with pytest.raises(NotAvailable):
        restored(site, turning=Turning(("head",), "理由"))
    with pytest.raises(BadInput):
        restored(site, turning=Turning(("head", "watch"), " "))
    with site.house.desk() as desk, pytest.raises(NotAvailable):
        two = [signatory(desk, one, DAY.date()) for one in ("head", "watch")]
        gone = [two[0], replace(two[1], organization="elsewhere")]
        open_epoch(desk, order(OFFICE), "restore", site.states()[0], gone, "理由")
    for other in ("clerk", "nobody"):
        with pytest.raises(NotFound):
            restored(site, turning=Turning(("head", other), "理由"))
    assert not list(site.folder.glob("new*"))


def test_a_new_epoch_says_what_was_lost_and_who_answers_for_it(
    template: Path, turned: tuple[Site, Turn]
) -> None:
    before, (site, turn) = Site(template).states()[0], turned
    told, last = said(turn.body), site.states()[0]
    assert told["last"] == {"origin": last.origin, "size": last.size, "root": last.root.hex()}
    assert (told["old"]["size"], told["old"]["root"]) == (before.size, before.root.hex())
    assert told["lost"] == last.size - before.size == 3
    assert [one["name"] for one in told["signatories"]] == ["部长", "安全审计"]
    assert turn.head.origin == "bench/xuanren/2" and turn.head.size == before.size + 1
    with opened(site.folder / "new").reading() as desk:
        assert verify(desk).broken == ()
        (line,) = epoch_lines(desk)
    assert "丢失3条" in line and "部长、安全审计" in line and SIGNED.reason in line


def test_signer_and_witness_take_up_the_new_epoch_only_on_that_statement(
    turned: tuple[Site, Turn],
) -> None:
    site, turn = turned
    house = opened(site.folder / "new")
    with pytest.raises(NotSigned, match="换代须另行办理"):
        site.sign(house, DAY.replace(day=4))
    for name in ("log", "witness"):
        take_up(site.folder / f"{name}.state", turn)
    moved(house, 4, ("case0", "m0"))
    site.sign(house, DAY.replace(day=4))
    keys = Keys(site.log.signer.key, (site.witness.signer.key,))
    with house.reading() as desk:
        assert verify(desk, keys).broken == ()
        bundle = dossier_bundle(desk, "case0", house.attachments)
    (site.folder / "case.zip").write_bytes(bundle)
    trusted = site.folder / "keys"
    trusted.write_text(f"log {site.log.signer.key}\nwitness {site.witness.signer.key}\n")
    assert main([str(site.folder / "case.zip"), "--keys", str(trusted)]) == PASSED


def test_a_spoilt_statement_is_not_taken_up(turned: tuple[Site, Turn]) -> None:
    site, turn = turned
    state, head = site.folder / "log.state", turn.head
    kept = state.read_bytes()
    for spoilt in (
        replace(turn, body=turn.body.replace(b'"lost":3', b'"lost":0')),
        replace(turn, head=replace(head, size=head.size + 1)),
        replace(turn, head=replace(head, origin="bench/xuanren/3")),
        replace(turn, head=replace(head, root=bytes(32))), replace(turn, proof=turn.proof[1:]),
    ):  # fmt: skip
        with pytest.raises(NotSigned):
            take_up(state, spoilt)
        assert state.read_bytes() == kept


def test_a_statement_that_hides_a_loss_is_not_taken_up(site: Site) -> None:
    """The server claims that less was signed than the signer remembers."""
    early = site.states()
    backed(site)
    moved(site.house, 2, ("case0", "m0"), ("case0", "m1"))
    site.sign(site.house, DAY.replace(day=3))
    lied = replace(early[0], size=early[0].size + 1)
    told = restored(site, seen=[lied])
    turn = read_turn((site.folder / "new" / told.turn).read_bytes())
    with pytest.raises(NotSigned, match="没有如实说明"):
        take_up(site.folder / "log.state", turn)
    with pytest.raises(NotSigned, match="尚未签署过"):
        take_up(site.folder / "none.state", turn)


def test_a_head_that_the_restored_log_contradicts_is_refused(site: Site) -> None:
    backed(site)
    (last, _) = site.states()
    with pytest.raises(JournalBroken, match="日志被改写"):
        restored(site, seen=[replace(last, root=bytes(32))])
    with pytest.raises(BadInput, match="同一代"):
        restored(site, seen=[replace(last, origin=follows(last.origin))])


def test_verification_from_outside_accepts_what_was_owned_up_to_and_no_more(
    turned: tuple[Site, Turn],
) -> None:
    site, _ = turned
    last = site.states()[0]
    with opened(site.folder / "new").reading() as desk:
        assert verify(desk, Keys(seen=(Seen("log", last),))).broken == ()
        more = replace(last, size=last.size + 1)
        assert [one.kind for one in verify(desk, Keys(seen=(Seen("log", more),))).broken] \
            == ["rolled_back"]  # fmt: skip


TAMPERED = (
    "UPDATE entries SET body = replace(CAST(body AS TEXT), '机房', '平安') "
    "WHERE subject = 'ledger:epoch-2'",
    "UPDATE leaves SET position = 99 WHERE epoch = 2 AND position = 6",
    "UPDATE instance SET value = 'sm3' WHERE key = 'hash/2'",
    "DELETE FROM leaves WHERE epoch = 1 AND position > 5",
    "DELETE FROM leaves WHERE epoch = 2 AND position = 0",
)


def test_an_epoch_that_was_tampered_with_is_found(turned: tuple[Site, Turn]) -> None:
    house = opened(turned[0].folder / "new")
    with house.engine.connect() as db:
        disarm(db)
        for statement in TAMPERED:
            kept = db.begin_nested()
            db.exec_driver_sql(statement)
            told = [one.subject for one in verify(Desk(db, house)).broken]
            assert "ledger:epoch-2" in told, statement
            kept.rollback()


def test_another_hash_is_a_new_epoch_over_all_old_entries(site: Site) -> None:
    house = site.house
    with house.desk() as desk:
        last = Log(house.origin).head(desk.db)
        signers = [signatory(desk, one, DAY.date()) for one in ("head", "watch")]
        with pytest.raises(BadInput, match="不支持杂凑算法"):
            open_epoch(desk, order(OFFICE), "hash", last, signers, "密评", "md5")
        turn = open_epoch(desk, order(OFFICE), "hash", last, signers, "密评", "sm3")
    for name in ("log", "witness"):
        take_up(site.folder / f"{name}.state", turn)
    site.hash_name = "sm3"
    moved(house, 4, ("case0", "m0"))
    site.sign(house, DAY.replace(day=4))
    with house.reading() as desk:
        assert Log(house.origin).hash(desk.db, 2).name == "sm3"
        assert verify(desk, Keys(site.log.signer.key, (site.witness.signer.key,))).broken == ()
        bundle = dossier_bundle(desk, "case0", house.attachments)
    (site.folder / "case.zip").write_bytes(bundle)
    trusted = site.folder / "keys"
    trusted.write_text(f"log {site.log.signer.key}\nwitness {site.witness.signer.key}\n")
    assert main([str(site.folder / "case.zip"), "--keys", str(trusted)]) == PASSED
