"""Each check of the verifier that stands alone, with one flaw each: what it says, to the letter.

An auditor acts on these words, so they are held as they are; one flaw gives its own lines and no others.
"""

import json
import time
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from dossier_by_hand import (
    DAY,
    KEYS,
    LOG,
    LOST,
    ORIGIN,
    PAPER,
    SALT,
    SECOND,
    SIZE,
    VALUE,
    WITNESS,
    Bodies,
    Files,
    cosigned,
    files_of,
    honest,
)
from dossier_made import closed, opened

from workflow.canonical import canonical, digest, leaf
from workflow.ledger.bundle import zipped
from workflow.ledger.checkpoint import read_checkpoint
from workflow.ledger.note import COSIGNATURE, ED25519, VerifierKey, read_note, signed
from workflow.ledger.standalone import verify as standalone
from workflow.ledger.standalone.cover import cover
from workflow.ledger.standalone.verify import BROKEN, PASSED, UNWITNESSED, USAGE, main

AT = datetime(2026, 3, 2, 12, 34, 56, tzinfo=UTC)
FOUND = f"c1：9条纪实，均在日志 {ORIGIN} 的前{SIZE}条之中\n"
SEEN = "见证　shenji.example/w1 于 2026-03-02 12:34 UTC\n"
WELL = FOUND + SEEN + "核验通过，并有见证\n"
UNTRUSTED = FOUND + "内容相符，但没有可信见证：存证点没有所信任的见证方签名\n"
Said = Callable[..., tuple[int, str]]


@pytest.fixture
def said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Said:
    """Exit code and output for an archive and a file of keys."""

    def told(data: bytes, keys: str = KEYS) -> tuple[int, str]:
        (tmp_path / "d.zip").write_bytes(data)
        (tmp_path / "keys.txt").write_text(keys, encoding="utf-8")
        code = main([str(tmp_path / "d.zip"), "--keys", str(tmp_path / "keys.txt")])
        return code, capsys.readouterr().out

    return told


def no(*faults: str) -> tuple[int, str]:
    """Broken, for these reasons."""
    lines = "".join(f"不符　{one}\n" for one in faults)
    return BROKEN, f"{lines}核验不通过：{len(faults)}处不符\n"


def never(why: str) -> tuple[int, str]:
    """Broken, and nothing more could be read."""
    return BROKEN, f"核验不通过：{why}\n"


def witnessed(bodies: Bodies, name: str = "sha256", size: int = SIZE) -> Files:
    return cosigned(files_of(bodies, name, size), WITNESS, AT)


@pytest.mark.parametrize("name", ["sha256", "sm3"])
def test_an_honest_dossier_passes_by_either_hash(said: Said, name: str) -> None:
    assert said(closed(witnessed(honest(), name))) == (PASSED, WELL)


