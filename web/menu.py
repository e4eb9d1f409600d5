"""The rooms of the site in its navigation (导航): which a duty finds there. Hiding decides nothing;
every page asks the engine for itself.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from workflow.authority import (
    ADMINISTRATORS,
    ANSWERS,
    DO,
    READERS,
    SEES_CASE,
    SEES_POLITICAL_FILE,
)

STANDINGS = ("hold", "confirm_veto", "review_veto")


@dataclass(frozen=True, slots=True)
class Room:
    """One line of the navigation: the page it leads to, and the blueprints that lie within.

    `duties`: who finds it there; None is everybody. `group` separates lines that belong together.
    """

    title: str
    endpoint: str
    within: tuple[str, ...]
    duties: frozenset[str] | None = None
    group: str = "work"


_PEOPLE = SEES_CASE | {duty for act in STANDINGS for duty in DO[act]}
ROOMS = (
    Room("工作台", "inbox.show", ("inbox",)),
    Room("批次看板", "selections.index", ("selections", "cases", "activities", "attachments"), SEES_CASE, "cases"),
    Room("征求意见", "opinions.index", ("opinions", "case_opinions"), SEES_CASE | ANSWERS, "cases"),
    Room("民主推荐", "recommendation.index", ("recommendation", "ballots"), SEES_CASE, "cases"),
    Room("会议", "meetings.index", (
        "meetings", "meeting_items", "veto_items", "agendas", "attendances", "minutes", "decided",
    ), SEES_CASE, "cases"),
    Room("公示", "publicity.index", ("publicity",), SEES_CASE, "cases"),
    Room("干部", "people.index", ("people", "stating", "standings", "uploading"), frozenset(_PEOPLE),
         "cases"),
    Room("政治素质", "political.index", ("political",), SEES_POLITICAL_FILE, "cases"),
    Room("职位与班子", "posts.index", ("posts", "bodies"), SEES_CASE, "cases"),
    Room("纪实", "records.index", ("records", "papers", "back"), SEES_CASE, "about"),
    Room("统计", "statistics.index", ("statistics",), SEES_CASE, "about"),
    Room("监督", "supervision.index", ("supervision",), group="about"),
    Room("流程定义", "definitions.index", ("definitions",), group="about"),
    Room("管理", "admin.index", (
        "admin", "organizations", "accounts", "duties", "audit", "witnessing",
    ), frozenset((*ADMINISTRATORS, *READERS)), "about"),
)


def rooms(duty: str) -> Iterator[Room]:
    """The rooms of a duty, in the order of the navigation."""
    return (one for one in ROOMS if one.duties is None or duty in one.duties)
