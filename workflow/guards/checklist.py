"""Reading a checklist (核查表) by rule: what was marked, and whether that lets the item pass."""

from dataclasses import dataclass

from workflow.dossier import Dossier, Values
from workflow.guards.reading import table, text
from workflow.guards.verdict import Gap


@dataclass(frozen=True, slots=True)
class Mark:
    """One item (核查项目) as marked; `result` is empty while nobody marked it."""

    name: str
    title: str
    result: str
    told: str  # the result in Chinese
    clear: bool
    row: Values


def marks(d: Dossier, activity: str, rule: str = "") -> tuple[Mark, ...]:
    """The items of a checklist that stand for a rule; all items without a rule given."""
    return d.once(_marks, activity, rule)


def _marks(d: Dossier, activity: str, rule: str) -> tuple[Mark, ...]:
    known = d.edition.process.activities.get(activity)
    found = table(d.values(activity), "items")
    told: list[Mark] = []
    for name, item in (known.items if known else {}).items():
        if rule and item.rule != rule:
            continue
        row = table(found, name)
        result = text(row, "result")
        title = item.results.get(result, result) or "没有记录"
        told.append(Mark(name, item.title, result, title, result in item.clear, row))
    return tuple(told)


def contrary(
    d: Dossier, activity: str, rule: str, needed: str, who: tuple[str, ...] = ()
) -> list[Gap]:
    """A gap for every item of a rule that was marked and does not pass, whatever facts say."""
    return [
        Gap(rule, f"“{mark.title}”核查结果为“{mark.told}”", needed, who)
        for mark in marks(d, activity, rule)
        if mark.result and not mark.clear
    ]
