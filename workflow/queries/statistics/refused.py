"""Refusals by rule (被拒绝的办理): which rule refused how often; no account is named.

A refusal says that the rule held; it is no mark against whoever tried.
"""

import json
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import Select, func, select

from workflow.journal import Desk
from workflow.models import names, refused_attempts
from workflow.queries.statistics.scope import (
    ABOUT_CASE,
    ABOUT_SELECTION,
    Listed,
    Part,
    Scope,
    listed,
    with_subjects,
)
from workflow.workdays import local_day

NO_RULE = "none"  # refused for how a form was filled in, or because somebody came first
MARK = '"rule": "'  # how `refusals.keep` writes a rule; no text inside can look like it


class Attempts(NamedTuple):
    """A case or selection as it is counted: how often a rule refused it, by months."""

    rule: str
    edition: str
    months: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Refused:
    """How often one rule refused, and in how many cases and selections; `rule` NO_RULE: none did."""

    rule: str
    article: str
    attempts: int
    subjects: int


@dataclass(frozen=True, slots=True)
class Told:
    """One reason as it was told."""

    rule: str
    article: str
    found: str
    needed: str


@dataclass(frozen=True, slots=True)
class RefusedLine:
    """One refusal; `case` is "" where it is of a whole selection."""

    on: date
    case: str
    selection: str
    about: str
    duty: str
    message: str
    reasons: tuple[Told, ...]


def refused(desk: Desk, scope: Scope) -> list[Refused]:
    """By rule, the most frequent first; one statement."""
    return refused_of(*refusal_counts(desk, scope))


def refusal_counts(desk: Desk, scope: Scope) -> tuple[Counter[Attempts], dict[str, str]]:
    """Cases and selections by what refused them when; and rules with their articles."""
    table = refused_attempts.c
    found: dict[tuple[str, str, str], Counter[str]] = defaultdict(Counter)
    articles: dict[str, str] = {}
    edition = func.coalesce(ABOUT_CASE.edition, ABOUT_SELECTION.edition)
    query = _of_attempts(scope, table.subject, edition, table.at, table.reasons)
    for subject, digest, at, text in desk.db.execute(query):
        told = list(_told(text))
        articles.update({one.rule: one.article for one in told})
        month = f"{local_day(datetime.fromisoformat(at)):%Y-%m}"
        for rule in {one.rule for one in told} or {NO_RULE}:
            found[rule, digest, subject][month] += 1
    counts = Counter(
        Attempts(rule, digest, tuple(sorted(months.items())))
        for (rule, digest, _), months in found.items()
    )
    return counts, articles


def refused_of(counts: Counter[Attempts], articles: Mapping[str, str]) -> list[Refused]:
    """What was counted, as it is told."""
    attempts: Counter[str] = Counter()
    subjects: Counter[str] = Counter()
    for one, count in counts.items():
        attempts[one.rule] += count * sum(tried for _, tried in one.months)
        subjects[one.rule] += count
    rows = [Refused(rule, articles.get(rule, ""), count, subjects[rule])
            for rule, count in attempts.items()]  # fmt: skip
    return sorted(rows, key=lambda one: (-one.attempts, one.rule))


def refused_list(
    desk: Desk, scope: Scope, rule: str, part_of: Part
) -> Listed[RefusedLine]:
    """The refusals behind a figure, the latest first; `rule` "" for all."""
    table = refused_attempts.c
    query = (
        _of_attempts(scope, table.at, ABOUT_CASE.id, ABOUT_SELECTION.id, ABOUT_CASE.number, names.c.name,
                     ABOUT_SELECTION.title, table.duty, table.message, table.reasons)
        .outerjoin(names, names.c.person == ABOUT_CASE.person)
        .order_by(table.at.desc(), table.id)
    )  # fmt: skip
    if rule == NO_RULE:
        query = query.where(~table.reasons.contains(MARK, autoescape=True))
    elif rule:
        query = query.where(table.reasons.contains(f'{MARK}{rule}"', autoescape=True))
    found = listed(desk, query, part_of)
    return Listed([_line(*row) for row in found.rows], found.total)


def _line(
    at: str, case: str | None, selection: str | None, number: str | None, name: str | None,
    batch: str | None, duty: str, message: str, reasons: str,
) -> RefusedLine:  # fmt: skip
    about = f"{number} {name}" if case else batch or ""
    day = local_day(datetime.fromisoformat(at))
    told = tuple(_told(reasons))
    return RefusedLine(day, case or "", selection or "", about, duty, message, told)


def _told(text: str) -> Iterator[Told]:
    """The reasons with a rule; a sentence about a form has none."""
    for one in json.loads(text):
        if isinstance(one, dict):
            yield Told(one["rule"], one["article"], one["found"], one["needed"])


def _of_attempts(scope: Scope, *columns: Any) -> Select[Any]:
    table = refused_attempts.c
    return (
        select(*columns)
        .select_from(with_subjects(refused_attempts, table.subject))
        .where(*scope.about(table.subject), *scope.times(table.at))
    )
