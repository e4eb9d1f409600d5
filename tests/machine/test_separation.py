"""Whoever must not make a move: each word of `not_by` means its people, and no others."""

from dataclasses import replace
from typing import Any

import pytest
from dossiers import DAY, act, activity, by, kin, round_of
from talked import move, seen

from workflow.dossier import BodyFile, ItemFile, MeetingFile, Member, Veto, View
from workflow.separation import WORDS, forbidden

GO = move()
PAPER = activity("form", title="考察材料", approve=("chief",))
TEAM = {"leader": "p-leader", "members": [{"person": "p-member"}]}
MEMBERS = (Member("p-voter", "委员", "member", DAY), Member("p-absent", "委员", "member", DAY))
BODY = BodyFile("body", "常委会", "standing_committee", "city", MEMBERS)
VIEWS = (
    View("p-voter", True, view="agree"), View("p-absent", False),
    View("p-recused", True, recused=True),
)  # fmt: skip
VOTE = ItemFile(
    MeetingFile("m1", BODY, "standing_committee", DAY, "p-voter"), "vote", "c1", act("item", 6), VIEWS,
    {"presenter": "p-presenter", "tellers": ["p-teller"]},
)  # fmt: skip
VETO = Veto("v", "对党不忠诚", by("proposer"), by("confirmer"), DAY)


def picture(state: str = "first", **more: Any):
    """A case with a paper, a team, a vote in the first state, a recommendation and assessors."""
    full = activity("assessment", mode="full")
    activities = {
        "paper": PAPER, "investigation_team": activity("form"), "political_assessment": full,
        "personal_recommendation": activity("form"), "vote": activity("meeting_item"),
    }  # fmt: skip
    rounds = {
        "paper": round_of(act("record", 3, by=by("writer")), act("approve", 4, by=by("boss"))),
        "investigation_team": round_of(act("record", 2, TEAM), activity=activities["investigation_team"]),
        "political_assessment": round_of(
            act("record", 5, by=by("first")), act("sign", 6, by=by("second")),
            act("approve", 7, by=by("third")),
        ),
        "personal_recommendation": round_of(
            act("record", 2, {"recommender": "p-recommender"}), activity=PAPER
        ),
        "vote": round_of(act("item", 6)),
    }  # fmt: skip
    return seen(
        GO, activities=activities, rounds=rounds, items={"vote": (VOTE,)}, bodies={"body": BODY},
        state=state, **more,
    )  # fmt: skip


def stopped(word: str, account: str, dossier=None, person: str | None = "") -> list[str]:
    told = forbidden(dossier or picture(), (word,), by(account, person=person))
    return [gap.found for gap in told]


@pytest.mark.parametrize(
    ("word", "meant", "free"),
    [
        ("voters", ("voter",), ("absent", "recused")), ("presenter", ("presenter",), ("teller",)),
        ("tellers", ("teller",), ("presenter",)), ("team_members", ("leader", "member"), ("voter",)),
        ("deciding_body_members", ("voter", "absent"), ("recused",)),
        ("recommender", ("recommender",), ("writer",)),
        ("assessors", ("first", "second"), ("third",)),
        ("recorder_of.paper", ("writer",), ("boss",)), ("approver_of.paper", ("boss",), ("writer",)),
    ],
)  # fmt: skip
def test_a_word_stops_the_people_it_means_and_nobody_else(
    word: str, meant: tuple[str, ...], free: tuple[str, ...]
) -> None:
    for one in meant:
        (told,) = stopped(word, one)
        assert told.startswith("经办人系")
    for one in free:
        assert stopped(word, one) == []


def test_every_word_of_the_vocabulary_says_in_chinese_whom_it_means() -> None:
    for word, (title, people) in WORDS.items():
        assert title and not title.isascii(), word
        assert isinstance(people(picture()), set)


def test_a_gap_names_the_rule_and_who_else_does_it() -> None:
    (gap,) = forbidden(picture(), ("approver_of.paper",), by("boss"))
    assert (gap.rule, gap.found, gap.needed) == (
        "R-SEP-01", "经办人系“考察材料”审核人", "由“考察材料”审核人以外的人办理",
    )  # fmt: skip


