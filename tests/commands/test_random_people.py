"""Anybody does anything at any time on three cases of two people; after each act the laws hold (L1–L5)."""

import sqlite3
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import rule, run_state_machine_as_test
from law_walk import SEATED
from random_desk import HEADS, anybody, cases, mostly, persons, votes
from random_standing import RandomStanding
from trial_acts import check, item, recorded
from trial_house import ACTORS, BY_NAME, CASES, START, found_trial
from trial_process import OPEN, STAGES
from trial_record import assert_untouched, tables
from trial_script import FOR_ALL, carried

from workflow.commands.activities import record
from workflow.commands.cases import move
from workflow.commands.meetings import convene, record_item
from workflow.errors import CaseMoved, CommandReused
from workflow.journal import Actor, Order

SHANGHAI = ZoneInfo("Asia/Shanghai")
MOVES = ("begin", "submit", "adopt", "try_out", "confirm", "give_back", "take_off", "close",
         "prepare", "adjust", "drop")  # fmt: skip
RECORDS = (
    ("quota_snapshot", "record"), ("quota_snapshot", "approve"), ("political_check", "record"),
    ("political_check", "approve"), ("branch_opinion", "ask"), ("branch_opinion", "answer"),
    ("branch_opinion", "respond"), ("branch_route", "record"), ("branch_route", "approve"),
    ("publicity_notice", "post"), ("publicity_notice", "approve"), ("publicity_notice", "conclude"),
    ("publicity_notice", "complain"), ("committee_decision", "item"), ("no_such", "record"),
)  # fmt: skip
STATEMENTS = (
    "UPDATE people SET content = replace(content, 'held', 'clear') WHERE id = 'p0'",
    "UPDATE people SET content = json_set(content, '$.standing', 'clear'), seq = seq + 1",
    "INSERT OR REPLACE INTO people (id, seq, head, content) "
    "SELECT id, seq, head, json_set(content, '$.standing', 'x') FROM people WHERE id = 'p0'",
    "DELETE FROM people WHERE id = 'p0'",
    "UPDATE cases SET content = json_set(content, '$.state', 'appointed')",
    "UPDATE cases SET state = 'appointed'",
    "UPDATE cases SET seq = seq - 1",
    "UPDATE cases SET id = 'another' WHERE id = 'case0'",
    "DELETE FROM cases",
    "INSERT INTO cases (id, seq, head, content) SELECT 'new', seq, head, content FROM cases",
    "UPDATE posts SET content = json_set(content, '$.holders', json('[\"p1\"]'))",
    "UPDATE entries SET content = replace(content, 'held', 'clear')",
    "DELETE FROM entries WHERE kind = 'standing'",
    "REPLACE INTO entries SELECT * FROM entries ORDER BY seq DESC LIMIT 1",
    "UPDATE personal_values SET sealed = x'7b7d'",
    "UPDATE personal_values SET sealed = x''",
    "DELETE FROM personal_values",
    "UPDATE personal_keys SET wrapped = x''",
    "UPDATE personal_keys SET person = 'another'",
    "DELETE FROM personal_keys",
    "INSERT INTO erased SELECT commitment, (SELECT id FROM entries) FROM personal_values",
    "DELETE FROM commands",
    "UPDATE editions SET text = x'7b7d'",
    "DELETE FROM editions",
    "UPDATE refused_attempts SET reasons = '[]'",
    "DELETE FROM refused_attempts WHERE 1 = 1 OR id = ''",
)


