"""Selections and their cases (选拔任用批次与事项): a motion is opened, then persons are named."""

from collections.abc import Mapping
from typing import Any

from workflow import authority
from workflow.commands.changing import content_of, exists, require_keys
from workflow.commands.once import answer, answered, require_dates
from workflow.commands.refresh import refresh_case, refresh_selection
from workflow.errors import BadInput, NotAvailable, NotFound, Reason
from workflow.guards.standing import REVIEWERS
from workflow.journal import Desk, Draft, Order, append, lock
from workflow.journal.write import Entry

OCCASIONS = ("individual", "leadership_change")


def open_selection(
    desk: Desk, order: Order, id: str, values: Mapping[str, Any], edition: str
) -> Entry:
    """Open a selection under a published edition (its digest, L7)."""
    payload = {"id": id, "values": dict(values), "edition": edition}
    if known := answered(desk, order, "open_selection", payload):
        return known
    require_keys(values, ["title", "department", "body"])
    occasion = values.get("occasion", "individual")
    if occasion not in OCCASIONS:
        raise BadInput(reasons=[Reason(
            "R-TRACE-02", f"“{occasion}”不是选拔任用的情形", f"填写{'或者'.join(OCCASIONS)}"
        )])  # fmt: skip
    require_dates(order)
    authority.require(desk, order.actor, "open_selection", order.today, values["department"])
    _absent(desk, f"selection:{id}", "批次")
    if not exists(desk, f"body:{values['body']}"):
        raise NotFound("讨论决定机构不存在")
    changes = {
        "title": values["title"], "department": values["department"], "body": values["body"],
        "occasion": occasion, "edition": edition,
        "process": desk.edition(edition).process.process, "state": "open",
    }  # fmt: skip
    draft = Draft(f"selection:{id}", "open", {"act": "open_selection"}, changes, edition=edition)
    entry = append(desk, order, draft)
    refresh_selection(desk, order, id)
    return answer(desk, order, "open_selection", payload, entry)


def open_case(desk: Desk, order: Order, id: str, values: Mapping[str, Any]) -> Entry:
    """Name a person for a post of a selection: a case opens in the initial state."""
    payload = {"id": id, "values": dict(values)}
    if known := answered(desk, order, "open_case", payload):
        return known
    require_keys(values, ["number", "person", "post", "selection"])
    require_dates(order)
    selection = content_of(desk, f"selection:{values['selection']}")
    if not selection:
        raise NotFound("选拔任用批次不存在")
    authority.require(desk, order.actor, "open_case", order.today, selection["department"])
    _require_known(desk, order, values)
    _absent(desk, f"case:{id}", "事项")
    subjects = [f"person:{values['person']}", f"post:{values['post']}",
                f"selection:{values['selection']}"]  # fmt: skip
    held = lock(desk, subjects, order.seen)
    entry = append(desk, order, case_draft(desk, order, id, values, selection, held))
    refresh_case(desk, order, id)
    return answer(desk, order, "open_case", payload, entry)


def _require_known(desk: Desk, order: Order, values: Mapping[str, Any]) -> None:
    """Nobody names a person or a post of which he may not know: to him they are not there (L8)."""
    for subject in (f"person:{values['person']}", f"post:{values['post']}"):
        place = content_of(desk, subject).get("organization", "")
        authority.require_sight(desk, order.actor, place, order.today)


def case_draft(
    desk: Desk,
    order: Order,
    id: str,
    values: Mapping[str, Any],
    selection: Mapping[str, Any],
    held: Mapping[str, Any],
) -> Draft:
    """The opening entry of a case. Raises NotAvailable for a vetoed person (R-POL-06)."""
    edition = desk.edition(selection["edition"])
    standing = content_of(desk, f"person:{values['person']}")["standing"]
    if standing == "vetoed" and edition.process.effect != "downward":
        raise NotAvailable(reasons=[edition.reason(
            "R-POL-06", "该人选已被一票否决", "经复核撤销前不得列为人选", REVIEWERS,
        )])  # fmt: skip
    initial = edition.initial
    return Draft(
        f"case:{id}", "open", {"act": "open_case"},
        {"number": values["number"], "person": values["person"], "post": values["post"],
         "selection": values["selection"], "process": selection["process"],
         "edition": selection["edition"], "department": selection["department"],
         "state": initial, "stage": edition.process.states[initial].stage},
        read={subject: row.seq for subject, row in held.items()}, edition=selection["edition"],
    )  # fmt: skip


def _absent(desk: Desk, subject: str, noun: str) -> None:
    if exists(desk, subject):
        raise NotAvailable(reasons=[Reason("R-TRACE-02", f"{noun}编号已有", "另取编号")])
