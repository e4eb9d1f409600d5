"""A meeting's vote on a veto: kept whatever came of it; the veto is confirmed on it or not at all."""

from pathlib import Path

import pytest
from by_hand import order
from linear import CLERK
from standing_house import (
    CHIEF,
    CONFIRMED,
    DOCUMENT,
    HEAD,
    MINUTES,
    SECRETARY,
    acts,
    convened,
    proposed,
    standing,
    standing_house,
    vote,
    voted,
)
from veto_votes import NO_MAJORITY, items, put_off

from workflow.commands.people import state_fact, verify_fact
from workflow.commands.standing import confirm_veto
from workflow.errors import (
    BadInput,
    ConditionsUnmet,
    NotAvailable,
    NotFound,
    Recused,
    WorkflowError,
)
from workflow.journal import Actor, House
from workflow.queries.replay import replay

NO_QUORUM = ("agree", "agree", "agree", "absent", "absent")  # three of five


@pytest.fixture
def house(url: str, tmp_path: Path) -> House:
    return standing_house(url, tmp_path, 1)


def refused(
    house: House, error: type[WorkflowError], veto: str, actor: Actor = SECRETARY,
    meeting: str = "sitting",
) -> list[str]:
    """The rules by which a confirmation is refused; every reason is whole and nothing is written."""
    with pytest.raises(error) as refusal, house.desk() as desk:
        confirm_veto(desk, order(actor), "p0", veto, {**CONFIRMED, "meeting": meeting})
    assert standing(house, "p0") == "held"
    assert all(one.found and one.needed and one.who for one in refusal.value.reasons)
    return sorted(one.rule for one in refusal.value.reasons)


def test_an_item_on_a_veto_names_person_veto_and_the_proposal_as_it_stood(house: House) -> None:
    veto = proposed(house, "p0")
    (kept,) = items(house)
    (proposing,) = acts(house, "p0", "propose_veto")
    assert {key: one for key, one in kept.data.items() if key != "set"} == {
        "act": "item", "activity": "veto", "person": "p0", "veto": veto,
        "proposal": proposing.digest,
    }  # fmt: skip
    assert kept.data["set"] == {"state": "held"} and kept.values["agree"] == 5
    assert kept.body["read"]["person:p0"] == proposing.seq


def test_a_confirmation_names_the_meeting_and_its_entry_and_has_read_it(house: House) -> None:
    veto = proposed(house, "p0")
    with house.desk() as desk:
        confirm_veto(desk, order(SECRETARY), "p0", veto, CONFIRMED)
    (kept,), (last,) = items(house), acts(house, "p0", "confirm_veto")
    assert (last.data["meeting"], last.data["item_entry"]) == ("sitting", kept.digest)
    assert last.body["read"]["meeting:sitting"] == kept.seq
    assert last.body["read"].keys() == {
        "meeting:sitting", "body:body", "case:case0", "case:also0", "person:p0",
    }  # fmt: skip
    with house.reading() as desk:
        again = replay(desk)
    assert (again.views, again.differs) == (3, ())  # the proposal, the vote on it, the confirmation


@pytest.mark.parametrize(("said", "rules"), [
    (NO_QUORUM, ["R-DEC-04"]), (NO_MAJORITY, ["R-DEC-09"]),
    (("absent", "absent", "absent", "agree", "agree"), ["R-DEC-04", "R-DEC-06", "R-DEC-09"]),
])  # fmt: skip
def test_a_vote_that_does_not_carry_the_veto_is_kept_and_confirms_nothing(
    house: House, said: tuple[str, ...], rules: list[str]
) -> None:
    veto = proposed(house, "p0")
    voted(house, "p0", veto, vote(*said))
    assert refused(house, ConditionsUnmet, veto) == rules
    assert len(items(house)) == 2  # the first was corrected, and both are there


def test_a_veto_put_off_by_the_meeting_is_not_confirmed(house: House) -> None:
    veto = proposed(house, "p0")
    for key in ("reason", "question", "owner", "due_on"):
        with pytest.raises(BadInput) as refusal:
            voted(house, "p0", veto, {name: one for name, one in put_off().items() if name != key})
        assert [one.rule for one in refusal.value.reasons] == ["R-DEC-10"]
    voted(house, "p0", veto, put_off())
    assert refused(house, ConditionsUnmet, veto) == ["R-DEC-09"]


