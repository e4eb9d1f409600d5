"""Where things lie on the site (页面地址): a subject, a request, what supplies a condition."""

from flask import url_for

from workflow.activities import KINDS
from workflow.dossier import Dossier
from workflow.guards import GUARDS
from workflow.machine import Finding
from workflow.queries.requests import Request
from workflow.todo import next_act


def is_own_path(text: str) -> bool:
    """Whether a text leads to a page of this site. Browsers drop tabs and line ends, so that
    `/`, tab, `/elsewhere` would be another site, and read a backslash as a slash.
    """
    plain = text.startswith("/") and text.isprintable() and "\\" not in text
    return plain and not text.startswith("//")


def page_of(subject: str) -> str:
    """The page of a subject written `kind:id`."""
    kind, _, id = subject.partition(":")
    match kind:
        case "case":
            return url_for("cases.show", case=id)
        case "selection":
            return url_for("selections.show", selection=id)
        case "meeting":
            return url_for("meetings.show", meeting=id)
        case "person":
            return url_for("people.show", person=id)
        case "prompt":
            return url_for("supervision.show_prompt", id=id)
        case "interference":
            return url_for("supervision.show_interference", id=id)
    return url_for("inbox.show")


def activity_page(subject: str, name: str, act: str, organization: str = "") -> str:
    """The form of one act of an activity."""
    kind, _, id = subject.partition(":")
    return url_for(
        f"activities.{kind}", id=id, name=name, act=act,
        **({"organization": organization} if organization else {}),
    )  # fmt: skip


def work_page(request: Request, subject: str, *, whole: bool) -> str:
    """Where a request is done, in the journal of `subject`; `whole`: by one who sees whole cases."""
    if subject.startswith("prompt:"):
        return url_for("supervision.reply", id=subject.partition(":")[2])
    if not whole:
        return url_for("opinions.request_page", id=request.id)
    id = subject.partition(":")[2]
    if request.act == "move":
        return url_for("cases.move_page", case=id, name=request.activity)
    if request.act == "item":
        return url_for("meetings.index", case=id)
    asked = request.organization if request.act == "answer" else ""
    return activity_page(subject, request.activity, request.act, asked)


def supplier(dossier: Dossier, finding: Finding, duty: str) -> tuple[str, str] | None:
    """The activity that can supply what a condition lacks: its title, and its form for those
    who may fill it in, else where the page shows it.
    """
    activities = dossier.edition.process.activities
    guard = GUARDS.get(finding.guard)
    for name in (finding.guard, *(guard.reads if guard else ())):
        activity = activities.get(name)
        if activity is None:
            continue
        act = next_act(activity, dossier.round(name))
        if not act or duty not in KINDS[activity.kind].duties(activity, act):
            return activity.title, f"{page_of(f'case:{dossier.case.id}')}#activity-{name}"
        if activity.kind == "meeting_item":
            return activity.title, url_for("meetings.index", case=dossier.case.id)
        kind = "selection" if activity.of == "selection" else "case"
        id = dossier.selection.id if kind == "selection" else dossier.case.id
        return activity.title, activity_page(f"{kind}:{id}", name, act)
    return None
