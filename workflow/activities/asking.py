"""Requests and answers of an opinion (征求与答复): how they are addressed and how they merge."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from workflow.activities.fields import (
    check_values,
    is_empty,
    iso_day,
    optional,
)
from workflow.activities.kind import Fault
from workflow.activities.released import RELEASED
from workflow.dossier import Act, Values
from workflow.edition import Activity, Field, Silence
from workflow.workdays import add_months

OBJECTIONS = ("object", "reserve")  # stances that ask for a response
RECEIVED = "received_on"  # the field from which silence counts, where an activity has it
ADDRESS = ("organization", "ask", "item")
ASK_FIELDS: Mapping[str, Field] = {
    "organization": Field(type="organization", title="单位"),
    "ask": Field(type="text", title="征求对象"),
    "item": Field(type="text", title="事项", required=False),
    "due_on": Field(type="date", title="办理期限", required=False),
    "due_reason": Field(type="text", title="另定期限的理由", required=False, long=True),
}

Row = Mapping[str, Any]
Key = tuple[str, str, str]


def key(row: Row) -> Key:
    """What tells one request from another: organization, name of ASK, item ("" where there is none)."""
    return (row["organization"], row.get("ask") or "", row.get("item") or "")


def addressed(rows: Sequence[Row], values: Values) -> list[Row]:
    """The rows that `values` speak of: all of the organization, or those of one ASK or item."""
    given = {name: values[name] for name in ADDRESS if not is_empty(values.get(name))}
    if "organization" not in given:
        return []
    return [row for row in rows if all(row.get(name) == value for name, value in given.items())]


def told_at_request(activity: Activity) -> dict[str, Field]:
    """What is told with a request: what is known of the answer already, and what is released."""
    return {"released": RELEASED, **optional(activity.fields)}


def ask_faults(activity: Activity, values: Values) -> Iterator[Fault]:
    """What is malformed in a request: to whom, by when; of the fields what is known already."""
    rest = {name: value for name, value in values.items() if name != "asks"}
    yield from check_values(told_at_request(activity), rest)
    asks = values.get("asks")
    if not isinstance(asks, list | tuple) or not asks:
        yield Fault("asks", "至少征求一个单位的意见")
        return
    seen: list[Key] = []
    for number, row in enumerate(asks):
        path = f"asks[{number}]"
        faults = check_values(ASK_FIELDS, row, path=path)
        yield from faults
        if faults:
            continue
        if row["ask"] not in activity.ask:
            yield Fault(f"{path}.ask", "不在征求范围之内")
        if activity.due is not None and is_empty(row.get("due_on")):
            yield Fault(f"{path}.due_on", "须写明办理期限")
        if key(row) in seen:
            yield Fault(path, "重复")
        seen.append(key(row))


def consent(activity: Activity, silence: Silence, row: Row) -> date | None:
    """The last day on which silence is not yet consent; None while nothing is known to have begun.

    The months run from receipt where the activity records it, else from the day of asking (R-DEC-14).
    """
    start = iso_day(row.get(RECEIVED if RECEIVED in activity.fields else "on") or "")
    return add_months(start, silence.consent_after_months) if start else None


def merged(acts: Sequence[Act]) -> Values:
    """The values of a round, from its acts in order."""
    asked: dict[Key, dict[str, Any]] = {}
    answers: dict[Key, dict[str, Any]] = {}
    found: dict[str, list[dict[str, Any]]] = {"responses": [], "reminders": [], "escalations": []}
    for act in acts:
        if act.act == "ask":
            _take_ask(asked, act)
        elif act.act == "answer":
            _take_answer(asked, answers, found["responses"], act)
        elif act.act == "respond":
            found["responses"].append(_said(act))
        elif act.act == "remind":
            found["reminders"].append(_said(act))
        else:  # escalate: the acts of an opinion are these five
            found["escalations"].append(_said(act))
    return {"asked": list(asked.values()), "answers": list(answers.values()), **found}


def _said(act: Act) -> dict[str, Any]:
    return {**act.values, "on": act.on.isoformat()}


def _take_ask(asked: dict[Key, dict[str, Any]], act: Act) -> None:
    """A second request to the same address adds to the first and keeps its day."""
    told = {name: value for name, value in act.values.items() if name != "asks"}
    for row in act.values.get("asks", ()):
        earlier = asked.get(key(row), {})
        on = earlier.get("on", act.on.isoformat())
        asked[key(row)] = {**earlier, **told, **row, "on": on}


def _take_answer(
    asked: Mapping[Key, Row],
    answers: dict[Key, dict[str, Any]],
    responses: list[dict[str, Any]],
    act: Act,
) -> None:
    """A correction takes the place of the answer, which stays in it as `earlier`.

    What was responded to the earlier answer is no response to this one.
    """
    for row in addressed(list(asked.values()), act.values):
        before = answers.pop(key(row), None)
        answer = {
            **act.values, **{name: row[name] for name in ADDRESS if name in row},
            "on": act.on.isoformat(), "by": act.by.name, "account": act.by.account,
            "person": act.by.person, "signer": act.values.get("signer"),
        }  # fmt: skip
        if before is not None:
            earlier = before.pop("earlier", [])
            answer["earlier"] = [*earlier, before]
        answers[key(row)] = answer
        responses[:] = [said for said in responses if not addressed([row], said)]
