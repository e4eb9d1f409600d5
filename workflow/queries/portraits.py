"""A person's file as it is read (干部档案): basic data, career, family, grades, sanctions, forms.

Assembled from the folded facts and the journal; what is verified goes before what is only stated.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import select

from workflow.dossier import Fact, PersonFile
from workflow.edition import Edition
from workflow.guards.sanctions import free_under
from workflow.journal import Desk
from workflow.journal.read import Record
from workflow.models import editions

# By what the facts of a kind are put in order; the kinds with one fact have none.
ORDER: Mapping[str, str] = {
    "tenure": "from", "grade": "year", "sanction": "effective_on", "rank": "from", "training": "from",
    "branch_membership": "from",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Impact:
    """A sanction and the last day on which it bears; None while that day cannot be told."""

    fact: Fact
    until: date | None
    over: bool


@dataclass(frozen=True, slots=True)
class TakenForm:
    """One appointment form as it was taken: its texts, the file, the photograph."""

    seq: int
    on: date
    by: str
    texts: Mapping[str, str]
    family: Sequence[Mapping[str, str]]
    document: Mapping[str, Any] | None
    photo: Mapping[str, Any] | None


@dataclass(frozen=True, slots=True)
class Portrait:
    """One person: facts by kind in their order, the forms taken, the last one first."""

    file: PersonFile
    kinds: Mapping[str, tuple[Fact, ...]]
    forms: tuple[TakenForm, ...]
    sanctions: tuple[Impact, ...]

    def one(self, kind: str) -> Fact | None:
        """The fact of a kind that counts: the last verified one, else the last stated."""
        facts = self.kinds.get(kind, ())
        return next((one for one in reversed(facts) if one.verified), facts[-1] if facts else None)

    def several(self, kind: str) -> tuple[Fact, ...]:
        """All facts of a kind, the earliest first."""
        return self.kinds.get(kind, ())

    def text(self, element: str) -> str:
        """What the last form that has this element says there, which no fact repeats."""
        return next((one.texts[element] for one in self.forms if one.texts.get(element)), "")

    @property
    def photo(self) -> Mapping[str, Any] | None:
        """The photograph of the last form that has one."""
        return next((one.photo for one in self.forms if one.photo), None)


def portrait(
    file: PersonFile, records: Sequence[Record], edition: Edition | None, today: date
) -> Portrait:
    """A person as of a day; sanctions bear as long as `edition` and the guards say."""
    kinds: dict[str, list[Fact]] = {}
    for fact in file.facts:
        kinds.setdefault(fact.kind, []).append(fact)
    for kind, key in ORDER.items():
        if kind in kinds:
            kinds[kind].sort(key=lambda one, key=key: str(one.values.get(key) or ""))  # type: ignore[misc]
    forms = [_taken(one) for one in reversed(records) if one.data.get("act") == "form"]
    return Portrait(
        file, {kind: tuple(facts) for kind, facts in kinds.items()}, tuple(forms),
        tuple(_impact(one, edition, today) for one in kinds.get("sanction", ())),
    )  # fmt: skip


def _taken(record: Record) -> TakenForm:
    values, files = record.values, record.body["attachments"]
    return TakenForm(
        record.seq, record.on, record.by.name, values.get("texts", {}), values.get("family", ()),
        files[0] if files else None, values.get("photo"),
    )  # fmt: skip


def _impact(fact: Fact, edition: Edition | None, today: date) -> Impact:
    free = free_under(edition, fact.values) if edition else None
    until = free - timedelta(days=1) if free else None
    return Impact(fact, until, over=free is not None and free <= today)


def settings_in_force(desk: Desk) -> Edition | None:
    """The edition published last of those for promotions, whose settings say how long sanctions bear."""
    query = select(editions.c.digest).order_by(editions.c.published_at.desc(), editions.c.name)
    known = (desk.edition(digest) for digest in desk.db.scalars(query).all())
    return next((one for one in known if one.process.effect == "upward"), None)
