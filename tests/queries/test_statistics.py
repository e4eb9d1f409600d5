"""Every figure equals a naive recount of the journals, and no other department's case is in it."""

import json
from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from statistics import median as plain_median
from typing import Any

import pytest
from by_hand import order
from linear import CLERK, linear_edition
from sqlalchemy import event, select
from statistics_house import (
    CASES,
    FAR_CLERK,
    MOVES,
    TODAY,
    counted_house,
    desk_editions,
    shanghai_day,
)

from workflow import authority
from workflow.journal import Actor, Desk, House
from workflow.journal.read import Record, histories
from workflow.journal.write import Draft, append
from workflow.models import profiles, refused_attempts, requests
from workflow.queries.statistics import appointed, asked, opened, refused, stays
from workflow.queries.statistics.scope import Scope, selections_below

AUDITOR = Actor("auditor", "审计", "audit_reader", "dept")
BRANCH = Actor("branch", "支部", "branch_secretary", "dept")
MINE = Scope("dept/")
PERIOD = Scope("dept/", date(2026, 3, 5), date(2026, 4, 10))
ONE = Scope("dept/", selection="sel1")
SCOPES = (MINE, PERIOD, ONE, Scope("dept/", since=date(2026, 3, 9)), Scope("dept/", selection="nix"))


def every(total: int) -> tuple[int, int]:
    return 0, total


def within(scope: Scope, day: date) -> bool:
    return (scope.since or date.min) <= day <= (scope.until or date.max)


def journals(desk: Desk, scope: Scope) -> dict[str, tuple[Record, ...]]:
    """The journals of the cases in question, by case."""
    wanted = [f"case{n}" for n in range(CASES) if scope.selection in ("", f"sel{n}")]
    read = histories(desk, [f"case:{one}" for one in wanted])
    return {subject.partition(":")[2]: records for subject, records in read.items()}


def spans(desk: Desk, scope: Scope) -> Iterator[tuple[str, str, date, date | None]]:
    """Case, state, since, until."""
    for case, records in journals(desk, scope).items():
        steps = [one for one in records if one.kind in ("open", "move")]
        for one, following in zip(steps, [*steps[1:], None], strict=True):
            yield case, one.data["set"]["state"], one.on, following.on if following else None


def check_opened(desk: Desk, scope: Scope) -> None:
    counted: Counter[tuple[str, str]] = Counter()
    for records in journals(desk, scope).values():
        if within(scope, records[0].on):
            state = [one for one in records if one.kind in ("open", "move")][-1].data["set"]["state"]
            stage = opened.REACHED if state == f"s{MOVES}" else "直线"
            counted[f"{records[0].on:%Y-%m}", stage] += 1
    told = {(one.month, one.stage): one.count for one in opened.opened(desk, scope)}
    assert told == counted
    for (month, stage), count in counted.items():
        found = opened.opened_cases(desk, scope, month, stage, every)
        assert found.total == len(found.rows) == count
    assert opened.opened_cases(desk, scope, "", "", every).total == sum(counted.values())
    assert opened.opened_cases(desk, scope, "", "没有的环节", every).total == 0


