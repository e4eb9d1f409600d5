"""The form of a meeting item (会议议题单): one row a member due, then the vote and the minutes."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from wtforms import BooleanField, IntegerField, SelectField
from wtforms.validators import Optional

from web.forms.sheet import Section, Sheet, choices
from workflow.activities import KINDS
from workflow.activities.fields import optional
from workflow.activities.meeting_item import FORM, OTHER, PAPERS, TALLY, VIEWS
from workflow.dossier import Dossier, MeetingFile, Member
from workflow.edition import Field
from workflow.facts import KINSHIP

SPOKEN = ("presenter", "presenter_role", "presented_seq", "discussed_seq", "voted_seq")
VOTE = ("vote_form", "agree", "disagree", "postpone", "abstain", "issued", "returned", "valid",
        "tellers")  # fmt: skip
MINUTES = ("recorder", "book_no", "page", "guests")
OTHER_REASON = "other"


@dataclass(frozen=True, slots=True)
class Row:
    """One member due, with the page fields of presence, recusal, view and order."""

    member: Member
    present: Any
    recused: Any
    view: Any
    order: Any


def proposed(file: MeetingFile, relatives: Mapping[str, str]) -> dict[str, str]:
    """Who should stand aside, by verified kinship: person → kind."""
    return {one.person: relatives[one.person] for one in file.roster if one.person in relatives}


def attendance_fields(file: MeetingFile, aside: Mapping[str, str]) -> dict[str, Any]:
    """The page fields of all rows; present and in order unless it should be otherwise, chair last."""
    fields: dict[str, Any] = {}
    speakers = [one.person for one in file.roster if one.person not in aside]
    speakers.sort(key=lambda person: person == file.chair)
    kinds = [("", "不回避"), *KINSHIP.items(), (OTHER_REASON, "其他利害关系")]
    for place, one in enumerate(file.roster):
        order = speakers.index(one.person) + 1 if one.person in speakers else None
        name = one.name
        fields |= {
            f"present{place}": BooleanField(f"{name}到会", default=True),
            f"recused{place}": SelectField(
                f"{name}回避", choices=kinds, default=aside.get(one.person, "")
            ),
            f"view{place}": SelectField(
                f"{name}表态", choices=[("", "－"), *VIEWS.items()], validators=[Optional()]
            ),
            f"order{place}": IntegerField(
                f"{name}表态次序", default=order, validators=[Optional()]
            ),
        }
    return fields


def rows(form: Any, file: MeetingFile) -> list[Row]:
    """The rows as the page shows them."""
    return [
        Row(one, form[f"present{n}"], form[f"recused{n}"], form[f"view{n}"], form[f"order{n}"])
        for n, one in enumerate(file.roster)
    ]


def views_of(form: Any, file: MeetingFile) -> list[dict[str, Any]]:
    """The views as the engine takes them; who was away or stood aside has none."""
    told = []
    for row in rows(form, file):
        present, aside = bool(row.present.data), row.recused.data or ""
        speaks = present and not aside
        told.append({
            "person": row.member.person, "present": present, "recused": bool(aside),
            "kinship": aside, "view": row.view.data or None if speaks else None,
            "order": row.order.data if speaks else None,
        })  # fmt: skip
    return told


def item_sheet(dossier: Dossier, activity: str, others: Mapping[str, str]) -> Sheet:
    """The rest of the item: report, vote, minutes; `others`: cases that may be voted on together."""
    spec = dossier.edition.process.activities[activity]
    fields = dict(KINDS["meeting_item"].fields(spec, "item"))
    fields["package_with"] = choices(fields["package_with"].title, others)
    named = (*SPOKEN, *VOTE, *MINUTES, *spec.fields)
    rest = {name: one for name, one in fields.items() if name not in named}
    vote = _of(fields, VOTE)
    vote["vote_form"] = vote["vote_form"].model_copy(update={"required": False})
    return Sheet(
        (
            Section("汇报与讨论", _of(fields, (*SPOKEN, *spec.fields))),
            Section("表决", vote),
            Section("记录", _of(fields, MINUTES), further=rest),
        ),
        {"presented_seq": 1, "discussed_seq": 2, "voted_seq": 3},
    )  # fmt: skip


def veto_sheet() -> Sheet:
    """The sheet of an item on a veto: report, vote, minutes; it is of no case and of no package."""
    fields = {**OTHER, "vote_form": FORM.model_copy(update={"required": False}),
              **optional({**TALLY, **PAPERS})}  # fmt: skip
    further = _of(fields, ("postponed", "reason"))
    return Sheet(
        (
            Section("汇报与讨论", _of(fields, SPOKEN)),
            Section("表决", _of(fields, VOTE)),
            Section("记录", _of(fields, MINUTES), further=further),
        ),
        {"presented_seq": 1, "discussed_seq": 2, "voted_seq": 3},
    )  # fmt: skip


def _of(fields: Mapping[str, Field], names: tuple[str, ...]) -> dict[str, Field]:
    return {name: fields[name] for name in dict.fromkeys(names) if name in fields}
