"""The separations that an edition asks for can be kept by some office."""

import pytest
from proof_drafts import DUTIES, Draft, form

from workflow.edition import Duty


def drafted(**more: object) -> Draft:
    draft = Draft()
    draft.moves[0] |= more
    return draft


def test_recorder_and_mover_of_one_duty_need_two_holders_and_that_is_said() -> None:
    proof = drafted(by=("clerk",), not_by=("recorder_of.paper",)).prove()
    assert proof.ok
    assert any("经办人2人" in note for note in proof.notes)


def test_recorder_and_mover_of_different_duties_need_one_each() -> None:
    proof = drafted(not_by=("recorder_of.paper",)).prove()
    assert proof.ok
    assert not any("经办人2人" in note for note in proof.notes)


def signed(by: tuple[str, ...]) -> Draft:
    draft = drafted(by=by, not_by=("recorder_of.paper",))
    draft.activities["paper"] = {
        "kind": "signatures", "of": "case", "in": ("a",), "offices": ("head", "leader"),
    }  # fmt: skip
    return draft


@pytest.mark.parametrize(
    ("by", "possible"), [(("head",), False), (("head", "leader"), False), (("head", "clerk"), True)]
)
def test_who_signs_by_office_cannot_also_make_the_move_that_signers_may_not(
    by: tuple[str, ...], possible: bool
) -> None:
    told = [one for one in signed(by).told() if one.startswith("职责分离")]
    assert bool(told) == (not possible)
    assert possible or "流转“AB”" in told[0]


def test_an_approver_is_another_person_than_the_recorder_and_the_mover_than_both() -> None:
    draft = drafted(by=("head",), not_by=("recorder_of.paper", "approver_of.paper"))
    draft.activities["paper"] = form("a", record=("head",), approve=("head",))
    proof = draft.prove()
    assert proof.ok
    assert any("负责人3人" in note for note in proof.notes)


def test_a_separation_from_an_approver_that_there_is_not_means_nothing_and_is_named() -> None:
    told = drafted(not_by=("approver_of.paper",)).told()
    assert told == ["职责分离可以满足：“AB”排除“PAPER”的审核人，但该项没有审核人"]


@pytest.mark.parametrize(
    ("by", "words", "flaw"),
    [
        (("leader",), ("team_members",), "只由考察组的岗位办理"),
        (("head", "leader"), ("team_members",), ""),
        (("head",), ("team_members", "not_team"), "既不许考察组成员"),
        (("leader",), ("not_team",), ""),
        (("head",), ("not_team",), ""),
    ],
)
def test_words_about_the_team_leave_somebody(
    by: tuple[str, ...], words: tuple[str, ...], flaw: str
) -> None:
    told = drafted(by=by, not_by=words).told()
    assert [flaw in one for one in told] == ([True] if flaw else [])


def test_only_the_team_may_and_the_duty_may_not_be_on_the_team() -> None:
    draft = drafted(not_by=("not_team",))
    draft.duties = {**DUTIES, "leader": Duty(title="组长", at="team", apart=("head",))}
    assert any("都不得兼任考察组" in one for one in draft.told())


def test_a_move_without_an_existing_duty_is_named() -> None:
    assert drafted(by=("ghost",)).told()[0] == "每个流转有人办理：“AB”没有可以办理的岗位"
    assert any("每个流转有人办理" in one for one in drafted(by=()).told())


def test_a_duty_apart_from_itself_is_named() -> None:
    draft = Draft(duties={**DUTIES, "head": Duty(title="负责人", at="department", apart=("head",))})
    assert "职责分离可以满足：岗位“负责人”不能与自己分离" in draft.told()


def test_assessors_are_those_who_record_a_full_assessment() -> None:
    draft = drafted(by=("leader",), not_by=("assessors",))
    draft.activities["judged"] = {
        "kind": "assessment", "mode": "full", "of": "case", "in": ("a",), "record": ("leader",),
    }  # fmt: skip
    assert any("组长2人" in note for note in draft.prove().notes)


def ring() -> Draft:
    """Five acts in a ring, each kept from the next, and two who could do them: one head, one leader."""
    two = ("head", "leader")
    draft = drafted(by=two, not_by=("recorder_of.paper", "recorder_of.other"))
    draft.moves[1] |= {"by": two, "not_by": ("approver_of.paper", "recorder_of.other")}
    draft.activities = {
        "paper": form("a", record=two, approve=two), "other": form("a", record=two),
        "signed": {"kind": "signatures", "of": "case", "in": ("a",), "offices": two},
    }  # fmt: skip
    draft.duties = {**DUTIES, "leader": Duty(title="组长", at="department")}
    return draft


def test_what_can_be_staffed_act_by_act_but_not_as_a_whole_is_refused() -> None:
    """Two people cannot alternate around a ring of five; every single move could be staffed."""
    assert ring().told() == [
        "职责分离可以满足：每个岗位即使有4人，也无法使应当分离的各项由不同的人办理"
    ]


def test_a_ring_of_five_is_staffed_as_soon_as_a_third_may_act() -> None:
    draft = ring()
    draft.moves[0]["by"] = ("head", "leader", "clerk")
    assert draft.told() == []


def test_signatures_that_are_approved_have_no_recorder_to_be_kept_from() -> None:
    draft = drafted(by=("clerk",), not_by=("approver_of.paper",))
    draft.activities["paper"] = {
        "kind": "signatures", "of": "case", "in": ("a",), "offices": ("head", "leader"),
        "approve": ("clerk",),
    }  # fmt: skip
    proof = draft.prove()
    assert proof.ok
    assert any("经办人2人" in note for note in proof.notes)


def test_where_one_holder_of_each_duty_does_nobody_is_said_to_be_several() -> None:
    notes = drafted(not_by=("recorder_of.paper",)).prove().notes
    assert "一人一岗时，2个岗位足以办完一件事项" in notes
