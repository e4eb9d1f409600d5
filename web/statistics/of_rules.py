"""Figures of refusals (不予办理统计): by rule."""

from collections.abc import Mapping

from web.house import desk
from web.statistics.bars import Bar, chart
from web.statistics.table import Figure, Table, count
from workflow.queries.editions import published
from workflow.queries.statistics.kept import Figures
from workflow.queries.statistics.refused import NO_RULE


def refused_table(figures: Figures) -> Table:
    """Rules × refusals."""
    found, titles = figures.refused, rule_titles()
    rows = tuple(
        (
            Figure(rule_words(one.rule, titles)), Figure(one.article),
            count(one.attempts, one.rule), count(one.subjects, one.rule),
        )
        for one in found
    )  # fmt: skip
    bars = [Bar(titles.get(one.rule) or rule_words(one.rule, titles), (one.attempts,),
                f"{one.attempts}次") for one in found]  # fmt: skip
    return Table(
        "refused", ("规则", "条款", "不予办理（次）", "涉及事项和批次"), 2, rows,
        chart("refused", "不予办理的次数，按规则", ("次数",), bars) if bars else "",
    )  # fmt: skip


def rule_words(rule: str, titles: Mapping[str, str]) -> str:
    """A rule as the page calls it."""
    if rule == NO_RULE:
        return "填报有误或者他人先办"
    return f"{rule} {titles.get(rule, '')}".strip()


def rule_titles() -> dict[str, str]:
    """The titles of rules; the latest edition's word counts."""
    found: dict[str, str] = {}
    for one in reversed(published(desk(), None)):
        found.update((id, rule.title) for id, rule in one.edition.rules.items())
    return found
