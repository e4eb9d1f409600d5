"""A small dossier put together by hand (手工做成的卷宗): no house, no database, and any part may be false.

Its log has eleven leaves; nine of them are of entries that it shows. The day counted the first seven.
"""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from workflow.canonical import canonical, commitment, digest, leaf
from workflow.ledger.bundle import with_manifest
from workflow.ledger.checkpoint import Checkpoint, cosign
from workflow.ledger.hashing import Hash, hash_named
from workflow.ledger.heads import line
from workflow.ledger.keys import FileKey
from workflow.ledger.note import COSIGNATURE, ED25519, VerifierKey, read_note, signed
from workflow.ledger.tree import Kept, inclusion

Body = dict[str, Any]
Bodies = dict[int, Body]  # by place in the log
Files = dict[str, bytes]
ORIGIN, SIZE, DAY, COUNTED = "linjiang.example/xuanren/1", 11, 8, 7
SALT, NAME = bytes(range(32)), {"name": "甲", "text": "籍贯"}
VALUE = commitment(SALT, NAME)
PAPER, EDITION, LOST = "考察材料".encode(), b'{"process":{"title":"x"}}', digest(b"lost")


def key(name: str, kind: int, seed: int) -> FileKey:
    """A key that is the same in every run."""
    private = Ed25519PrivateKey.from_private_bytes(bytes([seed]) * 32)
    return FileKey(VerifierKey(name, kind, private.public_key().public_bytes_raw()), private)


LOG = key(ORIGIN, ED25519, 1)
WITNESS, SECOND = key("shenji.example/w1", COSIGNATURE, 2), key("dangan.example/w2", COSIGNATURE, 3)
KEYS = f"log {LOG.key}\nwitness {WITNESS.key}\n"


def body(subject: str, seq: int, clock: str, **said: Any) -> Body:
    """An entry, as far as a verifier reads it."""
    usual: Body = {"data": {}, "values": [], "attachments": [], "edition": None, "prev": ""}
    return {"subject": subject, "seq": seq, "at": f"2026-03-02T{clock}Z", **usual, **said}


def honest() -> Bodies:
    """A case with its person and selection; an entry of somewhere else, and what came after the day."""
    case = "case:c1"
    bodies = {
        0: body("organization:o", 9, "11:00:00.000000", prev="e" * 64,
                data={"set": {"person": "p9", "selection": "s9"}}),
        1: body("person:p1", 1, "10:00:00.000000"),
        3: body(case, 1, "10:10:00.000000", data={"set": {"person": "p1"}}),
        4: body("selection:s1", 1, "10:11:00.000000"),
        5: body(case, 2, "10:05:00.000000", data={"set": {"selection": "s1"}}, values=[VALUE],
                edition=digest(EDITION), attachments=[{"digest": digest(PAPER)}, {"digest": LOST}]),
        6: body(case, 3, "10:12:00.000000", data={"move": "m0"}),
        7: body(case, 4, "10:12:00.000000"),
        DAY: body("ledger:heads", 3, "09:00:00.000000", prev="f" * 64),
        9: body(case, 5, "10:13:00.000000"),
    }  # fmt: skip
    return chained(bodies, case)


def chained(bodies: Bodies, subject: str) -> Bodies:
    """The entries of one journal, each naming the one before it."""
    prev = ""
    for one in bodies.values():
        if one["subject"] == subject:
            one["prev"] = prev
            prev = leaf(canonical(one))
    return bodies


def counted(bodies: Bodies, hash: Hash) -> tuple[Kept, list[str]]:
    """The list of heads of the day: its tree, and the subjects in their order."""
    last = {"account:a": (1, "a" * 64), "task:z": (1, "b" * 64)}
    for place, one in sorted(bodies.items()):
        if place < COUNTED:
            last[one["subject"]] = (one["seq"], leaf(canonical(one)))
    kept = Kept(hash)
    for subject in sorted(last):
        kept.append(hash.head(line(subject, *last[subject])))
    return kept, sorted(last)


def files_of(bodies: Bodies, name: str = "sha256", size: int = SIZE) -> Files:
    """The files of a dossier of these entries: all proofs are right, and the log signed its head."""
    hash = hash_named(name)
    heads, subjects = counted(bodies, hash)
    if DAY in bodies:
        bodies[DAY]["data"] = {"set": {"size": COUNTED, "count": heads.size, "root": heads.root().hex()}}
    kept = Kept(hash)
    for place in range(size):
        told = canonical(bodies[place]) if place in bodies else b"another %d" % place
        kept.append(hash.leaf(told))
    files = {
        "events.jsonl": b"".join(canonical(one) + b"\n" for one in bodies.values()),
        "proofs.json": canonical([
            {"position": place, "path": hexed(inclusion(hash, kept, place, size))} for place in bodies
        ]),
        "checkpoint": str(signed(Checkpoint(ORIGIN, size, kept.root()).text(), [LOG])).encode(),
        "heads.json": canonical({"position": DAY, "ways": dict(_ways(hash, heads, subjects))}),
        "secrets.json": canonical({VALUE: {"salt": SALT.hex(), "value": NAME}}),
        f"blobs/{digest(PAPER)}": PAPER, f"editions/{digest(EDITION)}": EDITION,
    }  # fmt: skip
    return with_manifest({
        "kind": "cadre-dossier/1", "case": "c1", "origin": ORIGIN, "hash": name,
        "whole": ["case:c1", "person:p1", "selection:s1"], "withheld": [LOST],
    }, files)  # fmt: skip


def _ways(hash: Hash, heads: Kept, subjects: list[str]) -> Iterator[tuple[str, dict[str, Any]]]:
    for subject in ("case:c1", "person:p1", "selection:s1"):
        if subject in subjects:
            place = subjects.index(subject)
            yield subject, {"place": place, "path": hexed(inclusion(hash, heads, place, heads.size))}


def hexed(path: list[bytes]) -> list[str]:
    """A proof as files hold it."""
    return [one.hex() for one in path]


def cosigned(files: Files, witness: FileKey, at: datetime) -> Files:
    """The files with a witness's line below the checkpoint."""
    note = cosign(read_note(files["checkpoint"].decode()), witness, at)
    return {**files, "checkpoint": str(note).encode()}
