"""The form of a meeting item (会议议题单): one row a member due, then the vote and the minutes."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from wtforms import IntegerField, SelectField, StringField
from wtforms.validators import Optional

from web.forms.sheet import Section, Sheet, choices
from web.forms.texts import SHORT, no_longer, visible
from workflow.activities import KINDS
from workflow.activities.fields import optional
from workflow.activities.meeting_item import (
    ABSENCES,
    FORM,
    ON_VETO,
    OTHER,
    PAPERS,
    TALLY,
    VIEWS,
)
from workflow.dossier import (
    Attendance,
    Dossier,
    Fact,
    ItemFile,
    MeetingFile,
    Member,
    PersonFile,
    Values,
    View,
)
from workflow.edition import Field
from workflow.facts import KINSHIP

SPOKEN = ("presenter", "presenter_role", "materials", "presented_seq", "discussed_seq",
          "voted_seq")  # fmt: skip
VOTE = ("vote_form", "agree", "disagree", "postpone", "abstain", "issued", "returned", "valid",
        "tellers")  # fmt: skip
MINUTES = ("recorder", "book_no", "page", "guests")
AGAIN = ("answer", "consents")
CARRIED = ("presenter", "presenter_role", "vote_form", *MINUTES)  # from one item to the next
HERE, SELF, OTHER_REASON = "here", "self", "other"
ASIDE: Mapping[str, str] = {SELF: "本人", **KINSHIP, OTHER_REASON: "其他利害关系"}


@dataclass(frozen=True, slots=True)
class Ground:
    """Why a member should stand aside: the kind, in words, and what it rests on (R-DEC-12).

    Only what is `verified` is proposed; what is merely stated is shown, for the chair to decide.
    """

    kind: str
    text: str
    verified: bool = True


@dataclass(frozen=True, slots=True)
class Start:
    """How a member's row begins: as at the sign-in, as at the item before, or as recorded already."""

    present: str = HERE
    reason: str = ""
    view: View | None = None  # of this very item, when its record is corrected


@dataclass(frozen=True, slots=True)
class Row:
    """One member due, with the page fields of presence, recusal, view, order and reason."""

    member: Member
    present: Any
    recused: Any
    view: Any
    order: Any
    reason: Any
    ground: Ground | None


def grounds(file: MeetingFile, about: PersonFile) -> dict[str, Ground]:
    """Who of the members due is the candidate, or a relative by what is on the candidate's file."""
    found: dict[str, Ground] = {}
    for fact in about.facts:
        person = fact.values.get("person")
        if fact.kind == "kinship" and person and (fact.verified or person not in found):
            found[person] = _ground(fact)
    found[about.id] = Ground(SELF, "即人选本人")
    due = {one.person for one in file.roster}
    return {person: one for person, one in found.items() if person in due}


def _ground(fact: Fact) -> Ground:
    relation = KINSHIP.get(fact.values["relation"], "亲属")
    if fact.verified_by is None:
        told = f"填报为人选{relation}，尚未核实（{fact.stated_by.name}，{fact.stated_on}）"
        return Ground(fact.values["relation"], told, verified=False)
    paper = f"，凭{fact.document['name']}" if fact.document else ""
    told = f"系人选{relation}（{fact.verified_by.name}{fact.verified_on}核实{paper}）"
    return Ground(fact.values["relation"], told)


def starts(
    file: MeetingFile, attendance: Attendance | None, before: ItemFile | None, *, again: bool
) -> dict[str, Start]:
    """How each row begins. `before`: the item before, or this one where it is recorded `again`."""
    if before is not None:
        return {
            one.person: Start(
                HERE if one.present else one.absence or "absent",
                one.reason if again or not one.present else "", one if again else None,
            )
            for one in before.views
        }  # fmt: skip
    told = attendance.members if attendance else ()
    return {one.person: Start("absent" if one.how == "absent" else HERE,
                              one.reason if one.how == "absent" else "") for one in told}  # fmt: skip


