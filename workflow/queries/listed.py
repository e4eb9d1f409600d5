"""What rooms list of requests and notices (征求意见、公示一览的推算): their lines, as the rounds give them.

Commands write these rows after each entry; verification makes them once more and compares.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from workflow.activities.asking import OBJECTIONS, addressed, consent, key
from workflow.canonical import canonical, digest
from workflow.dossier import Dossier, Round
from workflow.edition import Activity
from workflow.guards.window import posted_window
from workflow.todo import applicable

Row = dict[str, Any]


def inquiry_rows(seen: Dossier, subject: str) -> list[Row]:
    """A line for each address of each request of a case or a selection."""
    return [
        row for name, activity, one in _rounds(seen, subject, "opinion")
        for row in _inquiries(seen, subject, name, activity, one)
    ]  # fmt: skip


def notice_rows(seen: Dossier, subject: str) -> list[Row]:
    """A line for each notice of a case or a selection that was posted."""
    return [
        _notice(seen, subject, name, activity, one)
        for name, activity, one in _rounds(seen, subject, "notice")
        if one.of("post")
    ]


def _rounds(seen: Dossier, subject: str, kind: str) -> Iterator[tuple[str, Activity, Round]]:
    """The rounds of activities of a kind that lie in the journal of the subject itself."""
    shared = subject.startswith("selection:")
    for name, activity in seen.edition.process.activities.items():
        if activity.kind == kind and (activity.of == "selection") == shared:
            for one in seen.rounds.get(name, ()):
                yield name, activity, one


def _common(seen: Dossier, subject: str, name: str, activity: Activity, one: Round) -> Row:
    return {
        "subject": subject, "case_id": seen.case.id if activity.of == "case" else "",
        "selection": seen.selection.id, "department": seen.selection.department,
        "activity": name, "title": activity.title, "round": one.number,
    }  # fmt: skip


def inquiry_id(subject: str, activity: str, number: int, row: Mapping[str, Any]) -> str:
    """What a request to one address is called in an address of a page: tells nothing."""
    return digest(canonical([subject, activity, number, *key(row)]))[:32]


def _inquiries(
    seen: Dossier, subject: str, name: str, activity: Activity, one: Round
) -> Iterator[Row]:
    values = one.values
    answers = {key(row): row for row in values.get("answers", ())}
    within = not seen.case.id or (
        seen.case.state in activity.within and applicable(seen, activity)
    )
    asked_now = within and seen.round(name) == one
    for row in values.get("asked", ()):
        answer = answers.get(key(row), {})
        stance = answer.get("stance") or ""
        heeded = any(addressed([row], said) for said in values["responses"])
        yield {
            **_common(seen, subject, name, activity, one),
            "id": inquiry_id(subject, name, one.number, row),
            **dict(zip(("organization", "ask", "item"), key(row), strict=True)),
            "asked_on": row["on"], "due_on": row.get("due_on") or "",
            "reminded": sum(bool(addressed([row], said)) for said in values["reminders"]),
            "answered_on": answer.get("on", ""), "stance": stance,
            "stance_title": activity.stances.get(stance, ""),
            "waiting": asked_now and not answer and not _consented(seen, activity, row),
            "unheeded": stance in OBJECTIONS and activity.on_objection is not None and not heeded,
        }  # fmt: skip


def _consented(seen: Dossier, activity: Activity, row: Mapping[str, Any]) -> bool:
    """Whether silence has become consent by today."""
    until = consent(activity, activity.silence, row) if activity.silence else None
    return until is not None and seen.today > until


def _notice(seen: Dossier, subject: str, name: str, activity: Activity, one: Round) -> Row:
    values, window = one.values, posted_window(seen, activity, one)
    signed = {row["duty"] for row in values["conclusions"]}
    return {
        **_common(seen, subject, name, activity, one),
        "id": digest(canonical([subject, name, one.number]))[:32],
        "posted_on": window.posted_on.isoformat() if window else values.get("posted_on") or "",
        "ends_on": window.end.isoformat() if window and window.end else "",
        "complaints": len(values["complaints"]),
        "unresolved": sum(not row.get("closed_on") for row in values["complaints"]),
        "concluded": set(activity.conclude_by) <= signed,
        "current": seen.round(name) == one and seen.case.state in activity.within,
    }  # fmt: skip
