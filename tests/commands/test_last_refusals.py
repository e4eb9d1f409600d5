"""What is rarely refused or repeated: a duty of one's own, nobody to ask, a year without a calendar."""

import uuid
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from linear import AT, OFFICE, linear_edition, linear_house
from refusing import refused, written
from trial_acts import check, item
from trial_house import BY_NAME, DOCUMENT, SECURITY, START, found_trial
from trial_process import OPEN
from trial_script import FOR_ALL, carried

from workflow.commands.accounts import grant_duty
from workflow.commands.activities import record
from workflow.commands.cases import annul, move
from workflow.commands.incumbents import AFTER_VETO, open_adjustment
from workflow.commands.meetings import convene, record_item
from workflow.commands.organizations import enter_organization, enter_post
from workflow.commands.people import register, state_fact, verify_fact
from workflow.commands.selections import open_case
from workflow.definition import freeze
from workflow.edition import Edition
from workflow.errors import BadInput, ConditionsUnmet, NotFound, Recused
from workflow.journal import Actor, Desk, House, Order
from workflow.journal.fold import person_file
from workflow.journal.picture import dossier
from workflow.journal.read import history
from workflow.workdays import SHANGHAI

LATE = datetime(2028, 12, 27, 1, 0, tzinfo=UTC)  # a Wednesday; 2028 is the last year of a calendar
CHIEF = Actor("chief", "科长", "cadre_chief", "dept", "person-chief")
UPPER_HEAD = replace(BY_NAME["upper"], duty="upper_organization_head")
VOID = {"ground": "弄虚作假", "document_no": "组发〔2026〕1号", "text": "宣布任职无效"}
POST = {"organization": "dept", "title": "副部长", "level": "county_deputy", "position": "deputy",
        "quota": 1, "holders": ["p9"]}  # fmt: skip


@pytest.fixture
def house(tmp_path: Path) -> House:
    return found_trial(f"sqlite:///{tmp_path / 'cadre.db'}", tmp_path)


def order(who: str | Actor, at: datetime = START) -> Order:
    return Order(uuid.uuid4().hex, BY_NAME[who] if isinstance(who, str) else who, at)


def on_a_line(folder: Path, edition: Edition, cases: int) -> House:
    url = f"sqlite:///{folder / 'cadre.db'}"
    return linear_house(url, folder, edition, cases, (CHIEF,))[0]


def carry(house: House, case: str, state: str) -> datetime:
    """The right people carry a case to a state, a month for each step; gives the time then."""
    target = OPEN.index(state) if state in OPEN else len(OPEN)
    for number, now in enumerate(OPEN[:target]):
        at = START + timedelta(days=30 * number)
        for who, days, call in carried(case, now, f"meeting-{now}", at.astimezone(SHANGHAI).date()):
            at += timedelta(days=days, minutes=1)
            with house.desk() as desk:
                call(desk, order(who, at))
    with house.reading() as desk:
        assert dossier(desk, case, START).case.state == state
    return START + timedelta(days=30 * target)


def asking(case: str, at: datetime, **values: Any) -> Callable[[Desk], object]:
    return lambda desk: record(
        desk, order("leader", at), f"case:{case}", "branch_opinion", "ask", values
    )


def asked(house: House, case: str) -> list[tuple[str, str, str]]:
    """To whom a case's branch opinion was addressed, by when, and why by then."""
    with house.reading() as desk:
        present = dossier(desk, case, LATE).round("branch_opinion")
    rows = present.values["asked"] if present else ()
    return [(row["organization"], row["due_on"], row.get("due_reason", "")) for row in rows]


def test_nobody_gives_a_duty_to_himself(house: House) -> None:
    duty = {"duty": "security_admin", "organization": "dept", "from": "2026-03-02"}
    told = refused(
        house, Recused, lambda desk: grant_duty(desk, order(SECURITY), SECURITY.account, duty)
    )
    assert told == [("R-SEP-01", "给本人授予岗位职责")]


def test_a_member_whose_branch_nobody_verified_has_no_branch_to_be_asked(house: House) -> None:
    branch = order("clerk")
    with house.desk() as desk:
        register(desk, order("clerk"), "p2", "人选p2", "unit")
        politics = order("clerk")
        state_fact(desk, politics, "p2", "politics", {"value": "中共党员"})
        verify_fact(desk, order("chief"), "p2", politics.id, DOCUMENT)
        told = {"branch": "branch", "from": "2020-01-01"}
        state_fact(desk, branch, "p2", "branch_membership", told)
        open_case(desk, order("clerk"), "case2", {
            "number": "case2", "person": "p2", "post": "post1", "selection": "sel",
        })  # fmt: skip
    at = carry(house, "case2", "investigation")
    assert refused(house, BadInput, asking("case2", at)) == [
        ("R-BRANCH-01", "没有可以征求“所在党支部意见”的单位")
    ]
    with house.desk() as desk:
        verify_fact(desk, order("chief", at), "p2", branch.id, DOCUMENT)
        asking("case2", at)(desk)
    assert [one for one, *_ in asked(house, "case2")] == ["branch"]


