"""The opinion (征求意见): many are asked, each answers for an organization, objections are answered.

A request is addressed by organization and name of ASK (and an item, where several are asked about).
Silence counts only where the activity says so, and only as consent.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from workflow.activities import asking
from workflow.activities.asking import OBJECTIONS, addressed, consent, key
from workflow.activities.fields import check_values, is_empty, optional
from workflow.activities.kind import ACTS, Fault, Kind, Lack, organization_name
from workflow.dossier import Act, Dossier, Round, Values
from workflow.edition import Activity, Field

ORGANIZATION = Field(type="organization", title="单位")
ADDRESS: Mapping[str, Field] = {
    "organization": ORGANIZATION,
    "ask": Field(type="text", title="征求对象", required=False),
    "item": Field(type="text", title="事项", required=False),
}
SIGNER = Field(type="person", title="签署人", required=False)
TEXT = Field(type="text", title="内容", long=True)
NOTE = TEXT.model_copy(update={"required": False})

Row = Mapping[str, Any]


class Opinion(Kind):
    """Asked, reminded, answered, responded to; a second answer corrects the first."""

    name = "opinion"
    acts = ("ask", "remind", "escalate", "answer", "respond")

    def fields(self, activity: Activity, act: str) -> Mapping[str, Field]:
        """The fields of an act; at a request what is known already, the rest with the answer."""
        if act == "ask":
            return asking.told_at_request(activity)
        if act == "answer":
            stance = Field(type="code", title="结论", options=activity.stances)
            return {**ADDRESS, "stance": stance, "signer": SIGNER, **activity.fields}
        return {**ADDRESS, "text": TEXT if act == "respond" else NOTE}

    def faults(
        self, activity: Activity, act: str, values: Values, present: Round | None, dossier: Dossier
    ) -> Iterator[Fault]:
        """Nobody answers who was not asked; only an objection is responded to."""
        merged = present.values if present else {}
        if act == "ask":
            yield from asking.ask_faults(activity, values)
        elif act == "answer":
            yield from self._answer_faults(activity, values, merged)
        elif act == "respond":
            yield from self._respond_faults(activity, values, merged)
        else:
            yield from check_values(self.fields(activity, act), values)
            yield from _remind_faults(act, values, merged)

    def _answer_faults(self, activity: Activity, values: Values, merged: Values) -> Iterator[Fault]:
        rows = addressed(merged.get("asked", ()), values)
        given = {name for row in rows for name, value in row.items() if not is_empty(value)}
        given &= activity.fields.keys()
        fields = self.fields(activity, "answer")
        told = optional({name: field for name, field in fields.items() if name in given})
        yield from check_values({**fields, **told}, values)
        if not rows:
            yield Fault("organization", "本轮没有征求该单位的意见，不能答复")

    def _respond_faults(
        self, activity: Activity, values: Values, merged: Values
    ) -> Iterator[Fault]:
        yield from check_values(self.fields(activity, "respond"), values)
        if activity.on_objection != "respond":
            yield Fault(ACTS["respond"], f"“{activity.title}”不设对不同意见的答复")
        elif not any(one["stance"] in OBJECTIONS for one in addressed(_answers(merged), values)):
            yield Fault("organization", "该单位没有不同意见或者保留意见")

    def merged(self, activity: Activity, acts: Sequence[Act]) -> Values:
        """Who was asked, the last answer of each (with the earlier ones), and what followed."""
        return asking.merged(acts)

    def lacks(self, activity: Activity, present: Round | None, dossier: Dossier) -> Sequence[Lack]:
        """Complete: asked at all, each answered or silent long enough, each objection responded to."""
        merged = present.values if present else {}
        asked = merged.get("asked", ())
        if not asked:
            return [Lack(f"“{activity.title}”尚未征求", "书面征求意见", activity.ask_by)]
        answered = {key(one) for one in _answers(merged)}
        waiting = [row for row in asked if key(row) not in answered]
        return [
            *(lack for row in waiting for lack in _unanswered(activity, row, dossier)),
            *_unheeded(activity, merged, dossier),
        ]

    def starts_round(self, activity: Activity, act: str, present: Round, dossier: Dossier) -> bool:
        """As every kind, but a request that still waits for answers keeps its round.

        So the reply to a report sent at the motion may come, and be asked for again, stages later.
        """
        answered = {key(one) for one in _answers(present.values)}
        if any(key(row) not in answered for row in present.values.get("asked", ())):
            return False
        return super().starts_round(activity, act, present, dossier)


def _remind_faults(act: str, values: Values, merged: Values) -> Iterator[Fault]:
    answered = {key(one) for one in _answers(merged)}
    rows = addressed(merged.get("asked", ()), values)
    if not any(key(row) not in answered for row in rows):
        yield Fault("organization", f"该单位没有尚未答复的事项，不须{ACTS[act]}")


def _answers(merged: Values) -> Sequence[Row]:
    return tuple(merged.get("answers", ()))


def _unanswered(activity: Activity, row: Row, dossier: Dossier) -> Iterator[Lack]:
    """The lack of an answer, unless silence has become consent by today."""
    needed = "收到书面意见"
    if activity.silence:
        until = consent(activity, activity.silence, row)
        if until is not None and dossier.today > until:
            return
        needed += f"，或者{until}之后视为同意" if until else "，或者登记收函日期后按期限视为同意"
    name = organization_name(dossier, row["organization"])
    due = f"，{row['due_on']}到期" if row.get("due_on") else ""
    yield Lack(f"未收到{name}的书面意见（{row['on']}征求{due}）", needed, activity.record)


def _unheeded(activity: Activity, merged: Values, dossier: Dossier) -> Iterator[Lack]:
    """The lack of a response for every objection and reservation, where one is due."""
    if activity.on_objection != "respond":
        return
    responses = merged.get("responses", ())
    for one in _answers(merged):
        if one["stance"] in OBJECTIONS and not any(addressed([one], said) for said in responses):
            name = organization_name(dossier, one["organization"])
            found = f"{name}的意见为“{activity.stances[one['stance']]}”，尚未书面答复"
            yield Lack(
                found, "书面答复其意见", activity.respond_by, judged_by="branch_answered"
            )
