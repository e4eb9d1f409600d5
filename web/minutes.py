"""The minutes of a meeting for print (会议记录): made from its entries alone, which it names by digest."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import Blueprint, render_template
from flask_login import login_required

from web.forms.item import ASIDE
from web.history import DONE
from web.house import desk, today
from web.labels import MEETINGS
from web.reading import Reader
from web.sittings import Tally, attended, outcome, seen_briefs, seen_meeting, tallies
from workflow.activities.attendance import HOW
from workflow.activities.meeting_item import FORM, VIEWS
from workflow.dossier import View
from workflow.guards.count import Count, counts
from workflow.journal.read import Record
from workflow.queries.meetings import Sitting
from workflow.workdays import SHANGHAI

bp = Blueprint("minutes", __name__, url_prefix="/meetings")
KEEP = "keep"


@dataclass(frozen=True, slots=True)
class Minute:
    """One item as the minutes have it; what came of it is counted here, never recorded."""

    tally: Tally
    base: str

    @property
    def count(self) -> Count:
        """Members due, present and agreeing (应到会、到会、同意)."""
        return counts(self.tally.item, self.base)

    @property
    def outcome(self) -> str:
        """What the figures come to, in words."""
        return outcome(self.tally.item, self.base)

    @property
    def aside(self) -> list[View]:
        """Who stood aside."""
        return [one for one in self.tally.views if one.recused]

    @property
    def away(self) -> list[View]:
        """Who was not there for this item."""
        return [one for one in self.tally.views if not one.present]

    @property
    def spoke(self) -> list[View]:
        """Who stated a view, in the order spoken."""
        return [one for one in self.tally.views if one.view]


@dataclass(frozen=True, slots=True)
class Rested:
    """An entry on which the minutes rest."""

    seq: int
    title: str
    by: str
    at: str
    digest: str


@bp.get("/<meeting>/minutes")
@login_required
def show(meeting: str) -> Any:
    """Everything that the rules ask of minutes, on A4, with lines to sign on."""
    found, reader = seen_meeting(meeting), Reader(desk())
    minutes = _minutes(found, tallies(found, reader))
    return render_template(
        "meetings/minutes.html", sitting=found, items=minutes, reader=reader, kinds=MEETINGS,
        how=HOW, aside=ASIDE, attended=attended, views=VIEWS, forms=FORM.options,
        entries=_entries(found, minutes), recorder=_recorder(found, minutes), printed=_said(today()),
        held=_said(found.file.held_on),
    )  # fmt: skip


def _minutes(found: Sitting, items: Iterable[Tally]) -> list[Minute]:
    cases = seen_briefs(one.case for one in found.items)
    return [Minute(one, _base(cases[one.item.case].edition) if one.item.case else KEEP) for one in items]


def _base(edition: str) -> str:
    return str(desk().edition(edition).process.settings.get("recusal_base", KEEP))


def _recorder(found: Sitting, minutes: Iterable[Minute]) -> str:
    """Who wrote the minutes: as signed in, else as the first item says."""
    told = [found.attendance.values.get("recorder")] if found.attendance else []
    told += [one.tally.item.values.get("recorder") for one in minutes]
    return next((str(one) for one in told if one), "")


def _entries(found: Sitting, minutes: Iterable[Minute]) -> list[Rested]:
    """The entries that the page shows something of; of an item corrected, the last and those before."""
    shown = {one.tally.item.matter for one in minutes}
    return [
        Rested(
            one.seq, DONE.get(str(one.data["act"]), ""), one.by.name,
            one.at.astimezone(SHANGHAI).strftime("%Y-%m-%d %H:%M"), one.digest,
        )
        for one in found.records
        if one.data["act"] != "item" or _matter(one) in shown
    ]  # fmt: skip


def _matter(one: Record) -> tuple[str, str]:
    return one.data["activity"], one.data.get("case") or one.data["veto"]


def _said(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"
