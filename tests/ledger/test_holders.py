"""Who holds a key signs only what extends the last head it signed, and remembers it over a crash."""

import os
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from workflow.errors import BadInput, NotSigned
from workflow.ledger import holder as holders
from workflow.ledger.checkpoint import Checkpoint, cosigned_at, is_signed
from workflow.ledger.hashing import hash_named
from workflow.ledger.holder import Holder
from workflow.ledger.keys import make_key
from workflow.ledger.note import COSIGNATURE, Note
from workflow.ledger.tree import Kept, consistency

ORIGIN, HASH = "linjiang.example/xuanren/1", hash_named("sha256")
AT = datetime(2026, 11, 26, tzinfo=UTC)
Heads = Callable[[int], Checkpoint]


@pytest.fixture
def tree() -> Kept:
    kept = Kept(HASH)
    for place in range(20):
        kept.append(HASH.leaf(b"entry %d" % place))
    return kept


def head(tree: Kept, size: int, origin: str = ORIGIN) -> Checkpoint:
    """The head of the first `size` leaves."""
    first = Kept(HASH)
    for place in range(size):
        first.append(tree.node(0, place))
    return Checkpoint(origin, size, first.root())


@pytest.fixture
def log(tmp_path: Path) -> Holder:
    return Holder(make_key(tmp_path / "log.key", ORIGIN), tmp_path / "log.state", HASH)


@pytest.fixture
def witness(tmp_path: Path) -> Holder:
    key = make_key(tmp_path / "w.key", "shenji.example/w1", COSIGNATURE)
    return Holder(key, tmp_path / "w.state", HASH)


def test_a_head_that_extends_the_last_is_signed_and_kept(log: Holder, tree: Kept) -> None:
    for first, size in ((0, 5), (5, 5), (5, 12), (12, 20)):
        proof = consistency(HASH, tree, first, size) if 0 < first < size else []
        assert is_signed(log.sign(head(tree, size), proof), log.signer.key)
        assert log.last() == head(tree, size)


def test_a_shorter_log_gets_no_signature(log: Holder, tree: Kept) -> None:
    log.sign(head(tree, 12), [])
    with pytest.raises(NotSigned, match="恢复到旧备份"):
        log.sign(head(tree, 5), [])
    assert log.last() == head(tree, 12)


def test_another_history_of_the_same_or_a_greater_size_gets_no_signature(
    log: Holder, tree: Kept
) -> None:
    log.sign(head(tree, 12), [])
    for size in (12, 15):
        other = Checkpoint(ORIGIN, size, HASH.leaf(b"other"))
        with pytest.raises(NotSigned, match="改写或分叉"):
            log.sign(other, consistency(HASH, tree, 12, size) if size > 12 else [])
    assert log.last() == head(tree, 12)


def test_a_key_signs_one_log(log: Holder, tree: Kept) -> None:
    log.sign(head(tree, 5), [])
    with pytest.raises(NotSigned, match="换代"):
        log.sign(head(tree, 5, "elsewhere"), [])


def test_a_witness_cosigns_what_the_log_signed_and_saw_grow(
    log: Holder, witness: Holder, tree: Kept
) -> None:
    first = log.sign(head(tree, 5), [])
    told = witness.witness(first, log.signer.key, [], AT)
    assert cosigned_at(told, witness.signer.key) == AT
    with pytest.raises(NotSigned, match="没有日志密钥的有效签名"):
        witness.witness(Note(head(tree, 12).text()), log.signer.key, [], AT)
    later = log.sign(head(tree, 12), consistency(HASH, tree, 5, 12))
    with pytest.raises(NotSigned, match="改写或分叉"):
        witness.witness(later, log.signer.key, [], AT)
    witness.witness(later, log.signer.key, consistency(HASH, tree, 5, 12), AT)
    assert witness.last().size == 12


@pytest.mark.parametrize("text", [b"", b"{}", b"not json", b'{"origin":"x","root":"zz","size":1}'])
def test_a_spoilt_state_stops_signing(log: Holder, tree: Kept, text: bytes) -> None:
    log.state.write_bytes(text)
    with pytest.raises(BadInput, match="已损坏"):
        log.sign(head(tree, 5), [])


@pytest.mark.parametrize("fails", ["fsync", "replace", "open"])
def test_what_could_not_be_kept_is_not_signed(
    log: Holder, tree: Kept, monkeypatch: pytest.MonkeyPatch, fails: str
) -> None:
    log.sign(head(tree, 5), [])

    def broken(*_: Any, **__: Any) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        match fails:
            case "fsync":
                patch.setattr(os, "fsync", broken)
            case "replace":
                patch.setattr(Path, "replace", broken)
            case _:
                patch.setattr(holders, "replace_file", broken)
        with pytest.raises(OSError, match="No space"):
            log.sign(head(tree, 12), consistency(HASH, tree, 5, 12))
    assert log.last() == head(tree, 5)
    log.sign(head(tree, 12), consistency(HASH, tree, 5, 12))
