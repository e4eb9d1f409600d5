"""Recording the yearly appraisal (两评议): the counted paper ballots, once a year a department.

What contradicts itself is no count and is refused with everything that does not agree (R-SUP-03);
a correction is a further entry with its reason.
"""

from collections.abc import Mapping
from typing import Any

from workflow import authority
from workflow.ballots.appraisal import appraisal_contradictions
from workflow.commands.changing import content_of
from workflow.commands.once import answer, answered, require_dates
from workflow.errors import BadInput, NotFound, Reason
from workflow.journal import Desk, Draft, Order, append, lock
from workflow.journal.write import Entry
from workflow.queries.appraisals import appraisal_id, newly_appointed

RULE = "R-SUP-03"


def record_appraisal(
    desk: Desk, order: Order, organization: str, year: int, values: Mapping[str, Any]
) -> Entry:
    """Record what was counted for the year of a department; again: a correction with `reason`.

    Raises BadInput for figures that do not agree, a year to come, or a correction without reason.
    """
    payload = {"organization": organization, "year": year, "values": dict(values)}
    if known := answered(desk, order, "record_appraisal", payload):
        return known
    require_dates(order)
    place = content_of(desk, f"organization:{organization}")
    if not place:
        raise NotFound()
    authority.require(desk, order.actor, "record_appraisal", order.today, organization)
    if year > order.today.year:
        raise _refused([f"{year}年还没有到"], "年度结束前后召开评议会后登记")
    subject = f"appraisal:{appraisal_id(organization, year)}"
    there = bool(content_of(desk, subject))
    if there:
        lock(desk, [subject], order.seen)
    appointed = {one.case: one.name for one in newly_appointed(desk, place["path"], year)}
    found = list(appraisal_contradictions(values, appointed))
    if there and not str(values.get("reason") or "").strip():
        found.append("该年度已经登记，更正没有说明理由")
    if found:
        raise _refused(found, "当场核对票数，各项相符后登记")
    entry = append(desk, order, Draft(
        subject, "record" if there else "open", {"act": "record_appraisal"},
        {"organization": organization, "year": str(year)}, dict(values),
    ))  # fmt: skip
    return answer(desk, order, "record_appraisal", payload, entry)


def _refused(found: list[str], needed: str) -> BadInput:
    return BadInput(reasons=[Reason(RULE, one, needed) for one in found])
