"""Whoever is refused by the ledger is told why: the words by which an administrator finds what to do."""

import base64
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from workflow.canonical import canonical
from workflow.errors import BadInput, NotSigned, WorkflowError
from workflow.ledger.checkpoint import Checkpoint, read_checkpoint
from workflow.ledger.epochs import follows, read_turn, said
from workflow.ledger.hashing import hash_named
from workflow.ledger.holder import Holder
from workflow.ledger.keys import load_key, make_key
from workflow.ledger.note import MOST, Note, VerifierKey, read_key, read_note
from workflow.ledger.paper import read_mark
from workflow.ledger.parcel import read_parcel
from workflow.ledger.signing import Remote
from workflow.ledger.tree import Kept, consistency, inclusion

ROOT = base64.b64encode(bytes(range(32))).decode()
HASH, AT = hash_named("sha256"), datetime(2026, 11, 26, tzinfo=UTC)
LINE, ZEROS = "— k AAAAAAA=\n", "0" * 64
KEY = str(VerifierKey("a", 1, bytes(32)))
CONTROL, NO_NOTE, NO_LINE = (
    "签名文书含有控制字符", "签名文书应当是正文、空行和签名行", "签名行的写法不对")  # fmt: skip
THREE, NO_ROOT, NO_HEAD = (
    "存证点应当是来源、条数和根三行", "存证点的根不是规范的写法", "存证点的写法不规范")  # fmt: skip
NO_MARK = "不是纸质文书上的存证标记：请重新扫描，或者输入摘要的前16位"


def why(kind: type[WorkflowError], read: Callable[[], object]) -> str:
    """The words of a refusal of exactly this kind."""
    with pytest.raises(WorkflowError) as told:
        read()
    assert type(told.value) is kind
    return told.value.message


@pytest.mark.parametrize(("text", "words"), [
    ("", NO_NOTE), ("a\n", NO_NOTE), ("a\n\n", NO_NOTE), (f"\n\n{LINE}", NO_NOTE), (f"a\n\n{LINE}"[:-1], NO_NOTE),
    (f"a\n\n{LINE}x", NO_NOTE), ("a\n\n" + LINE * (MOST + 1), NO_NOTE),
    (f"a\x00\n\n{LINE}", CONTROL), (f"a\x1f\n\n{LINE}", CONTROL), (f"a\x7f\n\n{LINE}", CONTROL), ("\t", CONTROL),
    ("a\n\n- k AAAAAAA=\n", NO_LINE), ("a\n\n— AAAAAAA=\n", NO_LINE), ("a\n\n—  AAAAAAA=\n", NO_LINE),
    ("a\n\n— k+ AAAAAAA=\n", NO_LINE), ("a\n\n— k\u3000l AAAAAAA=\n", NO_LINE), ("a\n\n— k l AAAAAAA=\n", NO_LINE),
    ("a\n\n— k AAAAAAB=\n", NO_LINE), ("a\n\n— k AAAAAA==\n", NO_LINE), ("a\n\n— k\n", NO_LINE),
    (f"a\n\n{LINE}k AAAAAAA=\n", NO_LINE), ("a\n\n— k *\n", NO_LINE), ("a\n\n— k 甲\n", NO_LINE),
])  # fmt: skip
def test_why_a_note_is_none(text: str, words: str) -> None:
    assert why(BadInput, lambda: read_note(text)) == words


def test_a_note_may_have_empty_lines_in_its_text_and_as_many_signatures_as_are_allowed() -> None:
    note = read_note("a\n\nb\n\n" + LINE * MOST)
    assert note.text == "a\n\nb\n" and len(note.signatures) == MOST
    assert {(one.name, one.id, one.value) for one in note.signatures} == {("k", bytes(4), b"\0")}


@pytest.mark.parametrize(("text", "words"), [
    (f"o\n1\n{ROOT}", THREE), (f"o\n1\n{ROOT}\nx\n", THREE), (f"\n1\n{ROOT}\n", THREE), (f"o\nx\n{ROOT}\n", THREE),
    (f"o\n１\n{ROOT}\n", THREE), (f"o\n-1\n{ROOT}\n", THREE), ("o\n1\nA\n", NO_ROOT), ("o\n1\n甲\n", NO_ROOT),
    ("o\n1\nAAAA\n", NO_HEAD), (f"o\n01\n{ROOT}\n", NO_HEAD), (f"o\n1\n{ROOT[:-2]}9=\n", NO_HEAD),
    (f"o\n1\n{ROOT}\nx", NO_HEAD), (f"o\n1\n*{ROOT}\n", NO_HEAD),
])  # fmt: skip
def test_why_a_checkpoint_is_none(text: str, words: str) -> None:
    assert why(BadInput, lambda: read_checkpoint(Note(text))) == words


def test_a_checkpoint_of_an_empty_log_is_one() -> None:
    assert read_checkpoint(Note(f"o\n0\n{ROOT}\n")) == Checkpoint("o", 0, bytes(range(32)))


