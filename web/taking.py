"""Recording an item (记录议题): one flow for an item on a case and for one on a veto.

Shown, checked, refused early where it was not conducted as the rules ask, recorded, and on to the
next item. A vote that took place is always recorded: what is irregular is put right or explained.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from flask import flash, redirect, render_template, request, url_for

from web.acting import actor, tried
from web.errors import shown_status
from web.forms.build import SheetForm
from web.forms.fields import Choices
from web.forms.item import (
    CARRIED,
    Ground,
    attendance_fields,
    grounds,
    rows,
    starts,
    views_of,
)
from web.forms.mark import Picture
from web.forms.sheet import Sheet
from web.house import desk, now, today
from web.reading import Reader
from web.sittings import agenda, following, outcome
from web.whom import officers_below
from workflow import authority
from workflow.dossier import Act, ItemFile, PersonFile, Values, View
from workflow.errors import BadInput, Reason, WorkflowError
from workflow.guards.count import counts, is_quorum
from workflow.guards.verdict import Gap
from workflow.journal import Desk, Order
from workflow.journal.fold import views_of as read_views
from workflow.queries.meetings import Sitting, sitting

TALLY = ("agree", "disagree", "postpone")


@dataclass(frozen=True)
class Taking:
    """One item about to be recorded; `earlier`: all that meetings have of the same matter.

    `sheet` builds the rest of the form from what is filled in beforehand; `judge` says what is
    irregular in an item; `record` is the command. `seen`: the seqs of the other journals shown, and
    the picture of what is decided on.
    """

    found: Sitting
    matter: tuple[str, str]
    about: PersonFile
    title: str
    note: str
    base: str
    earlier: tuple[ItemFile, ...]
    sheet: Callable[[Values], Sheet]
    make: Callable[[Act, tuple[View, ...], Values], ItemFile]
    judge: Callable[[ItemFile], list[Gap]]
    record: Callable[[Desk, Order, Mapping[str, Any]], object]
    seen: Callable[[], tuple[Mapping[str, int], Picture]]
    reason: Callable[[Gap], Reason]

    @cached_property
    def before(self) -> ItemFile | None:
        """This item as recorded already, else the one recorded last in this sitting."""
        told = sorted((*self.found.items, *self.found.vetoes), key=lambda one: one.act.seq)
        mine = [one for one in told if one.matter == self.matter]
        return (mine or told or [None])[-1]  # type: ignore[list-item]

    @property
    def again(self) -> bool:
        """Whether it corrects a record."""
        return self.before is not None and self.before.matter == self.matter

    @property
    def elsewhere(self) -> list[tuple[ItemFile, str]]:
        """What other meetings did with it, each with what came of it; their last word only."""
        last = {one.meeting.id: one for one in self.earlier}
        last.pop(self.found.file.id, None)
        return [(one, outcome(one, self.base)) for one in last.values()]

    @cached_property
    def grounds(self) -> dict[str, Ground]:
        """Who of the members should stand aside, and why."""
        return grounds(self.found.file, self.about)

    @property
    def given(self) -> Values:
        """What is filled in beforehand: from the record corrected, the item before, the sign-in."""
        if self.before is None:
            told = self.found.attendance
            return told.values if told else {}
        kept = self.before.values
        return kept if self.again else {key: kept[key] for key in CARRIED if key in kept}


@dataclass(frozen=True, slots=True)
class Summary:
    """The count of the item as filled in by now, for people (R-DEC-04, R-DEC-09, R-DEC-22)."""

    due: int
    present: int
    aside: int
    base: str
    said: Mapping[str, int]

    @property
    def has_quorum(self) -> bool:
        """Whether two thirds of those due take part."""
        return is_quorum(self.present, self.due)

    @property
    def quorum(self) -> int:
        """How many must take part."""
        return -(-2 * self.due // 3)

    @property
    def majority(self) -> int:
        """How many must agree."""
        return self.due // 2 + 1


def take(taking: Taking) -> Any:
    """Answer the request: the form, the form checked, or the item recorded and the next one."""
    form = _form(taking)
    error: WorkflowError | None = None
    checked = request.form.get("check") is not None
    if request.method == "POST" and not form.add_row():
        if checked:
            _count_views(taking, form)
        if form.validate():
            values = {**form.values(), "views": views_of(form.form, taking.found.file)}
            error = _irregular(taking, form, values)
            if error is None and not checked:
                error = tried(
                    form.form, f"meeting:{taking.found.file.id}", f"item {taking.matter[0]}",
                    lambda at, order: taking.record(at, order, values),
                )  # fmt: skip
                if error is None:
                    return _onwards(taking)
    return _shown(taking, form, error, checked=checked)


def _form(taking: Taking) -> SheetForm:
    file = taking.found.file
    begin = starts(file, taking.found.attendance, taking.before, again=taking.again)
    given = {key: one for key, one in taking.given.items() if key not in ("views", "members")}
    members = {one.person: one.name for one in file.roster}
    offered = Choices(people={**offered_people(given), **members})
    further = attendance_fields(file, taking.grounds, begin)
    return SheetForm(taking.sheet(given), offered, further)


def offered_people(given: Values) -> dict[str, str]:
    """Who may be named in minutes: officers as far as the actor looks, and whoever is named already."""
    mine = authority.overlooked(desk(), actor(), today()) or ""
    found = dict(officers_below(mine))
    named = {one for value in given.values() for one in (value if isinstance(value, list) else [value])
             if isinstance(one, str)}  # fmt: skip
    names = Reader(desk()).people
    return found | {one: names[one] for one in sorted(named - found.keys()) if one in names}


def _count_views(taking: Taking, form: SheetForm) -> None:
    """Where the vote was open and no figure is typed yet, the figures of the views are proposed."""
    fields = {one.name: one.bound for part in form.parts() for one in part.fields}
    if fields["vote_form"].data not in ("oral", "hands"):
        return
    if any(fields[name].data is not None for name in (*TALLY, "abstain")):
        return
    told = [one["view"] for one in views_of(form.form, taking.found.file)]
    for name in (*TALLY, "abstain"):
        fields[name].data = told.count(name)
        fields[name].raw_data = [str(told.count(name))]  # what the page shows is what was sent
        fields[name].process_errors = []  # that it was empty


def _item(taking: Taking, views: Iterable[Mapping[str, Any]], values: Values) -> ItemFile:
    """The item as it would be on record."""
    by, told = actor().by, {"views": list(views)}
    act = Act(f"meeting:{taking.found.file.id}", taking.found.seq + 1, "item", now(), today(), by, values)
    return taking.make(act, read_views(told), values)


def _irregular(taking: Taking, form: SheetForm, values: Values) -> WorkflowError | None:
    """What was not conducted as the rules ask, unless it is explained; never a ban on the record."""
    gaps = list(dict.fromkeys(taking.judge(_item(taking, values["views"], values))))
    if not gaps or values.get("deviation"):
        return None
    for part in form.parts():
        for one in part.further:
            if one.name == "deviation":
                one.bound.errors = ("与规定不符的，先改正；确属会上实情的，在此写明，据实登记。",)
    message = f"尚未登记：与规定不符{len(gaps)}处，据此表决不能办理下一步"
    return BadInput(message, [taking.reason(one) for one in gaps])


def _onwards(taking: Taking) -> Any:
    """After the record: the next item of the agenda that is open, else the meeting."""
    flash(f"已记录议题：{taking.about.name}·{taking.title}。")
    meeting = taking.found.file.id
    again = sitting(desk(), meeting)
    line = following(again, agenda(again, Reader(desk())), taking.matter)
    return redirect(line.page if line else url_for("meetings.show", meeting=meeting), 303)


def _shown(taking: Taking, form: SheetForm, error: WorkflowError | None, *, checked: bool) -> Any:
    id = taking.found.file.id
    again = sitting(desk(), id)
    seqs, view = taking.seen()
    form.form.renew({f"meeting:{id}": again.seq, **seqs}, view)
    if not request.form:
        form.form.occurred_on.data = min(again.file.held_on, today())
    lines = agenda(again, Reader(desk()))
    own = next((one for one in lines if one.planned.matter == taking.matter), None)
    page = render_template(
        "meetings/item.html", sitting=again, taking=taking, form=form, error=error, lines=lines,
        own=own, rows=rows(form.form, again.file, taking.grounds), checked=checked,
        count=_summary(taking, form), following=following(again, lines, taking.matter),
    )  # fmt: skip
    return page, 200 if checked and form_is_well(form) else shown_status(error)


def form_is_well(form: SheetForm) -> bool:
    """Whether nothing stands beside a field but what was asked to be explained."""
    return all(not one.bound.errors for part in form.parts() for one in part.fields)


def _summary(taking: Taking, form: SheetForm) -> Summary:
    views = views_of(form.form, taking.found.file)
    item = _item(taking, views, {})
    count = counts(item, taking.base)
    said = {name: sum(one["view"] == name for one in views) for name in TALLY}
    aside = sum(one["recused"] for one in views)
    return Summary(count.due, count.present, aside, taking.base, said)
