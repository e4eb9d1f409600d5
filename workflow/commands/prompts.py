"""Prompts of supervision (监督工作提示单): issued to an organization, answered by a day, judged.

The due day is counted in working days by the engine. Each step is an entry of the prompt's own
journal; what is asked lies on the desks of those who reply, as every other request (R-SUP-02).
"""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import delete, insert, select

from workflow import authority
from workflow.canonical import parse
from workflow.commands.changing import content_of, require_days
from workflow.commands.once import answer, answered, require_dates
from workflow.errors import OTHERS, BadInput, NotAvailable, NotFound, Reason, Recused
from workflow.journal import Desk, Draft, Order, append, lock
from workflow.journal.read import history
from workflow.journal.write import Entry
from workflow.models import TABLES, claims, requests
from workflow.queries.prompts import CLOSED, OPEN, REPLIED, asked_at
from workflow.workdays import CalendarMissing

RULE = "R-SUP-02"
MOST = 60  # working days: what takes longer is a matter of its own
NEEDED = {
    "organization": "被提示单位", "number": "编号", "matter": "发现的问题", "demand": "整改要求",
}  # fmt: skip
UPPER = "upper_"
TITLE = "监督工作提示单"


def issue_prompt(
    desk: Desk, order: Order, id: str, values: Mapping[str, Any], workdays: int
) -> Entry:
    """Issue a prompt with its matter, its basis (a rule or an article) and `workdays` for the reply.

    Raises BadInput for what is missing, NotAuthorised over an organization that the office does not
    look over, NotAvailable where nobody there could reply.
    """
    payload = {"id": id, "values": dict(values), "workdays": workdays}
    if known := answered(desk, order, "issue_prompt", payload):
        return known
    require_dates(order)
    _require_told(values, NEEDED)
    if not (values.get("rule") or values.get("article")):
        raise _malformed("没有写明依据", "写明依据的规则或者条文")
    place = content_of(desk, f"organization:{values['organization']}")
    _require_over(desk, order, values["organization"], place)
    _require_somebody(desk, order, values["organization"], place)
    changes = {
        "number": values["number"], "organization": values["organization"],
        "issuer": order.actor.organization, "due_on": _due_on(desk, order, workdays), "state": OPEN,
    }  # fmt: skip
    told = {key: value for key, value in values.items() if key not in changes and value}
    entry = append(desk, order, Draft(
        f"prompt:{id}", "open", {"act": "issue_prompt"}, changes, told
    ))  # fmt: skip
    _ask(desk, order, id, entry.content)
    return answer(desk, order, "issue_prompt", payload, entry)


def reply_prompt(desk: Desk, order: Order, id: str, values: Mapping[str, Any]) -> Entry:
    """Reply with what was found and the measures, for the organization that was asked.

    Raises NotAvailable where no reply is due, BadInput without measures.
    """
    payload = {"id": id, "values": dict(values)}
    if known := answered(desk, order, "reply_prompt", payload):
        return known
    require_dates(order)
    said = _standing(desk, id)
    authority.require(desk, order.actor, "reply_prompt", order.today, said["organization"])
    kind = content_of(desk, f"organization:{said['organization']}")["kind"]
    if order.actor.duty not in asked_at(kind):
        raise NotFound()
    said = _locked(desk, order, id)
    _require_state(said, OPEN, "已经答复，或者已经销号")
    _require_told(values, {"reply": "核查情况"})
    rows = values.get("measures") or []
    if not rows:
        raise _malformed("没有整改措施", "逐项写明措施、责任人和完成日期")
    for row in rows:
        _require_told(row, {"measure": "措施", "owner": "责任人", "due_on": "完成日期"})
        require_days(row, ["due_on"])
    entry = append(desk, order, Draft(
        f"prompt:{id}", "record", {"act": "reply_prompt"}, {"state": REPLIED}, dict(values)
    ))  # fmt: skip
    _let_go(desk, id)
    return answer(desk, order, "reply_prompt", payload, entry)


