"""Signatures (签字): named offices or named people sign, all different, over one unchanged text.

A signature holds the digest of what was signed. When that is recorded again, the signatures given
before no longer count, and each may sign anew.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from workflow.activities.fields import check_values
from workflow.activities.kind import (
    ACTS,
    Fault,
    Kind,
    Lack,
    done_by,
    duty_title,
    is_concerned,
)
from workflow.dossier import Act, Dossier, Round, Values
from workflow.edition import Activity, Field

OFFICE = Field(type="text", title="签字岗位")
OVER = Field(type="text", title="所签材料的摘要")
# For a post inside an organ (内设机构) these sign instead of the unit's own (R-FTSB-06).
ORGAN_OFFICES = frozenset(("organ_party_secretary", "organ_discipline_secretary"))


class Signatures(Kind):
    """One act, `sign`; nobody signs twice, nor the candidate or a relative."""

    name = "signatures"
    acts = ("sign",)

    def duties(self, activity: Activity, act: str) -> tuple[str, ...]:
        """The offices; where every member of an activity signs, the recorders."""
        return activity.offices or activity.record

    def asked(
        self, activity: Activity, act: str, present: Round | None, dossier: Dossier
    ) -> tuple[str, ...]:
        """Of the offices only those that sign for this post and have not signed yet."""
        if not activity.offices:
            return self.duties(activity, act)
        done = _counting(present.acts if present else (), present_digest(activity, dossier))
        signed = {_office(one) for one in done}
        return tuple(one for one in wanted_offices(activity, dossier) if one not in signed)

    def fields(self, activity: Activity, act: str) -> Mapping[str, Field]:
        """The office, the digest where one is signed, and the fields of the activity."""
        office = OFFICE.model_copy(update={"required": bool(activity.offices)})
        over = {"over": OVER} if activity.over else {}
        return {"office": office, **over, **activity.fields}

    def faults(
        self, activity: Activity, act: str, values: Values, present: Round | None, dossier: Dossier
    ) -> Iterator[Fault]:
        """A signature by one who is to sign, has not signed, and saw the present text."""
        yield from check_values(self.fields(activity, act), values)
        yield from _text_faults(activity, values, dossier)
        yield from _office_faults(activity, values, dossier)
        counting = _counting(present.acts if present else (), present_digest(activity, dossier))
        office = values.get("office")
        if activity.offices and any(_office(one) == office for one in counting):
            yield Fault("office", f"{duty_title(dossier, str(office))}已经签字")
        if done_by(dossier.actor, counting):
            yield Fault(ACTS["sign"], "同一人不得重复签字")

    def merged(self, activity: Activity, acts: Sequence[Act]) -> Values:
        """The signatures over the text that was signed last."""
        signs = [act for act in acts if act.act == "sign"]
        over = signs[-1].values.get("over") if signs else None
        return {"signed": [_signature(act) for act in _counting(signs, over)], "over": over}

    def lacks(self, activity: Activity, present: Round | None, dossier: Dossier) -> Sequence[Lack]:
        """Complete: every office or member signed, and what they signed has not changed since."""
        digest = present_digest(activity, dossier)
        counting = _counting(present.acts if present else (), digest)
        lacks = [*_unsigned(activity, counting, dossier)]
        if activity.over:
            signed = dossier.edition.process.activities[activity.over].title
            if digest is None:
                return [
                    Lack(f"“{signed}”尚未填报，无从签字", "先填报，再签字", activity.record),
                    *lacks,
                ]
            if present is not None and present.of("sign") and not counting:
                return [
                    Lack(f"签字后“{signed}”已改动", "在现有材料上重新签字", activity.record),
                    *lacks,
                ]
        return lacks


def present_digest(activity: Activity, dossier: Dossier) -> str | None:
    """The digest of the last record of what is to be signed; None where there is none."""
    present = dossier.round(activity.over) if activity.over else None
    record = present.last("record") if present else None
    return record.digest if record else None


def wanted_offices(activity: Activity, dossier: Dossier) -> tuple[str, ...]:
    """The offices that sign for this post.

    Where an activity names both the unit's offices and the organ's, the kind of body decides.
    """
    organ = tuple(one for one in activity.offices if one in ORGAN_OFFICES)
    unit = tuple(one for one in activity.offices if one not in ORGAN_OFFICES)
    if organ and unit:
        return organ if dossier.profile.get("body_kind") == "internal_organ" else unit
    return activity.offices


def wanted_people(activity: Activity, dossier: Dossier) -> tuple[str, ...]:
    """The persons who sign: leader and members of the activity that `signers` names, each once."""
    if not activity.signers:
        return ()
    values = dossier.values(activity.signers)
    people = (values.get("leader"), *(row.get("person") for row in values.get("members", ())))
    return tuple(dict.fromkeys(one for one in people if one))


def _counting(acts: Sequence[Act], over: object) -> list[Act]:
    """The signatures given over that digest; all of them where nothing is signed but the record."""
    return [act for act in acts if act.act == "sign" and act.values.get("over") == over]


def _office(act: Act) -> str:
    return str(act.values.get("office") or act.by.duty)


def _signature(act: Act) -> dict[str, Any]:
    """The person is the one who signed by account; a typed one does not take the place."""
    rest = {name: value for name, value in act.values.items() if name != "over"}
    return {
        **rest, "office": _office(act), "person": act.by.person, "account": act.by.account,
        "on": act.on.isoformat(),
    }  # fmt: skip


def _text_faults(activity: Activity, values: Values, dossier: Dossier) -> Iterator[Fault]:
    if not activity.over:
        return
    digest = present_digest(activity, dossier)
    title = dossier.edition.process.activities[activity.over].title
    if digest is None:
        yield Fault("over", f"“{title}”尚未填报，不能签字")
    elif values.get("over") and values["over"] != digest:
        yield Fault("over", f"“{title}”已改动，请重新阅读后签字")


def _office_faults(activity: Activity, values: Values, dossier: Dossier) -> Iterator[Fault]:
    """Who signs for what: the office is the actor's own duty, the actor a person without a tie."""
    office, actor = values.get("office"), dossier.actor
    wanted = wanted_offices(activity, dossier)
    if activity.offices and isinstance(office, str) and office.strip() and office not in wanted:
        titles = "、".join(duty_title(dossier, one) for one in wanted)
        yield Fault("office", f"本事项由{titles}签字")
    if actor is None:
        return
    if activity.offices and office and office != actor.duty:
        yield Fault("office", "只能以本人的岗位职责签字")
    if actor.person is None:
        yield Fault(ACTS["sign"], "账户没有对应的人员，不能签字")
    elif is_concerned(dossier, actor.person):
        yield Fault(ACTS["sign"], "人选本人及其近亲属不得签字")
    elif activity.signers and actor.person not in wanted_people(activity, dossier):
        title = dossier.edition.process.activities[activity.signers].title
        yield Fault(ACTS["sign"], f"签字人不在“{title}”名单之内")


def _unsigned(activity: Activity, counting: Sequence[Act], dossier: Dossier) -> Iterator[Lack]:
    offices, people = {_office(act) for act in counting}, {act.by.person for act in counting}
    for office in wanted_offices(activity, dossier):
        if office not in offices:
            yield Lack(f"{duty_title(dossier, office)}尚未签字", "本人签字并注明日期", (office,))
    members = wanted_people(activity, dossier)
    if activity.signers and not members:
        title = dossier.edition.process.activities[activity.signers].title
        yield Lack(f"“{title}”没有写明人员", "先确定人员，再由全体签字", activity.record)
    for person in members:
        if person not in people:
            name = dossier.people.get(person, person)
            yield Lack(f"{name}尚未签字", "全体成员签字", activity.record)
