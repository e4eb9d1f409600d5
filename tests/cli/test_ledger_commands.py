"""An auditor's round on the command line: keys, a signed head, a witness elsewhere, verification."""

import sqlite3
import threading
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from cadre_runs import HOUSE, Cadre

from workflow.ledger.hashing import hash_named
from workflow.ledger.holder import Holder
from workflow.ledger.keys import Device, load_key
from workflow.ledger.signing import Signing
from workflow.queries.replay import Differs, Replayed

ORIGIN, WITNESS = "local/xuanren/1", "shenji.example/w1"


def test_a_head_is_signed_witnessed_received_and_verified(cadre: Cadre, tmp_path: Path) -> None:
    assert cadre("init", "--definitions", HOUSE).code == 0
    log, own = tmp_path / "log.key", tmp_path / "w.key"
    log_key = cadre("ledger", "key", log, "--name", ORIGIN).out.splitlines()[-1]
    witness_key = cadre("ledger", "key", own, "--name", WITNESS, "--witness").out.splitlines()[-1]
    again = cadre("ledger", "key", log, "--name", ORIGIN)
    assert again.code == 2 and "不得覆盖" in again.err

    holder = Holder(load_key(log), tmp_path / "log.state", hash_named("sha256"))
    with TemporaryDirectory() as folder, Signing(Path(folder) / "s", holder) as serving:
        thread = threading.Thread(target=serving.serve_forever, args=(0.02,))
        thread.start()
        told = cadre("ledger", "checkpoint", "--socket", Path(folder) / "s")
        assert told.code == 0 and told.out.startswith("已签署到第0条\nlocal/xuanren/1\n0\n"), told
        serving.shutdown()
        thread.join()
        down = cadre("ledger", "checkpoint", "--socket", Path(folder) / "nobody")
    assert down.code == 0  # nothing new: nobody need be asked

    out, back, state = tmp_path / "out", tmp_path / "back", tmp_path / "w.state"
    sent = cadre("ledger", "parcel", "--witness", WITNESS, "-o", out)
    assert sent.code == 0 and "请交" in sent.out
    seen = cadre("witness", out, "--key", own, "--state", state, "--log", log_key, "-o", back)
    assert seen.code == 0 and "请将 back 交回" in seen.out
    stranger = cadre("witness", out, "--key", own, "--state", state, "--log", witness_key, "-o", back)
    assert stranger.code == 2 and "没有日志密钥的有效签名" in stranger.err
    kept = cadre("ledger", "receive", back, "--witness", witness_key)
    assert kept.code == 0 and "已收存：第0条" in kept.out

    verified = cadre("journal", "verify", "--log", log_key, "--witness", witness_key)
    assert verified.code == 0 and "全部相符" in verified.out
    with sqlite3.connect(tmp_path / "cadre.db") as db:
        db.execute("INSERT INTO unplaced VALUES ('an entry')")
    assert "等待列入存证1条" in cadre("journal", "verify").out
    forged = cadre("journal", "verify", "--log", witness_key)
    assert forged.code == 1 and "没有日志密钥的有效签名" in forged.out


def test_the_signer_serves_until_it_is_stopped(
    cadre: Cadre, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    served: list[Path] = []
    monkeypatch.setattr(Signing, "serve_forever", lambda self: served.append(Path(self.server_address)))
    cadre("ledger", "key", tmp_path / "log.key", "--name", ORIGIN)
    with TemporaryDirectory() as folder:
        path = Path(folder) / "s"
        told = cadre("ledger", "signer", "--key", tmp_path / "log.key", "--state",
                     tmp_path / "log.state", "--socket", path)  # fmt: skip
    assert told.code == 0 and "已就绪" in told.out and served == [path]


def test_a_day_is_closed_once_however_often_it_is_run(cadre: Cadre) -> None:
    cadre("init", "--definitions", HOUSE)
    first, second = cadre("ledger", "daily"), cadre("ledger", "daily")
    assert first.code == second.code == 0
    assert "已登记当日总账" in first.out and "此前已登记" in second.out
    assert "全部相符" in cadre("journal", "verify").out


def test_moves_are_judged_again(cadre: Cadre) -> None:
    cadre("init", "--definitions", HOUSE)
    told = cadre("journal", "replay")
    assert told.code == 0 and "重算0次流转，重现0次决定的所见：全部相同" in told.out
    assert '"moves": 0' in cadre("journal", "replay", "--json").out


def test_a_difference_is_told_and_the_exit_code_says_so(
    cadre: Cadre, monkeypatch: pytest.MonkeyPatch
) -> None:
    cadre("init", "--definitions", HOUSE)
    other = Replayed(1, (Differs("case:c", 2, "流转", "person_clear", "满足", "不满足"),))
    monkeypatch.setattr("workflow.cli.replaying.together", lambda done: other)
    told = cadre("journal", "replay")
    assert told.code == 1 and "记录为满足，重算为不满足" in told.out and "不同1处" in told.out


def test_a_device_signs_instead_of_a_file_and_only_with_its_public_key(
    cadre: Cadre, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    held: list[Device] = []
    monkeypatch.setattr(Signing, "serve_forever", lambda self: held.append(self.holder.signer))
    public = "09f9df311e5421a150dd7d161e4bc5c672179fad1833fc076bb08ff356f35020" \
        "ccea490ce26775a52dc6ea718cc1aa600aed05fbf35e084a6632f6072da9ad13"  # fmt: skip
    log = cadre("ledger", "sm2-key", f"04{public}", "--name", ORIGIN).out.splitlines()[-1]
    witness = cadre("ledger", "sm2-key", public, "--name", WITNESS, "--witness").out.splitlines()[-1]
    device = ("--device", "skf-sign '卡 一' --sm2")
    with TemporaryDirectory() as folder:
        serve = ("ledger", "signer", "--state", tmp_path / "s", "--socket", Path(folder) / "s")
        assert cadre(*serve, *device, "--public", log).code == 0
        assert [(str(one.key), one.command) for one in held] == [(log, ("skf-sign", "卡 一", "--sm2"))]
        assert "不能互换" in cadre(*serve, *device, "--public", witness).err
        for wrong in ((), device, ("--public", log)):
            told = cadre(*serve, *wrong)
            assert told.code == 2 and "--key，或者同时给出 --device 和 --public" in told.err
    assert "各32字节" in cadre("ledger", "sm2-key", "00", "--name", ORIGIN).err and len(held) == 1
