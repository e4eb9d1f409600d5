"""Erasure, backup, restore and a new epoch on the command line: what is said, and the exit codes."""

import shutil
import sqlite3
import threading
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from cadre_runs import Cadre
from linear import AT, CLERK, linear_edition, linear_house

from workflow.commands.people import register
from workflow.journal import Actor, Order
from workflow.ledger.hashing import hash_named
from workflow.ledger.holder import Holder
from workflow.ledger.keys import load_key
from workflow.ledger.signing import Signing

STAFF = (
    Actor("chief", "科长", "cadre_chief", "dept"),
    Actor("discipline", "纪检", "discipline_officer", "dept"),
    Actor("watch", "安全审计", "audit_admin", "dept"),
)
SIGNED = ("--signatory", "head", "--signatory", "watch", "--reason", "机房失火")


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A founded instance, and a person without a case."""
    folder = tmp_path_factory.mktemp("kept")
    url = f"sqlite:///{folder / 'cadre.db'}"
    house = linear_house(url, folder, linear_edition(1), 1, STAFF)[0]
    with house.desk() as desk:
        register(desk, Order(uuid.uuid4().hex, CLERK, AT), "p9", "皇甫错录", "dept")
    house.engine.dispose()
    return folder


@pytest.fixture
def site(template: Path, tmp_path: Path, cadre: Cadre) -> Path:
    """A copy of it, and a key of the log."""
    shutil.copytree(template, tmp_path, dirs_exist_ok=True)
    cadre("ledger", "key", tmp_path / "log.key", "--name", "bench/xuanren/1")
    return tmp_path


@contextmanager
def signer(site: Path) -> Iterator[Path]:
    """The signing process, on a thread."""
    holder = Holder(load_key(site / "log.key"), site / "log.state", hash_named("sha256"))
    with TemporaryDirectory() as folder, Signing(Path(folder) / "s", holder) as serving:
        thread = threading.Thread(target=serving.serve_forever, args=(0.02,))
        thread.start()
        yield Path(folder) / "s"
        serving.shutdown()
        thread.join()


def test_a_person_is_erased_by_three(cadre: Cadre, site: Path) -> None:
    ask = ("erase", "propose", "p9", "--basis", "unlawful", "--reason", "误登记", "--who")
    assert cadre("erase", "approve", "p9", "--who", "head").code == 2  # nothing was proposed
    assert "由2人审批" in cadre(*ask, "chief").out
    own = cadre("erase", "approve", "p9", "--who", "chief")
    assert own.code == 2 and "R-DUTY-01" in own.err
    no = ("erase", "decline", "p9", "--reason", "再议", "--who", "head", "--order", "o-no")
    assert "未删除" in cadre(*no).out and "未删除" in cadre(*no).out
    assert cadre(*ask, "chief").code == 0
    assert "尚需另一岗位" in cadre("erase", "approve", "p9", "--who", "head").out
    for _ in range(2):  # sent again under its id it answers the same
        told = cadre("erase", "approve", "p9", "--who", "discipline", "--order", "o-second")
        assert told.code == 0 and "已依法删除，密钥已销毁" in told.out and "附件0份" in told.out
    assert "已依法删除" in cadre("people", "show", "p9").out
    assert "附件0份" in cadre("erase", "finish").out
    assert "重新封装2人" in cadre("erase", "rekey").out
    assert "全部相符" in cadre("journal", "verify").out
    for path in site.rglob("*"):
        if path.is_file():
            assert "皇甫错录".encode() not in path.read_bytes(), path


def test_who_has_a_case_is_not_erased_and_every_reason_is_told(cadre: Cadre, site: Path) -> None:
    ran = cadre("erase", "propose", "p0", "--basis", "law", "--reason", "r", "--who", "chief")
    assert ran.code == 2 and "尚未办结" in ran.err and "个人信息保护法" in ran.err


def test_a_reader_of_the_database_keeps_the_log_from_being_cut_off(
    cadre: Cadre, site: Path
) -> None:


    for begin in ("BEGIN", "BEGIN IMMEDIATE"):  # somebody looks; somebody writes
        looking = sqlite3.connect(site / "cadre.db", isolation_level=None)
        looking.execute(begin)
        looking.execute("SELECT * FROM entries").fetchone()
        assert "未能截断" in cadre("erase", "finish").out
        looking.close()
    assert "未能截断" not in cadre("erase", "finish").out


def test_backup_restore_and_what_signer_and_auditor_say_of_it(cadre: Cadre, site: Path) -> None:
    state, backup, key = site / "log.state", site / "b.zip", site / "values.key"
    with signer(site) as socket:
        assert cadre("ledger", "checkpoint", "--socket", socket).code == 0
        told = cadre("backup", "-o", backup)
        assert told.code == 0 and "不在备份中" in told.out
        base = ("restore", backup, "--key", key, "--folder")
        blind = cadre(*base, site / "blind")
        assert blind.code == 2 and "--seen" in blind.err
        same = cadre(*base, site / "same", "--seen", state)
        assert same.code == 0 and "全部相符" in same.out and "丢失" not in same.out
        cadre("ledger", "daily")
        assert cadre("ledger", "checkpoint", "--socket", socket).code == 0
        silent = cadre(*base, site / "new", "--seen", state)
        assert silent.code == 2 and "另起新的一代" in silent.err
        told = cadre(*base, site / "new", "--seen", state, *SIGNED)
        assert told.code == 0 and "丢失已签署的1条" in told.out
        new = ("--db", f"sqlite:///{site / 'new' / 'cadre.db'}")
        refused = cadre("ledger", "checkpoint", *new, "--socket", socket)
        assert refused.code == 2 and "换代" in refused.err
        turned = cadre("ledger", "turn", site / "new" / "epoch-2.json", "--state", state)
        assert turned.code == 0 and "部长、安全审计" in turned.out
        assert "已签署到第" in cadre("ledger", "checkpoint", *new, "--socket", socket).out
        verified = cadre("journal", "verify", *new)
    assert verified.code == 0 and "第2代：灾后恢复" in verified.out
    assert cadre("ledger", "turn", backup, "--state", state).code == 2


def test_another_hash_begins_only_where_everything_is_signed(cadre: Cadre, site: Path) -> None:
    with signer(site) as socket:
        ask = ("ledger", "epoch", "--socket", socket, "--hash", "sm3", "--reason", "密评", "-o",
               site / "turn")  # fmt: skip
        assert "还有条目未签署" in cadre(*ask, *SIGNED[:4]).err
        cadre("ledger", "checkpoint", "--socket", socket)
        assert "两名签署人" in cadre(*ask).err
        assert not (site / "turn").exists()
        told = cadre(*ask, *SIGNED[:4])
        assert told.code == 0 and "已另起一代（sm3）" in told.out
    told = cadre("ledger", "turn", site / "turn", "--state", site / "log.state")
    assert told.code == 0 and "杂凑算法 sm3" in told.out
    assert "第2代：变更杂凑算法" in cadre("journal", "verify").out


def test_who_never_signed_says_so(cadre: Cadre, site: Path) -> None:
    cadre("backup", "-o", site / "b.zip")
    (site / "new").mkdir()  # an empty folder will do
    told = cadre("restore", site / "b.zip", "--key", site / "values.key", "--folder", site / "new",
                 "--never-signed")  # fmt: skip
    assert told.code == 0 and "已恢复到" in told.out


def test_whether_somebody_was_erased_since_is_asked_and_done_again(cadre: Cadre, site: Path) -> None:
    told = cadre("backup", "-o", site / "b.zip")
    assert told.code == 0 and "erasures.json：0人" in told.out
    cadre("erase", "propose", "p9", "--basis", "unlawful", "--reason", "误登记", "--who", "chief")
    cadre("erase", "approve", "p9", "--who", "head")
    assert "erasures.json" in cadre("erase", "approve", "p9", "--who", "discipline").out
    base = ("restore", site / "b.zip", "--key", site / "values.key", "--never-signed", "--folder")
    again = cadre(*base, site / "again", *SIGNED)
    assert again.code == 0 and "已再次删除" in again.out
    (site / "erasures.json").rename(site / "kept")
    blind = cadre(*base, site / "blind")
    assert blind.code == 2 and "--erased" in blind.err and not (site / "blind").exists()
    alone = cadre(*base, site / "alone", "--erased", site / "kept")
    assert alone.code == 2 and "R-SEP-01" in alone.err
    assert cadre(*base, site / "none", "--none-erased").code == 0


def test_without_its_key_no_instance_opens(cadre: Cadre, site: Path) -> None:
    key = site / "values.key"
    own = key.read_text()
    for text, mode, what in (
        (own, 0o644, "其他用户可读"), ("cadre-values-key/1\nxyz\n", 0o600, "不是个人信息密钥文件"),
        ("other\n" + "0" * 64, 0o600, "不是个人信息密钥文件"),
        ("cadre-values-key/1\n" + "0" * 64, 0o600, "不是本库的密钥"),
    ):  # fmt: skip
        key.write_text(text)
        key.chmod(mode)
        ran = cadre("people", "list")
        assert ran.code == 2 and what in ran.err
    key.unlink()
    assert "缺少个人信息密钥文件" in cadre("people", "list").err
