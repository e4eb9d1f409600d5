"""Recording the yearly appraisal (两评议): the counted paper ballots, once a year a department.

What contradicts itself is no count and is refused with everything that does not agree (R-SUP-03);
a correction is a further entry with its reason. Where the figures are clearly low, what is done about
it is stated with them (R-SUP-05).
"""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select

from workflow import authority
from workflow.ballots.appraisal import appraisal_contradictions, clearly_low
from workflow.commands.changing import content_of
from workflow.commands.once import answer, answered, require_dates
from workflow.errors import BadInput, NotFound, Reason
from workflow.journal import Desk, Draft, Order, append, lock
from workflow.journal.write import Entry
from workflow.models import instance
from workflow.queries.appraisals import appraisal_id, newly_appointed

RULE = "R-SUP-03"
LOW_RULE, LOW_ARTICLE = "R-SUP-05", "监督检查和责任追究办法（待核）；比例为本系统设定"
LOW = 60  # in a hundred, where the instance does not say otherwise: no national figure is known
LOW_KEY = "appraisal_low_percent"  # in `instance`, 1 to 100


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
    low = list(clearly_low(values, appointed, _low_percent(desk)))
    if low and not str(values.get("follow_up") or "").strip():
        raise BadInput("评议明显偏低，须写明怎样处理", [
            Reason(LOW_RULE, one, "写明谈话、说明和整改的安排", (), LOW_ARTICLE) for one in low
        ])  # fmt: skip
    entry = append(desk, order, Draft(
        subject, "record" if there else "open", {"act": "record_appraisal"},
        {"organization": organization, "year": str(year)}, dict(values),
    ))  # fmt: skip
    return answer(desk, order, "record_appraisal", payload, entry)


def _low_percent(desk: Desk) -> int:
    """Below which share an appraisal is clearly low; raises BadInput for a setting out of range."""
    told = desk.db.scalar(select(instance.c.value).where(instance.c.key == LOW_KEY))
    percent = LOW if told is None else int(told) if told.isdecimal() else 0
    if not 1 <= percent <= 100:
        raise BadInput(f"设置 {LOW_KEY} 应当是1至100的整数，现为“{told}”")
    return percent


def _refused(found: list[str], needed: str) -> BadInput:
    return BadInput(reasons=[Reason(RULE, one, needed) for one in found])
