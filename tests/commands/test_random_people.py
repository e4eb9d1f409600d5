"""Anybody does anything at any time on three cases of two people; after each act the laws hold (L1–L5)."""

import shutil
import sqlite3
import tempfile
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any, ClassVar
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)
from law_walk import SEATED, Walk, lines
from sqlalchemy import Engine
from trial_acts import (
    ASKED,
    CONFIRMED,
    ENDED,
    HOLD,
    TOLD,
    check,
    item,
    proposal,
    recorded,
    reviewed,
)
from trial_house import ACTORS, BY_NAME, CASES, DOCUMENT, SECURITY, START, found_trial, open_trial
from trial_process import OPEN, STAGES
from trial_record import (
    Tables,
    assert_only_grown,
    assert_rows_are_folds,
    assert_untouched,
    connect,
    tables,
)
from trial_script import carried

from workflow.commands.accounts import end_duty, grant_duty
from workflow.commands.activities import record
from workflow.commands.cases import move
from workflow.commands.meetings import convene, record_item
from workflow.commands.people import state_fact, verify_fact
from workflow.commands.refusals import keep
from workflow.commands.selections import open_case
from workflow.commands.standing import (
    confirm_veto,
    end_hold,
    hold,
    propose_veto,
    request_review,
    review,
    tell_veto,
)
from workflow.errors import BadInput, CaseMoved, CommandReused, Refused, WorkflowError
from workflow.journal import Actor, Desk, House, Order
from workflow.journal.fold import person_file
from workflow.journal.picture import dossier
from workflow.journal.read import history
from workflow.journal.write import Entry
from workflow.queries.verify import verify
from workflow.todo import outlook_of

Call = Callable[[Desk, Order], Entry]
SHANGHAI = ZoneInfo("Asia/Shanghai")
PEOPLE = ("p0", "p1")
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
    "UPDATE personal_values SET value = x'7b7d'",
    "DELETE FROM personal_values",
    "DELETE FROM commands",
    "UPDATE editions SET text = x'7b7d'",
    "DELETE FROM editions",
    "UPDATE refused_attempts SET reasons = '[]'",
    "DELETE FROM refused_attempts WHERE 1 = 1 OR id = ''",
)
anybody = st.sampled_from(ACTORS)
persons = st.sampled_from(PEOPLE)
cases = st.sampled_from(sorted(CASES))
votes = st.lists(
    st.sampled_from(["agree", "agree", "agree", "disagree", "postpone", "absent"]),
    min_size=5, max_size=5,
)  # fmt: skip


def mostly(*accounts: str) -> st.SearchStrategy[Actor]:
    """One of these three times in four, else anybody."""
    fit = st.sampled_from([BY_NAME[one] for one in accounts])
    return st.one_of(fit, fit, fit, anybody)


HEADS = mostly("head", "head2", "head2b")


