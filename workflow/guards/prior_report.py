"""Prior reports (任前事项报告): what must be reported upwards, and what was answered (R-PRE)."""

from collections.abc import Callable, Mapping
from datetime import date

from workflow.dossier import Dossier, Values
from workflow.guards.applies import APPLIES
from workflow.guards.career import as_of
from workflow.guards.checklist import Mark, marks
from workflow.guards.conditions import organization_of
from workflow.guards.general import snapshot
from workflow.guards.reading import day, rows, sequence, text
from workflow.guards.verdict import Gap, Guard, Verdict, verdict

TRIGGERS, REPORT, REPLY = "prior_report_triggers", "prior_report", "prior_report_reply"
OFFICER, HEAD = ("upper_organization_officer",), ("organization_head",)
RULES = tuple(f"R-PRE-{number:02}" for number in range(1, 12))
ABROAD = ("spouse_emigrated", "no_spouse_all_children")

LIABLE = ("ordered_resignation", "removal", "dismissal", "demoted_use")


def _leaders(d: Dossier) -> set[str]:
    """Who leads where the selection is decided or the post lies, as far as bodies are on file."""
    places = {organization_of(d, d.selection.body), d.post.organization}
    return {one.person for body in d.bodies.values() if body.organization in places
            for one in body.roster(d.today)}  # fmt: skip


# What facts themselves show, whatever the checklist says: rule → what it is, whether it is so.
SHOWN: Mapping[str, tuple[str, Callable[[Dossier], bool]]] = {
    "R-PRE-03": ("超职数配备", lambda d: bool(snapshot(d).get("over_approval"))),
    "R-PRE-04": ("特殊需要人选不经民主推荐", lambda d: APPLIES["special_need"].holds(d)),
    "R-PRE-05": ("破格或者越级提拔", lambda d: APPLIES["exceptional"].holds(d)),
    "R-PRE-06": ("领导身边工作人员", lambda d: bool(d.person.known("leader_staff"))),
    "R-PRE-07": ("领导干部近亲属", lambda d: bool(d.relatives.keys() & _leaders(d))),
    "R-PRE-09": ("问责处理后重新使用或者提拔", lambda d: any(
        text(fact.values, "kind") in LIABLE for fact in d.person.known("sanction"))),
    "R-PRE-10": ("配偶子女移居国（境）外", lambda d: d.person.value("family_abroad", "status")
                 in ABROAD),
}  # fmt: skip


def hits(d: Dossier) -> tuple[Mark, ...]:
    """The items found to be hit (触及)."""
    return tuple(mark for mark in marks(d, TRIGGERS) if mark.result == "hit")


def _rule(d: Dossier, mark: Mark) -> str:
    """The rule of an item; the first of the list for an item without one of these."""
    activity = d.edition.process.activities[TRIGGERS]
    rule = activity.items[mark.name].rule
    return rule if rule in RULES else RULES[0]


def prior_report_sent(d: Dossier) -> Verdict:
    """有须事先报告情形的，已逐项报告上级组织部门并送达。"""
    found, report = hits(d), d.values(REPORT)
    received, items = day(report.get("received_on")), sequence(report, "items")
    hit_rules = {_rule(d, mark) for mark in found}
    gaps = [
        Gap(rule, f"按已有记录属于“{title}”，核对表未列为触及", "更正核对结果并事先报告", HEAD)
        for rule, (title, holds) in SHOWN.items()
        if rule not in hit_rules and holds(d)
    ]
    if not marks(d, TRIGGERS) or d.round(TRIGGERS) is None:
        gaps.append(Gap(RULES[0], "没有任前事项报告情形的核对记录", "逐项核对", ("cadre_clerk",)))
    sent = received is not None and received <= d.today and bool(report.get("proof"))
    for mark in found:
        if sent and mark.name in items:
            continue
        why = "报告中没有此项" if sent else "尚未报上级组织部门，或者没有送达凭证"
        told = f"有须事先报告的情形（{mark.title}），{why}"
        gaps.append(Gap(_rule(d, mark), told, "报告上级组织部门，留存送达凭证", HEAD))
    return verdict(*gaps, hit=[mark.name for mark in found], items=list(items),
                   received_on=received)  # fmt: skip


def reply(d: Dossier, rule: str) -> Values:
    """The last answer to the items of a rule; one that names no item answers all of them."""
    known = d.edition.process.activities.get(TRIGGERS)
    names = {name for name, item in (known.items if known else {}).items() if item.rule == rule}
    return reply_to(d, names)


def reply_to(d: Dossier, names: set[str]) -> Values:
    """The last answer to one of these items, or to none in particular; empty while there is none."""
    answers: list[Values] = []
    for row in rows(d.values(REPLY), "answers"):
        meant = {text(row, "item"), *map(str, sequence(row, "items"))} - {""}
        if not meant or meant & names:
            answers.append(row)
    return answers[-1] if answers else {}


def replied_on(answer: Values) -> date | None:
    """The day of a reply: as written on it, else as recorded."""
    return day(answer.get("reply_on")) or day(answer.get("on"))


def approved_by(d: Dossier, answer: Values) -> bool:
    """Whether an answer approves, in time: before the meeting, or by today while none was held."""
    on = replied_on(answer)
    return answer.get("stance") == "approve" and on is not None and on <= min(as_of(d), d.today)


def unapproved(d: Dossier, answer: Values) -> str:
    """What is found where there is no approval in time."""
    on = replied_on(answer)
    if not answer:
        sent = day(d.values(REPORT).get("received_on"))
        return f"事先报告{sent}已送达，至今未批复" if sent else "没有上级组织部门的批复"
    if answer.get("stance") != "approve":
        return "上级组织部门批复不同意"
    return f"批复日期{on or '没有记录'}，不在讨论决定之前"


def prior_report_approved(d: Dossier) -> Verdict:
    """事先报告的每一事项在讨论决定前已经上级组织部门批复同意；未批复不视为同意。"""
    answers = [(mark, reply_to(d, {mark.name})) for mark in hits(d)]
    gaps = [
        Gap(
            "R-PRE-12", f"“{mark.title}”：{unapproved(d, answer)}",
            "未经批复同意不得上会，逾期不视为同意", OFFICER,
        )
        for mark, answer in answers
        if not approved_by(d, answer)
    ]  # fmt: skip
    return verdict(
        *gaps, replies={mark.name: [answer.get("stance"), replied_on(answer)]
                        for mark, answer in answers},
    )  # fmt: skip


TABLE: Mapping[str, Guard] = {
    "prior_report_sent": Guard("任前事项已报告", RULES, prior_report_sent),
    "prior_report_approved": Guard("任前事项已批复", ("R-PRE-12",), prior_report_approved, (REPLY,)),
}