def check_stays(desk: Desk, scope: Scope) -> None:
    left: dict[str, list[int]] = defaultdict(list)
    there: dict[str, list[int]] = defaultdict(list)
    for _, state, since, until in spans(desk, scope):
        if state != f"s{MOVES}" and within(scope, since):
            (left if until else there)[state].append(((until or TODAY) - since).days)
    rows = {one.state: one for one in stays.stays(desk, scope, TODAY)}
    assert list(rows) == sorted({*left, *there})
    for state, one in rows.items():
        days = sorted(left[state])
        assert (one.title, one.timed) == (f"直线·第{state[1:]}步", False)
        assert (one.left, one.there) == (len(days), len(there[state]))
        assert one.longest_there == max(there[state], default=0)
        assert one.median == (plain_median(days) if days else 0)
        assert one.ninety == (days[-(-len(days) * 9 // 10) - 1] if days else 0)
        for part, wanted in ((stays.LEFT, days), (stays.THERE, sorted(there[state]))):
            found = stays.stay_list(desk, scope, TODAY, ("linear", state, part), every)
            assert sorted(line.days for line in found.rows) == wanted
    total = sum(map(len, (*left.values(), *there.values())))
    assert stays.stay_list(desk, scope, TODAY, ("", "", ""), every).total == total


def subjects(scope: Scope) -> set[str]:
    return {one for n in range(CASES) if scope.selection in ("", f"sel{n}")
            for one in (f"case:case{n}", f"selection:sel{n}")}  # fmt: skip


def check_asked(desk: Desk, scope: Scope) -> None:
    tasks: dict[str, Any] = {}
    for row in desk.db.execute(select(requests).order_by(requests.c.id.desc())):
        if row.onwards and row.subject in subjects(scope) and within(
            scope, date.fromisoformat(row.opened_on)
        ):
            tasks[row.task] = row
    waits, late = Counter[tuple[str, str]](), defaultdict(list)
    for row in tasks.values():
        waits[row.duty, row.organization] += 1
        if row.due_on and row.due_on < TODAY.isoformat():
            late[row.duty, row.organization].append(row.due_on)
    rows = asked.asked(desk, scope, TODAY)
    told = {(one.duty, one.organization): (one.open, one.late, one.earliest) for one in rows}
    assert told == {key: (count, len(late[key]), min(late[key], default=""))
                    for key, count in waits.items()}  # fmt: skip
    for (duty, organization), (count, missed, _) in told.items():
        for part, wanted in ((asked.OPEN, count), (asked.LATE, missed)):
            found = asked.asked_list(desk, scope, TODAY, (duty, organization, part), every)
            assert found.total == len(found.rows) == wanted
    assert asked.asked_list(desk, scope, TODAY, ("", "", ""), every).total == sum(waits.values())


def check_refused(desk: Desk, scope: Scope) -> None:
    attempts, about = Counter[str](), defaultdict(set)
    for row in desk.db.execute(select(refused_attempts)):
        if row.subject in subjects(scope) and within(scope, shanghai_day(row.at)):
            told = {one["rule"] for one in json.loads(row.reasons) if isinstance(one, dict)}
            for rule in told or {refused.NO_RULE}:
                attempts[rule] += 1
                about[rule].add(row.subject)
    rows = refused.refused(desk, scope)
    assert {one.rule: (one.attempts, one.subjects) for one in rows} == {
        rule: (count, len(about[rule])) for rule, count in attempts.items()
    }
    assert [one.attempts for one in rows] == sorted(attempts.values(), reverse=True)
    for rule, count in attempts.items():
        assert refused.refused_list(desk, scope, rule, every).total == count
    lines = refused.refused_list(desk, scope, "", every).rows
    assert all(line.case or line.selection for line in lines)


def check_appointed(desk: Desk, scope: Scope) -> None:
    wanted = {}
    for case, state, since, _ in spans(desk, scope):
        if state == f"s{MOVES}" and within(scope, since) and case != "case0":  # that was annulled
            wanted[case] = since
    rows = appointed.appointed(desk, scope)
    assert {one.case: one.on for one in rows} == wanted
    files = {row.person: row for row in desk.db.execute(select(profiles))}
    sexes = Counter(files[f"p{case[4:]}"].sex or "未核实" for case in wanted)
    assert appointed.structure(rows)["sex"] == sexes
    schools = Counter(files[f"p{case[4:]}"].education or "未核实" for case in wanted)
    assert appointed.structure(rows)["education"] == schools
    assert appointed.structure(rows)["level"] == ({"县处级副职": len(wanted)} if wanted else {})
    assert sum(appointed.structure(rows)["age"].values()) == len(wanted)


CHECKS = (check_opened, check_stays, check_asked, check_refused, check_appointed)


def test_every_figure_and_its_list_equal_a_naive_recount(url: str, tmp_path: Path) -> None:
    for seed in (1, 2) if url.startswith("sqlite") else (3,):
        house = counted_house(url.replace("cadre.db", f"{seed}.db"), tmp_path, seed)
        with house.desk() as desk:
            append(desk, order(CLERK), Draft("case:case0", "annul", {"act": "annul"}, {"annulled": True}))
        with house.reading() as desk:
            assert any(one.count for one in opened.opened(desk, MINE))
            for scope in SCOPES:
                for check in CHECKS:
                    check(desk, scope)


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> House:
    folder = tmp_path_factory.mktemp("statistics")
    return counted_house(f"sqlite:///{folder / 'cadre.db'}", folder, 5)


def test_one_looks_over_ones_own_cases_and_auditors_over_all(house: House) -> None:
    with house.reading() as desk:
        for actor, below in ((CLERK, "dept/"), (FAR_CLERK, "far/"), (BRANCH, None), (AUDITOR, None)):
            assert authority.overlooked(desk, actor, order(CLERK).today) == below
        assert set(selections_below(desk, "far/")) == {"far-sel"}
        assert "far-sel" not in selections_below(desk, "dept/")
        assert "far-sel" in selections_below(desk, "")
        far = Scope("far/")
        assert sum(one.count for one in opened.opened(desk, far)) == 2
        everywhere = sum(one.count for one in opened.opened(desk, Scope("")))
        assert everywhere == 2 + CASES
        (edition,) = desk_editions(desk)
        for digest, wanted in ((edition, CASES), ("0" * 64, 0)):
            scope = Scope("dept/", edition=digest)
            assert opened.opened_cases(desk, scope, "", "", every).total == wanted
            found = refused.refused(desk, scope)
            assert found == (refused.refused(desk, MINE) if wanted else [])
        lines = refused.refused_list(desk, far, "", every).rows
        assert {line.case for line in lines} <= {"far0", "far1"}


def test_a_list_is_read_in_parts(house: House) -> None:
    with house.reading() as desk:
        whole = stays.stay_list(desk, MINE, TODAY, ("", "", ""), every)
        parts = [stays.stay_list(desk, MINE, TODAY, ("", "", ""), lambda _, at=at: (at, 3)).rows
                 for at in range(0, whole.total, 3)]  # fmt: skip
        assert [one for part in parts for one in part] == whole.rows


def test_statements_do_not_grow_with_the_number_of_cases(house: House) -> None:
    told: list[str] = []
    with house.reading() as desk:
        event.listen(desk.db, "before_cursor_execute", lambda *args: told.append(args[2]))
        for scope, wanted in ((MINE, CASES), (ONE, 1)):
            opened.opened(desk, scope)  # the edition is read
            told.clear()
            assert sum(one.count for one in opened.opened(desk, scope)) == wanted
            stays.stays(desk, scope, TODAY)
            asked.asked(desk, scope, TODAY)
            refused.refused(desk, scope)
            appointed.appointed(desk, scope)
            assert len(told) == 7


@pytest.mark.parametrize(("counted", "middle", "ninety"), [
    ({}, 0, 0), ({4: 1}, 4, 4), ({1: 1, 2: 1}, 1.5, 2), ({0: 9, 7: 1}, 0, 0), ({0: 8, 7: 2}, 0, 7),
    ({3: 1, 5: 1, 9: 1}, 5, 9),
])  # fmt: skip
def test_medians_and_ninetieths_of_counted_days(
    counted: dict[int, int], middle: float, ninety: int
) -> None:
    assert (stays.median(counted), stays.within(counted, 0.9)) == (middle, ninety)


def test_a_case_that_ended_otherwise_than_at_a_goal_stands_with_the_ended() -> None:
    edition = linear_edition(1)
    assert [opened.stage_of(edition, one) for one in ("s0", "s1")] == ["直线", opened.REACHED]
    process = edition.process.model_copy(update={"goals": ()})
    assert opened.stage_of(edition.model_copy(update={"process": process}), "s1") == opened.ENDED


@pytest.mark.parametrize(("born_on", "band"), [
    ("", "未核实"), ("1990-06-02", "35岁以下"), ("1990-06-01", "36至40岁"), ("1985-06-02", "36至40岁"),
    ("1970-06-01", "56岁以上"), ("1970-06-02", "51至55岁"),
])  # fmt: skip
def test_ages_are_full_years_on_the_day_of_appointment(born_on: str, band: str) -> None:
    assert appointed.age_band(born_on, date(2026, 6, 1)) == band


def test_bands_stand_in_their_order_and_what_is_not_verified_last() -> None:
    def one(level: str, age: str, sex: str, education: str) -> appointed.Appointed:
        bands = {"level": level, "age": age, "sex": sex, "education": education}
        return appointed.Appointed("c", "e", "1", "某", "职位", "批次", TODAY, bands)

    rows = [
        one("县处级正职", "56岁以上", "未核实", "未核实"), one("乡科级正职", "未核实", "男", "研究生"),
        one("县处级正职", "35岁以下", "女", "大专"), one("县处级正职", "51至55岁", "女", "大专"),
    ]  # fmt: skip
    assert {key: list(found.items()) for key, found in appointed.structure(rows).items()} == {
        "level": [("乡科级正职", 1), ("县处级正职", 3)],
        "age": [("35岁以下", 1), ("51至55岁", 1), ("56岁以上", 1), ("未核实", 1)],
        "sex": [("女", 2), ("男", 1), ("未核实", 1)],
        "education": [("大专", 2), ("研究生", 1), ("未核实", 1)],
    }  # fmt: skip


def test_no_figure_tries_every_case_for_every_move_request_or_refusal(house: House) -> None:
    """What is joined is looked up by its id; else five thousand cases cost minutes."""
    asked_of: list[tuple[str, Any]] = []
    with house.reading() as desk:
        event.listen(desk.db, "before_cursor_execute", lambda *args: asked_of.append(args[2:4]))
        stays.stays(desk, MINE, TODAY)
        stays.stay_list(desk, MINE, TODAY, ("", "", ""), every)
        asked.asked(desk, MINE, TODAY)
        refused.refused(desk, MINE)
        appointed.appointed(desk, MINE)
        plans = [
            row[3] for text, values in tuple(asked_of)
            for row in desk.db.exec_driver_sql(f"EXPLAIN QUERY PLAN {text}", values)
        ]  # fmt: skip
    assert any(one.startswith("SEARCH cases") for one in plans)
    tables = ("cases", "selections", "entries", "names", "profiles")
    assert [one for one in plans if one.startswith(tuple(f"SCAN {table}" for table in tables))] == []
