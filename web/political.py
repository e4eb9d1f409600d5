"""Political quality (政治素质): what is open, a person's file over all cases, the assessment of a case.

Nothing is computed here: no score, no rank. An allegation leads to a check and at most to a hold.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import Blueprint, render_template, request, url_for
from flask_login import login_required

from web.acting import actor
from web.doing import Doing, doings
from web.history import told
from web.house import desk, now, today
from web.paging import SIZE, paging
from web.paths import activity_page
from web.procedure import procedures
from web.reading import Reader
from web.rounds import days_left
from web.sight import sight_of_unit
from workflow import authority
from workflow.activities.lists import ITEM, NEGATIVES, POSITIVES, VERSION
from workflow.dossier import Act, Dossier
from workflow.edition import Circumstance, Lists
from workflow.guards import GUARDS
from workflow.guards.political import DIMENSIONS, SIX_MUSTS, STEPS
from workflow.guards.verdict import Gap
from workflow.journal.picture import dossier
from workflow.queries.choices import named_below
from workflow.queries.levels import above, level
from workflow.queries.people import person as person_of
from workflow.queries.political import (
    COUNTED,
    KIND,
    asked_count,
    assessments_asked,
    is_wide,
    political_records,
    standings,
    standings_count,
    with_cases,
)
from workflow.todo import next_act

bp = Blueprint("political", __name__)
EVIDENCE: Mapping[str, str] = {"word": "言", "deed": "行", "fact": "事"}
ASKED = ("five_dimensions", "four_steps", "no_confirmed_negative", "six_musts")
Row = Mapping[str, Any]


@bp.get("/political/")
@login_required
def index() -> Any:
    """What is open: assessments and checks, holds with their due days, vetoes, reviews."""
    below = authority.people_in_sight(desk(), actor(), today())
    authority.require_political_files(actor())
    cases = authority.overlooked(desk(), actor(), today())
    pages = paging(standings_count(desk(), below), "who")
    found = standings(desk(), below, pages.start, SIZE)
    return render_template(
        "political/index.html", reader=Reader(desk()),
        held=sorted((one for one in found if one.file.holds),
                    key=lambda one: (one.due_on or date.max, one.file.name)),
        vetoed=[one for one in found if one.file.veto], who=pages,
        left=lambda due: days_left(desk().calendar, today(), str(due) if due else ""),
        work=activity_page, duty=actor().duty, **_asked(cases),
    )  # fmt: skip


def _asked(below: str | None) -> Mapping[str, Any]:
    """What is to be done in the cases below a path; of many, in those of the chosen unit itself, and the units."""
    if below is None:
        return {"asked": [], "pages": paging(0)}
    unit = request.args.get("unit", "")
    within = sight_of_unit(unit)
    told: dict[str, Any] = {
        "unit": unit, "above": above(desk(), within, below) if unit else {},
        "at": lambda one: url_for(".index", unit=one or None),
    }  # fmt: skip
    of = ""
    if is_wide(desk(), within):
        told["level"] = level(desk(), within, request.args.get("after", ""))
        words = request.args.get("q", "").strip()
        told |= {"units": with_cases(desk(), told["level"]), "most": COUNTED, "sought": words,
                 "named": named_below(desk(), within, words) if words else {}}  # fmt: skip
        of = within.strip("/").split("/")[-1]
    lists = not told.get("level") or of
    pages = paging(asked_count(desk(), within, of=of) if lists else 0)
    asked = assessments_asked(desk(), within, of=of, start=pages.start, many=SIZE) if lists else []
    return {**told, "asked": asked, "pages": pages}


@bp.get("/people/<person>/political")
@login_required
def file(person: str) -> Any:
    """The political-quality file of a person (政治素质档案): append-only, over all cases I may see."""
    found, records = person_of(desk(), person)
    authority.require_sight_of_political_file(desk(), actor(), found.organization, today())
    reader = Reader(desk())
    below = authority.overlooked(desk(), actor(), today())
    entries = political_records(desk(), person, below)
    return render_template(
        "political/file.html", file=found, reader=reader, duty=actor().duty,
        entries=told(desk(), reader, entries), below=below,
        procedures=[
            (one, [(step, told(desk(), reader, [step.record])[0] if step.record else None)
                   for step in one.steps])
            for one in procedures(found, records)
        ],
    )  # fmt: skip


@bp.get("/cases/<case>/political")
@login_required
def matter(case: str) -> Any:
    """The assessment and the checks of one case, in their order."""
    seen = dossier(desk(), case, now())
    authority.require_sight(desk(), actor(), seen.selection.department, today())
    reader = Reader(desk())
    return render_template(
        "political/matter.html", seen=seen, reader=reader, case=case,
        checks=list(_checks(seen)), assessments=list(_assessments(seen)), evidence=EVIDENCE,
        gaps=list(_gaps(seen)), work=activity_page, musts=SIX_MUSTS,
        political=actor().duty in authority.SEES_POLITICAL_FILE,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Check:
    """The check of one stage: the record and its approval, as far as they are there."""

    stage: str
    here: bool
    doing: Doing
    recorded: Act | None
    approved: Act | None
    values: Row


def _checks(seen: Dossier) -> Iterator[Check]:
    """Every stage with the check made in it last."""
    stage_now = seen.stage_of(seen.case.state)
    for doing in _doings(seen, "check"):
        for stage, title in seen.edition.process.stages.items():
            rounds = [one for one in doing.rounds if one.values.get("stage") == stage]
            last = rounds[-1] if rounds else None
            yield Check(
                title, stage == stage_now, doing, last.last("record") if last else None,
                last.last("approve") if last else None, last.values if last else {},
            )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Dimension:
    """One of the five dimensions: the finding of the assessors, and what it rests on by class."""

    title: str
    finding: str
    evidence: Mapping[str, Sequence[Row]]


@dataclass(frozen=True, slots=True)
class Point:
    """A point of a list in words, what was recorded of it, and what follows where it is confirmed."""

    words: str
    row: Row
    level: str = "veto"


@dataclass(frozen=True, slots=True)
class Group:
    """A class of a list with its points; without a title what no list of the edition has."""

    title: str
    points: tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class Assessment:
    """One full assessment as far as it is: steps, dimensions, lists, assessors."""

    doing: Doing
    act: str  # what comes next, "" where nothing does
    values: Row
    steps: tuple[tuple[str, Row], ...]
    dimensions: tuple[Dimension, ...]
    positives: tuple[Group, ...]
    negatives: tuple[Group, ...]
    recorded: Act | None
    signed: Act | None
    approved: Act | None


def _assessments(seen: Dossier) -> Iterator[Assessment]:
    for doing in _doings(seen, "full"):
        present, activity = doing.present, doing.activity
        values: Row = present.values if present else {}
        by_step = {row.get("step"): row for row in values.get("steps") or ()}
        found = values.get("dimensions") or {}
        yield Assessment(
            doing, next_act(activity, present) if doing.here and doing.acts else "", values,
            tuple((title, by_step.get(key, {})) for key, title in STEPS.items()),
            tuple(_dimension(title, found.get(key) or {}) for key, title in DIMENSIONS.items()),
            *(tuple(_groups(values, name, activity.lists)) for name in (POSITIVES, NEGATIVES)),
            *((present.last(act) for act in ("record", "sign", "approve")) if present
              else (None, None, None)),
        )  # fmt: skip


def _groups(values: Row, name: str, lists: Lists | None) -> Iterator[Group]:
    """What was recorded of a list, by class; free words, and codes of another version, as they stand."""
    left = {str(row.get(ITEM, "")): row for row in values.get(name) or ()}
    if lists is not None and values.get(VERSION) == lists.version:
        for one in (lists.positive if name == POSITIVES else lists.negative).values():
            points = tuple(_point(code, point, left.pop(code))
                           for code, point in one.points.items() if code in left)  # fmt: skip
            if points:
                yield Group(one.title, points)
    if left:
        yield Group("", tuple(Point(item, row) for item, row in left.items()))


def _point(code: str, point: str | Circumstance, row: Row) -> Point:
    if isinstance(point, Circumstance):
        return Point(f"{code} {point.title}", row, point.level)
    return Point(f"{code} {point}", row)


def _dimension(title: str, found: Row) -> Dimension:
    rows = found.get("evidence") or ()
    return Dimension(title, str(found.get("finding") or ""), {
        key: [row for row in rows if row.get("class") == key] for key in EVIDENCE
    })  # fmt: skip


def _doings(seen: Dossier, mode: str) -> Iterator[Doing]:
    """The assessments of the edition in that mode, wherever the case stands."""
    told = doings(seen, f"case:{seen.case.id}", "case", actor(), [seen.case.state])
    return (one for one in told if one.activity.kind == KIND and one.activity.mode == mode)


def _gaps(seen: Dossier) -> Iterator[tuple[str, Gap]]:
    """What the conditions on the assessment still find, where it was recorded: title, gap."""
    if any(one.rounds for one in _doings(seen, "full")):
        for name in ASKED:
            yield from ((GUARDS[name].title, gap) for gap in GUARDS[name].judge(seen).gaps)