def test_why_a_key_is_none(tmp_path: Path) -> None:
    for wrong in ("", "a+b", KEY[:-2], "a b" + KEY[1:], "+" + KEY.partition("+")[2], KEY + "!" * 60):
        assert why(BadInput, lambda text=wrong: read_key(text)) == f"验证公钥“{wrong[:60]}”的写法不对"
    assert why(BadInput, lambda: read_key("b" + KEY[1:])) == "验证公钥“b”的标识与内容不符"
    plus = VerifierKey("b", 4, b"ab" + bytes([0xFB, 0xEF, 0xBE]) * 10)
    assert str(plus).count("+") > 2 and read_key(str(plus)) == plus
    path = tmp_path / "log.key"
    key = make_key(path, "linjiang/1")
    assert key.key.kind == 1 and load_key(path).key == key.key
    assert why(BadInput, lambda: make_key(path, "other")) == "log.key 已有密钥，不得覆盖"
    for mode in (0o604, 0o601, 0o640, 0o610, 0o602, 0o620):
        path.chmod(mode)
        assert why(BadInput, lambda: load_key(path)) == "log.key 其他用户可读，请将权限改为仅属主可读写"
    path.chmod(0o600)
    for text in ("name\nzz\n", f"name\n{'00' * 31}\n", "name"):
        path.write_text(text, encoding="utf-8")
        assert why(BadInput, lambda: load_key(path)) == "log.key 不是密钥文件"
    path.write_bytes(b"\xff\n" + b"01" * 32)
    assert why(BadInput, lambda: load_key(path)) == "log.key 不是密钥文件"
    path.write_text(f"临江\n\n{'01' * 32}  \n", encoding="utf-8")
    assert load_key(path, 4).key.name == "临江" and load_key(path, 4).key.kind == 4


def test_why_a_hash_is_none() -> None:
    assert why(BadInput, lambda: hash_named("md5")) == "不支持杂凑算法“md5”，可用：sha256、sm3"
    # Known to the house, but not to this interpreter.
    assert why(BadInput, lambda: hash_named("gost", ["gost"])) == "不支持杂凑算法“gost”，可用：sha256、sm3"
    assert hash_named("sm3").name == "sm3"


def test_why_a_file_of_a_new_epoch_is_none() -> None:
    assert why(BadInput, lambda: read_turn(canonical({"kind": "x"}))) == "不是换代文书"
    for wrong in (b"", b"{}", b"[]", canonical({"kind": "cadre-epoch/1", "proof": ["zz"]})):
        assert why(BadInput, lambda data=wrong: read_turn(data)) == "换代文书已损坏"
    assert why(BadInput, lambda: said(b"{}")) == "新一代的首条不是换代说明"
    head = {"origin": "o/xuanren/1", "size": 2, "root": ZEROS}
    told = {"last": head, "old": head, "hash": "sha256", "reason": "失火", "signatories": [{"account": "a"}]}
    body = canonical({"data": {"act": "epoch", "set": told}})
    assert why(BadInput, lambda: said(body)) == "换代须有两名签署人和理由"
    assert why(BadInput, lambda: follows("linjiang")) == "“linjiang”没有写明第几代"


def test_why_a_parcel_is_none() -> None:
    assert why(BadInput, lambda: read_parcel(canonical({"kind": "x"}))) == "不是见证请求文件"
    for wrong in (b"", b"{}", b"[]", canonical({"kind": "cadre-witness/1", "proof": ["zz"]})):
        assert why(BadInput, lambda data=wrong: read_parcel(data)) == "见证请求文件已损坏"


@pytest.mark.parametrize("text", [
    "", "cadre-paper/1", f"cadre-paper/2\ncase:a 1 {ZEROS}\n", f"cadre-paper/1\ncase:a {ZEROS}\n",
    f"cadre-paper/1\ncase:a １ {ZEROS}\n", f"cadre-paper/1\ncase:a x {ZEROS}\n", f"cadre-paper/1\ncase:a 1 {ZEROS} x\n",
    f"cadre-paper/1\ncase:a 1 {ZEROS[1:]}\n", f"cadre-paper/1\ncase:a 1 {ZEROS}0\n",
    f"cadre-paper/1\ncase:a 1 g{ZEROS[1:]}",
])  # fmt: skip
def test_why_a_mark_on_paper_is_none(text: str) -> None:
    assert why(BadInput, lambda: read_mark(text)) == NO_MARK


def grown(size: int) -> tuple[Kept, Checkpoint]:
    kept = Kept(HASH)
    for place in range(size):
        kept.append(HASH.leaf(b"%d" % place))
    return kept, Checkpoint("linjiang/1", size, kept.root())


def test_why_a_holder_does_not_sign(tmp_path: Path) -> None:
    holder = Holder(make_key(tmp_path / "k", "linjiang/1"), tmp_path / "log.state", HASH)
    tree, head = grown(7)
    holder.sign(head, [])
    other = Checkpoint("linjiang/2", 7, head.root)
    assert why(NotSigned, lambda: holder.sign(other, [])) == (
        "本密钥只签署“linjiang/1”，不签署“linjiang/2”；换代须另行办理")  # fmt: skip
    assert why(NotSigned, lambda: holder.sign(grown(6)[1], [])) == (
        "已签署到7条，现只有6条：日志被截短或恢复到旧备份")  # fmt: skip
    assert why(NotSigned, lambda: holder.sign(grown(9)[1], consistency(HASH, tree, 3, 7))) == (
        "不能证明9条的日志以已签署的7条为开头：日志被改写或分叉")  # fmt: skip
    assert why(NotSigned, lambda: holder.witness(Note(head.text()), holder.signer.key, [], AT)) == (
        "存证点没有日志密钥的有效签名，不予见证")  # fmt: skip
    holder.state.write_bytes(b"{}")
    assert why(BadInput, holder.last) == "状态文件 log.state 已损坏，不再签署"


def test_a_signer_that_is_down_is_named(tmp_path: Path) -> None:
    assert why(NotSigned, Remote(tmp_path / "signer.sock").last) == "签署进程没有答复（signer.sock）"


def test_what_was_asked_for_in_vain_is_named() -> None:
    tree = grown(3)[0]
    with pytest.raises(ValueError, match=r"^no leaf 3 in a tree of 3$"):
        inclusion(HASH, tree, 3, 3)
    with pytest.raises(ValueError, match=r"^no tree of 4 before one of 3$"):
        consistency(HASH, tree, 4, 3)
