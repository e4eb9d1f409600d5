"""What conditions fold of a person's facts is folded once a file, and of verified facts alone."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from workflow.dossier import By, Fact, PersonFile

CLERK = By("clerk", "陈晓", "cadre_clerk", "dept")
ON = date(2026, 3, 2)


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
