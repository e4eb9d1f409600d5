"""A new epoch is taken up on one kind of statement only; its root is that of the tree."""

import pytest

from workflow.canonical import canonical
from workflow.errors import BadInput
from workflow.ledger.epochs import follows, read_turn, root_over, said
from workflow.ledger.hashing import hash_named
from workflow.ledger.tree import Kept

HEAD = {"origin": "o/xuanren/1", "size": 2, "root": "00" * 32}
TWO = [{"account": "a", "name": "甲"}, {"account": "b", "name": "乙"}]
TOLD = {"last": HEAD, "old": HEAD, "hash": "sha256", "reason": "失火", "signatories": TWO}


def body(act: str = "epoch", **changes: object) -> bytes:
    return canonical({"data": {"act": act, "set": {**TOLD, **changes}}})


def test_a_statement_names_two_people_a_reason_both_heads_and_a_known_hash() -> None:
    assert said(body())["reason"] == "失火"
    for wrong in (
        body("heads"), body(signatories=TWO[:1]), body(signatories=[TWO[0], TWO[0]]),
        body(reason=" "), body(hash="md5"), body(last={}), body(old=None), b"{}", b"nix",
    ):  # fmt: skip
        with pytest.raises(BadInput):
            said(wrong)


def test_a_file_that_is_no_turn_is_refused() -> None:
    for wrong in (b"", b"{}", canonical({"kind": "cadre-witness/1"}), b"PK\x03\x04"):
        with pytest.raises(BadInput):
            read_turn(wrong)


def test_the_epochs_of_a_log_are_counted() -> None:
    assert follows("city.example/xuanren/9") == "city.example/xuanren/10"
    with pytest.raises(BadInput):
        follows("city.example/xuanren")


@pytest.mark.parametrize("name", ["sha256", "sm3"])
def test_the_root_over_leaves_is_that_of_the_tree(name: str) -> None:
    hash = hash_named(name)
    kept, leaves = Kept(hash), []
    assert root_over(hash, []) == hash.empty
    for place in range(70):
        leaves.append(hash.leaf(b"%d" % place))
        kept.append(leaves[-1])
        assert root_over(hash, leaves) == kept.root()
