"""What conditions fold is folded once: of a person's verified facts, of what a dossier has on file."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta

from dossiers import dossier

from workflow.dossier import By, Dossier, Fact, PersonFile, Round
from workflow.edition import Move
from workflow.guards.career import as_of

CLERK = By("clerk", "陈晓", "cadre_clerk", "dept")
ON = date(2026, 3, 2)
GO = Move.model_validate(
    {"name": "go", "title": "办理", "from": ("first",), "to": "second", "by": ("clerk",)}
)


def test_a_kind_of_facts_is_folded_once_however_many_ask() -> None:
    stated = Fact("f1", "tenure", {"post": "科长"}, CLERK, ON)
    verified = replace(stated, id="f2", verified_by=CLERK, verified_on=ON)
    asked: list[tuple[str, ...]] = []

    def fold(facts: Iterable[Fact]) -> tuple[str, ...]:
        asked.append(tuple(one.id for one in facts))
        return asked[-1]

    person = PersonFile("p", "李明", "dept", (stated, verified, replace(verified, id="f3", kind="degree")))
    assert person.once("tenure", fold) == person.once("tenure", fold) == ("f2",)
    assert person.once("degree", fold) == ("f3",) and asked == [("f2",), ("f3",)]
    other = replace(person, facts=())
    assert other.once("tenure", fold) == () and person == replace(person)


def test_what_is_folded_of_a_dossier_is_folded_once_and_sees_nothing_of_what_is_attempted() -> None:
    asked: list[Dossier] = []

    def fold(seen: Dossier) -> int:
        asked.append(seen)
        return len(asked)

    drawn = dossier()
    tried = drawn.altered(actor=CLERK, given={"a": 1}, reasons={"g": "r"}, move=GO)
    assert tried.once(fold) == drawn.once(fold) == drawn.altered(move=GO).once(fold) == 1
    assert asked == [drawn]
    later = drawn.altered(today=drawn.today + timedelta(days=1), actor=CLERK)
    assert later.once(fold) == 2 and drawn.once(fold) == 1
    assert asked[1] == replace(later, actor=None)


def test_what_is_asked_of_a_name_is_told_for_that_name() -> None:
    drawn, asked = dossier(), []

    def fold(seen: Dossier, name: str) -> str:
        asked.append(name)
        return f"{name} of {seen.case.id}"

    assert [drawn.once(fold, one) for one in ("a", "b", "a")] == ["a of c1", "b of c1", "a of c1"]
    assert asked == ["a", "b"]


def test_the_day_that_counts_follows_what_is_on_file() -> None:
    drawn = dossier()
    assert as_of(drawn) == drawn.today
    planned = {"planned_decision_on": (drawn.today + timedelta(days=9)).isoformat()}
    proposed = drawn.altered(rounds={"initial_proposal": (Round(1, (), planned),)})
    assert as_of(proposed) == drawn.today + timedelta(days=9) and as_of(drawn) == drawn.today
