"""Two proposals, two reviewers, one command, one edition at once: each has one outcome."""

from pathlib import Path

import pytest
from by_hand import order
from linear import AT, OFFICE, linear_edition, linear_house
from races import ROUNDS, assert_clean, moves_of, race
from sqlalchemy import select
from standing_house import (
    CONFIRMED,
    DISCIPLINE,
    DISCIPLINE_2,
    HEAD,
    HOLD,
    LIFTED,
    SECRETARY,
    SECRETARY_2,
    SUPERVISION,
    UPPER,
    acts,
    proposed,
    standing,
    standing_house,
    vetoed,
)

from workflow.commands.cases import move
from workflow.commands.editions import publish
from workflow.commands.standing import confirm_veto, hold, review
from workflow.definition import freeze, text_of
from workflow.edition import Edition
from workflow.errors import CaseMoved, DefinitionInvalid, NotAvailable, Recused
from workflow.models import commands, editions


@ROUNDS
def test_of_two_proposals_that_six_confirm_at_once_one_becomes_the_veto(
    url: str, tmp_path: Path, rounds: int
) -> None:
    house = standing_house(url, tmp_path, rounds)
    for n in range(rounds):
        person = f"p{n}"
        first, second = proposed(house, person, HEAD), proposed(house, person, OFFICE)
        outcomes = race(house, [
            lambda desk, p=person, v=veto, by=actor: confirm_veto(desk, order(by), p, v, CONFIRMED)
            for veto in (first, second) for actor in (SECRETARY, SECRETARY_2, SECRETARY)
        ])  # fmt: skip
        assert outcomes.count(None) == 1, outcomes
        assert all(isinstance(one, NotAvailable | CaseMoved) for one in outcomes if one), outcomes
        (confirmed,) = acts(house, person, "confirm_veto")
        assert confirmed.data["veto"] in (first, second)
        assert standing(house, person) == "vetoed"
    assert_clean(house)


@ROUNDS
def test_of_three_reviewers_at_once_two_of_two_duties_lift_the_veto_once(
    url: str, tmp_path: Path, rounds: int
) -> None:
    house = standing_house(url, tmp_path, rounds)
    for n in range(rounds):
        person = f"p{n}"
        veto = vetoed(house, person)
        reviewers = (DISCIPLINE, DISCIPLINE_2, UPPER, DISCIPLINE, DISCIPLINE_2, UPPER)
        outcomes = race(house, [
            lambda desk, p=person, v=veto, by=actor: review(desk, order(by), p, v, LIFTED)
            for actor in reviewers
        ])  # fmt: skip
        assert outcomes.count(None) == 2, outcomes
        assert all(isinstance(one, NotAvailable | Recused | CaseMoved) for one in outcomes if one)
        (opinion,) = acts(house, person, "review_opinion")
        (lifting,) = acts(house, person, "review")
        assert {opinion.by.duty, lifting.by.duty} == {DISCIPLINE.duty, UPPER.duty}
        assert standing(house, person) == "clear"
    assert_clean(house)


@ROUNDS
def test_one_command_sent_six_times_at_once_is_one_entry_and_one_answer(
    url: str, tmp_path: Path, rounds: int
) -> None:
    house = standing_house(url, tmp_path, rounds)
    for n in range(rounds):
        person, case, held, moved = f"p{n}", f"case{n}", order(SUPERVISION), order(OFFICE)
        told: list[str] = []
        outcomes = race(house, [
            lambda desk, c=case, o=moved, t=told: t.append(move(desk, o, c, "m0").id)
        ] * 6)  # fmt: skip
        outcomes += race(house, [
            lambda desk, p=person, o=held, t=told: t.append(hold(desk, o, p, HOLD).id)
        ] * 6)  # fmt: skip
        assert outcomes == [None] * 12
        assert len(told) == 12
        (entry,) = moves_of(house, case)
        (stopped,) = acts(house, person, "hold")
        assert set(told) == {entry.id, stopped.id}
        with house.reading() as desk:
            kept = select(commands.c.id).where(commands.c.id.in_([held.id, moved.id]))
            assert len(desk.db.execute(kept).all()) == 2
    assert_clean(house)


def renamed(edition: Edition, title: str) -> Edition:
    """The same edition under the same name, but with another title: another text."""
    process = edition.process.model_copy(update={"title": title})
    return freeze(process, edition.rules, edition.duties)


def test_an_edition_published_six_times_at_once_is_published_once(
    url: str, tmp_path: Path
) -> None:
    house, _ = linear_house(url, tmp_path, linear_edition(1), 0)
    text = text_of(linear_edition(1).model_copy(update={
        "process": linear_edition(1).process.model_copy(update={"edition": 2}),
    }))  # fmt: skip
    outcomes = race(house, [lambda desk: publish(desk, text, AT)] * 6)
    assert outcomes == [None] * 6
    with house.reading() as desk:
        kept = desk.db.scalars(select(editions.c.text).where(editions.c.name == "linear/2")).all()
    assert kept == [text]


@pytest.mark.parametrize("number", range(3))
def test_of_two_texts_under_one_name_one_is_published(
    url: str, tmp_path: Path, number: int
) -> None:
    house, _ = linear_house(url, tmp_path, linear_edition(1), 0)
    second = linear_edition(1).model_copy(update={
        "process": linear_edition(1).process.model_copy(update={"edition": 2}),
    })  # fmt: skip
    texts = [text_of(renamed(second, title)) for title in ("甲", "乙")]
    outcomes = race(house, [
        lambda desk, text=text: publish(desk, text, AT) for text in texts * 3
    ])  # fmt: skip
    assert outcomes.count(None) == 3, outcomes
    assert all(isinstance(one, DefinitionInvalid) for one in outcomes if one), outcomes
    with house.reading() as desk:
        kept = desk.db.scalars(select(editions.c.text).where(editions.c.name == "linear/2")).all()
    assert len(kept) == 1
