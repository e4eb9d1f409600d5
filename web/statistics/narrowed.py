"""What a list behind a figure is narrowed to (明细范围), in words."""

from collections.abc import Callable, Mapping
from typing import TypeAlias

from web.house import desk
from web.reading import Reader
from web.statistics.of_requests import duty_words
from web.statistics.of_rules import rule_titles, rule_words
from workflow.errors import NotFound
from workflow.queries.editions import published
from workflow.queries.statistics import appointed, asked, stays
from workflow.queries.statistics.behind import Which

Words: TypeAlias = tuple[str, ...]


def words_of(which: Which) -> Words:
    """The row and the column of a figure; raises NotFound for what is no state and no dimension."""
    return WORDS[which.name](which.row, which.column)


def _opened(month: str, stage: str) -> Words:
    return (*((f"开立月份：{month}",) if month else ()), *((f"现在：{stage}",) if stage else ()))


def _stays(row: str, column: str) -> Words:
    words = {stays.LEFT: "已走出", stays.THERE: "现在停留"}
    state = (f"步骤：{_state(row)}",) if row else ()
    return (*state, *((words[column],) if column in words else ()))


def _state(row: str) -> str:
    """The title of a state of a process, as its latest edition that has it calls it."""
    process, _, state = row.partition(".")
    for one in published(desk(), None):
        found = one.edition.process
        if found.process == process and state in found.states:
            return f"{found.title}·{found.states[state].title}"
    raise NotFound()


def _asked(row: str, column: str) -> Words:
    duty, _, organization = row.partition("@")
    reader = Reader(desk())
    place = reader.organizations.get(organization, "")
    of = (f"{place}·{duty_words(duty, reader)}",) if row else ()
    return (*of, *(("逾期的",) if column == asked.LATE else ()))


def _refused(rule: str, _: str) -> Words:
    return (f"规则：{rule_words(rule, rule_titles())}",) if rule else ()


def _appointed(dimension: str, band: str) -> Words:
    if dimension and dimension not in appointed.DIMENSIONS:
        raise NotFound()
    return (f"{appointed.DIMENSIONS[dimension]}：{band}",) if dimension else ()


WORDS: Mapping[str, Callable[[str, str], Words]] = {
    "opened": _opened, "stays": _stays, "asked": _asked, "refused": _refused,
    "appointed": _appointed,
}  # fmt: skip