def test_a_due_day_in_a_year_without_a_calendar_is_not_guessed_but_set_with_a_reason(
    house: House,
) -> None:
    carry(house, "case0", "investigation")
    assert refused(house, BadInput, asking("case0", LATE)) == [
        ("R-APT-03", "没有2029年的放假安排，不能推算工作日")
    ]
    with house.desk() as desk:
        asking("case0", LATE, due_on="2029-01-05", due_reason="2029年放假安排尚未公布")(desk)
    assert asked(house, "case0") == [("branch", "2029-01-05", "2029年放假安排尚未公布")]


@pytest.mark.parametrize("reason", [{}, {"due_reason": " "}])
def test_another_due_day_than_the_term_set_asks_for_its_reason(
    house: House, reason: dict[str, str]
) -> None:
    at = carry(house, "case0", "investigation")
    values = {"due_on": "2026-04-30", **reason}
    assert refused(house, BadInput, asking("case0", at, **values)) == [
        ("R-BRANCH-01", "另定“所在党支部意见”的办理期限2026-04-30，没有说明理由")
    ]


@pytest.mark.parametrize(("at", "due"), [
    (START, date(2026, 3, 16)),  # ten working days after Monday, 2 March
    (LATE, None),
])  # fmt: skip
def test_a_clue_holds_the_person_also_where_no_calendar_tells_a_due_day(
    house: House, at: datetime, due: date | None
) -> None:
    with house.desk() as desk:
        record(desk, order("checker", at), "case:case0", "political_check", "record",
               check("analysis", "clue"))  # fmt: skip
    with house.reading() as desk:
        held = person_file("p0", history(desk, "person:p0"))
    assert (held.standing, [one.due_on for one in held.holds]) == ("held", [due])
    told = refused(
        house, ConditionsUnmet, lambda desk: move(desk, order("head", at), "case0", "begin")
    )
    assert "R-POL-08" in {rule for rule, _ in told}


@pytest.mark.parametrize(("given", "told"), [
    ({}, ["理由：“理由”必填"]), ({"ground": "  "}, ["理由：“理由”必填"]),
    ({"ground": 7}, ["理由：须为文字"]),
    ({"grounds": "手误"}, ["grounds：没有这一栏目", "理由：“理由”必填"]),
])  # fmt: skip
def test_a_move_is_not_made_while_its_own_fields_are_missing_or_malformed(
    tmp_path: Path, given: dict[str, Any], told: list[str]
) -> None:
    edition = linear_edition(1)
    process = edition.process.model_dump(by_alias=True)
    first = {**process["moves"][0], "fields": {"ground": {"type": "text", "title": "理由"}}}
    filled_in = type(edition.process).model_validate({**process, "moves": (first,)})
    house = on_a_line(tmp_path, freeze(filled_in, edition.rules, edition.duties), 1)

    def moved(desk: Desk, values: dict[str, Any]) -> str:
        return str(move(desk, order(OFFICE, AT), "case0", "m0", values).content["state"])

    found = refused(house, BadInput, lambda desk: moved(desk, given))
    assert found == [("R-TRACE-02", one) for one in told]
    with house.desk() as desk:
        assert moved(desk, {"ground": "工作需要"}) == "s1"


def test_an_annulment_sent_twice_is_one_and_opens_one_adjustment(house: House) -> None:
    at = carry(house, "case0", "appointed")
    duty = {"duty": UPPER_HEAD.duty, "organization": UPPER_HEAD.organization, "from": "2026-03-02"}
    with house.desk() as desk:
        enter_organization(desk, order(SECURITY), "dept", {
            "name": "dept", "kind": "department", "parent": "city",
            "links": {"upper_organization": "city"},
        })  # fmt: skip
        grant_duty(desk, order(SECURITY), UPPER_HEAD.account, duty)
    one, said = order(UPPER_HEAD, at), []
    cases = written(house, "selection:")
    for _ in range(2):
        with house.desk() as desk:
            said.append(annul(desk, one, "case0", VOID).id)
    assert said[0] == said[1]
    with house.reading() as desk:
        kinds = [entry.kind for entry in history(desk, "case:case0")]
    assert kinds.count("annul") == 1
    assert written(house, "selection:") == cases + 1


def test_an_item_sent_twice_is_one_entry(house: House) -> None:
    at = carry(house, "case0", "discussion")
    sitting = {"body": "body", "kind": "committee", "held_on": at.date().isoformat(), "chair": "m0"}
    with house.desk() as desk:
        convene(desk, order("minutes", at), "sitting", sitting)
    one, said = order("minutes", at), []
    for _ in range(2):
        with house.desk() as desk:
            said.append(record_item(
                desk, one, "sitting", "case0", "committee_decision", item(FOR_ALL)
            ).id)  # fmt: skip
    assert said[0] == said[1]
    assert written(house, "meeting:sitting") == 2  # convened, and the one item


def test_where_no_selection_was_ever_opened_nobody_is_there_to_adjust_an_incumbent(
    tmp_path: Path,
) -> None:
    house = on_a_line(tmp_path, linear_edition(1), 0)
    with house.desk() as desk:
        register(desk, order(CHIEF, AT), "p9", "现任", "dept")
        enter_post(desk, order(CHIEF, AT), "post9", POST)
    with pytest.raises(NotFound, match="没有可以承办调整的组织部门"), house.desk() as desk:
        open_adjustment(desk, order(OFFICE, AT), "p9", ["post9"], AFTER_VETO, "0" * 64)
    assert written(house, "selection:") == 0
