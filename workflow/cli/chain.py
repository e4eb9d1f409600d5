"""The chain behind a case in lines (倒查清单), for `cadre case trace`."""

from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType

from workflow.dossier import By
from workflow.journal import Desk
from workflow.queries import choices
from workflow.queries.trace import Decision, Deed, Trace

RESULTS: Mapping[str, str] = {"met": "满足", "warn": "经书面说明", "record": "记录"}
VIEWS: Mapping[str, str] = {"agree": "同意", "disagree": "不同意", "postpone": "缓议"}
Names = Mapping[str, str]
NOTHING: Mapping[int, Sequence[str]] = MappingProxyType({})


def titles(desk: Desk) -> dict[str, str]:
    """The titles of duties by name."""
    return {name: one.title for name, one in choices.duties(desk).items()}


def trace_lines(
    found: Trace, people: Names, duties: Names, before: Mapping[int, Sequence[str]] = NOTHING
) -> Iterator[str]:
    """The chain from the last decision back; under each its conditions and what was done before it.

    `before`: seq of a decision → lines on what lay before whoever made it.
    """
    for deed in reversed(found.since):
        yield f"　此后　{_deed(deed, people, duties)}"
    for step in found.decisions:
        way = f"　{step.source} → {step.target}" if step.source else ""
        yield f"{step.record.on}　{step.title}{way}　{by(step.record.by, duties)}　第{step.record.seq}条"
        yield from _grounds(step)
        yield from before.get(step.record.seq, ())
        for deed in reversed(step.deeds):
            yield f"　　{_deed(deed, people, duties)}"
    for fact in found.facts:
        verified = f"{fact.verified.by.name} {fact.verified.on}" if fact.verified else "未核实"
        yield f"干部信息　{fact.title}　填报：{fact.stated.by.name} {fact.stated.on}　核实：{verified}"


def _grounds(step: Decision) -> Iterator[str]:
    for one in step.grounds:
        rests = "、".join(f"{deed.title}（{deed.by.name}）" for deed in one.rests_on)
        reason = f"　理由：{one.reason}" if one.reason else ""
        yield (
            f"　条件　{one.title}　{RESULTS.get(one.result, one.result)}"
            f"{f'　依据：{rests}' if rests else ''}{reason}"
        )


def _deed(deed: Deed, people: Names, duties: Names) -> str:
    late = f"　补录：{deed.late}" if deed.late else ""
    said = "；".join(
        f"{people.get(one.person, one.person)}：{_said(one.view, one.present, one.recused)}"
        for one in deed.views
    )
    return (
        f"{deed.record.on}　{deed.title}　{deed.act}　{by(deed.by, duties)}　第{deed.record.seq}条"
        f"{late}{f'　{said}' if said else ''}"
    )


def _said(view: str | None, present: bool, recused: bool) -> str:
    if recused:
        return "回避"
    return VIEWS.get(view or "", "未表态") if present else "未到会"


def by(who: By, duties: Names) -> str:
    """Who, under which duty."""
    return f"{who.name}（{duties.get(who.duty, who.duty)}）"
