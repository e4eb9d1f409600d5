"""The kind `opinion` (征求意见): many respondents, each answers for an organization by a due day."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from workflow.activities.fields import blank, check_values
from workflow.activities.kind import Fault, Kind, Lack, absent
from workflow.dossier import Act, Dossier, Round, Values
from workflow.edition import Activity
from workflow.workdays import add_months

OBJECTIONS = ("object", "reserve")


class Opinion(Kind):
    """Complete: every organization asked has answered, or its silence counts as declared; every
    objection has a written response where the definition asks for one.
    """

    name = "opinion"
    acts = ("ask", "answer", "respond", "remind", "escalate")

    def check(
        self, activity: Activity, act: str, values: Values, present: Round | None, dossier: Dossier
    ) -> Sequence[Fault]:
        """Ask: whom, until when. Answer: one asked, a stance, the fields. Respond: to an objection."""
        match act:
            case "ask":
                return list(self._check_ask(activity, values))
            case "answer":
                return list(self._check_answer(activity, values, present))
            case "respond":
                return list(self._check_respond(activity, values, present))
        return list(_check_note(values, present))

    def _check_ask(self, activity: Activity, values: Values) -> Iterator[Fault]:
        asks = values.get("asks")
        if not isinstance(asks, list | tuple) or not asks:
            yield Fault("asks", "没有征求意见的对象")
            return
        for place, row in enumerate(asks, 1):
            if row.get("ask") not in activity.ask or blank(row.get("organization")):
                yield Fault(f"asks[{place}]", "不是本项意见应当征求的对象")

    def _check_answer(
        self, activity: Activity, values: Values, present: Round | None
    ) -> Iterator[Fault]:
        if values.get("organization") not in _asked(present):
            yield Fault("organization", "没有向该单位征求意见")
        if activity.stances and values.get("stance") not in activity.stances:
            yield Fault("stance", f"意见应为：{'、'.join(activity.stances.values())}")
        rest = {k: v for k, v in values.items() if k not in ("organization", "stance")}
        yield from check_values(activity.fields, rest)

    def _check_respond(
        self, activity: Activity, values: Values, present: Round | None
    ) -> Iterator[Fault]:
        objectors = {one["organization"] for one in _objections(present)}
        if values.get("organization") not in objectors:
            yield Fault("organization", "该单位没有需要答复的不同意见")
        if blank(values.get("text")):
            yield Fault("text", "答复没有内容")

    def merge(self, activity: Activity, acts: Sequence[Act]) -> Values:
        """Who was asked, who answered what, what was responded; an answer replaces an older one."""
        told: dict[str, list[dict[str, Any]]] = {
            "asked": [], "answers": [], "responses": [], "reminders": [], "escalations": [],
        }  # fmt: skip
        for act in acts:
            _take(told, act)
        return told if acts else {}

    def lacks(self, activity: Activity, present: Round | None, dossier: Dossier) -> Sequence[Lack]:
        """The request, every answer still due, every response still owed."""
        if present is None or not _asked(present):
            return absent(activity, activity.ask_by)
        waiting = [
            Lack(
                f"“{activity.title}”：{_name(dossier, row['organization'])}尚未答复"
                + (f"（{row['due_on']}到期）" if row.get("due_on") else ""),
                "书面答复", activity.record,
            )
            for row in _asked(present).values()
            if not _settled(activity, present, row, dossier.today)
        ]  # fmt: skip
        if activity.on_objection != "respond":
            return waiting
        answered = {one["organization"] for one in present.values["responses"]}
        return waiting + [
            Lack(
                f"“{activity.title}”：对{_name(dossier, one['organization'])}的不同意见尚未书面答复",
                "书面答复不同意见", activity.respond_by, _response_rule(activity),
            )
            for one in _objections(present)
            if one["organization"] not in answered
        ]  # fmt: skip

    def starts_round(
        self, activity: Activity, act: str, present: Round, dossier: Dossier
    ) -> bool:
        """A request still open stays one request, though the case moves on."""
        open_ = any(
            not _settled(activity, present, row, dossier.today) for row in _asked(present).values()
        )
        return not open_ and super().starts_round(activity, act, present, dossier)


def _take(told: dict[str, list[dict[str, Any]]], act: Act) -> None:
    on, values = act.on.isoformat(), dict(act.values)
    if act.act == "ask":
        rest = {k: v for k, v in values.items() if k != "asks"}
        told["asked"] += [{**rest, **row, "on": on} for row in values.get("asks", ())]
    elif act.act == "answer":
        told["answers"] = [
            one for one in told["answers"] if one["organization"] != values["organization"]
        ]
        ask = next(
            (r["ask"] for r in told["asked"] if r["organization"] == values["organization"]), ""
        )
        told["answers"].append(
            {"ask": ask, **values, "on": on, "by": act.by.account, "person": act.by.person}
        )
    else:
        into = {"respond": "responses", "remind": "reminders"}.get(act.act, "escalations")
        told[into].append({**values, "on": on})


def _asked(present: Round | None) -> Mapping[str, Mapping[str, Any]]:
    rows = present.values.get("asked", ()) if present else ()
    return {row["organization"]: row for row in rows}


def _objections(present: Round | None) -> list[Mapping[str, Any]]:
    answers = present.values.get("answers", ()) if present else ()
    return [one for one in answers if one.get("stance") in OBJECTIONS]


def _settled(
    activity: Activity, present: Round, row: Mapping[str, Any], today: date
) -> bool:
    """Answered, or silent for longer than silence is allowed to mean nothing (R-DEC-14)."""
    if any(one["organization"] == row["organization"] for one in present.values["answers"]):
        return True
    if activity.silence is None:
        return False
    received = date.fromisoformat(row.get("received_on") or row["on"])
    return today > add_months(received, activity.silence.consent_after_months)


def _check_note(values: Values, present: Round | None) -> Iterator[Fault]:
    if values.get("organization") not in _asked(present):
        yield Fault("organization", "没有向该单位征求意见")


def _response_rule(activity: Activity) -> str:
    return "R-BRANCH-02" if "R-BRANCH-02" in activity.rules else ""


def _name(dossier: Dossier, organization: str) -> str:
    known = dossier.organizations.get(organization)
    return known.name if known else organization
