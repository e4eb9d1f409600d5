"""What is asked of many organizations, told by few places (汇总单位): a page has room for so many lines."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from sqlalchemy import select

from workflow.journal import Desk
from workflow.models import TABLES, beneath
from workflow.queries.statistics.asked import REST, Asking, Task

PLACES = 60  # lines that are still a page
Steps = tuple[str, ...]  # an organization and all above it, from the root down


def folded(desk: Desk, counts: Counter[Task], below: str) -> Counter[Task]:
    """A line for each place with all below it, not one for each duty; as they are where they are few.

    The places are the lowest of which there are not too many; of too many roots the busiest, and one
    line for all others. What is asked above them, or outside of the scope, keeps its duty.
    """
    open_at = Counter[str]()
    for task, count in counts.items():
        open_at[task[0].organization] += count
    if len({one[:2] for one in _lines(counts)}) <= PLACES:
        return counts
    found: Counter[Task] = Counter()
    places = _places(_steps(desk, below), open_at)
    for task, count in counts.items():
        found[tuple(dict.fromkeys(_at(places, one) for one in task))] += count
    return _first_missed(found)


def _lines(counts: Counter[Task]) -> Iterator[tuple[str, str]]:
    for task in counts:
        for one in task:
            yield one.duty, one.organization


def _at(places: Mapping[str, str], one: Asking) -> Asking:
    if one.organization not in places:
        return one
    return one._replace(duty="", organization=places[one.organization])


def _steps(desk: Desk, below: str) -> dict[str, Steps]:
    table = TABLES["organization"].c
    rows = desk.db.execute(select(table.id, table.path).where(beneath(table.path, below)))
    return {id: tuple(path.split("/")[:-1]) for id, path in rows}


def _places(steps: Mapping[str, Steps], open_at: Counter[str]) -> dict[str, str]:
    """Organization → the place by which it is told."""
    within = {one: steps[one] for one in open_at if one in steps}
    level = _level(list(within.values()))
    found = {one: way[level - 1] for one, way in within.items() if len(way) >= level}
    busy = Counter[str]()
    for one, place in found.items():
        busy[place] += open_at[one]
    kept = sorted(busy, key=lambda place: (-busy[place], place))[:PLACES]
    return {one: place if place in kept else REST[1] for one, place in found.items()}


def _level(ways: Sequence[Steps]) -> int:
    """How many steps from the root the lowest level lies that has not too many places."""
    level = 1
    while level < max(map(len, ways), default=1) and (
        len({one[: level + 1] for one in ways}) <= PLACES
    ):
        level += 1
    return level


def _first_missed(counts: Counter[Task]) -> Counter[Task]:
    """The days that were missed are told by the first of them: no need to keep them all."""
    found: Counter[Task] = Counter()
    late: Counter[Asking] = Counter()
    first: dict[Asking, str] = {}
    for task, count in counts.items():
        if len(task) == 1 and task[0].missed:
            any_day = task[0]._replace(missed="")
            late[any_day] += count
            first[any_day] = min(first.get(any_day, "9999"), task[0].missed)
        else:
            found[task] += count
    for one, count in late.items():
        found[(one._replace(missed=first[one]),)] += count
    return found