class RandomPeople(RandomStanding):
    """What is asked is done, by somebody who may; and anybody tries anything."""

    @rule(case=cases, picks=st.lists(st.integers(0, 23), min_size=2, max_size=14))
    def people_do_what_is_asked(self, case: str, picks: list[int]) -> None:
        for pick in picks:
            asked = self.asked(case)
            if asked:
                self.do_asked(case, *asked[pick % len(asked)], pick)

    def asked(self, case: str) -> list[tuple[str, str, list[Actor]]]:
        """What the inboxes say is to be done on a case, and who has the duty for it."""
        rows = self.db.execute(
            "SELECT activity, act, duty FROM requests WHERE subject = ? ORDER BY id",
            (f"case:{case}",),
        ).fetchall()
        able = [(activity, act, [one for one in ACTORS if one.duty == duty])
                for activity, act, duty in rows]  # fmt: skip
        return [one for one in able if one[2]]

    def do_asked(self, case: str, activity: str, act: str, able: list[Actor], pick: int) -> None:
        actor = able[pick // 2 % len(able)]
        state = self.walk.cases[case].state
        if act == "conclude":
            self.now += timedelta(days=12)
        order = self.order(actor)
        subject = "selection:sel" if activity == "quota_snapshot" else f"case:{case}"
        if act == "move":
            self.act(order, lambda desk, order: move(desk, order, case, activity))
        elif act == "item":
            self.sit(case, ["agree"] * 4 + ["absent"], order)
        else:
            values = recorded(activity, act, state, order.today)
            self.act(order, lambda desk, order: record(
                desk, order, subject, activity, act, values
            ))  # fmt: skip

    @rule(case=cases)
    def the_right_people_carry_a_case_on(self, case: str) -> None:
        self.carry(case)

    @rule(person=persons)
    def the_right_people_carry_all_cases_of_a_person_on(self, person: str) -> None:
        self.carry_all(person)

    @rule(days=st.integers(0, 40))
    def time_goes_by(self, days: int) -> None:
        self.now += timedelta(days=days)

    # Anybody tries anything

    @rule(case=cases, name=st.sampled_from(MOVES), actor=st.one_of(HEADS, anybody),
          back=st.integers(-1, 5), late=st.sampled_from(["", "会后补录，纸质记录在案"]))
    def somebody_moves_a_case(
        self, case: str, name: str, actor: Actor, back: int, late: str
    ) -> None:
        order = self.order(actor, late_reason=late)
        order = replace(order, occurred_on=order.today - timedelta(days=back))
        self.act(order, lambda desk, order: move(desk, order, case, name))

    @rule(case=cases, what=st.sampled_from(RECORDS), actor=anybody, shared=st.booleans(),
          spoil=st.sampled_from(["", "", "key", "empty"]),
          back=st.integers(-1, 5))
    def somebody_records_something(
        self, case: str, what: tuple[str, str], actor: Actor, shared: bool, spoil: str, back: int
    ) -> None:
        order = self.order(actor)
        order = replace(order, occurred_on=order.today - timedelta(days=back))
        values = recorded(*what, self.walk.cases[case].state, order.on)
        values = {"key": {**values, "unknown": 1}, "empty": {}}.get(spoil, values)
        subject = "selection:sel" if shared or what[0] == "quota_snapshot" else f"case:{case}"
        self.act(
            order, lambda desk, order: record(desk, order, subject, *what, values),
            lambda desk, order: record(desk, order, subject, *what, {**values, "x": 1}),
        )  # fmt: skip

    @rule(case=cases, stage=st.sampled_from(sorted(STAGES)), actor=mostly("checker", "checker2"),
          finding=st.sampled_from(["no_problem", "clue", "bad"]))
    def somebody_checks_a_stage(self, case: str, stage: str, actor: Actor, finding: str) -> None:
        values = check(stage, finding)
        order = self.order(actor)
        if self.act(order, lambda desk, order: record(
            desk, order, f"case:{case}", "political_check", "record", values
        )) is None and finding == "clue":  # fmt: skip
            self.ids.append(order.id)

    @rule(case=cases, said=votes, actor=mostly("minutes"))
    def the_committee_sits(self, case: str, said: list[str], actor: Actor) -> None:
        self.sit(case, said, self.order(actor))

    def sit(self, case: str, said: list[str], order: Order) -> None:
        id = f"meeting-{self.number}"
        if self.act(order, lambda desk, order: convene(desk, order, id, {
            "body": "body", "kind": "committee", "held_on": order.on.isoformat(), "chair": "m0",
        })) is None:  # fmt: skip
            self.meetings.append(id)
        at = self.meetings[-1]
        self.act(self.order(order.actor), lambda desk, order: record_item(
            desk, order, at, case, "committee_decision", item(said)
        ))  # fmt: skip

    # The same again, too late, or past the engine

    @rule(which=st.integers(0, 30), who=anybody, how=st.sampled_from(["same", "other", "else"]))
    def a_command_comes_a_second_time(self, which: int, who: Actor, how: str) -> None:
        if not self.done:
            return
        order, call, other = self.done[-1 - which % len(self.done)]
        again = replace(order, actor=who) if how == "else" else order
        try:
            with self.house.desk() as desk:
                entry = (other if how == "other" else call)(desk, again)
        except CommandReused:
            assert how == "other" or again.actor.account != order.actor.account
        else:
            told = {row.id: row.command for row in self.of_command(order.id)}
            assert told[entry.id] == order.id
            assert how != "other" or other is call
        assert_untouched(self.before, tables(self.db))

    def of_command(self, command: str) -> list[Any]:
        with self.house.reading() as desk:
            return list(desk.db.exec_driver_sql(
                "SELECT id, command FROM entries WHERE command = ?", (command,)
            ))  # fmt: skip

    @rule(case=cases, actor=HEADS, person=persons)
    def a_stale_screen_is_told_so(self, case: str, actor: Actor, person: str) -> None:
        late = {f"case:{case}": 0}
        refusal = self.act(self.order(actor, seen=late), lambda desk, order: move(
            desk, order, case, "close"
        ))  # fmt: skip
        assert isinstance(refusal, CaseMoved)

    @rule(statement=st.sampled_from(STATEMENTS))
    def somebody_writes_sql(self, statement: str) -> None:
        with suppress(sqlite3.Error):
            self.db.execute(statement)
        assert_untouched(self.before, tables(self.db))


@pytest.fixture(scope="module")
def templates(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """The house as founded, and with its cases carried on by one, two, three and four states."""
    folder = tmp_path_factory.mktemp("trial")
    house = found_trial(f"sqlite:///{folder / 'cadre.db'}", folder)
    found: list[Path] = []
    for begun, state in enumerate(OPEN):
        found.append(folder / f"{state}.db")
        with sqlite3.connect(folder / "cadre.db") as db:
            db.execute("VACUUM INTO ?", (str(found[-1]),))
        for case in CASES:
            at = START + timedelta(days=30 * begun)
            for number, (who, days, call) in enumerate(
                carried(case, state, f"early-{case}-{state}", at.astimezone(SHANGHAI).date())
            ):
                at += timedelta(days=days, minutes=1)
                with house.desk() as desk:
                    call(desk, Order(f"early-{case}-{state}-{number}", BY_NAME[who], at))
    house.engine.dispose()
    return found


@pytest.mark.parametrize(("examples", "steps"), [
    (10, 20), pytest.param(200, 50, marks=pytest.mark.nightly),
])  # fmt: skip
def test_whatever_people_do_the_laws_hold_after_every_act(
    templates: list[Path], examples: int, steps: int
) -> None:
    RandomPeople.templates, RandomPeople.seen = templates, set()
    run_state_machine_as_test(RandomPeople, settings=settings(
        max_examples=examples, stateful_step_count=steps, deadline=None, database=None,
        derandomize=examples < 100, phases=[Phase.generate], suppress_health_check=list(HealthCheck),
    ))  # fmt: skip
    assert set(SEATED) <= RandomPeople.seen


@pytest.mark.parametrize("begun", range(len(OPEN)))
def test_in_every_state_a_veto_and_a_hold_stop_both_cases_and_settling_lets_them_go_on(
    templates: list[Path], begun: int
) -> None:
    RandomPeople.templates = templates
    people = RandomPeople()
    people.open(begun)
    try:
        people.a_veto_is_proposed_and_confirmed("p0", True, ("head2", "secretary"), FOR_ALL)
        assert {people.walk.cases[one].state for one in ("case0", "also0")} == {OPEN[begun]}
        people.everything_against_a_person_is_settled("p0", ("discipline", "upper"))
        people.somebody_holds("p0", BY_NAME["supervision"], True)
        assert {people.walk.cases[one].state for one in ("case0", "also0")} == {OPEN[begun]}
        people.everything_against_a_person_is_settled("p0", ("discipline", "upper"))
        people.carry_all("p0")
        assert people.walk.cases["case0"].state == (*OPEN, "appointed")[begun + 1]
    finally:
        people.teardown()
