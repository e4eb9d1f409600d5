"""A meeting's vote on a veto: kept whatever came of it; the veto is confirmed on it or not at all."""

from datetime import timedelta
from pathlib import Path

import pytest
from linear import AT, CLERK
from races import ROUNDS, assert_clean, race
from standing_house import (
    CHIEF,
    CONFIRMED,
    DOCUMENT,
    HEAD,
    MINUTES,
    PROPOSAL,
    SECRETARY,
    acts,
    convened,
    order,
    proposed,
    standing,
    standing_house,
    vote,
    voted,
)
from trial_acts import confirmed, item, proposal
from trial_house import BY_NAME, START, found_trial
from trial_script import FOR_ALL

from workflow.commands.meetings import convene
from workflow.commands.organizations import enter_body
from workflow.commands.people import register, state_fact, verify_fact
from workflow.commands.standing import confirm_veto, propose_veto
from workflow.commands.veto_items import record_veto_item
from workflow.errors import (
    BadInput,
    ConditionsUnmet,
    NotAvailable,
    NotFound,
    Recused,
    WorkflowError,
)
from workflow.journal import Actor, House, Order
from workflow.journal.read import Record, history
from workflow.queries.replay import replay
from workflow.queries.vetoes import voted_on

NO_QUORUM = ("agree", "agree", "agree", "absent", "absent")  # three of five
PUT_OFF = {
    "postponed": True, "reason": "分歧较大", "question": "聚会的情况", "owner": "m1",
    "due_on": "2026-03-20",
}  # fmt: skip
NO_MAJORITY = ("agree", "agree", "disagree", "disagree", "postpone")


@pytest.fixture
def house(url: str, tmp_path: Path) -> House:
    return standing_house(url, tmp_path, 1)


def items(house: House, meeting: str = "sitting") -> list[Record]:
    """The items in a meeting's journal, as recorded."""
    with house.reading() as desk:
        return [one for one in history(desk, f"meeting:{meeting}") if one.data["act"] == "item"]


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


def put_off() -> dict[str, object]:
    """Minutes of a vote put off, with its grounds."""
    tally = ("vote_form", "agree", "disagree", "postpone", "abstain")
    return {key: one for key, one in vote().items() if key not in tally} | PUT_OFF


def later(house: House, meeting: str, day: str) -> None:
    """Another sitting of the committee, on another day."""
    with house.desk() as desk:
        convened(desk, meeting, held_on=day)


@pytest.fixture
def untouched(house: House) -> str:
    """A veto that is proposed and that no meeting has taken up yet."""
    one = order(HEAD)
    with house.desk() as desk:
        propose_veto(desk, one, "p0", PROPOSAL)
    return one.id


def at(day: int, actor: Actor) -> Order:
    """A command of somebody on a day of March."""
    return order(actor, at=AT + timedelta(days=day - 1))


def minuted(house: House, veto: str, meeting: str, day: int, values: dict[str, object]) -> None:
    """What a meeting of that day did with the proposal."""
    with house.desk() as desk:
        record_veto_item(desk, at(day, MINUTES), meeting, "p0", veto, values)


def confirming(house: House, veto: str, meeting: str, day: int) -> list[str]:
    """The rules by which a confirmation of that day is refused; none where it is not."""
    try:
        with house.desk() as desk:
            confirm_veto(desk, at(day, SECRETARY), "p0", veto, {**CONFIRMED, "meeting": meeting})
    except ConditionsUnmet as refusal:
        return [one.rule for one in refusal.reasons]
    return []


def test_a_veto_put_off_is_not_voted_on_in_the_same_meeting(house: House, untouched: str) -> None:
    minuted(house, untouched, "sitting", 1, put_off())
    minuted(house, untouched, "sitting", 1, vote())
    assert confirming(house, untouched, "sitting", 1) == ["R-DEC-10"]


def test_a_veto_put_off_is_voted_on_once_the_question_is_answered(
    house: House, untouched: str
) -> None:
    later(house, "second", "2026-03-05")
    minuted(house, untouched, "sitting", 1, put_off())
    minuted(house, untouched, "second", 5, vote())
    assert confirming(house, untouched, "second", 5) == ["R-DEC-10"]
    minuted(house, untouched, "second", 5, {**vote(), "answer": "经查属实"})
    assert confirming(house, untouched, "second", 5) == []
    (last,) = acts(house, "p0", "confirm_veto")
    assert last.body["read"].keys() >= {"meeting:sitting", "meeting:second"}