def test_all_that_stands_against_a_confirmation_is_told_at_once(house: House) -> None:
    veto = proposed(house, "p0", HEAD)
    voted(house, "p0", veto, vote("agree", "agree", "absent", "absent", "absent"))
    same_person = Actor(
        SECRETARY.account, SECRETARY.name, SECRETARY.duty, SECRETARY.organization, HEAD.person
    )
    told = refused(house, Recused, veto, same_person)
    assert told == ["R-DEC-04", "R-DEC-09", "R-POL-08"]


def test_whom_the_minutes_name_as_their_writer_does_not_confirm_on_them(house: House) -> None:
    veto = proposed(house, "p0")
    voted(house, "p0", veto, {**vote(), "recorder": SECRETARY.person})
    assert refused(house, Recused, veto) == ["R-SEP-01"]


def test_a_meeting_that_is_not_there_or_took_up_nothing_confirms_nothing(house: House) -> None:
    veto = proposed(house, "p0")
    assert refused(house, NotFound, veto, meeting="常委会") == []
    with house.desk() as desk:
        convened(desk, "empty")
    assert refused(house, ConditionsUnmet, veto, meeting="empty") == ["R-POL-08"]


def test_a_department_s_meeting_of_the_same_people_confirms_nothing(house: House) -> None:
    veto = proposed(house, "p0")
    with house.desk() as desk:
        convened(desk, "office", kind="department")
    voted(house, "p0", veto, meeting="office")
    assert refused(house, ConditionsUnmet, veto, meeting="office") == ["R-DEC-01"]


@pytest.mark.parametrize(("values", "rule"), [
    ({**vote(), "views": vote()["views"][1:]}, "R-DEC-01"),  # a member due is missing
    ({**vote(), "vote_form": "nod"}, "R-DEC-01"),
    ({**vote(*NO_QUORUM), "agree": 4}, "R-REC-02"),
])  # fmt: skip
def test_minutes_that_are_no_minutes_are_not_kept(
    house: House, values: dict[str, object], rule: str
) -> None:
    veto, before = proposed(house, "p0"), len(items(house))
    with pytest.raises(BadInput) as refusal:
        voted(house, "p0", veto, values)
    assert {one.rule for one in refusal.value.reasons} == {rule}
    assert len(items(house)) == before


def test_a_meeting_is_recorded_when_it_was_held_not_before(house: House) -> None:
    veto = proposed(house, "p0")
    with house.desk() as desk:
        convened(desk, "tomorrow", held_on="2026-03-02")
    with pytest.raises(BadInput) as refusal:
        voted(house, "p0", veto, meeting="tomorrow")
    assert [one.rule for one in refusal.value.reasons] == ["R-TRACE-01"]


def test_what_nobody_proposed_or_what_is_settled_is_not_voted_on(house: House) -> None:
    veto = proposed(house, "p0")
    for person, one, meeting in (("p0", "nix", "sitting"), ("p9", veto, "sitting"),
                                 ("p0", veto, "nix")):  # fmt: skip
        with pytest.raises(NotFound):
            voted(house, person, one, meeting=meeting)
    with house.desk() as desk:
        confirm_veto(desk, order(SECRETARY), "p0", veto, CONFIRMED)
    with pytest.raises(NotAvailable) as refusal:
        voted(house, "p0", veto)
    assert [one.rule for one in refusal.value.reasons] == ["R-POL-08"]


def test_a_relative_neither_writes_the_minutes_nor_stays_at_the_item(house: House) -> None:
    veto = proposed(house, "p0")
    with house.desk() as desk:
        for relative in (str(MINUTES.person), "m3"):
            told = order(CLERK)
            state_fact(desk, told, "p0", "kinship", {
                "relation": "sibling", "name": "亲属", "person": relative,
            })  # fmt: skip
            verify_fact(desk, order(CHIEF), "p0", told.id, DOCUMENT)
    with pytest.raises(Recused) as refusal:
        voted(house, "p0", veto)
    assert [one.rule for one in refusal.value.reasons] == ["R-AVO-04"]
    assert refused(house, ConditionsUnmet, veto) == ["R-DEC-12"]