def attendance_fields(
    file: MeetingFile, aside: Mapping[str, Ground], begin: Mapping[str, Start]
) -> dict[str, Any]:
    """The page fields of all rows; who should stand aside does, the others speak in turn, chair last."""
    fields: dict[str, Any] = {}
    here = [one.person for one in file.roster if begin.get(one.person, Start()).present == HERE]
    proposed = {one: aside[one].kind for one in here if one in aside and aside[one].verified}
    speakers = in_turn(file, [one for one in here if one not in proposed])
    turns = {person: turn for turn, person in enumerate(speakers, 1)}
    for place, one in enumerate(file.roster):
        start, name = begin.get(one.person, Start()), one.name
        kind, order = proposed.get(one.person, ""), turns.get(one.person)
        if start.view is not None:
            kind, order = start.view.kinship if start.view.recused else "", start.view.order
        fields |= {
            f"present{place}": SelectField(
                f"{name}到会", choices=[(HERE, "到会"), *ABSENCES.items()], default=start.present
            ),
            f"recused{place}": SelectField(
                f"{name}回避", choices=[("", "不回避"), *ASIDE.items()], default=kind
            ),
            f"view{place}": SelectField(
                f"{name}表态", choices=[("", "－"), *VIEWS.items()], validators=[Optional()],
                default=start.view.view if start.view else None,
            ),
            f"order{place}": IntegerField(
                f"{name}表态次序", validators=[Optional()], default=order
            ),
            f"reason{place}": StringField(
                f"{name}理由", default=start.reason, validators=[visible, no_longer(SHORT)]
            ),
        }  # fmt: skip
    return fields


def in_turn(file: MeetingFile, present: list[str]) -> list[str]:
    """Members in the order of the roster, who leads the body at its end (R-DEC-06)."""
    leaders = [one.person for one in file.roster if one.role == "chair" and one.person in present]
    last = leaders[0] if leaders else file.chair
    return sorted(present, key=lambda person: person == last)


def rows(form: Any, file: MeetingFile, aside: Mapping[str, Ground]) -> list[Row]:
    """The rows as the page shows them."""
    return [
        Row(one, form[f"present{n}"], form[f"recused{n}"], form[f"view{n}"], form[f"order{n}"],
            form[f"reason{n}"], aside.get(one.person))
        for n, one in enumerate(file.roster)
    ]  # fmt: skip


def views_of(form: Any, file: MeetingFile) -> list[dict[str, Any]]:
    """The views as the engine takes them; who was away or stood aside has none.

    Places are counted anew over those who spoke: who was crossed out leaves no hole in the order.
    """
    told = [_view(row) for row in rows(form, file, {})]
    orders = [one["order"] for one in told if one["view"]]
    if None not in orders and len(set(orders)) == len(orders):
        ranks = {order: rank for rank, order in enumerate(sorted(orders), 1)}
        for one in told:
            one["order"] = ranks.get(one["order"])
    return told


def _view(row: Row) -> dict[str, Any]:
    present, aside = row.present.data == HERE, row.recused.data or ""
    speaks, reason = present and not aside, (row.reason.data or "").strip()
    view = row.view.data or None if speaks else None
    return {
        "person": row.member.person, "present": present, "recused": present and bool(aside),
        "kinship": aside if present else "", "view": view,
        "order": row.order.data if view else None,
        **({} if present else {"absence": row.present.data}),
        **({"reason": reason} if reason else {}),
    }  # fmt: skip


def item_sheet(
    dossier: Dossier, activity: str, others: Mapping[str, str], given: Values
) -> Sheet:
    """The rest of the item: report, vote, minutes; `others`: cases that may be voted on together."""
    spec = dossier.edition.process.activities[activity]
    fields = dict(KINDS["meeting_item"].fields(spec, "item"))
    fields["package_with"] = choices(fields["package_with"].title, others)
    fields["vote_form"] = fields["vote_form"].model_copy(update={"required": False})
    return _sheet(fields, tuple(spec.fields), given)


def veto_sheet(given: Values, *, taken_up: bool) -> Sheet:
    """The sheet of an item on a veto; it is of no case and of no package.

    `taken_up`: whether a meeting had it before: then what was found out since, and who agreed to
    vote again, is asked for openly (R-DEC-10, R-DEC-11).
    """
    fields = {**OTHER, "vote_form": FORM.model_copy(update={"required": False}),
              **optional({**TALLY, **PAPERS}), **ON_VETO}  # fmt: skip
    kept = (*SPOKEN, *VOTE, *MINUTES, "postponed", "reason", "deviation", *ON_VETO)
    again = AGAIN if taken_up else ()
    return _sheet({name: fields[name] for name in kept}, again, given)


def _sheet(fields: Mapping[str, Field], own: tuple[str, ...], given: Values) -> Sheet:
    named = (*SPOKEN, *VOTE, *MINUTES, *own)
    rest = {name: one for name, one in fields.items() if name not in named}
    return Sheet(
        (
            Section("汇报与讨论", _of(fields, (*SPOKEN, *own))),
            Section("表决", _of(fields, VOTE)),
            Section("记录", _of(fields, MINUTES), further=rest),
        ),
        {"presented_seq": 1, "discussed_seq": 2, "voted_seq": 3, **given},
    )  # fmt: skip


def _of(fields: Mapping[str, Field], names: tuple[str, ...]) -> dict[str, Field]:
    return {name: fields[name] for name in dict.fromkeys(names) if name in fields}
