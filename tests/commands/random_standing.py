"""Random acts on the standing of people, on facts and on duties (暂缓、一票否决、复核、事实、岗位)."""

from collections.abc import Sequence

from hypothesis import strategies as st
from hypothesis.stateful import rule
from random_desk import HEADS, RandomDesk, mostly, persons, votes
from trial_acts import ASKED, ENDED, HOLD, TOLD, confirmed, item, proposal, reviewed
from trial_house import BY_NAME, DOCUMENT, SECURITY
from trial_script import FOR_ALL

from workflow.commands.accounts import end_duty, grant_duty
from workflow.commands.cases import move
from workflow.commands.meetings import convene
from workflow.commands.people import state_fact, verify_fact
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
from workflow.commands.veto_items import record_veto_item
from workflow.journal import Actor


class RandomStanding(RandomDesk):
    """Anybody holds, proposes, confirms, tells, asks for a review and reviews."""

    @rule(person=persons, actor=mostly("supervision", "discipline", "head", "checker"),
          on=st.booleans())
    def somebody_holds(self, person: str, actor: Actor, on: bool) -> None:
        """And perhaps others go on with the cases of the person as if there were no hold."""
        order = self.order(actor)
        if self.act(
            order, lambda desk, order: hold(desk, order, person, HOLD),
            lambda desk, order: hold(desk, order, person, {**HOLD, "reason": "另一反映"}),
        ) is None:  # fmt: skip
            self.ids.append(order.id)
        if on:
            self.carry_all(person)

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

    @rule(person=persons, actor=mostly("secretary", "secretary2"), which=st.integers(0, 3),
          sits=st.sampled_from(["", "again", "committee", "committee", "department"]),
          minutes=mostly("minutes"), votes=votes)
    def somebody_confirms_a_veto(
        self, person: str, actor: Actor, which: int, sits: str, minutes: Actor, votes: list[str]
    ) -> None:
        """Anybody's, on a vote at the last meeting, at a new one, or on none."""
        id = self.ids[-1 - which % len(self.ids)]
        if sits:
            self.record_vote(
                self.meetings[-1] if sits == "again" else self.convened(sits), person, id, votes,
                minutes,
            )  # fmt: skip
        meeting = self.meetings[-1]
        self.act(self.order(actor), lambda desk, order: confirm_veto(
            desk, order, person, id, confirmed(meeting)
        ))  # fmt: skip

    def convened(self, kind: str = "committee") -> str:
        """A meeting of the committee today, or something that is called otherwise."""
        order = self.order(BY_NAME["minutes"])
        sitting = {"body": "body", "kind": kind, "held_on": order.today.isoformat(), "chair": "m0"}
        self.act(order, lambda desk, order: convene(desk, order, f"sat-{order.id}", sitting))
        self.meetings.append(f"sat-{order.id}")
        return self.meetings[-1]

    def record_vote(
        self, meeting: str, person: str, veto: str, votes: list[str], actor: Actor
    ) -> None:
        """What the members of a meeting said of a veto."""
        self.act(self.order(actor), lambda desk, order: record_veto_item(
            desk, order, meeting, person, veto, item(votes)
        ))  # fmt: skip

    @rule(person=persons, on=st.sampled_from([True, True, False]), by=st.sampled_from([
        ("head", "secretary"), ("head2", "secretary"), ("head2", "secretary2"),
        ("head2b", "secretary2"),
    ]), votes=st.one_of(st.just(FOR_ALL), st.just(FOR_ALL), votes))  # fmt: skip
    def a_veto_is_proposed_and_confirmed(
        self, person: str, on: bool, by: tuple[str, str], votes: Sequence[str]
    ) -> None:
        """By two people or by one under two accounts, on a vote that mostly carries it.

        Cases go on if they may, incumbents come down.
        """
        order = self.order(BY_NAME[by[0]])
        values = proposal(order.today)
        if self.act(order, lambda desk, order: propose_veto(desk, order, person, values)) is None:
            self.ids.append(order.id)
        meeting = self.convened()
        self.record_vote(meeting, person, order.id, list(votes), BY_NAME["minutes"])
        self.act(self.order(BY_NAME[by[1]]), lambda desk, again: confirm_veto(
            desk, again, person, order.id, confirmed(meeting)
        ))  # fmt: skip
        if on:
            self.carry_all(person)
        for name in ("prepare", "adjust"):
            self.move_an_adjustment(name, BY_NAME["head"])

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

    @rule(person=persons, by=st.sampled_from([
        ("discipline", "upper"), ("upper", "discipline2"), ("discipline", "discipline2"),
        ("upper2", "discipline"),
    ]))  # fmt: skip
    def everything_against_a_person_is_settled(self, person: str, by: tuple[str, str]) -> None:
        """A review by two lifts the veto, if they may; another than its opener ends each hold."""
        veto = self.walk.standing(person).veto
        if veto:
            self.act(self.order(BY_NAME["discipline"]), lambda desk, order: request_review(
                desk, order, person, veto, ASKED
            ))  # fmt: skip
            for one in by:
                self.act(self.order(BY_NAME[one]), lambda desk, order: review(
                    desk, order, person, veto, reviewed("lifted")
                ))  # fmt: skip
        for id in list(self.walk.standing(person).holds):
            for one in ("head", "head2"):
                self.act(self.order(BY_NAME[one]), lambda desk, order, id=id: end_hold(
                    desk, order, person, id, ENDED
                ))  # fmt: skip

    @rule(name=st.sampled_from(["prepare", "adjust", "drop"]), actor=HEADS)
    def somebody_moves_an_adjustment(self, name: str, actor: Actor) -> None:
        self.move_an_adjustment(name, actor)

    def move_an_adjustment(self, name: str, actor: Actor) -> None:
        """The last adjustment that a veto has opened, if any."""
        opened = [one.id for one in self.walk.cases.values() if one.process == "adjustment"]
        last = opened[-1] if opened else "none"
        self.act(self.order(actor), lambda desk, order: move(desk, order, last, name))

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
