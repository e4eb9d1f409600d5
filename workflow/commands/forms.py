"""Appointment forms (任免审批表): what a form says arrives as stated facts, all of it or nothing.

The file itself and its photograph are kept as attachments; the texts, unknown elements too, lie in
one entry. Nothing counts until another has verified it.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from workflow.canonical import digest
from workflow.commands.once import answer, answered, require_dates
from workflow.commands.people import register, require_held
from workflow.commands.refresh import refresh_person
from workflow.commands.roster import keep_profile
from workflow.errors import BadInput, Reason
from workflow.forms_in import Form, corrected, facts_of, is_about_same, said
from workflow.journal import Desk, Draft, Order, append
from workflow.journal.fold import person_file
from workflow.journal.read import history
from workflow.journal.write import Entry

Document = Mapping[str, Any]
Chosen = Mapping[int, str]  # place among the form's facts → the fact it corrects, "" for a new one


def import_form(
    desk: Desk, order: Order, form: Form, organization: str, document: Document,
    photo: Document | None = None,
) -> str:  # fmt: skip
    """Open a person's file from a form with all that it states; gives the person's id.

    The id follows from name and identity number, so the same person twice is refused
    (NotAvailable). `document` is the kept file itself, `photo` the picture kept beside it.
    """
    every = dict.fromkeys(range(len(facts_of(form))), "")
    return open_file(desk, order, form, organization, every, document, photo)


def open_file(
    desk: Desk, order: Order, form: Form, organization: str, chosen: Chosen, document: Document,
    photo: Document | None = None,
) -> str:  # fmt: skip
    """As `import_form`, with the chosen facts only."""
    name, person = form.text("XingMing").strip(), person_id(form)
    payload = _payload(person, form, chosen)
    if answered(desk, order, "import_form", payload):
        return person
    register(desk, _part(order, "register"), person, name, organization)
    entry = _state(desk, order, person, form, chosen, document, photo)
    answer(desk, order, "import_form", payload, entry)
    return person


def take_form(
    desk: Desk, order: Order, person: str, form: Form, chosen: Chosen, document: Document,
    photo: Document | None = None,
) -> Entry:  # fmt: skip
    """State what was chosen of a form about a person on file. Raises BadInput.

    A fact that corrects another keeps what only that one says, and waits to be verified again.
    """
    payload = _payload(person, form, chosen)
    if known := answered(desk, order, "take_form", payload):
        return known
    require_dates(order)
    require_held(desk, order, "state_fact", person)
    _require_about(desk, person, form, chosen)
    entry = _state(desk, order, person, form, chosen, document, photo)
    refresh_person(desk, order, person)
    return answer(desk, order, "take_form", payload, entry)


def _payload(person: str, form: Form, chosen: Chosen) -> dict[str, Any]:
    told = {str(place): corrects for place, corrects in chosen.items()}
    return {"person": person, "form": form.sha256, "chosen": told}


def _require_about(desk: Desk, person: str, form: Form, chosen: Chosen) -> None:
    """The form bears the person's name, and what it corrects is on file and about the same thing."""
    file, facts = person_file(person, history(desk, f"person:{person}")), facts_of(form)
    known = {one.id: one for one in file.facts}
    name = form.text("XingMing").strip()
    faults = []
    if bare(name) != bare(file.name):
        faults.append((f"表上姓名“{name}”，档案姓名“{file.name}”", "只载入本人的任免审批表"))
    for place, corrects in chosen.items():
        before = known.get(corrects)
        if place >= len(facts) or (corrects and before is None):
            faults.append(("所选内容不在本表或者档案之内", "按现在的差异重新选择"))
        elif before and not is_about_same(before.kind, before.values, facts[place]):
            faults.append(("所选内容与要更正的事实不是一回事", "按现在的差异重新选择"))
    if faults:
        raise BadInput(reasons=[Reason("R-TRACE-02", *fault) for fault in faults])


def bare(name: str) -> str:
    """A name without the blanks that forms put into short ones (张　三)."""
    return "".join(name.split())


def _state(
    desk: Desk, order: Order, person: str, form: Form, chosen: Chosen, document: Document,
    photo: Document | None,
) -> Entry:  # fmt: skip
    kept: Sequence[Document] = [document, photo] if photo else [document]
    values = {
        "texts": dict(form.texts), "unknown": dict(form.unknown),
        "family": [dict(one.texts) for one in form.family],
    }  # fmt: skip
    entry = append(desk, order, Draft(
        f"person:{person}", "record", {"act": "form", "form": form.sha256},
        values={**values, "photo": dict(photo)} if photo else values, person=person,
        attachments=tuple(dict(one) for one in kept),
    ))  # fmt: skip
    known = {one.id: one for one in person_file(person, history(desk, f"person:{person}")).facts}
    for place, fact in enumerate(facts_of(form)):
        if place in chosen:
            before = known.get(chosen[place])
            append(desk, order, Draft(
                f"person:{person}", "record",
                {"act": "state", "fact": f"{order.id}-{place}", "fact_kind": fact.kind,
                 "corrects": chosen[place], "form": form.sha256},
                values=corrected(before, fact) if before else said(fact), person=person,
            ))  # fmt: skip
    keep_profile(desk, person)
    return entry


def person_id(form: Form) -> str:
    """The id of the person a form is about: the same for the same name and identity number."""
    number = form.text("ShenFenZheng").strip() or form.sha256
    return "p" + digest(f"{form.text('XingMing').strip()}\n{number}".encode())[:15]


def _part(order: Order, part: str) -> Order:
    return Order(
        f"{order.id}-{part}", order.actor, order.at, order.occurred_on, order.late_reason,
        order.seen,
    )  # fmt: skip