def test_a_time_is_told_in_utc_wherever_the_auditor_sits(
    said: Said, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TZ", "Asia/Shanghai")
    time.tzset()
    try:
        assert said(closed(witnessed(honest()))) == (PASSED, WELL)
    finally:
        monkeypatch.undo()
        time.tzset()


def test_every_trusted_witness_is_named_with_its_own_time(said: Said) -> None:
    files = cosigned(witnessed(honest()), SECOND, AT.replace(minute=59))
    more = "见证　dangan.example/w2 于 2026-03-02 12:59 UTC\n"
    assert said(closed(files), f"witness {SECOND.key}\n{KEYS}") == (PASSED, WELL.replace(SEEN, more + SEEN))


# What somebody signed that was never so: the proofs are right, and the entries do not agree.
LIES: list[tuple[str, Callable[[Bodies], object], list[str]]] = [
    ("an entry in the middle is kept back", lambda b: b.pop(7),
     ["case:c1 第5条：与前一条不衔接，其间有条目缺失或者被改动"]),
    ("an entry names another one before it", lambda b: b[9].update(prev="0" * 64),
     ["case:c1 第5条：与前一条不衔接，其间有条目缺失或者被改动"]),
    ("a number comes twice", lambda b: b[9].update(seq=4),
     ["case:c1 第4条：与前一条不衔接，其间有条目缺失或者被改动"]),
    ("a number is left out", lambda b: b[9].update(seq=6),
     ["case:c1 第6条：与前一条不衔接，其间有条目缺失或者被改动"]),
    ("a journal begins with its second entry", lambda b: b[1].update(seq=2),
     ["person:p1 第2条：与前一条不衔接，其间有条目缺失或者被改动"]),
    ("a first entry names one before it", lambda b: b[1].update(prev="0" * 64),
     ["person:p1 第1条：与前一条不衔接，其间有条目缺失或者被改动"]),
    ("five minutes before the latest, to the microsecond", lambda b: b[9].update(at="2026-03-02T10:07:00.000000Z"), []),
    ("more than five minutes before the latest",
     lambda b: b[9].update(at="2026-03-02T10:06:59.999999Z"), ["case:c1 第5条：录入时间早于前一条"]),
    ("a journal has no entry", lambda b: b.pop(4), ["selection:s1：卷宗所称完整的对象没有条目"]),
    ("the case is somebody else's", lambda b: b[9].update(data={"set": {"person": "p2"}}),
     ["manifest.json：所称完整的不是本事项及其人选、批次的纪实"]),
    ("the case is of another selection", lambda b: b[9].update(data={"set": {"selection": "s2"}}),
     ["manifest.json：所称完整的不是本事项及其人选、批次的纪实"]),
    ("there is no entry of the day", lambda b: b[DAY].update(subject="ledger:epoch-2"),
     ["heads.json：没有每日总账的条目"]),
    ("a paper is missing", lambda b: b[9].update(attachments=[{"digest": "0" * 64}]),
     [f"blobs/{'0' * 64}：条目所记的文件不在卷宗中，也未注明不随附"]),
    ("an edition is missing", lambda b: b[9].update(edition="0" * 64),
     [f"editions/{'0' * 64}：条目所记的文件不在卷宗中，也未注明不随附"]),
]  # fmt: skip


@pytest.mark.parametrize(("lie", "faults"), [one[1:] for one in LIES], ids=[one[0] for one in LIES])
def test_what_was_signed_and_does_not_agree_is_told(
    said: Said, lie: Callable[[Bodies], object], faults: list[str]
) -> None:
    bodies = honest()
    lie(bodies)
    assert said(closed(witnessed(bodies))) == (no(*faults) if faults else (PASSED, WELL))


def test_what_a_journal_has_after_the_day_needs_no_way_to_it(said: Said) -> None:
    bodies = honest()
    bodies[10] = bodies.pop(4)  # the selection was opened late
    assert said(closed(witnessed(bodies))) == (PASSED, WELL)


def _json(name: str, change: Callable[[Any], object]) -> Callable[[Files], Files]:
    """A file of the dossier with something else in it."""

    def changed(files: Files) -> Files:
        told = json.loads(files[name])
        change(told)
        return {**files, name: canonical(told)}

    return changed


def _said(**changes: object) -> Callable[[Files], Files]:
    return _json("manifest.json", lambda told: told.update(changes))


def _without(*names: str) -> Callable[[Files], Files]:
    return lambda f: {name: data for name, data in f.items() if name not in names}


def _entries(change: Callable[[list[bytes]], list[bytes]]) -> Callable[[Files], Files]:
    return lambda f: {**f, "events.jsonl": b"\n".join(change(f["events.jsonl"].split(b"\n")))}


NOWHERE = "不在已签署的存证之中"
BLOB = f"blobs/{digest(PAPER)}"
ADDED = f"blobs/{digest(b'more')}"
NAMED = VALUE[:12]
FORGED: list[tuple[str, Callable[[Files], Files], list[str]]] = [
    ("another log", _said(origin="elsewhere/1"), ["checkpoint：来源与清单不符"]),
    ("a proof of another place", _json("proofs.json", lambda p: p[8].update(position=10)),
     [f"case:c1 第5条：{NOWHERE}（位置10）"]),
    ("a place beyond the log", _json("proofs.json", lambda p: p[8].update(position=11)),
     [f"case:c1 第5条：{NOWHERE}（位置11）"]),
    ("an empty proof", _json("proofs.json", lambda p: p[0].update(path=[])),
     [f"organization:o 第9条：{NOWHERE}（位置0）"]),
    ("other words in an entry of elsewhere", _entries(lambda e: [e[0].replace(b"s9", b"s8"), *e[1:]]),
     [f"organization:o 第9条：{NOWHERE}（位置0）"]),
    ("entries out of their order", lambda f: _json("proofs.json", lambda p: p.insert(0, p.pop(1)))(
        _entries(lambda e: [e[1], e[0], *e[2:]])(f)), ["proofs.json：存证位置不是依次的"]),
    ("an entry of elsewhere twice", lambda f: _json("proofs.json", lambda p: p.insert(0, p[0]))(
        _entries(lambda e: [e[0], *e])(f)), ["proofs.json：存证位置不是依次的"]),
    ("less is called whole", _said(whole=["case:c1", "person:p1"]),
     ["manifest.json：所称完整的不是本事项及其人选、批次的纪实"]),
    ("the heads lie at another entry", _json("heads.json", lambda h: h.update(position=9)),
     ["heads.json：没有每日总账的条目"]),
    ("the heads lie nowhere", _json("heads.json", lambda h: h.update(position=2)),
     ["heads.json：没有每日总账的条目"]),
    ("the way to the heads is gone", _json("heads.json", lambda h: h["ways"].pop("person:p1")),
     ["person:p1：没有到每日总账的证明"]),
    ("all ways to the heads are gone", _json("heads.json", lambda h: h.update(ways={})),
     [f"{one}：没有到每日总账的证明" for one in ("case:c1", "person:p1", "selection:s1")]),
    ("the way of another", _json("heads.json", lambda h: h["ways"]["person:p1"].update(place=0)),
     ["person:p1：条目不齐：每日总账所记的末条与卷宗的不同"]),
    ("another value", _json("secrets.json", lambda s: s[VALUE].update(value={"name": "乙"})),
     [f"个人信息 {NAMED}：与当时的承诺不符"]),
    ("another salt", _json("secrets.json", lambda s: s[VALUE].update(salt=SALT[::-1].hex())),
     [f"个人信息 {NAMED}：与当时的承诺不符"]),
    ("a value that nobody committed to",
     _json("secrets.json", lambda s: s.update({"0" * 64: s[VALUE]})),
     ["个人信息 000000000000：与当时的承诺不符", "个人信息 000000000000：不属于卷宗中的任何条目"]),
    ("other bytes under a digest", lambda f: {**f, BLOB: b"x"}, [f"{BLOB}：内容与条目所记的摘要不符"]),
    ("a paper that nobody named", lambda f: {**f, ADDED: b"more"}, [f"{ADDED}：内容与条目所记的摘要不符"]),
    ("a paper among the editions", lambda f: {**f, f"editions/{digest(PAPER)}": PAPER},
     [f"editions/{digest(PAPER)}：内容与条目所记的摘要不符"]),
    ("a paper is gone", _without(BLOB), [f"{BLOB}：条目所记的文件不在卷宗中，也未注明不随附"]),
    ("withheld without a word", _said(withheld=[]), [f"blobs/{LOST}：条目所记的文件不在卷宗中，也未注明不随附"]),
    ("said to be withheld and is there", _said(withheld=[LOST, digest(PAPER)]),
     ["manifest.json：所称不随附的文件不是条目所记，或者就在卷宗中"]),
    ("withheld, but nobody named it", _said(withheld=[LOST, "0" * 64]),
     ["manifest.json：所称不随附的文件不是条目所记，或者就在卷宗中"]),
]  # fmt: skip


@pytest.mark.parametrize(("forge", "faults"), [one[1:] for one in FORGED], ids=[one[0] for one in FORGED])
def test_what_is_other_than_was_signed_is_told(
    said: Said, forge: Callable[[Files], Files], faults: list[str]
) -> None:
    assert said(closed(forge(witnessed(honest())))) == no(*faults)


def test_a_log_that_was_cut_right_after_the_last_entry_is_whole(said: Said) -> None:
    assert said(closed(witnessed(honest(), size=10))) == (PASSED, WELL.replace("前11条", "前10条"))


def test_a_cover_is_the_one_that_the_entries_give(said: Said) -> None:
    files = witnessed(honest())
    head = (ORIGIN, SIZE, read_checkpoint(read_note(files["checkpoint"].decode())).root)
    shown = [(json.loads(one), leaf(one)) for one in files["events.jsonl"].split(b"\n")[:-1]]
    text = cover(json.loads(files["manifest.json"]), head, shown, files)
    assert said(closed({**files, "cover.txt": text})) == (PASSED, WELL)
    for other in (text[:-1], text + b"\n", b"", text.replace(b"c1", b"c2")):
        assert said(closed({**files, "cover.txt": other})) == no("cover.txt：与条目所说的不同")


UNREADABLE: list[tuple[str, Callable[[Files], Files], str]] = [
    ("no checkpoint", _without("checkpoint"), "卷宗缺少 checkpoint"),
    ("no proofs", _without("proofs.json"), "卷宗缺少 proofs.json"),
    ("no entries", _without("events.jsonl"), "卷宗缺少 events.jsonl"),
    ("no heads", _without("heads.json"), "卷宗缺少 heads.json"),
    ("no values", _without("secrets.json"), "卷宗缺少 secrets.json"),
    ("another kind", _said(kind="cadre-dossier/2"), "不是可核验卷宗"),
    ("one more word in the list", _said(more=1), "清单的项目缺少或者多出"),
    ("an unknown hash", _said(hash="md5"), "不认识的杂凑算法"),
    ("an entry more than proofs", _entries(lambda e: [e[0], *e]), "条目与证明的数目不同"),
    ("the last line is not ended", _entries(lambda e: e[:-1]), "条目与证明的数目不同"),
    ("something behind the last line", _entries(lambda e: [*e[:-1], b"{}"]), "条目与证明的数目不同"),
    ("an entry is spaced out", _entries(lambda e: [e[0].replace(b":9,", b": 9,"), *e[1:]]), "不是规范的写法"),
    ("a proof is no hash", _json("proofs.json", lambda p: p[0].update(path=["zz"])), "摘要的写法不对"),
    ("a way is no hash", _json("heads.json", lambda h: h["ways"]["case:c1"].update(path=["00"])),
     "摘要的写法不对"),
    ("a salt is no salt", _json("secrets.json", lambda s: s[VALUE].update(salt="00")), "摘要的写法不对"),
    ("an entry is a number", _entries(lambda e: [b"1", *e[1:]]), "卷宗已损坏（AttributeError）"),
]  # fmt: skip


@pytest.mark.parametrize(("forge", "why"), [one[1:] for one in UNREADABLE], ids=[one[0] for one in UNREADABLE])
def test_what_cannot_be_read_as_a_dossier_is_refused(
    said: Said, forge: Callable[[Files], Files], why: str
) -> None:
    assert said(closed(forge(witnessed(honest())))) == never(why)


def test_a_list_that_says_less_is_refused(said: Said) -> None:
    files = opened(closed(witnessed(honest())))
    told = json.loads(files["manifest.json"])
    del told["withheld"]
    assert said(zipped({**files, "manifest.json": canonical(told)})) == never("清单的项目缺少或者多出")
    assert said(zipped(_without("manifest.json")(files))) == never("卷宗缺少 manifest.json")


def test_every_file_is_the_one_on_the_list(said: Said) -> None:
    there, other = "卷宗缺少或者多出这个文件", "与清单上的摘要不符"
    files = opened(closed({**witnessed(honest()), "README.txt": b"a"}))
    assert said(zipped(files)) == (PASSED, WELL)
    assert said(zipped(_without("README.txt")(files))) == no(f"README.txt：{there}")
    files["README.txt"] = b"b"
    assert said(zipped(files)) == no(f"README.txt：{other}")
    assert said(zipped({**files, "A.txt": b"", "Z.txt": b""})) == no(
        f"A.txt：{there}", f"README.txt：{other}", f"Z.txt：{there}")  # fmt: skip


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_a_file_twice_or_too_much_of_it_is_refused(said: Said, monkeypatch: pytest.MonkeyPatch) -> None:
    files = witnessed(honest())
    out = BytesIO(closed(files))
    with zipfile.ZipFile(out, "a") as bundle:
        bundle.writestr("checkpoint", files["checkpoint"])
    assert said(out.getvalue()) == never("卷宗的文件重名或者过大")
    with zipfile.ZipFile(BytesIO(closed(files))) as bundle:
        size = sum(one.file_size for one in bundle.infolist())
    monkeypatch.setattr(standalone, "LARGEST", size)
    assert said(closed(files)) == (PASSED, WELL)
    monkeypatch.setattr(standalone, "LARGEST", size - 1)
    assert said(closed(files)) == never("卷宗的文件重名或者过大")


def as_kind(name: str, kind: int) -> str:
    """A known key, printed as if it signed in another way."""
    known = {"log": LOG, "witness": WITNESS}[name].key
    return str(VerifierKey(known.name, kind, known.public))


def test_only_keys_from_outside_make_a_head_signed_and_witnessed(said: Said) -> None:
    data = closed(witnessed(honest()))
    assert said(data, f"log {LOG.key}") == (UNWITNESSED, UNTRUSTED)
    assert said(data, f"log {LOG.key}\nwitness {SECOND.key}") == (UNWITNESSED, UNTRUSTED)
    # Without the log's key nobody knows whose tree it is that was witnessed.
    assert said(data, f"witness {WITNESS.key}") == (UNWITNESSED, UNTRUSTED)
    assert said(data, "") == (UNWITNESSED, FOUND + "内容相符，但没有可信见证：未提供可信公钥\n")
    missing = "checkpoint：没有日志密钥的签名"
    assert said(data, f"witness {WITNESS.key}\nlog {SECOND.key}") == no(missing)
    # The id of a key stands for its kind as well.
    assert said(data, f"log {as_kind('log', COSIGNATURE)}") == no(missing)
    assert said(data, f"log {LOG.key}\nwitness {as_kind('witness', ED25519)}") == (UNWITNESSED, UNTRUSTED)


def test_a_key_in_the_place_of_the_other_signs_nothing(said: Said) -> None:
    data = closed(witnessed(honest()))
    wrong = f"checkpoint：“{ORIGIN}”的签名无效"
    assert said(data, f"log {LOG.key}\nwitness {LOG.key}") == no(wrong)
    assert said(data, f"log {WITNESS.key}") == no(
        "checkpoint：“shenji.example/w1”的签名无效", "checkpoint：没有日志密钥的签名")  # fmt: skip


def test_a_forged_line_under_a_known_name_spoils_the_dossier(said: Said) -> None:
    files = witnessed(honest())
    text, _, lines = files["checkpoint"].decode().partition("\n\n")
    other = signed(f"{text}x\n", [LOG]).signatures[0].line()
    for told in (lines + other, other + lines):
        data = closed({**files, "checkpoint": f"{text}\n\n{told}".encode()})
        assert said(data) == no(f"checkpoint：“{ORIGIN}”的签名无效")
    data = closed({**files, "checkpoint": f"{text}\n\n{other}".encode()})
    assert said(data) == no(f"checkpoint：“{ORIGIN}”的签名无效", "checkpoint：没有日志密钥的签名")
    moved = files["checkpoint"].replace(lines.split("\n")[1].encode(), _an_hour_later(lines))
    assert said(closed({**files, "checkpoint": moved})) == no("checkpoint：“shenji.example/w1”的签名无效")


def _an_hour_later(lines: str) -> bytes:
    """A witness's line with another time before its signature."""
    told = cosigned(files_of(honest()), WITNESS, AT.replace(hour=13))["checkpoint"].decode()
    stamped, line = told.rstrip("\n").rpartition("\n")[2], lines.split("\n")[1]
    return (stamped[:-86] + line[-86:]).encode()


def test_a_wrong_call_explains_the_right_one_and_a_bare_one_trusts_nobody(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "d.zip"
    path.write_bytes(closed(witnessed(honest())))
    for wrong in ([], ["a", "--keys"], ["a", "--key", "c"], [str(path), "--keys", "c", "d"]):
        assert main(wrong) == BROKEN
        assert capsys.readouterr().out == USAGE + "\n"
    assert main([str(path)]) == UNWITNESSED
    assert capsys.readouterr().out == FOUND + "内容相符，但没有可信见证：未提供可信公钥\n"
    assert main([str(tmp_path / "none.zip")]) == BROKEN
    assert capsys.readouterr().out == "核验不通过：卷宗已损坏（FileNotFoundError）\n"
