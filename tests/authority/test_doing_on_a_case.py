"""Who may act on a case: from where, on which day, and neither the candidate nor who is apart or akin."""

from dataclasses import replace

import pytest
from dossiers import kin
from offices import actor, case_of, done_by, office

from workflow.authority import (
    place_of,
    require_act,
    titles_of,
)
from workflow.dossier import PersonFile
from workflow.errors import NotAuthorised, Recused


def reasons(refusal) -> list[tuple[str, str]]:
    return [(one.rule, one.article) for one in refusal.value.reasons]


def test_an_act_on_a_case_is_done_by_one_of_the_duties_told_with_their_titles() -> None:
    with office(("cadre_clerk", "dept")) as desk:
        require_act(desk, actor("cadre_clerk"), case_of(), ("cadre_chief", "cadre_clerk"))
        with pytest.raises(NotAuthorised) as refusal:
            require_act(desk, actor("cadre_clerk"), case_of(), ("cadre_chief", "stranger"))
    (told,) = refusal.value.reasons
    assert (told.rule, told.who) == ("R-DUTY-01", ("干部科负责人", "stranger"))
    assert told.found == "现以“干部科经办”办理"
    assert told.needed == "由干部科负责人、stranger办理"
    assert not isinstance(refusal.value, Recused)


def test_an_act_on_a_case_asks_for_the_duty_on_the_day_of_the_act() -> None:
    with office(("cadre_clerk", "dept"), to="2026-03-20") as desk:
        require_act(desk, actor("cadre_clerk"), case_of(at=case_of().at.replace(day=19)), ("cadre_clerk",))
        with pytest.raises(NotAuthorised):
            require_act(desk, actor("cadre_clerk"), case_of(), ("cadre_clerk",))


@pytest.mark.parametrize(
    ("duty", "where", "may"),
    [
        ("cadre_clerk", "dept", True), ("cadre_clerk", "city", True), ("cadre_clerk", "county", False),
        ("team_leader", "dept", True), ("team_leader", "county", False),
        ("committee_secretary", "city", True), ("committee_secretary", "dept", False),
        ("unit_secretary", "unit", True), ("unit_secretary", "branch", True),
        ("unit_secretary", "county", True), ("unit_secretary", "dept", False),
        ("upper_officer", "province", True), ("upper_officer", "city", False),
        ("anyone", "branch", True),
    ],
)  # fmt: skip
def test_a_duty_acts_on_a_case_from_the_place_where_it_is_held(
    duty: str, where: str, may: bool
) -> None:
    with office((duty, where)) as desk:
        if may:
            require_act(desk, actor(duty, where), case_of(), (duty,))
            return
        with pytest.raises(NotAuthorised, match="无权办理"):
            require_act(desk, actor(duty, where), case_of(), (duty,))


def test_the_places_of_a_duty() -> None:
    case = case_of()
    with office() as desk:
        assert place_of(desk, case, "cadre_clerk") == place_of(desk, case, "team_leader") == ("dept",)
        assert place_of(desk, case, "committee_secretary") == ("city",)
        assert place_of(desk, case, "unit_secretary") == ("unit", "branch")
        assert place_of(desk, case, "upper_officer") == ("province",)
        assert place_of(desk, case, "anyone") == place_of(desk, case, "branch_secretary") == ()
        bare = replace(case, bodies={}, organizations={"dept": replace(
            case.organizations["dept"], links={})})  # fmt: skip
        for duty in ("committee_secretary", "unit_secretary", "upper_officer"):
            assert place_of(desk, bare, duty) == ("",)


@pytest.mark.parametrize(("duty", "where"), [
    ("upper_officer", "province"), ("unit_secretary", "unit"), ("committee_secretary", "city"),
])  # fmt: skip
def test_where_the_place_of_a_duty_is_not_known_nobody_has_it(duty: str, where: str) -> None:
    case = case_of()
    bare = replace(case, bodies={}, organizations={"dept": replace(
        case.organizations["dept"], links={})})  # fmt: skip
    with office((duty, where)) as desk, pytest.raises(NotAuthorised):
        require_act(desk, actor(duty, where), bare, (duty,))