def test_several_words_give_a_gap_each() -> None:
    told = tuple(forbidden(picture(), ("recorder_of.paper", "assessors", "voters"), by("voter")))
    assert len(told) == 1
    doing = round_of(act("record", 3, by=by("voter")))
    both = replace(picture(), rounds={**picture().rounds, "paper": (doing,)})
    assert len(tuple(forbidden(both, ("recorder_of.paper", "assessors", "voters"), by("voter")))) == 2


def test_the_same_person_under_another_account_is_the_same_person() -> None:
    assert stopped("recorder_of.paper", "other", person="p-writer") != []
    assert stopped("recorder_of.paper", "writer", person=None) != []
    assert stopped("recorder_of.paper", "other", person=None) == []


def test_only_a_meeting_that_the_present_state_decides_on_counts() -> None:
    assert stopped("voters", "voter", picture(state="second")) == []


def test_where_no_meeting_took_the_case_up_nobody_voted_or_presented() -> None:
    dossier = replace(picture(), items={})
    assert stopped("voters", "voter", dossier) == stopped("presenter", "presenter", dossier) == []
    untold = replace(picture(), items={"vote": (replace(VOTE, values={}),)})
    assert stopped("presenter", "presenter", untold) == stopped("tellers", "teller", untold) == []


def test_the_candidate_and_relatives_are_stopped() -> None:
    base = picture()
    dossier = replace(base, person=replace(base.person, facts=(kin("p-wife"),)))
    assert stopped("relatives", "x", dossier, person="candidate") != []
    assert stopped("relatives", "wife", dossier) != []
    assert stopped("relatives", "stranger", dossier) == []


def test_who_proposed_the_veto_is_stopped_and_where_there_is_none_nobody() -> None:
    base = picture()
    dossier = replace(base, person=replace(base.person, veto=VETO))
    assert stopped("veto_proposer", "proposer", dossier) != []
    assert stopped("veto_proposer", "other", dossier, person="p-proposer") != []
    assert stopped("veto_proposer", "confirmer", dossier) == []
    assert stopped("veto_proposer", "proposer") == []
    nameless = replace(VETO, proposed_by=by("proposer", person=None))
    dossier = replace(base, person=replace(base.person, veto=nameless))
    assert stopped("veto_proposer", "proposer", dossier) != []


def test_what_only_the_team_may_do_stops_everybody_else() -> None:
    assert stopped("not_team", "leader") == stopped("not_team", "member") == []
    (told,) = stopped("not_team", "writer")
    assert told == "经办人不是考察组成员"


def test_where_nothing_is_recorded_a_word_means_nobody() -> None:
    empty = replace(picture(), rounds={}, bodies={}, items={})
    for word in ("team_members", "deciding_body_members", "recommender", "assessors",
                 "recorder_of.paper", "approver_of.paper"):  # fmt: skip
        assert stopped(word, "voter", empty) == []


@pytest.mark.parametrize("name", ["record", "item", "ask", "post", "sign", "resolve"])
def test_whatever_people_fill_in_makes_them_its_recorder_but_answers_do_not(name: str) -> None:
    doing = {"paper": (round_of(act(name, 3, by=by("doer"))),)}
    assert stopped("recorder_of.paper", "doer", replace(picture(), rounds=doing)) != []
    answered = {"paper": (round_of(act("answer", 3, by=by("doer"))),)}
    assert stopped("recorder_of.paper", "doer", replace(picture(), rounds=answered)) == []


def test_only_the_present_round_counts() -> None:
    old, new = round_of(act("record", 2, by=by("old"))), round_of(act("record", 9, by=by("new")), number=2)
    dossier = replace(picture(), rounds={"paper": (old, new)})
    assert stopped("recorder_of.paper", "new", dossier) != []
    assert stopped("recorder_of.paper", "old", dossier) == []
