"""Epochs (换代): where a log cannot go on from what was signed, it begins anew, and says so in leaf 0.

That is so after a restore that lost what had been signed already, and when the hash changes. The
new tree holds the statement first, then all old entries in their old order, then whatever follows.
Whoever signed or witnessed the old log takes up the new one only on that statement.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from workflow.canonical import canonical, parse
from workflow.errors import BadInput, NotSigned
from workflow.ledger.checkpoint import Checkpoint, read_checkpoint
from workflow.ledger.hashing import Hash, hash_named
from workflow.ledger.note import Note
from workflow.ledger.tree import Edge, includes

KIND = "cadre-epoch/1"
ACT = "epoch"
NAMED = re.compile(r"(.+/)(\d+)")
ODD = (KeyError, TypeError, ValueError, AttributeError)


@dataclass(frozen=True, slots=True)
class Turn:
    """The file that is carried to signer and witnesses: the first head of an epoch, and its leaf 0."""

    head: Checkpoint
    body: bytes
    proof: tuple[bytes, ...]

    def bytes(self) -> bytes:
        """The file."""
        return canonical({
            "kind": KIND, "head": self.head.text(), "body": self.body.decode(),
            "proof": [one.hex() for one in self.proof],
        })  # fmt: skip


def read_turn(data: bytes) -> Turn:
    """The turn of a file; raises BadInput for anything else."""
    try:
        told = parse(data)
        if told["kind"] != KIND:
            raise BadInput("不是换代文书")
        proof = tuple(bytes.fromhex(one) for one in told["proof"])
        return Turn(read_checkpoint(Note(told["head"])), told["body"].encode(), proof)
    except ODD as error:
        raise BadInput("换代文书已损坏") from error


def subject(epoch: int) -> str:
    """In which journal the statement of an epoch lies."""
    return f"ledger:epoch-{epoch}"


def said(body: bytes) -> Mapping[str, Any]:
    """What leaf 0 of an epoch states; raises BadInput where it is no such statement."""
    try:
        data = parse(body)["data"]
        told: Mapping[str, Any] = data["set"]
        names = {one["account"] for one in told["signatories"]}
        if data["act"] != ACT or len(names) < 2 or not told["reason"].strip():
            raise BadInput("换代须有两名签署人和理由")
        head_of(told["last"]), head_of(told["old"]), hash_named(told["hash"])
    except ODD as error:
        raise BadInput("新一代的首条不是换代说明") from error
    return told


def head_of(told: Mapping[str, Any]) -> Checkpoint:
    """A head as a statement names it."""
    return Checkpoint(told["origin"], told["size"], bytes.fromhex(told["root"]))


def plain(head: Checkpoint) -> dict[str, Any]:
    """A head as a statement names it."""
    return {"origin": head.origin, "size": head.size, "root": head.root.hex()}


def follows(origin: str) -> str:
    """The origin of the epoch after one; raises BadInput for an origin without an epoch."""
    found = NAMED.fullmatch(origin)
    if found is None:
        raise BadInput(f"“{origin}”没有写明第几代")
    return f"{found[1]}{int(found[2]) + 1}"


def require_turn(last: Checkpoint, turn: Turn) -> None:
    """Refuse a new epoch that does not own up to the last head that was signed here. NotSigned."""
    told = said(turn.body)
    claimed, hash = head_of(told["last"]), hash_named(told["hash"])
    if not last.origin or turn.head.origin != follows(last.origin):
        raise NotSigned(f"“{turn.head.origin}”不是“{last.origin or '（尚未签署过）'}”的下一代")
    same = claimed.size != last.size or claimed.root == last.root
    if claimed.origin != last.origin or claimed.size < last.size or not same:
        raise NotSigned(
            f"换代说明写的是曾签到{claimed.size}条，而此处已签到{last.size}条：没有如实说明丢失的范围"
        )
    leaf, whole = hash.leaf(turn.body), head_of(told["old"]).size + 1
    if turn.head.size != whole or not includes(hash, leaf, 0, turn.head.size, turn.proof, turn.head.root):
        raise NotSigned("换代说明不是新一代的首条，或者其后不是全部旧条目")


def root_over(hash: Hash, leaves: Iterable[bytes]) -> bytes:
    """The root over leaves one after another; holds one node a level."""
    edge = Edge(hash, 0, ())
    for leaf in leaves:
        edge.append(leaf)
    return edge.root()
