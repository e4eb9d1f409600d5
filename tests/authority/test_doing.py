"""Who may do what: the duty of the table, held on that day, over that organization, by nobody concerned."""

from dataclasses import replace
from datetime import date

import pytest
from dossiers import kin
from offices import DAY, actor, case_of, done_by, office

from workflow.authority import (
    ADMINISTRATORS,
    DO,
    FOUNDING,
    READERS,
    SEES_CASE,
    account_content,
    founded,
    holds,
    path,
    place_of,
    require,
    require_act,
    require_duty,
    titles_of,
)
from workflow.dossier import PersonFile
from workflow.errors import NotAuthorised, Recused


def reasons(refusal) -> list[tuple[str, str]]:
    return [(one.rule, one.article) for one in refusal.value.reasons]


@pytest.mark.parametrize("act", DO)
def test_an_act_is_done_by_the_duties_of_the_table_and_by_no_other(act: str) -> None:
    duties = {one for some in DO.values() for one in some} - {FOUNDING}
    for duty in sorted(duties):
        with office((duty, "dept")) as desk:
            if duty in DO[act]:
                require(desk, actor(duty), act, DAY)
                continue
            with pytest.raises(NotAuthorised) as refusal:
                require(desk, actor(duty), act, DAY)
            (told,) = refusal.value.reasons
            assert (told.rule, told.who) == ("R-DUTY-01", DO[act])
            assert duty in told.found
            assert all(one in told.needed for one in DO[act])


def test_the_three_administrators_are_apart_and_none_of_them_handles_cases() -> None:
    assert ADMINISTRATORS == ("system_admin", "security_admin", "audit_admin")
    assert READERS == ("audit_reader", "audit_admin")
    handled = {act for act, duties in DO.items() if set(duties) & set(ADMINISTRATORS)}
    assert handled == {
        "enter_organization", "open_account", "grant_duty", "end_duty", "retire_account",
        "correct_organization", "correct_account", "reset_password", "close_sessions",
    }  # fmt: skip
    assert {one for act in handled for one in DO[act]} == {"security_admin", FOUNDING}
    assert not SEES_CASE & {"system_admin", "security_admin"}


def test_who_lifts_or_confirms_is_of_another_duty_than_who_proposes() -> None:
    assert set(DO["confirm_veto"]).isdisjoint(DO["propose_veto"])
    assert set(DO["review_veto"]).isdisjoint((*DO["propose_veto"], *DO["confirm_veto"]))
    assert DO["annul"] == ("upper_organization_head",)


@pytest.mark.parametrize("act", ["end_duty", "retire_account", "open_case", "annul", "hold"])
def test_the_founding_may_do_only_what_founds(act: str) -> None:
    with office(founded=False) as desk, pytest.raises(NotAuthorised):
        require(desk, actor(FOUNDING, ""), act, DAY)


def test_once_the_house_is_founded_nobody_acts_without_a_duty() -> None:
    founder = actor(FOUNDING, "")
    with office(founded=False) as desk:
        assert not founded(desk)
        require(desk, founder, "open_account", DAY, "dept")
    with office() as desk:
        assert founded(desk)
        with pytest.raises(NotAuthorised) as refusal:
            require(desk, founder, "open_account", DAY)
    assert [one.found for one in refusal.value.reasons] == ["本库已启用"]


@pytest.mark.parametrize(
    ("where", "place", "may"),
    [
        ("dept", "dept", True), ("city", "county", True), ("city", "unit", True),
        ("dept", "county", False), ("county", "city", False), ("city", "cities", False),
        ("city", "nowhere", False), ("city", "", True),
    ],
)  # fmt: skip
def test_a_duty_counts_over_its_subtree_and_not_above_or_beside_it(
    where: str, place: str, may: bool
) -> None:
    with office(("cadre_chief", where)) as desk:
        if may:
            require(desk, actor("cadre_chief", where), "open_case", DAY, place)
            return
        with pytest.raises(NotAuthorised) as refusal:
            require(desk, actor("cadre_chief", where), "open_case", DAY, place)
    assert "不在该单位范围内" in refusal.value.reasons[0].found


