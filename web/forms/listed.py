"""The lists of an assessment on a page (清单栏目): a row for every point, by class, none to be added."""

from collections.abc import Iterable, Mapping
from typing import Any

from workflow.activities.lists import ITEM, NEGATIVES, POSITIVES, VERSION
from workflow.edition import Circumstances, Indicators, Lists

HINTS: Mapping[str, str] = {
    POSITIVES: "有表现的写表现，没有的不填；只作记录，不计分。",
    NEGATIVES: "每一项都要写明未发现、有反映或者查实。反映不等于查实：有反映的先行暂缓。不相加、不折算。",
}


def points_by_class(
    groups: Iterable[Indicators | Circumstances],
) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Title and codes of every class."""
    return tuple((one.title, tuple(one.points)) for one in groups)


def rows_given(lists: Lists, given: Mapping[str, Any]) -> dict[str, Any]:
    """`given` with a row for every point; what was recorded by another version is not carried over."""
    same = given.get(VERSION) == lists.version
    return {**given, **{
        name: [_recorded(given, name, code) if same else {ITEM: code} for code in codes]
        for name, codes in ((POSITIVES, lists.indicators), (NEGATIVES, lists.circumstances))
    }}  # fmt: skip


def _recorded(given: Mapping[str, Any], name: str, code: str) -> Mapping[str, Any]:
    found = (row for row in given.get(name) or () if row.get(ITEM) == code)
    return next(found, {ITEM: code})
