"""A backup is whole or not there; a restore is verified, and what it lost is told by two people."""

import errno
import os
import shutil
import threading
import uuid
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from linear import AT, CALENDARS, CLERK, OFFICE, linear_edition, linear_house

from workflow import attachments
from workflow.commands.cases import move
from workflow.commands.checkpoints import keep_receipt, parcel_for, place_waiting, sign_head
from workflow.commands.epochs import open_epoch, signatory
from workflow.commands.heads import commit_heads
from workflow.commands.people import state_fact, verify_fact
from workflow.errors import BadInput, JournalBroken, NotAvailable, NotFound, NotSigned
from workflow.house import open_house
from workflow.journal import Actor, Desk, Draft, House, Order, append
from workflow.journal.fold import person_file
from workflow.journal.read import history
from workflow.ledger.checkpoint import Checkpoint
from workflow.ledger.epochs import Turn, follows, read_turn, said
from workflow.ledger.hashing import hash_named
from workflow.ledger.holder import Holder, last_in, replace_file, take_up
from workflow.ledger.keys import load_key, make_key
from workflow.ledger.log import Log
from workflow.ledger.note import COSIGNATURE
from workflow.ledger.standalone.verify import PASSED, main
from workflow.queries.dossiers import dossier_bundle
from workflow.queries.replay import replay
from workflow.queries.verify import verify
from workflow.queries.verify_epochs import epoch_lines
from workflow.queries.verify_heads import Keys, Seen
from workflow.upkeep.backup import MANIFEST, Backed, backup
from workflow.upkeep.restore import Restored, Turning, restore
from workflow.workdays import load

WATCH = Actor("watch", "安全审计", "audit_admin", "dept")
CHIEF = Actor("chief", "科长", "cadre_chief", "dept")
CALENDAR = load(CALENDARS)
DAY = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
SIGNED = Turning(("head", "watch"), "机房失火，恢复到昨日备份")


@dataclass(slots=True)
class Site:
    """An instance, who signs and who witnesses its log."""

    folder: Path
    hash_name: str = "sha256"

    @property
    def house(self) -> House:
        return opened(self.folder / "here")

    def holder(self, name: str, kind: int) -> Holder:
        key = load_key(self.folder / f"{name}.key", kind)
        return Holder(key, self.folder / f"{name}.state", hash_named(self.hash_name))

    @property
    def log(self) -> Holder:
        return self.holder("log", 1)

    @property
    def witness(self) -> Holder:
        return self.holder("witness", COSIGNATURE)

    def sign(self, house: House, at: datetime = DAY) -> None:
        """Heads of the day, all placed, signed, witnessed and the receipt kept."""
        with house.desk() as desk:
            commit_heads(desk, at)
        place_waiting(house)
        with house.desk() as desk:
            sign_head(desk, self.log, at)
        with house.desk() as desk:
            told = parcel_for(desk, "w/1")
            note = self.witness.witness(told.note, self.log.signer.key, told.proof, at)
            keep_receipt(desk, note, self.witness.signer.key)

    def states(self) -> list[Checkpoint]:
        return [last_in(self.folder / f"{name}.state") for name in ("log", "witness")]


def opened(folder: Path) -> House:
    return open_house(
        f"sqlite:///{folder / 'cadre.db'}", attachments=folder / "attachments", calendar=CALENDAR
    )


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("site")
    (folder / "here").mkdir()
    url = f"sqlite:///{folder / 'here' / 'cadre.db'}"
    house = linear_house(url, folder / "here", linear_edition(3), 2, (WATCH, CHIEF))[0]
    make_key(folder / "log.key", Log(house.origin).name(1))
    make_key(folder / "witness.key", "w/1", COSIGNATURE)
    paper = attachments.put(house.attachments, b"paper", "材料.pdf")
    with house.desk() as desk:
        one = order(CLERK)
        state_fact(desk, one, "p0", "health", {"value": "良好"})
        verify_fact(desk, order(CHIEF), "p0", one.id, paper)
    Site(folder).sign(house)
    house.engine.dispose()
    return folder


