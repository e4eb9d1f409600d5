"""The demonstration: a case in every state, each kind of obstacle, every duty, and pages that open."""

from collections.abc import Callable
from datetime import UTC, datetime, time
from zoneinfo import ZoneInfo

import pytest
from playing import DEFINITIONS
from site_stage import visitor

from web.app import create_app
from web.demo.batches import DAY
from web.demo.house import Login, founded
from workflow.authority import ADMINISTRATORS, ANSWERS, SEES_CASE
from workflow.commands.changing import content_of
from workflow.journal import Actor, Desk, House
from workflow.queries.cases import CaseRow, MoveView, cases, why
from workflow.queries.choices import duties
from workflow.queries.inquiries import incoming
from workflow.queries.interference import register
from workflow.queries.meetings import meetings
from workflow.queries.prompts import prompts
from workflow.queries.requests import open_requests, waiting
from workflow.queries.selections import selections
from workflow.queries.verify import verify
from workflow.stories.stage import Editions, proved

NOON = datetime.combine(DAY, time(12), ZoneInfo("Asia/Shanghai")).astimezone(UTC)

# Obstacle: whose case, the move that it stops, the rule that stops it.
OBSTACLES = {
    "quorum missed": ("陈𬀩", "adopt", "R-DEC-04"),
    "branch not answered": ("陆云昭", "conclude_investigation", "R-BRANCH-01"),
    "objection of the branch unanswered": ("戚半夏", "conclude_investigation", "R-BRANCH-02"),
    "hold": ("曾堃", "submit_for_deliberation", "R-POL-08"),
    "veto": ("童晚晴", "conclude_investigation", "R-POL-05"),
    "petition open": ("岳怀瑾", "conclude_investigation", "R-FTSB-04"),
    "publicity running": ("祝喆", "close_publicity", "R-APT-03"),
    "complaint open": ("祝喆", "close_publicity", "R-APT-05"),
    "sanction period": ("杜若舟", "confirm_shortlist", "R-CAND-06"),
    "quota full": ("叶行舟", "start_motion", "R-GEN-05"),
    "late approval from above": ("韦同舟", "start_publicity", "R-DEC-17"),
    "prior report without reply": ("傅璟", "submit_for_discussion", "R-PRE-12"),
    "prior report not made": ("贺祁岳", "start_recommendation", "R-PRE-06"),
    "canvassing suspected": ("薛听澜", "conclude_recommendation", "R-REC-14"),
    "deferred question unanswered": ("严桂彬", "resume_deliberation", "R-DEC-10"),
    "probation running": ("沈砚青", "confirm_appointment", "R-APT-08"),
}


@pytest.fixture(scope="session")
def editions() -> Editions:
    """All editions, proved once."""
    return proved(DEFINITIONS)


@pytest.fixture(scope="session")
def demonstration(
    tmp_path_factory: pytest.TempPathFactory, editions: Editions
) -> tuple[House, list[Login]]:
    """The demonstration in a folder with a space in its path, with its printed accounts."""
    folder = tmp_path_factory.mktemp("demo") / "演示 库"
    return founded(folder, DEFINITIONS, editions, lambda line: None)


@pytest.fixture
def house(demonstration: tuple[House, list[Login]]) -> House:
    """The house of the demonstration."""
    return demonstration[0]


@pytest.fixture
def logins(demonstration: tuple[House, list[Login]]) -> list[Login]:
    """The accounts as they are printed."""
    return demonstration[1]


@pytest.fixture
def case_of(house: House) -> Callable[[str], CaseRow]:
    """The one case of somebody's promotion."""
    with house.reading() as desk:
        rows = [one for one in cases(desk) if one.process == "promotion"]
    return lambda name: next(one for one in rows if one.name == name)


def _stopped(house: House, case: CaseRow, move: str) -> MoveView:
    with house.reading() as desk:
        _, views = why(desk, case.id, NOON)
    return next(one for one in views if one.move.name == move)


def test_a_case_stands_in_every_state_of_a_promotion(house: House, editions: Editions) -> None:
    with house.reading() as desk:
        found = {one.state for one in cases(desk) if one.process == "promotion"}
    assert found == set(editions["promotion/1"].process.states)


def test_six_selections_of_promotions_and_thirty_eight_candidates(house: House) -> None:
    with house.reading() as desk:
        of_promotions = {one.selection for one in cases(desk) if one.process == "promotion"}
        candidates = {one.person for one in cases(desk)}
        assert len(of_promotions) == 6
        assert len(candidates) == 38


@pytest.mark.parametrize("obstacle", OBSTACLES)
def test_each_obstacle_stops_the_case_that_shows_it(
    house: House, case_of: Callable[[str], CaseRow], obstacle: str
) -> None:
    name, move, rule = OBSTACLES[obstacle]
    view = _stopped(house, case_of(name), move)
    assert rule in {one.rule for one in view.refusal}


