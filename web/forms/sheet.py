"""The sheet (填报单) of one act of an activity: its sections of fields, and what it says already.

A kind says which fields an act has; here they are laid out for people. What the engine knows
(office, digest of what is signed, stage, organization asked) is not asked of anybody.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from web.forms.listed import HINTS, points_by_class, rows_given
from web.rounds import stated
from workflow.activities import KINDS, released
from workflow.activities.assessment import DIMENSION, DIMENSIONS, INPUTS
from workflow.activities.checklist import ITEM_FIELDS
from workflow.activities.lists import NEGATIVES, POSITIVES, VERSION
from workflow.activities.released import ALWAYS, TITLES, USUAL
from workflow.activities.signatures import present_digest
from workflow.addressees import ADDRESSEES
from workflow.dossier import Dossier, Round
from workflow.edition import Activity, Field

RESULT = "result"
SHOWN = 24  # characters of what may be told, beside its box


@dataclass(frozen=True, slots=True)
class Section:
    """Some fields under one heading; `path` leads to where their values lie."""

    title: str
    fields: Mapping[str, Field]
    path: tuple[str, ...] = ()
    rule: str = ""
    further: Mapping[str, Field] = field(default_factory=dict)  # shown folded
    hint: str = ""
    classes: tuple[tuple[str, tuple[str, ...]], ...] = ()  # of a list: title and codes


@dataclass(frozen=True, slots=True)
class Sheet:
    """All sections of one act, what is filled in beforehand and what is added unseen."""

    sections: tuple[Section, ...]
    given: Mapping[str, Any] = field(default_factory=dict)
    unseen: Mapping[str, Any] = field(default_factory=dict)
    notes: tuple[str, ...] = ()


def sheet(
    dossier: Dossier, name: str, act: str, names: Mapping[str, str], organization: str = ""
) -> Sheet:
    """The sheet of an act on this dossier; `names` are the organizations' names."""
    activity = dossier.edition.process.activities[name]
    present = dossier.round(name)
    if present is not None and KINDS[activity.kind].starts_round(activity, act, present, dossier):
        present = None  # a new round begins empty: what is to be checked anew is not copied
    if activity.kind == "opinion":
        return _opinion(dossier, activity, act, present, names, organization)
    if activity.kind == "checklist" and act == "record":
        return _checklist(dossier, activity, present)
    if activity.kind == "assessment" and act == "record":
        return _assessment(dossier, activity, present)
    if activity.kind == "signatures":
        return _signature(dossier, activity)
    fields = _coded(activity, KINDS[activity.kind].fields(activity, act), present, act)
    return Sheet((Section("", fields),), _recorded(present, act))


def _recorded(present: Round | None, act: str) -> Mapping[str, Any]:
    """A correction begins with what was recorded last."""
    last = present.last(act) if present and act in ("record", "post") else None
    return last.values if last else {}


def _coded(
    activity: Activity, fields: Mapping[str, Field], present: Round | None, act: str
) -> dict[str, Field]:
    """Where only some words can be right, they are offered: groups, complaints still open."""
    told = dict(fields)
    if act == "resolve" and present:
        waiting = {row["no"]: f"{row['no']}：{row.get('content', '')[:30]}"
                   for row in present.values.get("complaints", ())}  # fmt: skip
        told["no"] = choice(told["no"].title, waiting)
    rows = told.get("groups")
    if activity.groups and rows is not None and "group" in rows.columns:
        group = choice(rows.columns["group"].title, activity.groups)
        told["groups"] = rows.model_copy(update={"columns": {**rows.columns, "group": group}})
    return told


def choice(title: str, options: Mapping[str, str], *, required: bool = True) -> Field:
    """A code field over ids, which are no identifiers of a definition and so not checked as such."""
    return Field.model_construct(
        type="code", title=title, options=dict(options), required=required, columns={},
        rule=None, long=False,
    )  # fmt: skip


def choices(title: str, options: Mapping[str, str]) -> Field:
    """Several of such ids."""
    return choice(title, options, required=False).model_copy(update={"type": "codes"})


def _opinion(
    dossier: Dossier, activity: Activity, act: str, present: Round | None,
    names: Mapping[str, str], organization: str,
) -> Sheet:  # fmt: skip
    if act == "ask":
        return _ask(dossier, activity, names)
    fields = dict(KINDS["opinion"].fields(activity, act))
    for key in ("organization", "ask", "item"):
        fields.pop(key, None)
    if act == "answer" and not activity.stances:
        fields.pop("stance", None)
    asked = _asked(activity, act, present)
    if organization in asked:
        given = _earlier(present, act, organization)
        for name in _stated(activity, act, present, organization):
            fields.pop(name)
        return Sheet((Section(names.get(organization, organization), fields),), given,
                     {"organization": organization})  # fmt: skip
    offered = {one: names.get(one, one) for one in asked}
    return Sheet((Section("", {"organization": choice("单位", offered), **fields}),))


def _stated(
    activity: Activity, act: str, present: Round | None, organization: str
) -> frozenset[str]:
    """What the request states already; nobody is asked for it again."""
    asked = present.values.get("asked", ()) if present and act == "answer" else ()
    return stated(activity, [row for row in asked if row["organization"] == organization])