def test_an_organization_that_nobody_entered_gives_power_over_nothing() -> None:
    with office(("cadre_chief", "nowhere")) as desk, pytest.raises(NotAuthorised):
        require(desk, actor("cadre_chief", "nowhere"), "open_case", DAY, "dept")


@pytest.mark.parametrize("act", ["register_person", "enter_post", "enter_body"])
@pytest.mark.parametrize(
    ("where", "place", "may"),
    [
        ("dept", "unit", True), ("dept", "city", True), ("dept", "province", False),
        ("county_dept", "unit", True), ("county_dept", "dept", False), ("unit", "county", False),
    ],
)  # fmt: skip
def test_a_department_enters_people_posts_and_bodies_for_all_that_its_committee_is_over(
    act: str, where: str, place: str, may: bool
) -> None:
    with office(("cadre_chief", where)) as desk:
        if may:
            require(desk, actor("cadre_chief", where), act, DAY, place)
            return
        with pytest.raises(NotAuthorised):
            require(desk, actor("cadre_chief", where), act, DAY, place)


def test_an_administrator_administers_everywhere() -> None:
    with office(("security_admin", "dept")) as desk:
        require(desk, actor("security_admin"), "open_account", DAY, "province")


@pytest.mark.parametrize(
    ("days", "may"),
    [
        ({"from": "2026-03-20"}, True), ({"from": "2026-03-21"}, False),
        ({"from": "2020-01-01", "to": "2026-03-21"}, True),
        ({"from": "2020-01-01", "to": "2026-03-20"}, False),
        ({"from": "2020-01-01", "to": ""}, True),
    ],
)  # fmt: skip
def test_a_duty_is_held_from_its_first_day_to_before_the_day_of_its_end(
    days: dict[str, str], may: bool
) -> None:
    with office(("cadre_clerk", "dept"), **days) as desk:
        if may:
            require_duty(desk, actor("cadre_clerk"), DAY)
            return
        with pytest.raises(NotAuthorised) as refusal:
            require_duty(desk, actor("cadre_clerk"), DAY)
    (told,) = refusal.value.reasons
    assert "2026-03-20" in told.found and "cadre_clerk" in told.found
    assert told.needed == "办理当日承担该岗位职责"


@pytest.mark.parametrize(
    ("duty", "where"), [("cadre_chief", "dept"), ("cadre_clerk", "county")]
)
def test_another_duty_or_the_same_elsewhere_is_not_this_one(duty: str, where: str) -> None:
    with office(("cadre_clerk", "dept")) as desk, pytest.raises(NotAuthorised):
        require_duty(desk, actor(duty, where), DAY)


def test_one_of_several_duties_is_enough() -> None:
    duties = [
        {"duty": "a", "organization": "x", "from": "2026-01-01"},
        {"duty": "b", "organization": "y", "from": "2026-01-01", "to": "2026-02-01"},
    ]
    assert holds(duties, "a", "x", date(2026, 1, 1))
    assert holds(duties, "b", "y", date(2026, 1, 31))
    assert not holds(duties, "b", "y", date(2026, 2, 1))
    assert not holds(duties, "a", "y", date(2026, 1, 5))
    assert not holds((), "a", "x", date(2026, 1, 5))


@pytest.mark.parametrize("state", ["retired", ""])
def test_a_retired_account_does_nothing(state: str) -> None:
    with office(("cadre_clerk", "dept"), state=state) as desk:
        with pytest.raises(NotAuthorised) as refusal:
            require_duty(desk, actor("cadre_clerk"), DAY)
        assert [(one.found, one.needed) for one in refusal.value.reasons] == [
            ("账户“王某”已停用", "由在用账户办理")
        ]


def test_an_unknown_account_does_nothing() -> None:
    with office(("cadre_clerk", "dept")) as desk:
        assert account_content(desk, "nobody") == {}
        assert account_content(desk, "me")["state"] == "active"
        with pytest.raises(NotAuthorised):
            require_duty(desk, actor("cadre_clerk", account="nobody"), DAY)


def test_the_path_of_an_unknown_organization_is_empty() -> None:
    with office() as desk:
        assert path(desk, "unit") == "province/city/county/unit/"
        assert path(desk, "nowhere") == ""


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
