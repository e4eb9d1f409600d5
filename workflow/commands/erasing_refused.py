"""When nothing may be erased (不得删除的情形): while it is needed, or has to be kept by law.

Everything that stands in the way is told at once, each with rule and article (L5).
"""

from collections.abc import Iterator
from datetime import date

from sqlalchemy import func, select

from workflow.authority import DO
from workflow.canonical import reread
from workflow.commands.changing import content_of
from workflow.commands.refresh import open_cases
from workflow.errors import NotAvailable, Reason
from workflow.facts import STANDINGS
from workflow.journal import Desk, Order
from workflow.journal.seal import ERASED
from workflow.models import TABLES, entries, instance
from workflow.workdays import add_months

YEARS = 30  # 定期保管三十年, where the instance does not say otherwise
KEPT_YEARS = "retention_years"  # in `instance`
NEEDED_LAW = "《个人信息保护法》第十三条第一款第三项：履行法定职责所必需"
KEPT_LAW = "《个人信息保护法》第四十七条第二款；《机关文件材料归档范围和文书档案保管期限规定》"


def require_erasable(desk: Desk, order: Order, person: str) -> None:
    """Refuse to erase what is filed of a person while it is needed or must be kept. NotAvailable."""
    if reasons := [*_needed(desk, person), *_kept(desk, order.today, person)]:
        raise NotAvailable("此人的个人信息现不得删除", reasons)


def selections_of(desk: Desk, person: str) -> list[str]:
    """The selections in which the person has, or had, a case."""
    table = TABLES["case"].c
    told = select(table.selection).where(table.person == person).distinct()
    return list(desk.db.scalars(told.order_by(table.selection)))


def _needed(desk: Desk, person: str) -> Iterator[Reason]:
    said = content_of(desk, f"person:{person}")
    if said.get("erased_on"):
        yield Reason("R-TRACE-09", f"此人的个人信息已于{said['erased_on']}{ERASED}", "不重复删除")
    of_batch = (one for batch in selections_of(desk, person) for one in open_cases(desk, selection=batch))
    for case in dict.fromkeys((*open_cases(desk, person=person), *of_batch)):
        number = content_of(desk, f"case:{case}")["number"]
        yield Reason("R-TRACE-02", f"本人或者同批次的选拔任用事项{number}尚未办结",
                     "办结或者终止以后再提请", article=NEEDED_LAW)  # fmt: skip
    if said["standing"] != "clear":
        yield Reason("R-TRACE-02", f"干部状态为{STANDINGS[said['standing']]}", "解除以后再提请",
                     DO["end_hold"], NEEDED_LAW)  # fmt: skip
    table = TABLES["post"].c
    for row in desk.db.execute(select(table.title, table.content).order_by(table.id)):
        if person in reread(row.content).get("holders", ()):
            yield Reason("R-TRACE-02", f"现任{row.title}", "离任以后再提请", article=NEEDED_LAW)


def _kept(desk: Desk, today: date, person: str) -> Iterator[Reason]:
    """Cases that ended are kept so many years from their last entry; so is what they share."""
    told = desk.db.scalar(select(instance.c.value).where(instance.c.key == KEPT_YEARS))
    years, table = int(told or YEARS), TABLES["case"].c
    last = (
        select(table.number, func.max(entries.c.occurred_on).label("day"))
        .join(entries, entries.c.subject == "case:" + table.id)
        .where(table.selection.in_(selections_of(desk, person)))
        .group_by(table.id, table.number).order_by(table.id)
    )  # fmt: skip
    for row in desk.db.execute(last):
        until = add_months(date.fromisoformat(row.day), 12 * years)
        if today < until:
            yield Reason(
                "R-TRACE-09", f"选拔任用事项{row.number}的纪实保管到{until}（{years}年）",
                "保管期满以后再提请", article=KEPT_LAW,
            )  # fmt: skip