def _asked(activity: Activity, act: str, present: Round | None) -> list[str]:
    """The organizations an act may name: those asked; for a response, those that object."""
    merged = present.values if present else {}
    rows = merged.get("asked", ())
    if act == "respond":
        rows = [one for one in merged.get("answers", ()) if one.get("stance") != "support"]
    return list(dict.fromkeys(row["organization"] for row in rows))


def _earlier(present: Round | None, act: str, organization: str) -> Mapping[str, Any]:
    acts = present.of(act) if present and act == "answer" else ()
    said = [one.values for one in acts if one.values.get("organization") == organization]
    return said[-1] if said else {}


def _ask(dossier: Dossier, activity: Activity, names: Mapping[str, str]) -> Sheet:
    found = [one for ask in activity.ask for one in ADDRESSEES[ask](dossier)]
    offered = {one: names.get(one, one) for one in dict.fromkeys(found)}
    notes = () if offered else ("按现有已核实的事实，没有可以征求意见的单位；先登记并核实党组织关系等。",)
    own = dict(KINDS["opinion"].fields(activity, "ask"))
    own.pop("released")
    fields = {
        "only": choices("征求对象", offered),
        **_releasable(dossier),
        "due_on": Field(type="date", title="办理期限（不填则按规定推算）", required=False),
        "due_reason": Field(type="text", title="另定期限的理由", required=False),
    }
    return Sheet(
        (Section("", fields), *_beforehand(own)),
        {"only": list(offered), "release": USUAL}, {"release": []}, notes,
    )  # fmt: skip


def _beforehand(own: Mapping[str, Field]) -> tuple[Section, ...]:
    """What may be stated with the request; what is the other's to say stands folded."""
    theirs = {name: field for name, field in own.items() if field.type in ("person", "code")
              or field.long}  # fmt: skip
    ours = {name: field for name, field in own.items() if name not in theirs}
    return (Section("随函写明的情况（写明的，对方不再填写）", ours, further=theirs),) if own else ()


def _releasable(dossier: Dossier) -> dict[str, Field]:
    """What may be told of the candidate, each with how it reads; the name is told always."""
    told = {code: f"{TITLES[code]}：{_short(text)}" for code, text in released.offered(dossier).items()
            if code not in ALWAYS}  # fmt: skip
    return {"release": choices("提供的情况（姓名总是提供；未选的，征求对象看不到）", told)} if told else {}


def _short(text: str) -> str:
    first = text.splitlines()[0]
    return first if first == text and len(first) <= SHOWN else f"{first[:SHOWN]}…"


def _checklist(dossier: Dossier, activity: Activity, present: Round | None) -> Sheet:
    duty = dossier.actor.duty if dossier.actor else ""
    sections = []
    for name, item in activity.items.items():
        if duty not in (item.checker or activity.record):
            continue
        fields = {RESULT: choice("核查结果", item.results), **ITEM_FIELDS, **activity.fields}
        first = {k: v for k, v in fields.items() if v.required or k in ITEM_FIELDS}
        further = {k: v for k, v in fields.items() if k not in first}
        article = dossier.edition.rules[item.rule].article if item.rule else ""
        sections.append(Section(item.title, first, ("items", name), article, further))
    return Sheet(tuple(sections), present.values if present else {})


def _assessment(dossier: Dossier, activity: Activity, present: Round | None) -> Sheet:
    fields = dict(KINDS["assessment"].fields(activity, "record"))
    stage = dossier.stage_of(dossier.case.state) or ""
    if activity.mode == "check":
        fields.pop("stage", None)
        title = dossier.edition.process.stages.get(stage, "")
        return Sheet((Section(f"“{title}”环节把关", fields),), unseen={"stage": stage})
    sections = [Section("", fields)]
    sections += [Section(f"{title}", DIMENSION, ("dimensions", key))
                 for key, title in DIMENSIONS.items()]  # fmt: skip
    given = _recorded(present, "record")
    if activity.lists is None:
        sections.append(Section("四方面印证", INPUTS, ("inputs",)))
        return Sheet(tuple(sections), given)
    fields.pop(VERSION)
    sections[0] = Section("", {k: v for k, v in fields.items() if k not in (POSITIVES, NEGATIVES)})
    sections += [
        Section(fields[name].title, {name: fields[name]}, hint=HINTS[name],
                classes=points_by_class(groups.values()))
        for name, groups in ((POSITIVES, activity.lists.positive), (NEGATIVES, activity.lists.negative))
    ]  # fmt: skip
    sections.append(Section("四方面印证", INPUTS, ("inputs",)))
    return Sheet(
        tuple(sections), rows_given(activity.lists, given), {VERSION: activity.lists.version},
        (f"清单：{activity.lists.title}，{activity.lists.version}。{activity.lists.note}",),
    )  # fmt: skip


def _signature(dossier: Dossier, activity: Activity) -> Sheet:
    unseen: dict[str, Any] = {}
    if activity.offices and dossier.actor:
        unseen["office"] = dossier.actor.duty
    notes: tuple[str, ...] = ()
    if activity.over:
        over = dossier.edition.process.activities[activity.over]
        unseen["over"] = present_digest(activity, dossier) or ""
        notes = (f"签字针对现行“{over.title}”，其内容改动后本签字失效。",)
    return Sheet((Section("", activity.fields),), unseen=unseen, notes=notes)
