"""What the ledger writes into files and hands over, byte for byte: others read it for decades."""

import zipfile
from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest

from workflow.canonical import canonical
from workflow.errors import NotSigned
from workflow.ledger import bundle
from workflow.ledger.checkpoint import Checkpoint
from workflow.ledger.epochs import Turn, read_turn, require_turn
from workflow.ledger.hashing import hash_named
from workflow.ledger.heads import Heads, line
from workflow.ledger.holder import Holder, last_in, take_up
from workflow.ledger.keys import make_key
from workflow.ledger.note import Note, Signature
from workflow.ledger.paper import PaperMark, grouped, read_mark, typed
from workflow.ledger.parcel import Parcel, read_parcel
from workflow.ledger.tree import Kept, includes, inclusion

HASH = hash_named("sha256")
NOTE = Note("o\n1\nAAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=\n", (Signature("k", b"abcd", b"e"),))
WRITTEN = "o\n1\nAAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=\n\n— k YWJjZGU=\n"
DIGEST = "0123456789abcdef" * 4


def test_an_archive_depends_on_its_files_alone() -> None:
    data = bundle.zipped({"b/c.txt": "甲".encode() * 100, "a": b""})
    with zipfile.ZipFile(BytesIO(data)) as opened:
        infos = opened.infolist()
        assert opened.read("b/c.txt") == "甲".encode() * 100
    assert [one.filename for one in infos] == ["a", "b/c.txt"]
    assert {(one.date_time, one.compress_type, one.create_system) for one in infos} == {
        ((2000, 1, 1, 0, 0, 0), zipfile.ZIP_DEFLATED, 3)}  # fmt: skip
    assert infos[1].compress_size < 50
    assert data == bundle.zipped({"a": b"", "b/c.txt": "甲".encode() * 100})


def test_a_list_names_every_file_with_its_digest() -> None:
    told = bundle.with_manifest({"kind": "k"}, {"a": b"abc"})
    assert told == {"a": b"abc", "manifest.json": canonical({"kind": "k", "files": {
        "a": "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"}})}  # fmt: skip