def judge_prompt(
    desk: Desk, order: Order, id: str, accepted: bool, opinion: str, workdays: int = 0
) -> Entry:
    """Close a prompt whose measures will do, or send it back with a new day; by who issued it.

    Never by one who replied himself. Raises NotAvailable while there is no reply.
    """
    payload = {"id": id, "accepted": accepted, "opinion": opinion, "workdays": workdays}
    if known := answered(desk, order, "judge_prompt", payload):
        return known
    require_dates(order)
    said = _standing(desk, id)
    authority.require(desk, order.actor, "judge_prompt", order.today, said["issuer"])
    said = _locked(desk, order, id)
    _require_state(said, REPLIED, "还没有新的答复，或者已经销号")
    _require_told({"opinion": opinion}, {"opinion": "审核意见"})
    replied = [one for one in history(desk, f"prompt:{id}") if one.data["act"] == "reply_prompt"]
    if order.actor.by.is_same(replied[-1].by):
        raise Recused(reasons=[Reason("R-SEP-01", "审核人就是答复人", "由其他人审核", OTHERS)])
    changes = {"state": CLOSED} if accepted else {
        "state": OPEN, "due_on": _due_on(desk, order, workdays),
    }  # fmt: skip
    entry = append(desk, order, Draft(
        f"prompt:{id}", "record", {"act": "judge_prompt"}, changes, {"opinion": opinion}
    ))  # fmt: skip
    if not accepted:
        _ask(desk, order, id, entry.content)
    return answer(desk, order, "judge_prompt", payload, entry)


def _standing(desk: Desk, id: str) -> dict[str, Any]:
    said = content_of(desk, f"prompt:{id}")
    if not said:
        raise NotFound()
    return said


def _locked(desk: Desk, order: Order, id: str) -> dict[str, Any]:
    """What the prompt says once nobody else can answer or judge it meanwhile."""
    lock(desk, [f"prompt:{id}"], order.seen)
    return _standing(desk, id)


def _require_state(said: Mapping[str, Any], state: str, found: str) -> None:
    if said["state"] != state:
        raise NotAvailable(reasons=[Reason(RULE, f"此提示单{found}", "按提示单现在的进度办理")])


def _require_over(desk: Desk, order: Order, organization: str, place: Mapping[str, Any]) -> None:
    """A superior department reaches what names it as its superior; a discipline office its tree."""
    actor, upper = order.actor, place.get("links", {}).get("upper_organization")
    linked = actor.duty.startswith(UPPER) and upper == actor.organization
    authority.require(desk, actor, "issue_prompt", order.today, "" if linked else organization)


def _require_somebody(
    desk: Desk, order: Order, organization: str, place: Mapping[str, Any]
) -> None:
    """Somebody there can reply: else it would lie on nobody's desk."""
    above, duties = place["path"].split("/"), asked_at(place["kind"])
    for text in desk.db.scalars(select(TABLES["account"].c.content)):
        said = parse(text.encode())
        if said["state"] == "active" and any(
            authority.holds(said["duties"], duty, one, order.today)
            for duty in duties for one in above
        ):  # fmt: skip
            return
    raise NotAvailable(reasons=[Reason(
        RULE, f"{place['name']}现在没有可以答复的人员", "先授予该单位负责人岗位职责", ("security_admin",),
    )])  # fmt: skip


def _due_on(desk: Desk, order: Order, workdays: int) -> str:
    """The day by which a reply is due; an unknown year is refused, not guessed."""
    if not 1 <= workdays <= MOST:
        raise _malformed(f"答复期限{workdays}个工作日", f"1至{MOST}个工作日")
    try:
        return desk.calendar.add_workdays(order.today, workdays).isoformat()
    except CalendarMissing as error:
        raise _malformed(str(error), "缩短答复期限，或者先补充工作日历") from error


def _require_told(values: Mapping[str, Any], needed: Mapping[str, str]) -> None:
    missing = [title for key, title in needed.items() if not str(values.get(key) or "").strip()]
    if missing:
        raise _malformed(f"没有填写{'、'.join(missing)}", "逐项填写")


def _malformed(found: str, needed: str) -> BadInput:
    return BadInput(reasons=[Reason(RULE, found, needed)])


def _ask(desk: Desk, order: Order, id: str, said: Mapping[str, Any]) -> None:
    """Lay it on the desks of those who can reply; one task, whoever takes it."""
    kind = content_of(desk, f"organization:{said['organization']}")["kind"]
    subject, place = f"prompt:{id}", said["organization"]
    desk.db.execute(insert(requests), [
        {"id": f"{subject}/prompt/reply/{duty}/{place}", "subject": subject, "activity": "prompt",
         "act": "reply", "title": TITLE, "duty": duty, "organization": place,
         "due_on": said["due_on"], "opened_on": order.today.isoformat(), "onwards": True,
         "task": f"{subject}/reply", "from_name": order.actor.name, "from_duty": order.actor.duty}
        for duty in asked_at(kind)
    ])  # fmt: skip


def _let_go(desk: Desk, id: str) -> None:
    """It lies on nobody's desk any more."""
    desk.db.execute(delete(requests).where(requests.c.subject == f"prompt:{id}"))
    desk.db.execute(delete(claims).where(claims.c.task == f"prompt:{id}/reply"))
