"""The notice (公示、预告): a public window with its register of complaints and a signed conclusion.

Whether the window was long enough in working days is for guards (publicity_days, preview_first).
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from workflow.activities.approval import approval_faults, approval_lacks
from workflow.activities.fields import check_values
from workflow.activities.kind import ACTS, Fault, Kind, Lack, duty_title
from workflow.dossier import Act, Dossier, Round, Values
from workflow.edition import Activity, Field

POSTED: Mapping[str, Field] = {"posted_on": Field(type="date", title="发布日期")}
# What the text of a notice names beside the candidate; it is drafted from these, then posted as it stands.
NAMED: Mapping[str, Field] = {
    "term": Field(type="text", title="任职期限或者考察时间", required=False),
    "phone": Field(type="text", title="受理电话", required=False),
    "address": Field(type="text", title="来信来访地址", required=False),
}
COMPLAINT: Mapping[str, Field] = {
    "no": Field(type="text", title="编号"),
    "received_on": Field(type="date", title="收到日期"),
    "signed": Field(type="bool", title="署名"),
    "concrete": Field(type="bool", title="线索具体"),
    "content": Field(type="text", title="反映内容", long=True),
}
OUTCOMES: Mapping[str, str] = {
    "unfounded": "不属实", "minor": "轻微问题不影响任职", "disqualifying": "影响任职",
    "delayed": "暂缓任职继续核查",
}  # fmt: skip
RESOLUTION: Mapping[str, Field] = {
    "no": COMPLAINT["no"],
    "finding": Field(type="text", title="核查情况", long=True),
    "outcome": Field(type="code", title="核查结论", required=False, options=OUTCOMES),
    "delayed_until": Field(type="date", title="暂缓至", required=False),
    "closed_on": Field(type="date", title="了结日期", required=False),
}
CONCLUSION: Mapping[str, Field] = {"text": Field(type="text", title="结论", long=True)}
REGISTERS = ("complaints", "conclusions")  # kept by acts of their own, never typed with the notice


def wording(activity: Activity) -> str:
    """The field that holds the text of the notice as it was posted; "" where there is none."""
    found = (name for name, field in activity.fields.items()
             if field.type == "text" and field.long and field.required)  # fmt: skip
    return next(found, "")


class Notice(Kind):
    """Posted, approved where asked; complaints registered and resolved; concluded by two people."""

    name = "notice"
    acts = ("post", "approve", "complain", "resolve", "conclude")

    def duties(self, activity: Activity, act: str) -> tuple[str, ...]:
        """The recorders post; they and those who conclude keep the register."""
        if act == "conclude":
            return activity.conclude_by
        if act in ("complain", "resolve"):
            return tuple(dict.fromkeys((*activity.conclude_by, *activity.record)))
        return super().duties(activity, act)

    def fields(self, activity: Activity, act: str) -> Mapping[str, Field]:
        """The fields of each act."""
        if act == "post":
            own = {**POSTED, **NAMED, **activity.fields}
            return {name: field for name, field in own.items() if name not in REGISTERS}
        table = {"complain": COMPLAINT, "resolve": RESOLUTION, "conclude": CONCLUSION}
        return table.get(act) or super().fields(activity, act)

    def faults(
        self, activity: Activity, act: str, values: Values, present: Round | None, dossier: Dossier
    ) -> Iterator[Fault]:
        """Nothing before the posting; each complaint known by its number."""
        if act == "approve":
            yield from approval_faults(activity, values, present, dossier, ("post",))
            return
        yield from check_values(self.fields(activity, act), values)
        if act == "post":
            return
        if present is None or not present.of("post"):
            yield Fault(ACTS[act], f"“{activity.title}”尚未发布")
            return
        numbers = [row["no"] for row in present.values.get("complaints", ())]
        if act == "complain" and values.get("no") in numbers:
            yield Fault("no", "该编号已经登记")
        elif act == "resolve":
            yield from _resolve_faults(values, numbers)
        elif act == "conclude":
            yield from _conclude_faults(activity, present, dossier)

    def merged(self, activity: Activity, acts: Sequence[Act]) -> Values:
        """The notice as last posted, its complaints, and the conclusions that cover all of that.

        A conclusion is signed on what was known: one before a new posting, complaint or resolution
        no longer counts.
        """
        posted: dict[str, Any] = {}
        complaints: dict[str, dict[str, Any]] = {}
        conclusions: dict[str, dict[str, Any]] = {}
        for act in acts:
            if act.act == "post":
                posted = dict(act.values)
            elif act.act in ("complain", "resolve"):
                known = complaints.get(act.values.get("no", ""), {})
                kept = {name: known[name] for name in COMPLAINT if name in known}
                complaints[act.values.get("no", "")] = {"no": "", **kept, **act.values}
            if act.act in ("post", "complain", "resolve"):
                conclusions.clear()
            elif act.act == "conclude":
                conclusions[act.by.duty] = _conclusion(act)
        return {
            **posted, "complaints": list(complaints.values()),
            "conclusions": list(conclusions.values()),
        }  # fmt: skip

    def lacks(self, activity: Activity, present: Round | None, dossier: Dossier) -> Sequence[Lack]:
        """Complete: posted, approved where asked, each complaint closed, concluded by each duty."""
        if present is None or not present.of("post"):
            return [Lack(f"“{activity.title}”尚未发布", "发布并登记", activity.record)]
        keepers = self.duties(activity, "resolve")
        complaints = [
            Lack(
                f"“{activity.title}”期间的反映{row['no']}尚未了结", "查清并作出结论", keepers,
                judged_by="complaints_closed",
            )
            for row in present.values.get("complaints", ())
            if not row.get("closed_on")
        ]  # fmt: skip
        signed = {row["duty"] for row in present.values.get("conclusions", ())}
        conclusions = [
            Lack(
                f"“{activity.title}”没有{duty_title(dossier, duty)}签署的结论",
                "期满后由不同的人分别签署结论", (duty,), judged_by="publicity_concluded",
            )
            for duty in activity.conclude_by
            if duty not in signed
        ]  # fmt: skip
        return [*approval_lacks(activity, present, "post"), *complaints, *conclusions]


def _conclusion(act: Act) -> dict[str, Any]:
    return {
        **act.values, "duty": act.by.duty, "person": act.by.person, "account": act.by.account,
        "on": act.on.isoformat(),
    }  # fmt: skip


def _resolve_faults(values: Values, numbers: Sequence[str]) -> Iterator[Fault]:
    """Put off until a day, or closed on a day; never both."""
    if values.get("no") and values["no"] not in numbers:
        yield Fault("no", "没有登记这一编号的反映")
    if values.get("outcome") == "delayed":
        if not values.get("delayed_until"):
            yield Fault("delayed_until", "继续核查的须写明期限")
        if values.get("closed_on"):
            yield Fault("closed_on", "继续核查的尚未了结")
    else:
        if values.get("delayed_until"):
            yield Fault("delayed_until", "只用于暂缓任职继续核查")
        if not values.get("closed_on"):
            yield Fault("closed_on", "须写明了结日期")


def _conclude_faults(activity: Activity, present: Round, dossier: Dossier) -> Iterator[Fault]:
    actor = dossier.actor
    if actor is None:
        return
    if actor.duty not in activity.conclude_by:
        titles = "、".join(duty_title(dossier, duty) for duty in activity.conclude_by)
        yield Fault(ACTS["conclude"], f"由{titles}签署")
    if actor.person is None:
        yield Fault(ACTS["conclude"], "账户没有对应的人员，不能签署")
        return
    for row in present.values.get("conclusions", ()):
        same = row["account"] == actor.account or row["person"] == actor.person
        if row["duty"] != actor.duty and same:
            yield Fault(ACTS["conclude"], "两处结论须由不同的人签署")
