"""Keeping figures (统计汇总): the large scopes are counted beside the work, for all who look.

No entry, for nothing is recorded: what is kept can be counted again at any time.
"""

from collections import Counter
from collections.abc import Iterator
from datetime import datetime, timedelta

from sqlalchemy import delete, func, select
from sqlalchemy.dialects.postgresql import insert as upsert  # SQLite says it alike

from workflow.journal import Desk, House
from workflow.models import TABLES, figures
from workflow.queries.statistics.kept import Figures, counted, kept, scope_key
from workflow.queries.statistics.scope import MOST, Scope
from workflow.workdays import local_day

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def keep_figures(desk: Desk, scope: Scope, told: Figures, at: datetime) -> None:
    """Keep what was counted at a time; what was counted later stays."""
    row = upsert(figures).values(**scope_key(scope), made_at=at.isoformat(), content=told.text())
    new = {"made_at": row.excluded.made_at, "content": row.excluded.content}
    desk.db.execute(row.on_conflict_do_update(
        index_elements=list(figures.primary_key), set_=new,
        where=figures.c.made_at <= row.excluded.made_at,
    ))  # fmt: skip


def count_anew(house: House, scope: Scope, at: datetime) -> None:
    """Count a scope and keep it: nobody who writes waits while it is counted."""
    with house.reading() as looking:
        told = counted(looking, scope, local_day(at))
    with house.desk() as desk:
        keep_figures(desk, scope, told, at)


def renew_figures(house: House, at: datetime, older: timedelta = HOUR) -> int:
    """Count all large scopes whose figures are older; how many. What was kept of a period goes after a day."""
    with house.reading() as looking:
        before = {scope: kept(looking, scope) for scope in map(Scope, large_places(looking))}
    old = [scope for scope, one in before.items() if one is None or at - one.made_at >= older]
    for scope in old:
        count_anew(house, scope, at)
    _forget(house, [scope.below for scope in before], at)
    return len(old)


def _forget(house: House, large: list[str], at: datetime) -> None:
    """Drop what nobody renews: of a period, a selection or an edition, or of a place that shrank."""
    table = figures.c
    narrowed = (table.since + table.until + table.selection + table.edition) != ""
    gone = narrowed | table.below.not_in(large)
    with house.desk() as desk:
        desk.db.execute(delete(figures).where(gone, table.made_at < (at - DAY).isoformat()))


def large_places(desk: Desk) -> list[str]:
    """The paths with too much below them to be counted for each who looks, "" for the country."""
    case, place = TABLES["case"].c, TABLES["organization"].c
    query = (
        select(place.path, func.count())
        .join_from(TABLES["case"], TABLES["organization"], place.id == case.department)
        .group_by(place.path)
    )
    below: Counter[str] = Counter()
    for path, count in desk.db.execute(query):
        for each in _above(path):
            below[each] += count
    return sorted(path for path, count in below.items() if count > MOST)


def _above(path: str) -> Iterator[str]:
    """A path and all above it, the country too."""
    yield ""
    for place, sign in enumerate(path, 1):
        if sign == "/":
            yield path[:place]
