"""A case looked back at (事项回看): as of a day, and the chain of decisions behind it (倒查)."""

from collections.abc import Iterator
from typing import Any

from flask import Blueprint, render_template, request
from flask_login import login_required

from web.acting import actor
from web.history import told
from web.house import desk, now, today
from web.pictures import summary
from web.reading import Reader
from web.records.search import address, days_asked
from workflow import authority
from workflow.authority import LOOK
from workflow.errors import BadInput, NotFound
from workflow.facts import STANDINGS
from workflow.journal.read import content, history
from workflow.queries.asof import case_as_of
from workflow.queries.known import known
from workflow.queries.missed import PROBLEMS, Missed, missed
from workflow.queries.sight import require_sight_of
from workflow.queries.titles import Title, titles
from workflow.queries.trace import Trace, trace_of

bp = Blueprint("back", __name__, url_prefix="/cases")


@bp.get("/<case>/asof")
@login_required
def asof(case: str) -> Any:
    """Where the case stood at the end of a day, what was recorded by then, what was missing."""
    require_sight_of(desk(), actor(), f"case:{case}", today())
    day = request.args.get("day", "").strip() or today().isoformat()
    if day > today().isoformat() or day.isdecimal():
        raise BadInput(f"“{day[:20]}”不是今天或者以前的日期，应写作 {today()}")
    name, reader = _name(case), Reader(desk())
    try:
        then = case_as_of(desk(), case, day, now())
    except NotFound:
        return render_template("records/asof.html", case=case, name=name, day=day, then=None,
                               today=today())  # fmt: skip
    return render_template(
        "records/asof.html", case=case, name=name, day=day, then=then, today=today(),
        reader=reader, standings=STANDINGS, address=address,
        state=then.seen.edition.process.states[then.seen.case.state],
        entries=told(desk(), reader, reversed(then.records)),
    )  # fmt: skip


@bp.get("/<case>/trace")
@login_required
def chain(case: str) -> Any:
    """From the last decision back: who, under which duty, on which entries, with which reasons."""
    require_sight_of(desk(), actor(), f"case:{case}", today())
    before = known(desk(), case, authority.overlooked(desk(), actor(), today()))
    found, reader = trace_of(desk(), case), Reader(desk())
    problem = request.args.get("problem", "")
    return render_template(
        "records/trace.html", case=case, name=_name(case), found=found, reader=reader,
        address=address, today=today(), who=list(_hands(found)), whole="all" in request.args,
        known=before, in_words=lambda records: told(desk(), reader, records),
        summary=summary,
        problems={key: title for key, (title, _) in PROBLEMS.items()}, problem=problem,
        day=request.args.get("day", ""), missed=_missed(case, found, problem),
        watches=actor().duty in LOOK["watch"],
    )  # fmt: skip


def _missed(case: str, found: Trace, problem: str) -> Missed | None:
    """What should have met the problem that the address asks about; None where it asks nothing."""
    if not problem:
        return None
    if problem not in PROBLEMS:
        raise NotFound()
    since = days_asked("day", "day").first
    if since is None:
        raise BadInput("没有写明问题存在之日")
    edition = str(content(history(desk(), f"case:{case}"))["edition"])
    return missed(desk().edition(edition), found, problem, since)


def _name(case: str) -> str:
    return called(titles(desk(), [f"case:{case}"], "")[f"case:{case}"])


def called(told: Title) -> str:
    """A case by its candidate and post."""
    return f"{told.name}　拟任{told.more}"


def _hands(found: Trace) -> Iterator[tuple[str, str, str, int]]:
    """Everybody who had a hand in it, by duty, in the order of the first deed."""
    seen: dict[tuple[str, str, str], int] = {}
    for decision in reversed(found.decisions):
        for by in (*(one.by for one in decision.deeds), decision.record.by):
            key = by.name, by.duty, by.organization
            seen[key] = seen.get(key, 0) + 1
    yield from ((*key, count) for key, count in seen.items())