def test_a_veto_voted_down_is_voted_on_again_only_when_more_than_half_consent(
    house: House, untouched: str
) -> None:
    later(house, "second", "2026-03-05")
    minuted(house, untouched, "sitting", 1, vote(*NO_MAJORITY))
    minuted(house, untouched, "second", 5, vote())
    assert confirming(house, untouched, "second", 5) == ["R-DEC-11"]
    few = [{"member": one, "on": "2026-03-04"} for one in ("m1", "m2", "m2")]
    minuted(house, untouched, "second", 5, {**vote(), "consents": few})
    assert confirming(house, untouched, "second", 5) == ["R-DEC-11"]
    enough = [*few, {"member": "m3", "on": "2026-03-04"}]
    minuted(house, untouched, "second", 5, {**vote(), "consents": enough})
    assert confirming(house, untouched, "second", 5) == []


def test_what_another_body_voted_binds_nobody(house: House, untouched: str) -> None:
    with house.reading() as desk:
        assert voted_on(desk, "p0", untouched) == voted_on(desk, "p0", "nix") == {}
    with house.desk() as desk:
        convened(desk, "office", kind="department")
    minuted(house, untouched, "office", 1, vote(*NO_MAJORITY))
    minuted(house, untouched, "sitting", 1, vote())
    assert confirming(house, untouched, "sitting", 1) == []


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


@pytest.fixture
def city(url: str, tmp_path: Path) -> House:
    """A unit below a city's committee; p2 works there and is in no case; the unit has a committee."""
    found = found_trial(url, tmp_path)
    with found.desk() as desk:
        register(desk, Order("register", BY_NAME["clerk"], START), "p2", "人选p2", "unit")
        enter_body(desk, Order("enter", BY_NAME["chief"], START), "unit_body", {
            "name": "单位党组", "kind": "committee", "organization": "unit", "members": [
                {"person": one, "name": one, "role": "member", "from": "2020-01-01"}
                for one in ("m0", "m1", "m2", "m3", "m4")
            ],
        })  # fmt: skip
        values = proposal(START.date())
        propose_veto(desk, Order("veto", BY_NAME["head"], START), "p2", values)
        for body in ("body", "unit_body"):
            convene(desk, Order(f"at-{body}", BY_NAME["minutes"], START), f"of-{body}", {
                "body": body, "kind": "committee", "held_on": "2026-03-02", "chair": "m0",
            })  # fmt: skip
            record_veto_item(
                desk, Order(f"vote-{body}", BY_NAME["minutes"], START), f"of-{body}", "p2", "veto",
                item(FOR_ALL),
            )  # fmt: skip
    return found


def test_of_somebody_in_no_case_the_nearest_committee_above_the_unit_decides(city: House) -> None:
    with pytest.raises(ConditionsUnmet) as refusal, city.desk() as desk:
        confirm_veto(desk, Order("no", BY_NAME["secretary"], START), "p2", "veto",
                     confirmed("of-unit_body"))  # fmt: skip
    assert [one.rule for one in refusal.value.reasons] == ["R-DEC-01"]
    with city.desk() as desk:
        confirm_veto(desk, Order("yes", BY_NAME["secretary"], START), "p2", "veto",
                     confirmed("of-body"))  # fmt: skip
    with city.reading() as desk:
        assert history(desk, "person:p2")[-1].data["set"]["standing"] == "vetoed"


@ROUNDS
def test_a_vote_corrected_at_the_same_moment_is_either_read_or_comes_after(
    url: str, tmp_path: Path, rounds: int
) -> None:
    house = standing_house(url, tmp_path, rounds)
    for n in range(rounds):
        person = f"p{n}"
        veto = proposed(house, person, HEAD)
        outcomes = race(house, [
            lambda desk, p=person, v=veto: confirm_veto(desk, order(SECRETARY), p, v, CONFIRMED),
            lambda desk, p=person, v=veto: record_veto_item(
                desk, order(MINUTES), "sitting", p, v, vote(*NO_MAJORITY)
            ),
        ])  # fmt: skip
        corrected = [one for one in items(house) if one.data["person"] == person][1:]
        if outcomes[0] is None:
            assert not corrected and isinstance(outcomes[1], NotAvailable), outcomes
            assert standing(house, person) == "vetoed"
        else:
            assert corrected and isinstance(outcomes[0], ConditionsUnmet), outcomes
            assert standing(house, person) == "held"
    assert_clean(house)