@pytest.fixture
def site(template: Path, tmp_path: Path) -> Site:
    shutil.copytree(template, tmp_path, dirs_exist_ok=True)
    return Site(tmp_path)


@pytest.fixture(scope="module")
def once(template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same after a restore that lay behind."""
    folder = tmp_path_factory.mktemp("behind")
    shutil.copytree(template, folder, dirs_exist_ok=True)
    behind(Site(folder))
    return folder


@pytest.fixture
def turned(once: Path, tmp_path: Path) -> tuple[Site, Turn]:
    """A copy of it, and what tells of its new epoch."""
    shutil.copytree(once, tmp_path, dirs_exist_ok=True)
    return Site(tmp_path), read_turn((tmp_path / "new" / "epoch-2.json").read_bytes())


def order(actor: Actor, at: datetime = AT) -> Order:
    return Order(uuid.uuid4().hex, actor, at)


def moved(house: House, day: int, *steps: tuple[str, str]) -> None:
    for case, name in steps:
        with house.desk() as desk:
            move(desk, order(OFFICE, DAY.replace(day=day)), case, name)


def backed(site: Site) -> Path:
    backup(site.house, site.folder / "b.zip", DAY)
    return site.folder / "b.zip"


def restored(
    site: Site, seen: list[Checkpoint] | None = None, turning: Turning = SIGNED, name: str = "new"
) -> Restored:
    return restore(
        site.folder / "b.zip", site.folder / name, site.folder / "here" / "values.key", CALENDAR,
        site.states() if seen is None else seen, turning, DAY,
    )  # fmt: skip


def behind(site: Site) -> Turn:
    """Backed up, then worked on and signed; the restore lies behind. Gives what turned the log."""
    backed(site)
    house = site.house
    moved(house, 2, ("case0", "m0"), ("case0", "m1"))
    site.sign(house, DAY.replace(day=3))
    told = restored(site)
    assert (told.turn, told.lost) == ("epoch-2.json", 3)
    return read_turn((site.folder / "new" / told.turn).read_bytes())


def test_what_was_restored_is_what_was_backed_up(site: Site) -> None:
    backed(site)
    told = restored(site)
    assert (told.lost, told.turn, told.files) == (0, "", 1)
    with opened(site.folder / "new").reading() as desk:
        assert verify(desk).broken == ()
        assert replay(desk).differs == ()
        assert [one.values["value"] for one in person_file("p0", history(desk, "person:p0")).facts] \
            == ["良好"]  # fmt: skip
        assert desk.house.attachments.joinpath("..").resolve().name == "new"


def test_the_log_goes_on_after_a_restore_that_is_not_behind(site: Site) -> None:
    backed(site)
    restored(site)
    house = opened(site.folder / "new")
    moved(house, 4, ("case1", "m0"))
    site.sign(house, DAY.replace(day=4))
    with house.reading() as desk:
        assert verify(desk, Keys(site.log.signer.key, (site.witness.signer.key,))).broken == ()


def test_the_key_of_personal_values_is_not_in_the_backup(site: Site) -> None:
    secret = (site.folder / "here" / "values.key").read_text().split()[1]
    with zipfile.ZipFile(backed(site)) as archive:
        every = b"".join(map(archive.read, archive.namelist()))
    assert bytes.fromhex(secret) not in every and secret.encode() not in every
    assert "良好".encode() not in every
    make_other = site.folder / "other.key"
    make_other.write_text((site.folder / "here" / "values.key").read_text().replace(secret, "0" * 64))
    make_other.chmod(0o600)
    with pytest.raises(BadInput, match="不是本库的密钥"):
        restore(site.folder / "b.zip", site.folder / "new", make_other, CALENDAR, [], SIGNED, DAY)
    assert not (site.folder / "new").exists()


def test_a_backup_is_of_one_moment_while_people_work(site: Site) -> None:
    house, stop = site.house, threading.Event()

    def work() -> None:
        while not stop.is_set():
            with house.desk() as desk:
                append(desk, order(CHIEF, DAY), Draft("post:post1", "change", {"act": "enter_post"}))

    worker = threading.Thread(target=work)
    worker.start()
    try:
        for number in range(3):
            backup(site.house, site.folder / "b.zip", DAY)
            assert restored(site, name=f"new{number}").lost == 0  # verified whole
    finally:
        stop.set()
        worker.join()


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
        for row in db.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'trigger'").all():
            db.exec_driver_sql(f'DROP TRIGGER "{row.name}"')
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


@pytest.mark.parametrize("spoil", ["bit", "missing", "more", "name", "cut"])
def test_a_spoilt_archive_restores_nothing(site: Site, spoil: str) -> None:
    path = backed(site)
    with zipfile.ZipFile(path) as archive:
        files = {one: archive.read(one) for one in archive.namelist()}
    data = next(one for one in files if one.startswith("attachments/"))
    if spoil == "bit":
        files["cadre.db"] = files["cadre.db"][:-1] + bytes([files["cadre.db"][-1] ^ 1])
    elif spoil == "missing":
        del files[data]
    elif spoil == "more":
        files["../../evil"] = b"x"
    elif spoil == "name":
        files[MANIFEST] = files[MANIFEST].replace(data.encode(), b"../../evil")
        files["../../evil"] = files.pop(data)
    with zipfile.ZipFile(path, "w") as archive:
        for name, told in files.items():
            archive.writestr(name, told)
    if spoil == "cut":
        path.write_bytes(path.read_bytes()[:-200])
    with pytest.raises(BadInput):
        restored(site)
    assert not list(site.folder.glob("new*")) and not list(site.folder.rglob("evil"))


def test_a_tampered_backup_is_not_restored_and_nothing_is_overwritten(site: Site) -> None:
    house = site.house
    with house.engine.begin() as db:
        for row in db.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'trigger'").all():
            db.exec_driver_sql(f'DROP TRIGGER "{row.name}"')
        db.exec_driver_sql("UPDATE entries SET content = '{}' WHERE subject = 'case:case0'")
    backed(site)
    with pytest.raises(JournalBroken, match="没有恢复"):
        restored(site)
    (site.folder / "full").mkdir()
    (site.folder / "full" / "mine").touch()
    with pytest.raises(BadInput, match="不是空目录"):
        restored(site, name="full")
    attachments.find(house.attachments, _mark(house)).write_bytes(b"other")
    with pytest.raises(JournalBroken, match="没有备份"):
        backup(house, site.folder / "c.zip", DAY)
    assert not list(site.folder.glob("c.zip*"))


def _mark(house: House) -> str:
    return next(one.name for one in house.attachments.glob("??/*"))


# Faults: whatever breaks at whichever step, there is the old file or the new one, never a part.

class Killed(BaseException):
    """The process dies here."""


@dataclass(slots=True)
class Faults:
    """Breaks the n-th step that changes a disk."""

    at: int
    error: Callable[[], BaseException | None]
    count: int = 0

    def step(self) -> None:
        self.count += 1
        if self.count == self.at and (error := self.error()):
            raise error


@contextmanager
def breaking(faults: Faults) -> Iterator[None]:
    """Every opening to write, write into an archive, copy, fsync and rename may break."""
    opening = Path.open

    def opened_to(self: Path, mode: str = "r", *more: Any, **named: Any) -> Any:
        if "w" in mode:
            faults.step()
        return opening(self, mode, *more, **named)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Path, "open", opened_to)
        for owner, name in ((os, "fsync"), (Path, "replace"), (shutil, "copyfile"),
                            (zipfile._ZipWriteFile, "write")):  # fmt: skip
            patch.setattr(owner, name, _stepping(faults, getattr(owner, name)))
        yield


def _stepping(faults: Faults, real: Callable[..., Any]) -> Callable[..., Any]:
    def stepped(*args: Any, **named: Any) -> Any:
        faults.step()
        return real(*args, **named)

    return stepped


ERRORS = [
    lambda: OSError(errno.EIO, "EIO"), Killed,
    pytest.param(lambda: OSError(errno.ENOSPC, "ENOSPC"), marks=pytest.mark.nightly),
]  # fmt: skip


@pytest.mark.parametrize("error", ERRORS)
def test_whichever_step_of_a_backup_breaks_the_old_one_stays(
    site: Site, error: Callable[[], BaseException]
) -> None:
    path = backed(site)
    old, broke = path.read_bytes(), 0
    moved(site.house, 2, ("case0", "m0"))
    while True:
        try:
            with breaking(Faults(broke + 1, error)):
                backup(site.house, path, DAY)
        except (OSError, Killed):
            broke += 1
            assert path.read_bytes() == old or _is_whole(path)
            assert not path.with_name("b.zip.part").exists()
            continue
        break
    assert broke >= 4  # writes of the database and a file, two syncs, a rename
    assert _is_whole(path) and path.read_bytes() != old


def _is_whole(path: Path) -> bool:
    with zipfile.ZipFile(path) as archive:
        return archive.testzip() is None and MANIFEST in archive.namelist()


@pytest.mark.parametrize("error", ERRORS)
def test_whichever_step_of_a_restore_breaks_there_is_no_half_instance(
    site: Site, error: Callable[[], BaseException]
) -> None:
    backed(site)
    broke = 0
    while True:
        try:
            with breaking(Faults(broke + 1, error)):
                restored(site, name="again")
        except (OSError, Killed):
            broke += 1
            folder = site.folder / "again"
            if folder.exists():  # only the sync of the folder above was missing
                with opened(folder).reading() as desk:
                    assert verify(desk).broken == ()
                shutil.rmtree(folder)
            assert not list(site.folder.glob("again*"))
            continue
        break
    assert broke >= 4
    with opened(site.folder / "again").reading() as desk:
        assert verify(desk).broken == ()


def test_a_process_killed_at_any_step_leaves_the_old_backup_or_the_new_one(site: Site) -> None:
    path = backed(site)
    old, step, died = path.read_bytes(), 0, True
    moved(site.house, 2, ("case0", "m0"))
    while died:
        step += 1
        child = os.fork()
        if not child:
            try:
                with breaking(Faults(step, lambda: os._exit(9))):  # as by kill -9: nothing is tidied
                    backup(site.house, path, DAY)
            finally:
                os._exit(0)
        died = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 9
        assert path.read_bytes() == old or _is_whole(path)
    assert step > 4 and path.read_bytes() != old
    assert [one.name for one in site.folder.glob("b.zip*")] == ["b.zip"]


@pytest.mark.parametrize("error", ERRORS)
def test_whichever_step_of_an_export_breaks_the_old_file_stays(
    tmp_path: Path, error: Callable[[], BaseException]
) -> None:
    path, broke = tmp_path / "case.zip", 0
    path.write_bytes(b"old")
    while True:
        try:
            with breaking(Faults(broke + 1, error)):
                replace_file(path, b"new")
        except (OSError, Killed):
            broke += 1
            assert path.read_bytes() in (b"old", b"new")
            continue
        break
    assert (broke, path.read_bytes()) == (4, b"new")  # opening, sync, rename, sync of the folder


def test_what_a_killed_process_left_is_written_over(site: Site) -> None:
    (site.folder / "b.zip.part").write_bytes(b"half")
    attached = site.folder / "here" / "attachments"
    (next(attached.glob("??")) / "half.handed-in").write_bytes(b"half")
    (site.folder / "b.zip.work").mkdir()
    (site.folder / "new.part").mkdir()
    (site.folder / "new.part" / "cadre.db").write_bytes(b"half")
    told = backup(site.house, site.folder / "b.zip", DAY)
    assert told == Backed(told.size, 1, (site.folder / "b.zip").stat().st_size)
    restored(site)
    assert not [*site.folder.glob("*.part"), *site.folder.glob("*.work")]
