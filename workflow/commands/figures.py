"""Keeping figures (统计汇总): what is large is counted beside the work, for all who look.

Each department is counted by itself, once a day and whenever something was entered there; places
above are added up. No entry, for nothing is recorded: what is kept can be counted again at any time.
"""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from datetime import datetime, timedelta

from sqlalchemy import delete, func, select, tuple_
from sqlalchemy.dialects.postgresql import insert as upsert  # SQLite says it alike

from workflow.journal import Desk, House
from workflow.models import TABLES, figures
from workflow.queries.statistics.gathered import gathered, own_counts, touched
from workflow.queries.statistics.kept import OWN, WHOLE
from workflow.queries.statistics.packed import packed
from workflow.queries.statistics.scope import MOST
from workflow.queries.statistics.tally import Tally
from workflow.workdays import local_day

HOUR = timedelta(hours=1)
UNSEEN = timedelta(minutes=5)  # a command may take so long until others see what it entered


def keep_figures(desk: Desk, below: str, part: str, told: Tally, at: datetime) -> None:
    """Keep what was counted as of a time; what was counted later stays."""
    row = upsert(figures).values(
        below=below, part=part, made_at=at.isoformat(), content=packed(told)
    )
    new = {"made_at": row.excluded.made_at, "content": row.excluded.content}
    desk.db.execute(row.on_conflict_do_update(
        index_elements=list(figures.primary_key), set_=new,
        where=figures.c.made_at <= row.excluded.made_at,
    ))  # fmt: skip


def count_anew(house: House, below: str, at: datetime) -> None:
    """Count what lies below a path and keep it: nobody who writes waits while it is counted."""
    with house.reading() as looking:
        departments = departments_of(looking)
    _count_own(house, departments, [below], at)
    _add_up(house, departments, below, at)


def renew_figures(house: House, at: datetime, older: timedelta = HOUR) -> int:
    """Count all large places whose figures are older; how many."""
    with house.reading() as looking:
        departments = departments_of(looking)
        made = made_at(looking, WHOLE)
    large = large_places(departments)
    old = [one for one in large if one not in made or at - made[one] >= older]
    if old:
        _count_own(house, departments, old, at)
    for below in old:
        _add_up(house, departments, below, at)
    _forget(house, departments, large)
    return len(old)


def _count_own(
    house: House, departments: Mapping[str, int], wanted: Collection[str], at: datetime
) -> None:
    """Count the departments below some paths that were not counted today, or not since an entry."""
    with house.reading() as looking:
        made = made_at(looking, OWN)
        since = min(made.values(), default=at) - UNSEEN
        entered = touched(looking, since)
    for path in departments:
        if path.startswith(tuple(wanted)) and _is_old(made.get(path), entered.get(path), at):
            with house.reading() as looking:
                told = own_counts(looking, path, local_day(at))
            with house.desk() as desk:
                keep_figures(desk, path, OWN, told, at)


def _is_old(made: datetime | None, entered: datetime | None, at: datetime) -> bool:
    """Whether a count says no longer how things stand: days pass, and whoever works enters something."""
    if made is None or local_day(made) != local_day(at):
        return True
    return entered is not None and entered >= made - UNSEEN


def _add_up(house: House, departments: Mapping[str, int], below: str, at: datetime) -> None:
    with house.reading() as looking:
        told = gathered(looking, below, departments, local_day(at))
    with house.desk() as desk:
        keep_figures(desk, below, WHOLE, told, at)


def _forget(house: House, departments: Mapping[str, int], large: Collection[str]) -> None:
    """Drop what nobody renews: of a place that moved or shrank."""
    with house.reading() as looking:
        known = looking.db.execute(select(figures.c.below, figures.c.part)).tuples().all()
    gone = [(below, part) for below, part in known
            if below not in (departments if part == OWN else large)]  # fmt: skip
    if gone:
        with house.desk() as desk:
            desk.db.execute(delete(figures).where(tuple_(figures.c.below, figures.c.part).in_(gone)))


def made_at(desk: Desk, part: str) -> dict[str, datetime]:
    """Path → as of when it was counted."""
    query = select(figures.c.below, figures.c.made_at).where(figures.c.part == part)
    return {below: datetime.fromisoformat(made) for below, made in desk.db.execute(query)}


def departments_of(desk: Desk) -> dict[str, int]:
    """The paths of all organizations that have cases, and how many."""
    case, place = TABLES["case"].c, TABLES["organization"].c
    query = (
        select(place.path, func.count())
        .join_from(TABLES["case"], TABLES["organization"], place.id == case.department)
        .group_by(place.path)
    )
    return dict(desk.db.execute(query).tuples().all())


def large_places(departments: Mapping[str, int]) -> list[str]:
    """The paths with too much below them to be counted for each who looks, "" for the country."""
    below: Counter[str] = Counter()
    for path, count in departments.items():
        for each in _above(path):
            below[each] += count
    return sorted(path for path, count in below.items() if count > MOST)


def _above(path: str) -> Iterator[str]:
    """A path and all above it, the country too."""
    yield ""
    for place, sign in enumerate(path, 1):
        if sign == "/":
            yield path[:place]
