"""The kind `notice` (公示、预告): a public window in working days, with a register of complaints."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from workflow.activities.fields import blank, check_values
from workflow.activities.kind import Fault, Kind, Lack, absent
from workflow.dossier import Act, Dossier, Round, Values
from workflow.edition import Activity, Field

OUTCOMES = {"unfounded": "不实", "minor": "轻微问题", "disqualifying": "影响任职", "delayed": "暂缓"}
COMPLAINT: Mapping[str, Field] = {
    "no": Field(type="text", title="登记号"),
    "received_on": Field(type="date", title="收到日期"),
    "signed": Field(type="bool", title="署名"),
    "concrete": Field(type="bool", title="线索具体"),
    "content": Field(type="text", title="反映内容", long=True),
}
RESOLUTION: Mapping[str, Field] = {
    "no": Field(type="text", title="登记号"),
    "finding": Field(type="text", title="核查情况", long=True),
    "outcome": Field(type="code", title="结论", options=OUTCOMES),
    "delayed_until": Field(type="date", title="暂缓至", required=False),
    "closed_on": Field(type="date", title="办结日期", required=False),
}
CONCLUSION: Mapping[str, Field] = {"text": Field(type="text", title="公示结论", long=True)}


class Notice(Kind):
    """Complete: posted, every complaint closed, concluded by two; that the window is over is
    judged by a guard with the calendar.
    """

    name = "notice"
    acts = ("post", "complain", "resolve", "conclude")

    def duties(self, activity: Activity, act: str) -> tuple[str, ...]:
        """Complaints are registered by those who conclude; without them by the recorders."""
        if act in ("complain", "resolve"):
            return activity.conclude_by or activity.record
        return super().duties(activity, act)

    def check(
        self, activity: Activity, act: str, values: Values, present: Round | None, dossier: Dossier
    ) -> Sequence[Fault]:
        """Post: the fields. Complain, resolve: the register. Conclude: each duty, each person once."""
        if act == "post":
            return check_values(activity.fields, values)
        if present is None:
            return (Fault("", f"“{activity.title}”尚未发布"),)
        numbers = {row["no"] for row in present.values.get("complaints", ())}
        if act == "complain":
            taken = [Fault("no", "登记号已有")] if values.get("no") in numbers else []
            return [*check_values(COMPLAINT, values), *taken]
        if act == "resolve":
            unknown = [] if values.get("no") in numbers else [Fault("no", "没有这个登记号")]
            return [*check_values(RESOLUTION, values), *unknown]
        return [*check_values(CONCLUSION, values), *_again(present, dossier)]

    def merge(self, activity: Activity, acts: Sequence[Act]) -> Values:
        """What was posted last, the register with its findings, the conclusions."""
        told: dict[str, Any] = {}
        complaints: dict[str, dict[str, Any]] = {}
        conclusions: list[dict[str, Any]] = []
        for act in acts:
            if act.act == "post":
                told.update(act.values)
            elif act.act in ("complain", "resolve"):
                complaints.setdefault(act.values["no"], {}).update(act.values)
            elif act.act == "conclude":
                conclusions.append({
                    **act.values, "duty": act.by.duty, "person": act.by.person,
                    "account": act.by.account, "on": act.on.isoformat(),
                })  # fmt: skip
        return {**told, "complaints": list(complaints.values()), "conclusions": conclusions}

    def lacks(self, activity: Activity, present: Round | None, dossier: Dossier) -> Sequence[Lack]:
        """The posting, then every open complaint, then the conclusions of the duties named."""
        if present is None or not present.of("post"):
            return absent(activity, activity.record)
        return list(self._open(activity, present, dossier))

    def _open(self, activity: Activity, present: Round, dossier: Dossier) -> Iterator[Lack]:
        for row in present.values.get("complaints", ()):
            if blank(row.get("outcome")):
                yield Lack(
                    f"“{activity.title}”：反映{row['no']}尚无核查结论", "核查并登记结论",
                    self.duties(activity, "resolve"), _rule(activity, "R-APT-05"),
                )  # fmt: skip
        done = {row["duty"] for row in present.values.get("conclusions", ())}
        for duty in activity.conclude_by:
            if duty not in done:
                title = dossier.edition.duties[duty].title
                yield Lack(
                    f"“{activity.title}”缺{title}签署的书面结论", "签署“公示结果不影响任职”的书面结论",
                    (duty,), _rule(activity, "R-APT-06"),
                )  # fmt: skip


def _again(present: Round, dossier: Dossier) -> Iterator[Fault]:
    actor = dossier.actor
    for row in present.values.get("conclusions", ()):
        if actor and actor.duty == row["duty"]:
            yield Fault("", "该岗位已签署结论")
        elif actor and (
            actor.account == row["account"] or (actor.person and actor.person == row["person"])
        ):
            yield Fault("", "两份签署应出自不同人员")


def _rule(activity: Activity, rule: str) -> str:
    return rule if rule in activity.rules else ""
