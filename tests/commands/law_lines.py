"""The raw entries as they lie in the table, and what can be read off a few of them (纪实条目)."""

import json
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from workflow.journal.vault import Vault, salted

DUE = 5  # members of the committee


@dataclass(frozen=True, slots=True)
class Line:
    """One entry as stored; `place` counts all entries of the database."""

    place: int
    subject: str
    digest: str
    body: Mapping[str, Any]
    values: Mapping[str, Any]

    @property
    def data(self) -> Mapping[str, Any]:
        """What the entry says."""
        data: Mapping[str, Any] = self.body["data"]
        return data

    @property
    def hands(self) -> set[str]:
        """The account, and the person behind it."""
        actor = self.body["actor"]
        return {f"account {actor['account']}", f"person {actor['person']}"}


def counted(item: Line) -> bool:
    """Two thirds of all due present and more than half of them agreeing, view by view."""
    views = item.values["views"]
    present = sum(1 for one in views if one["present"] and not one["recused"])
    agree = sum(1 for one in views if one["view"] == "agree")
    return 3 * present >= 2 * DUE and 2 * agree > DUE


def approved_by_another(lines: Sequence[Line], act: str = "record") -> bool:
    """Whether the last `act` was approved afterwards, by a hand that had no part in any."""
    done = [one for one in lines if one.data["act"] == act]
    later = [one for one in lines if done and one.place > done[-1].place]
    return any(one.data["act"] == "approve" and not one.hands & done[-1].hands for one in later)


def lines(db: sqlite3.Connection, vault: Vault) -> Iterator[Line]:
    """All entries of a database as they lie there, oldest first; the vault opens their values."""
    values = {
        mark: json.loads(salted(AESGCM(vault.unwrap(person, wrapped)), sealed, mark)[1])
        for mark, person, sealed, wrapped in db.execute(
            "SELECT commitment, person, sealed, wrapped FROM personal_values "
            "JOIN personal_keys USING (person)"
        )
    }
    query = "SELECT rowid, subject, digest, body FROM entries ORDER BY rowid"
    for place, subject, digest, body in db.execute(query):
        told = json.loads(body)
        sealed = told["values"]
        yield Line(place, subject, digest, told, values[sealed[0]] if sealed else {})
