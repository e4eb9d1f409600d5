"""One house under random hands: how an act is done, and all that is compared after it (L1–L5)."""

import shutil
import tempfile
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any, ClassVar

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant
from law_lines import lines
from law_walk import Walk
from sqlalchemy import Engine
from trial_house import ACTORS, BY_NAME, CASES, SECURITY, START, open_trial
from trial_record import (
    Tables,
    assert_only_grown,
    assert_rows_are_folds,
    assert_untouched,
    connect,
    tables,
)
from trial_script import carried

from workflow.commands.refusals import keep
from workflow.errors import BadInput, Refused, WorkflowError
from workflow.journal import Actor, Desk, House, Order
from workflow.journal.fold import person_file
from workflow.journal.picture import dossier
from workflow.journal.read import history
from workflow.journal.write import Entry
from workflow.queries.verify import verify
from workflow.todo import outlook_of

Call = Callable[[Desk, Order], Entry]
PEOPLE = ("p0", "p1")
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


class RandomDesk(RuleBasedStateMachine):
    """The house, and the books that are compared after every act."""

    templates: ClassVar[list[Path]] = []
    seen: ClassVar[set[str]] = set()

    @initialize(begun=st.sampled_from([4, 3, 2, 1, 0]))
    def open(self, begun: int) -> None:
        self.folder = Path(tempfile.mkdtemp())
        self.file = self.folder / "cadre.db"
        shutil.copy(self.templates[begun], self.file)
        shutil.copy(self.templates[begun].with_name("values.key"), self.folder)
        attached = self.templates[begun].with_name("attachments")
        shutil.copytree(attached, self.folder / "attachments")
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

    def carry(self, case: str) -> None:
        """All that its state asks, by the right people, and the move; a refusal stops nobody."""
        self.number += 1
        state, meeting = self.walk.cases[case].state, f"meeting-{self.number}"
        for who, days, call in carried(case, state, meeting, self.order(SECURITY).today):
            self.now += timedelta(days=days)
            self.act(self.order(BY_NAME[who]), call)

    def carry_all(self, person: str) -> None:
        """The same for every case of a person that was there from the beginning."""
        for case in (one for one, (whose, _) in CASES.items() if whose == person):
            self.carry(case)

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
        walk = Walk(list(lines(self.db, self.house.vault)), self.house.calendar.is_workday)
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
                    onwards = seen.edition.move(name)
                    assert onwards is not None
                    assert (outlook_of(seen, onwards).blocked == 0) == self.walk.ready(case), case
