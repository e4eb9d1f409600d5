"""Which checks should have met a problem (带病提拔倒查): those of its kind, done after it existed.

Pure over the chain of a case (R-TRACE-06). It lists what was checked, when, by whom, and with what
result then; whether somebody was at fault is for people to say (R-TRACE-07).
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from workflow.dossier import By
from workflow.edition import Activity, Edition
from workflow.journal.read import Record
from workflow.queries.trace import Deed, Trace

# What kind of problem → its title, and the rules (or groups, ending in -) by which it is looked for.
PROBLEMS: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "political": ("政治问题", ("R-POL-", "R-CAND-01", "R-BRANCH-", "R-MOT-06")),
    "integrity": ("廉洁和违纪违法问题", (
        "R-FTSB-03", "R-FTSB-04", "R-FTSB-05", "R-FTSB-07", "R-FTSB-08", "R-FTSB-09", "R-CAND-06",
        "R-CAND-07", "R-CAND-08", "R-OUT-", "R-INV-09", "R-APT-05", "R-APT-06", "R-BRANCH-",
        "R-MOT-06",
    )),
    "matters": ("个人有关事项问题", ("R-FTSB-02", "R-PI-", "R-CAND-05", "R-MOT-06")),
    "file": ("档案、身份、资历问题", ("R-FTSB-01", "R-QUAL-", "R-MOT-06")),
    "canvassing": ("跑官拉票", ("R-CAND-04", "R-REC-14")),
    "kinship": ("亲属和任职回避问题", ("R-AVO-", "R-PRE-06", "R-PRE-07")),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Check:
    """One thing done or judged on the way by a rule of the problem.

    `result` is what a condition found at a move, "" of what was recorded: its entry says what.
    """

    title: str
    act: str
    rules: tuple[str, ...]
    record: Record
    result: str = ""
    reason: str = ""

    @property
    def by(self) -> By:
        """Who did it, under which duty."""
        return self.record.by


@dataclass(frozen=True, slots=True)
class Missed:
    """The checks after the day on which a problem existed, those before it, and what was not done.

    `appointed_on`: the day of the move by which the goal was reached; None where it was not.
    """

    since: date
    after: tuple[Check, ...]
    before: tuple[Check, ...]
    absent: tuple[str, ...]  # titles of activities by its rules, recorded by nobody since the day
    appointed_on: date | None

    @property
    def was_there_before(self) -> bool:
        """Whether the problem existed before the appointment: only then is it 带病提拔."""
        return self.appointed_on is not None and self.since < self.appointed_on


def missed(edition: Edition, found: Trace, problem: str, since: date) -> Missed:
    """What should have met a problem of that kind, from the day on which it existed."""
    wanted = PROBLEMS[problem][1]
    checks = sorted(_checks(edition, found, wanted), key=_as_done)
    after = tuple(one for one in checks if one.record.on >= since)
    done = {one.record.data.get("activity") for one in after}
    return Missed(
        since, after, tuple(one for one in checks if one.record.on < since),
        tuple(
            one.title for name, one in edition.process.activities.items()
            if fitting(rules_of(one), wanted) and name not in done
        ),
        _appointed_on(edition, found),
    )  # fmt: skip


def rules_of(activity: Activity) -> tuple[str, ...]:
    """The rules of an activity and of the items of its list."""
    items = (one.rule for one in activity.items.values() if one.rule)
    return tuple(dict.fromkeys((*activity.rules, *items)))


def fitting(rules: Iterable[str], wanted: Iterable[str]) -> tuple[str, ...]:
    """Those of `rules` that are named in `wanted`, or lie in a group of it."""
    named = tuple(wanted)
    return tuple(
        rule for rule in rules
        if any(rule.startswith(one) if one.endswith("-") else rule == one for one in named)
    )  # fmt: skip


def _checks(edition: Edition, found: Trace, wanted: tuple[str, ...]) -> Iterator[Check]:
    for decision in found.decisions:
        for ground in decision.grounds:
            if rules := fitting(ground.rules, wanted):
                judged = ground.result, ground.reason
                yield Check(ground.title, decision.title, rules, decision.record, *judged)
    for deed in _deeds(found):
        activity = edition.process.activities.get(deed.record.data.get("activity", ""))
        if activity and (rules := fitting(rules_of(activity), wanted)):
            yield Check(deed.title, deed.act, rules, deed.record)


def _as_done(one: Check) -> tuple[datetime, int]:
    return one.record.at, one.record.seq


def _deeds(found: Trace) -> Iterator[Deed]:
    for decision in found.decisions:
        yield from decision.deeds
    yield from found.since


def _appointed_on(edition: Edition, found: Trace) -> date | None:
    """The day of the first move into a goal of the process."""
    goals = edition.process.goals
    days = [one.record.on for one in found.decisions if one.record.data.get("to") in goals]
    return min(days, default=None)