def test_the_verifier_is_its_parts_in_one_file_without_what_is_ours(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    begins = '"""{}"""\n\nfrom __future__ import annotations\n\n'
    parts = {
        "algorithms": "import sys\nimport hashlib\n\n\nA = 1  # 甲\n\n\ndef a():\n    pass\n",
        "reading": "import hashlib\nfrom typing import (\n    Any,\n)\n\nfrom workflow.x import A\n\nB = A\n",
        "verify": "import sys\n\nfrom . import x\nfrom workflow import y\n\nC = B\n\n",
    }  # fmt: skip
    titles = {"verify": "核验。\n\nMore."}
    for name, text in parts.items():
        (tmp_path / f"{name}.py").write_text(begins.format(titles.get(name, "Part.")) + text, encoding="utf-8")
    monkeypatch.setattr(bundle, "STANDALONE", tmp_path)
    monkeypatch.setattr(bundle, "PARTS", tuple(parts))
    assert bundle.verifier().decode() == (
        '"""核验。\n\nMore."""\n\nfrom __future__ import annotations\n\n'
        "from . import x\nfrom typing import Any\nimport hashlib\nimport sys\n\n\n"
        "A = 1  # 甲\n\n\ndef a():\n    pass\n\n\nB = A\n\n\nC = B\n"
    )


def test_a_parcel_is_carried_as_it_is() -> None:
    parcel = Parcel(NOTE, 7, (b"\x01", b"\xff"))
    assert parcel.bytes() == canonical({"kind": "cadre-witness/1", "note": WRITTEN, "proof": ["01", "ff"], "since": 7})
    assert read_parcel(parcel.bytes()) == parcel


def test_a_mark_on_paper_reads_back_however_it_was_scanned() -> None:
    bare, whole = PaperMark("case:c1", 12, DIGEST), PaperMark("case:c1", 12, DIGEST, NOTE)
    assert bare.text() == f"cadre-paper/1\ncase:c1 12 {DIGEST}\n" and bare.head is None
    assert whole.text() == f"cadre-paper/1\ncase:c1 12 {DIGEST}\n\n{WRITTEN}"
    assert whole.head == Checkpoint("o", 1, bytes(range(32)))
    for mark in (bare, whole):
        for scanned in (mark.text(), mark.text().replace("\n", "\r\n"), f" \n{mark.text()}\n ", mark.text().strip()):
            assert read_mark(scanned) == mark


def test_digits_are_printed_in_eights_and_typed_as_people_do() -> None:
    assert grouped(DIGEST[:20]) == "01234567 89abcdef 0123"
    assert grouped(DIGEST[:8]) == "01234567" and grouped("") == ""
    assert typed(" 01234567 89ABCDEF\n") == DIGEST[:16] and typed(DIGEST) == DIGEST
    for wrong in (DIGEST[:15], DIGEST + "0", "g" + DIGEST[1:], ""):
        assert typed(wrong) == ""


def test_the_heads_of_a_day_are_a_tree_over_the_subjects_in_their_order() -> None:
    heads = Heads(HASH, {"b": (2, "2" * 64), "a": (1, "1" * 64), "c": (3, "3" * 64)})
    assert line("a", 1, "1" * 64) == b'["a",1,"' + b"1" * 64 + b'"]'
    leaves = [HASH.of(b"\x03", line(one, n, str(n) * 64)) for n, one in enumerate("abc", 1)]
    tree = heads.tree()
    assert [tree.node(0, place) for place in range(3)] == leaves and tree.size == 3
    ways = list(heads.ways({"c": 1, "a": 1, "x": 1}))
    assert [(subject, place) for subject, place, _ in ways] == [("a", 0), ("c", 2)]
    for _, place, path in ways:
        assert includes(HASH, leaves[place], place, 3, path, tree.root())


def turned(last: dict[str, Any] | None = None, size: int = 5) -> tuple[Checkpoint, Turn]:
    """What was signed last (12 entries), and an epoch that begins with `size` old entries."""
    signed = Checkpoint("o/xuanren/1", 12, b"s" * 32)
    told = {"origin": "o/xuanren/1", "size": 12, "root": signed.root.hex(), **(last or {})}
    body = canonical({"data": {"act": "epoch", "set": {
        "last": told, "old": {"origin": "o/xuanren/1", "size": size, "root": "00" * 32}, "hash": "sha256",
        "reason": "失火", "signatories": [{"account": "a"}, {"account": "b"}]}}})  # fmt: skip
    kept = Kept(HASH)
    for data in (body, *(b"%d" % place for place in range(5))):
        kept.append(HASH.leaf(data))
    head = Checkpoint("o/xuanren/2", 6, kept.root())
    return signed, Turn(head, body, tuple(inclusion(HASH, kept, 0, 6)))


def test_a_new_epoch_is_carried_as_it_is() -> None:
    turn = turned()[1]
    assert turn.bytes() == canonical({
        "kind": "cadre-epoch/1", "head": turn.head.text(), "body": turn.body.decode(),
        "proof": [one.hex() for one in turn.proof]})  # fmt: skip
    assert read_turn(turn.bytes()) == turn


NOT_NEXT = "“{}”不是“{}”的下一代"
NOT_TOLD = "换代说明写的是曾签到{}条，而此处已签到{}条：没有如实说明丢失的范围"
NOT_FIRST = "换代说明不是新一代的首条，或者其后不是全部旧条目"


@pytest.mark.parametrize(("change", "words"), [
    (lambda s, t: (replace(s, origin=""), t), NOT_NEXT.format("o/xuanren/2", "（尚未签署过）")),
    (lambda s, t: (replace(s, origin="o/xuanren/2"), t), NOT_NEXT.format("o/xuanren/2", "o/xuanren/2")),
    (lambda s, t: (replace(s, size=13), t), NOT_TOLD.format(12, 13)),
    (lambda s, t: (replace(s, root=b"t" * 32), t), NOT_TOLD.format(12, 12)),
    (lambda s, t: (s, turned({"origin": "p/xuanren/1"})[1]), NOT_TOLD.format(12, 12)),
    (lambda s, t: (s, turned({"size": 11})[1]), NOT_TOLD.format(11, 12)),
    (lambda s, t: (s, turned(size=4)[1]), NOT_FIRST),
    (lambda s, t: (s, turned(size=6)[1]), NOT_FIRST),
    (lambda s, t: (s, replace(t, proof=t.proof[1:])), NOT_FIRST),
    (lambda s, t: (s, replace(t, head=replace(t.head, root=bytes(32)))), NOT_FIRST),
])  # fmt: skip
def test_a_new_epoch_that_does_not_own_up_is_not_taken_up(
    tmp_path: Path, change: Callable[[Checkpoint, Turn], tuple[Checkpoint, Turn]], words: str
) -> None:
    signed, turn = change(*turned())
    with pytest.raises(NotSigned) as refused:
        require_turn(signed, turn)
    assert refused.value.message == words


def test_a_new_epoch_that_owns_up_is_taken_up_and_remembered(tmp_path: Path) -> None:
    signed, turn = turned()
    state = tmp_path / "log.state"
    state.write_bytes(canonical({"origin": signed.origin, "root": signed.root.hex(), "size": 12}))
    assert last_in(state) == signed
    take_up(state, turn)
    assert last_in(state) == turn.head
    # Who says that more was signed than this one remembers hides nothing from it.
    require_turn(replace(signed, size=11, root=b"t" * 32), turn)


def test_a_state_is_one_line_that_anybody_can_read(tmp_path: Path) -> None:
    holder = Holder(make_key(tmp_path / "k", "o"), tmp_path / "log.state", HASH)
    assert holder.last() == Checkpoint("", 0, b"")
    holder.sign(Checkpoint("o", 0, HASH.empty), [])
    assert holder.state.read_bytes() == canonical({"origin": "o", "root": HASH.empty.hex(), "size": 0})
    assert sorted(one.name for one in tmp_path.iterdir()) == ["k", "log.state", "log.state.lock"]