class RandomPeople(RuleBasedStateMachine):
    """The house, the hands of its people, and the books that are compared after every act."""

    templates: ClassVar[list[Path]] = []
    seen: ClassVar[set[str]] = set()

    @initialize(begun=st.integers(0, 4))
    def open(self, begun: int) -> None:
        self.folder = Path(tempfile.mkdtemp())
        self.file = self.folder / "cadre.db"
        shutil.copy(self.templates[begun], self.file)
        self.house: House = open_trial(f"sqlite:///{self.file}", self.folder)
        self.db = connect(self.file)
        self.now, self.number = START + timedelta(days=30 * begun), 0
        self.done: list[tuple[Order, Call, Call]] = []
        self.ids: list[str] = ["nothing"]  # of holds and vetoes
        self.facts: list[str] = ["nothing"]
        self.meetings: list[str] = ["nothing"]
        self.before: Tables = tables(self.db)
        self.walk = self.walked()

    def teardown(self) -> None:
        if hasattr(self, "db"):
            self.db.close()
            engine: Engine = self.house.engine
            engine.dispose()
            shutil.rmtree(self.folder)

    # One act and what is compared after it

    def order(self, actor: Actor, **more: Any) -> Order:
        """A new order, a minute after the last."""
        self.number += 1
        self.now += timedelta(minutes=1)
        return replace(Order(f"order-{self.number}", actor, self.now), **more)

    def act(self, order: Order, call: Call, other: Call | None = None) -> WorkflowError | None:
        """Do it, or be refused whole and with reasons; the laws hold either way."""
        try:
            with self.house.desk() as desk:
                call(desk, order)
        except WorkflowError as refusal:
            self.refused(order, refusal)
            return refusal
        after = tables(self.db)
        assert_only_grown(self.before, after)
        self.before, self.walk = after, self.walked()
        self.done.append((order, call, other or call))
        return None

    def refused(self, order: Order, refusal: WorkflowError) -> None:
        """Nothing is different but the attempt that is kept (L5)."""
        assert_untouched(self.before, tables(self.db))
        assert isinstance(refusal, Refused | BadInput) <= bool(refusal.reasons)
        for one in refusal.reasons:
            assert one.rule.startswith("R-") and one.found and one.needed, refusal.lines()
        with self.house.desk() as desk:
            keep(desk, order, "case:case0", "random", refusal)
        after = tables(self.db)
        assert_untouched(self.before, after, kept=1)
        self.before = after

    def walked(self) -> Walk:
        """The journal walked from its beginning: L1, L2, L3, and every row its fold."""
        walk = Walk(list(lines(self.db)), self.house.calendar.is_workday)
        assert_rows_are_folds(self.db, walk.said)
        self.seen.update(one.state for one in walk.cases.values())
        return walk

    @invariant()
    def nothing_is_broken(self) -> None:
        """`verify` agrees, and the engine says of each case what the walk says."""
        if not hasattr(self, "walk"):
            return
        with self.house.reading() as desk:
            assert verify(desk).broken == ()
            for person in PEOPLE:
                file = person_file(person, history(desk, f"person:{person}"))
                assert file.standing == self.walk.standing(person).word
            for case in self.walk.cases.values():
                seen = dossier(desk, case.id, self.now)
                assert seen.case.state == case.state
                name = {"analysis": "begin", "probation": "confirm"}.get(case.state)
                if name:
                    assert (outlook_of(seen, name).blocked == 0) == self.walk.ready(case), case

    # What is asked is done, by somebody who may

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
        """All that its state asks, and the move; a refusal on the way stops nobody."""
        self.number += 1
        state, meeting = self.walk.cases[case].state, f"meeting-{self.number}"
        for who, days, call in carried(case, state, meeting, self.order(SECURITY).today):
            self.now += timedelta(days=days)
            self.act(self.order(BY_NAME[who]), call)

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

    @rule(name=st.sampled_from(["prepare", "adjust", "drop"]), actor=HEADS)
    def somebody_moves_an_adjustment(self, name: str, actor: Actor) -> None:
        opened = [one.id for one in self.walk.cases.values() if one.process == "adjustment"]
        last = opened[-1] if opened else "none"
        self.act(self.order(actor), lambda desk, order: move(desk, order, last, name))

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

    # Standing

    @rule(person=persons, actor=mostly("supervision", "discipline", "head", "checker"))
    def somebody_holds(self, person: str, actor: Actor) -> None:
        order = self.order(actor)
        if self.act(
            order, lambda desk, order: hold(desk, order, person, HOLD),
            lambda desk, order: hold(desk, order, person, {**HOLD, "reason": "另一反映"}),
        ) is None:  # fmt: skip
            self.ids.append(order.id)

    @rule(person=persons, actor=HEADS, which=st.integers(0, 5),
          outcome=st.sampled_from(["unfounded", "handled", "to_veto", "whatever"]))
    def somebody_ends_a_hold(self, person: str, actor: Actor, which: int, outcome: str) -> None:
        id = self.ids[-1 - which % len(self.ids)]
        self.act(self.order(actor), lambda desk, order: end_hold(
            desk, order, person, id, {**ENDED, "outcome": outcome}
        ))  # fmt: skip

    @rule(person=persons, actor=HEADS, missing=st.sampled_from(["", "", "", "documents", "statement"]))
    def somebody_proposes_a_veto(self, person: str, actor: Actor, missing: str) -> None:
        order = self.order(actor)
        values = {key: one for key, one in proposal(order.today).items() if key != missing}
        if self.act(order, lambda desk, order: propose_veto(desk, order, person, values)) is None:
            self.ids.append(order.id)

    @rule(person=persons, actor=mostly("secretary", "secretary2"), which=st.integers(0, 3))
    def somebody_confirms_a_veto(self, person: str, actor: Actor, which: int) -> None:
        id = self.ids[-1 - which % len(self.ids)]
        self.act(self.order(actor), lambda desk, order: confirm_veto(
            desk, order, person, id, CONFIRMED
        ))  # fmt: skip

    @rule(person=persons, actor=HEADS)
    def a_veto_is_brought_to_its_end(self, person: str, actor: Actor) -> None:
        """Proposed and confirmed by the right people, unless the standing itself forbids it."""
        order = self.order(actor)
        values = proposal(order.today)
        if self.act(order, lambda desk, order: propose_veto(desk, order, person, values)) is None:
            self.ids.append(order.id)
            self.act(self.order(BY_NAME["secretary"]), lambda desk, again: confirm_veto(
                desk, again, person, order.id, CONFIRMED
            ))  # fmt: skip

    @rule(person=persons, actor=mostly("head", "secretary", "discipline"), tell=st.booleans())
    def somebody_asks_for_a_review(self, person: str, actor: Actor, tell: bool) -> None:
        id = self.walk.standing(person).veto or self.ids[-1]
        if tell:
            self.act(self.order(actor), lambda desk, order: tell_veto(desk, order, person, id, TOLD))
        self.act(self.order(actor), lambda desk, order: request_review(
            desk, order, person, id, ASKED
        ))  # fmt: skip

    @rule(person=persons, outcome=st.sampled_from(["lifted", "lifted", "upheld", "whatever"]),
          actor=mostly("discipline", "discipline2", "upper", "upper2"))
    def somebody_reviews(self, person: str, actor: Actor, outcome: str) -> None:
        id = self.walk.standing(person).veto or self.ids[-1]
        self.act(self.order(actor), lambda desk, order: review(
            desk, order, person, id, reviewed(outcome)
        ))  # fmt: skip

    @rule(person=persons)
    def everything_against_a_person_is_settled(self, person: str) -> None:
        """By the right people: a review lifts the veto, another than its opener ends each hold."""
        veto = self.walk.standing(person).veto
        if veto:
            self.act(self.order(BY_NAME["discipline"]), lambda desk, order: request_review(
                desk, order, person, veto, ASKED
            ))  # fmt: skip
            for one in ("discipline", "upper"):
                self.act(self.order(BY_NAME[one]), lambda desk, order: review(
                    desk, order, person, veto, reviewed("lifted")
                ))  # fmt: skip
        for id in list(self.walk.standing(person).holds):
            for one in ("head", "head2"):
                self.act(self.order(BY_NAME[one]), lambda desk, order, id=id: end_hold(
                    desk, order, person, id, ENDED
                ))  # fmt: skip

    # Facts, names, duties

    @rule(person=persons, actor=mostly("clerk"), relative=st.sampled_from(["p-head", "p-chief"]))
    def somebody_states_a_fact(self, person: str, actor: Actor, relative: str) -> None:
        order = self.order(actor)
        values = {"relation": "sibling", "name": "亲属", "person": relative}
        if self.act(order, lambda desk, order: state_fact(
            desk, order, person, "kinship", values
        )) is None:  # fmt: skip
            self.facts.append(order.id)

    @rule(person=persons, actor=mostly("chief", "supervision"))
    def somebody_verifies_a_fact(self, person: str, actor: Actor) -> None:
        self.act(self.order(actor), lambda desk, order: verify_fact(
            desk, order, person, self.facts[-1], DOCUMENT
        ))  # fmt: skip

    @rule(person=persons, actor=mostly("clerk"), case=st.sampled_from(["more", "case0"]))
    def somebody_names_a_person_again(self, person: str, actor: Actor, case: str) -> None:
        self.act(self.order(actor), lambda desk, order: open_case(desk, order, case, {
            "number": case, "person": person, "post": "post0", "selection": "sel",
        }))  # fmt: skip

    @rule(whose=st.sampled_from(["head2", "checker2", "supervision"]), give=st.booleans())
    def a_duty_ends_or_is_given_back(self, whose: str, give: bool) -> None:
        actor, order = BY_NAME[whose], self.order(SECURITY)
        if give:
            self.act(order, lambda desk, order: grant_duty(desk, order, actor.account, {
                "duty": actor.duty, "organization": actor.organization,
                "from": order.today.isoformat(),
            }))  # fmt: skip
        else:
            self.act(order, lambda desk, order: end_duty(
                desk, order, actor.account, actor.duty, actor.organization,
                order.today.isoformat(),
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
    (12, 24), pytest.param(400, 60, marks=pytest.mark.nightly),
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