def test_a_relative_of_the_candidate_is_recorded_as_recused(
    house: House, case_of: Callable[[str], CaseRow]
) -> None:
    with house.reading() as desk:
        seen, _ = why(desk, case_of("陈𬀩").id, NOON)
    views = {one.person: one for one in seen.items["committee_decision"][-1].views}
    assert views["tao_ran"].recused and views["tao_ran"].view is None


def test_what_only_asks_for_a_reason_blocks_nothing(
    house: House, case_of: Callable[[str], CaseRow]
) -> None:
    view = _stopped(house, case_of("白素问"), "submit_proposal")
    assert view.blocked == 0
    assert {rule for one in view.warnings for rule in one.finding.rules} >= {"R-QUAL-09"}


def test_the_approval_from_above_is_overdue(
    house: House, case_of: Callable[[str], CaseRow]
) -> None:
    with house.reading() as desk:
        asked = open_requests(desk, f"case:{case_of('韦同舟').id}")
    (due,) = {one.due_on for one in asked if one.activity == "upper_approval" and one.due_on}
    assert due < DAY.isoformat()


def test_a_confirmed_veto_of_an_incumbent_has_opened_an_adjustment(house: House) -> None:
    with house.reading() as desk:
        mine = {one.process: one for one in cases(desk) if one.name == "唐和平"}
        assert content_of(desk, "person:tang_heping")["standing"] == "vetoed"
    assert set(mine) == {"transfer", "adjustment"}
    assert mine["transfer"].state == "analysis"  # stopped where it stood
    assert mine["adjustment"].state == "suggestion"  # an adjustment goes on under a veto


def _idle(house: House, logins: list[Login], waits: Callable[[Desk, Actor], object]) -> set[str]:
    """The duties, each with its account, for which nothing waits."""
    with house.reading() as desk:
        said = {one.login: content_of(desk, f"account:{one.login}") for one in logins}
        return {
            f"{login} {duty['duty']}" for login, told in said.items() for duty in told["duties"]
            if not waits(desk, Actor(login, told["name"], duty["duty"], duty["organization"]))
        }  # fmt: skip


def test_on_every_desk_lies_work_but_on_those_of_administrators_auditors_and_members(
    house: House, logins: list[Login]
) -> None:
    idle = _idle(house, logins, lambda desk, who: waiting(desk, who.duty, who.organization))
    assert idle == {
        "xitong system_admin", "baomi security_admin", "shenji audit_admin",
        "shenjiyuan audit_reader",
        # who sits in a meeting is asked there, by its notice and agenda
        "jin_tao committee_member", "gu_mingcheng committee_organization_member",
        "hao_lei department_member", "ouyang_ning department_member",
    }  # fmt: skip


def test_supervision_has_a_favour_to_look_into_a_prompt_to_answer_and_one_to_judge(
    house: House,
) -> None:
    officer = Actor("jiwei", "韩冰", "discipline_officer", "jiwei", "han_bing")
    with house.reading() as desk:
        assert {one.state for one in register(desk, officer, DAY)} == {"recorded", "handled"}
        assert {one.state for one in prompts(desk, officer, DAY)} == {"open", "replied"}


def test_everybody_who_answers_for_an_organization_has_something_to_answer(
    house: House, logins: list[Login]
) -> None:
    idle = _idle(house, logins, lambda desk, who: (
        who.duty not in ANSWERS or incoming(desk, who, DAY, answered=False)
    ))  # fmt: skip
    assert idle == set()


def test_every_duty_is_held_by_an_account_that_is_printed(
    house: House, logins: list[Login]
) -> None:
    printed = "".join(one.duty for one in logins)
    with house.reading() as desk:
        titles = {one.title for one in duties(desk).values()}
        accounts = {one.login: content_of(desk, f"account:{one.login}") for one in logins}
    assert titles and all(f"{title}（" in printed for title in titles)
    held = {duty["duty"] for one in accounts.values() for duty in one["duties"]}
    assert {*ADMINISTRATORS, *SEES_CASE} <= held
    assert len({one.password for one in logins}) == len(logins)


def test_the_record_of_the_demonstration_is_whole(house: House) -> None:
    with house.reading() as desk:
        assert verify(desk).broken == ()


def test_every_account_logs_in_and_the_pages_of_each_state_open(
    house: House, logins: list[Login]
) -> None:
    app = create_app(house, lambda: NOON, b"a secret of the tests, thirty-two", note="演示")
    with house.reading() as desk:
        of_case = [f"/cases/{one.id}" for one in cases(desk)]
        pages = [*of_case, *(f"{one}/history" for one in of_case),
                 *(f"/selections/{one.id}" for one in selections(desk)),
                 *(f"/meetings/{one.id}" for one in meetings(desk))]  # fmt: skip
    for one in logins:
        visitor(app, one.login, one.password).text("/")
    (clerk,) = (one for one in logins if one.login == "chen_xiao")
    guest = visitor(app, clerk.login, clerk.password)
    for page in pages:
        assert guest.get(page).status_code == 200, page