def test_an_answer_is_given_at_the_organization_asked_or_above_it() -> None:
    with office(("branch_secretary", "branch")) as desk:
        who = actor("branch_secretary", "branch")
        require_act(desk, who, case_of(), ("branch_secretary",), ("branch",))
        require_act(desk, who, case_of(), ("branch_secretary",), ("unit", "branch"))
        with pytest.raises(NotAuthorised):
            require_act(desk, who, case_of(), ("branch_secretary",), ("unit",))


@pytest.mark.parametrize(
    ("person", "stopped"), [("candidate", True), ("p-wife", True), ("p-me", False), (None, False)]
)
def test_neither_the_candidate_nor_a_relative_acts_on_the_case(
    person: str | None, stopped: bool
) -> None:
    case = case_of(person=PersonFile("candidate", "人选", "unit", (kin("p-wife"),)))
    who = actor("cadre_clerk", person=person)
    with office(("cadre_clerk", "dept")) as desk:
        if not stopped:
            require_act(desk, who, case, ("cadre_clerk",))
            return
        with pytest.raises(Recused) as refusal:
            require_act(desk, who, case, ("cadre_clerk",))
    assert reasons(refusal) == [("R-AVO-04", "依据R-AVO-04")]
    (told,) = refusal.value.reasons
    assert (told.found, told.needed) == ("王某系人选本人或近亲属", "由无回避情形的人员办理")


@pytest.mark.parametrize(
    ("account", "person", "earlier", "duty", "stopped"),
    [
        ("me", "p-x", "file_auditor", "cadre_chief", True),
        ("other", "p-me", "file_auditor", "cadre_chief", True),
        ("me", "p-me", "cadre_chief", "file_auditor", True),
        ("other", "p-other", "file_auditor", "cadre_chief", False),
        ("other", None, "file_auditor", "cadre_chief", False),
        ("me", "p-me", "cadre_clerk", "cadre_chief", False),
        ("me", "p-me", "unheard_of", "cadre_chief", False),
    ],
)
def test_duties_that_are_apart_never_meet_in_one_person_in_one_case(
    account: str, person: str | None, earlier: str, duty: str, stopped: bool
) -> None:
    case = case_of(rounds=done_by(account, earlier, person))
    with office((duty, "dept")) as desk:
        if not stopped:
            require_act(desk, actor(duty), case, (duty,))
            return
        with pytest.raises(Recused) as refusal:
            require_act(desk, actor(duty), case, (duty,))
    assert reasons(refusal) == [("R-SEP-01", "依据R-SEP-01")]
    title = "档案审核人" if earlier == "file_auditor" else "干部科负责人"
    (told,) = refusal.value.reasons
    assert told.found == f"王某已在本事项中以“{title}”办理"
    assert told.needed == "不相容职责由不同人员承担"


def test_two_accounts_without_a_person_are_not_the_same_person() -> None:
    case = case_of(rounds=done_by("other", "file_auditor", None))
    with office(("cadre_chief", "dept")) as desk:
        require_act(desk, actor("cadre_chief", person=None), case, ("cadre_chief",))


def test_an_article_that_the_edition_does_not_know_is_left_out() -> None:
    case = case_of(person=PersonFile("p-me", "人选", "unit"))
    bare = replace(case, edition=case.edition.model_copy(update={"rules": {}}))
    with office(("cadre_clerk", "dept")) as desk, pytest.raises(Recused) as refusal:
        require_act(desk, actor("cadre_clerk"), bare, ("cadre_clerk",))
    assert reasons(refusal) == [("R-AVO-04", "")]


def test_duties_are_told_by_title_and_unknown_ones_by_name() -> None:
    assert titles_of(case_of().edition, ("cadre_clerk", "stranger")) == ("干部科经办", "stranger")
