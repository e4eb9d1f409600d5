"""Who holds the file of the database (伪造者): reads all entries, changes them, makes all agree again."""

import shutil
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any

from fraud_world import HASH, NOTE, Base, opened
from sqlalchemy import Connection, delete, insert, select

from workflow.canonical import canonical, digest, leaf, parse
from workflow.journal import House
from workflow.journal.marks import marks
from workflow.ledger.checkpoint import Checkpoint, read_checkpoint
from workflow.ledger.heads import SUBJECT, Heads
from workflow.ledger.keys import load_key
from workflow.ledger.note import read_note, signed
from workflow.ledger.tree import Kept
from workflow.models import (
    FIXED,
    TABLES,
    checkpoints,
    commands,
    entries,
    instance,
    leaves,
    nodes,
    personal_values,
    receipts,
)

COPIED = ("cadre.db", "values.key", "log.state", "w.state", "receipt")


@dataclass(slots=True)
class Forger:
    """Who holds the file of the database, in a copy of the house's folder; `holds` the log's key, too.

    `low` and `high`: between which leaves he forges.
    """

    base: Base
    folder: Path
    chance: Random
    low: int
    high: int
    holds: bool = False
    rows: list[dict[str, Any]] = field(default_factory=list)

    @classmethod
    def at(cls, base: Base, folder: Path, seed: str, *, tail: bool, holds: bool) -> "Forger":
        """In a fresh copy: before the last receipt of the witness, or in the `tail` after it."""
        folder.mkdir()
        for name in COPIED:
            shutil.copy(base.folder / name, folder / name)
        shutil.copytree(base.folder / "attachments", folder / "attachments")
        low, high = (base.witnessed, 10**9) if tail else (base.first, base.witnessed)
        return cls(base, folder, Random(seed), low, high, holds)

    def house(self) -> House:
        """The house, forged or not."""
        return opened(self.base, self.folder / "cadre.db")

    def put_back(self, backup: str) -> None:
        """Put a backup in place of the database."""
        shutil.copy(self.base.folder / backup, self.folder / "cadre.db")

    def read(self, db: Connection) -> None:
        """All entries in the order of their leaves."""
        told = select(entries.c.id, entries.c.body).join(leaves, leaves.c.entry == entries.c.id)
        self.rows = [{"id": row.id, "body": parse(row.body)}
                     for row in db.execute(told.order_by(leaves.c.position))]  # fmt: skip

    def places(self, **said: Any) -> list[int]:
        """Where entries lie that he may forge; `said`: what their data must say."""
        said = said or {"act": NOTE}
        return [
            place for place, row in enumerate(self.rows)
            if self.low <= place < self.high
            and all(row["body"]["data"].get(key) == value for key, value in said.items())
            and row["body"]["seq"] > 1 and row["body"]["subject"] != SUBJECT
        ]  # fmt: skip

    def place(self, **said: Any) -> int:
        """One of them by chance."""
        return self.chance.choice(self.places(**said))

    def body(self, place: int) -> dict[str, Any]:
        """What an entry says."""
        told: dict[str, Any] = self.rows[place]["body"]
        return told

    def copy(self, place: int, **changes: Any) -> dict[str, Any]:
        """Another entry made from one, under an id of its own."""
        id = f"bench-forged{self.chance.randrange(10**12):012d}"
        body = parse(canonical(self.body(place)))
        return {"id": id, "body": {**body, "id": id, **changes}}

    def write(self, db: Connection) -> None:
        """Write all entries anew so that chain, copies, rows, heads of the day and tree agree."""
        chains: dict[str, tuple[int, str, dict[str, Any]]] = {}
        tree, last = Kept(HASH), dict[str, tuple[int, str]]()
        ends = Counter(row["body"]["subject"] for row in self.rows)
        for table in (entries, leaves, nodes):
            db.execute(delete(table))
        written = []
        for row in self.rows:
            written.append(self._entry(row, chains, tree, last, ends))
            tree.append(bytes.fromhex(written[-1]["digest"]))
        db.execute(insert(entries), written)
        db.execute(insert(leaves), [
            {"epoch": 1, "position": place, "entry": one["id"], "hash": bytes.fromhex(one["digest"])}
            for place, one in enumerate(written)
        ])  # fmt: skip
        db.execute(insert(nodes), [
            {"epoch": 1, "level": level, "place": place, "hash": here}
            for (level, place), here in tree._nodes.items() if level
        ])  # fmt: skip
        self._rest(db, chains)
        self._heads(db, tree)

    def _entry(
        self, row: dict[str, Any], chains: dict[str, Any], tree: Kept,
        last: dict[str, tuple[int, str]], ends: Counter[str],
    ) -> dict[str, Any]:  # fmt: skip
        body = row["body"]
        subject = body["subject"]
        seq, prev, said = chains.get(subject, (0, "", {}))
        if subject == SUBJECT:
            root = Heads(HASH, last).tree()
            body["data"]["set"].update(size=tree.size, count=root.size, root=root.root().hex())
        said = {**said, **body["data"].get("set", {})}
        body["read"] = {one: min(there, ends[one]) for one, there in body["read"].items() if ends[one]}
        content = canonical(said)
        body.update(id=row["id"], seq=seq + 1, prev=prev, state=digest(content))
        data = canonical(body)
        chains[subject], last[subject] = (seq + 1, leaf(data), said), (seq + 1, leaf(data))
        return {
            "id": row["id"], "subject": subject, "seq": seq + 1, "prev": prev, "digest": leaf(data),
            "at": body["at"], "occurred_on": body["occurred_on"], "kind": body["kind"],
            "account": body["actor"]["account"], "duty": body["actor"]["duty"],
            "command": body["command"], **marks(body["data"]), "province": "42", "case_year": 2026,
            "content": content.decode(), "body": data,
        }  # fmt: skip

    def _rest(self, db: Connection, chains: Mapping[str, tuple[int, str, dict[str, Any]]]) -> None:
        """Rows, answered commands and sealed values as the entries now say."""
        for table in TABLES.values():
            db.execute(delete(table))
        rows: dict[str, list[dict[str, Any]]] = {}
        for subject, (seq, head, said) in chains.items():
            kind, _, id = subject.partition(":")
            content = canonical(said).decode()
            always = {key: said.get(key) for key in FIXED.get(kind, ())}
            rows.setdefault(kind, []).append(
                {"id": id, "seq": seq, "head": head, "content": content, **always}
            )
        for kind, some in rows.items():
            db.execute(insert(TABLES[kind]), some)
        db.execute(delete(commands).where(commands.c.entry.not_in(select(entries.c.id))))
        marks_left = {mark for row in self.rows for mark in row["body"]["values"]}
        db.execute(delete(personal_values).where(personal_values.c.commitment.not_in(marks_left)))

    def _heads(self, db: Connection, tree: Kept) -> None:
        """Signed heads that do not fit any more: signed anew where he can, else gone; so receipts."""
        rows = db.execute(select(checkpoints).order_by(checkpoints.c.size)).all()
        for row in rows:
            told = read_note(row.note).text
            head = Checkpoint(told.split("\n")[0], row.size, root_of(tree, row.size))
            if row.size <= tree.size and head.text() == told:
                continue
            db.execute(delete(checkpoints).where(checkpoints.c.size == row.size))
            db.execute(delete(receipts).where(receipts.c.size == row.size))
            if self.holds and row.size <= tree.size:
                self.sign(db, head, row.at)
        if self.holds:
            self.sign(db, Checkpoint(f"{self.origin(db)}/xuanren/1", tree.size, tree.root()), "2026-03-08")

    def sign(self, db: Connection, head: Checkpoint, at: str) -> None:
        """With the stolen key; the signer's own memory is made to agree."""
        db.execute(delete(checkpoints).where(checkpoints.c.size == head.size))
        key = load_key(self.base.folder / "log.key")
        db.execute(insert(checkpoints).values(
            epoch=1, size=head.size, at=at, note=str(signed(head.text(), [key]))))  # fmt: skip
        self.state(head)

    def remember_last(self) -> None:
        """Make the signer remember no more than the last head that the database keeps."""
        with self.house().engine.connect() as db:
            size = checkpoints.c.size
            note = db.scalar(select(checkpoints.c.note).order_by(size.desc()).limit(1)) or ""
        self.state(read_checkpoint(read_note(note)))

    def state(self, head: Checkpoint) -> None:
        """What the signer remembers."""
        (self.folder / "log.state").write_bytes(canonical(
            {"origin": head.origin, "size": head.size, "root": head.root.hex()}))  # fmt: skip

    def origin(self, db: Connection) -> str:
        """The name of the instance."""
        return str(db.scalar(select(instance.c.value).where(instance.c.key == "origin")))


def root_of(tree: Kept, size: int) -> bytes:
    """The root of the first leaves of a tree, where it has so many."""
    first = Kept(HASH)
    for place in range(min(size, tree.size)):
        first.append(tree.node(0, place))
    return first.root()
