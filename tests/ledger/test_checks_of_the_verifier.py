"""Each check of the verifier that stands alone, with one flaw each: what it says, to the letter."""

import json
from collections.abc import Callable

import pytest
from dossier_by_hand import DAY, LOST, ORIGIN, PAPER, SALT, SIZE, VALUE, Bodies, Files, honest
from dossier_made import closed
from spoilt_dossiers import WELL, Said, in_entries, in_file, in_manifest, no, without, witnessed

from workflow.canonical import digest, leaf
from workflow.ledger.checkpoint import read_checkpoint
from workflow.ledger.note import read_note
from workflow.ledger.standalone.cover import cover
from workflow.ledger.standalone.verify import PASSED


@pytest.mark.parametrize("name", ["sha256", "sm3"])
def test_an_honest_dossier_passes_by_either_hash(said: Said, name: str) -> None:
    assert said(closed(witnessed(honest(), name))) == (PASSED, WELL)


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


NOWHERE = "不在已签署的存证之中"
BLOB = f"blobs/{digest(PAPER)}"
ADDED = f"blobs/{digest(b'more')}"
NAMED = VALUE[:12]
FORGED: list[tuple[str, Callable[[Files], Files], list[str]]] = [
    ("another log", in_manifest(origin="elsewhere/1"), ["checkpoint：来源与清单不符"]),
    ("a proof of another place", in_file("proofs.json", lambda p: p[8].update(position=10)),
     [f"case:c1 第5条：{NOWHERE}（位置10）"]),
    ("a place beyond the log", in_file("proofs.json", lambda p: p[8].update(position=11)),
     [f"case:c1 第5条：{NOWHERE}（位置11）"]),
    ("an empty proof", in_file("proofs.json", lambda p: p[0].update(path=[])),
     [f"organization:o 第9条：{NOWHERE}（位置0）"]),
    ("other words in an entry of elsewhere", in_entries(lambda e: [e[0].replace(b"s9", b"s8"), *e[1:]]),
     [f"organization:o 第9条：{NOWHERE}（位置0）"]),
    ("entries out of their order", lambda f: in_file("proofs.json", lambda p: p.insert(0, p.pop(1)))(
        in_entries(lambda e: [e[1], e[0], *e[2:]])(f)), ["proofs.json：存证位置不是依次的"]),
    ("an entry of elsewhere twice", lambda f: in_file("proofs.json", lambda p: p.insert(0, p[0]))(
        in_entries(lambda e: [e[0], *e])(f)), ["proofs.json：存证位置不是依次的"]),
    ("less is called whole", in_manifest(whole=["case:c1", "person:p1"]),
     ["manifest.json：所称完整的不是本事项及其人选、批次的纪实"]),
    ("the heads lie at another entry", in_file("heads.json", lambda h: h.update(position=9)),
     ["heads.json：没有每日总账的条目"]),
    ("the heads lie nowhere", in_file("heads.json", lambda h: h.update(position=2)),
     ["heads.json：没有每日总账的条目"]),
    ("the way to the heads is gone", in_file("heads.json", lambda h: h["ways"].pop("person:p1")),
     ["person:p1：没有到每日总账的证明"]),
    ("all ways to the heads are gone", in_file("heads.json", lambda h: h.update(ways={})),
     [f"{one}：没有到每日总账的证明" for one in ("case:c1", "person:p1", "selection:s1")]),
    ("the way of another", in_file("heads.json", lambda h: h["ways"]["person:p1"].update(place=0)),
     ["person:p1：条目不齐：每日总账所记的末条与卷宗的不同"]),
    ("another value", in_file("secrets.json", lambda s: s[VALUE].update(value={"name": "乙"})),
     [f"个人信息 {NAMED}：与当时的承诺不符"]),
    ("another salt", in_file("secrets.json", lambda s: s[VALUE].update(salt=SALT[::-1].hex())),
     [f"个人信息 {NAMED}：与当时的承诺不符"]),
    ("a value that nobody committed to",
     in_file("secrets.json", lambda s: s.update({"0" * 64: s[VALUE]})),
     ["个人信息 000000000000：与当时的承诺不符", "个人信息 000000000000：不属于卷宗中的任何条目"]),
    ("other bytes under a digest", lambda f: {**f, BLOB: b"x"}, [f"{BLOB}：内容与条目所记的摘要不符"]),
    ("a paper that nobody named", lambda f: {**f, ADDED: b"more"}, [f"{ADDED}：内容与条目所记的摘要不符"]),
    ("a paper among the editions", lambda f: {**f, f"editions/{digest(PAPER)}": PAPER},
     [f"editions/{digest(PAPER)}：内容与条目所记的摘要不符"]),
    ("a paper is gone", without(BLOB), [f"{BLOB}：条目所记的文件不在卷宗中，也未注明不随附"]),
    ("withheld without a word", in_manifest(withheld=[]), [f"blobs/{LOST}：条目所记的文件不在卷宗中，也未注明不随附"]),
    ("said to be withheld and is there", in_manifest(withheld=[LOST, digest(PAPER)]),
     ["manifest.json：所称不随附的文件不是条目所记，或者就在卷宗中"]),
    ("withheld, but nobody named it", in_manifest(withheld=[LOST, "0" * 64]),
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
