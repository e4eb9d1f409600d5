"""The political-quality file over all cases, as far as they may be seen; what is open now."""

from collections.abc import Iterator

import pytest
from by_hand import order
from linear import OFFICE, linear_edition, linear_house
from people_house import CHECKER, DOCUMENT, HEAD

from workflow.commands.activities import record
from workflow.commands.standing import end_hold, hold, propose_veto
from workflow.definition import freeze
from workflow.edition import Duty, Edition
from workflow.journal import House
from workflow.queries import political
from workflow.queries.levels import level
from workflow.queries.political import (
    asked_count,
    assessments_asked,
    is_wide,
    political_records,
    standings,
    standings_count,
    with_cases,
)

ASKED = {"reason": "有反映", "source": "信访", "to_verify": "情况", "due_on": "2026-03-13"}
ENDED = {"outcome": "unfounded", "finding": "不实", "document": DOCUMENT}
PROPOSAL = {
    "item": "情形", "list_version": "2026", "facts": "查实", "finding_body": "纪委",
    "documents": [DOCUMENT], "heard_on": "2026-03-01", "statement": "说明", "reason": "属实",
}  # fmt: skip
CHECK = {"stage": "line", "sources": ["petitions"], "finding": "no_problem", "basis": "未发现"}


def checked_edition() -> Edition:
    """A line whose first step asks for a political check."""
    edition = linear_edition(2)
    told = edition.process.model_dump(by_alias=True)
    told["activities"] = {"political_check": {
        "kind": "assessment", "mode": "check", "title": "把关", "of": "case", "in": ("s0",),
        "record": ("political_checker",), "approve": ("political_checker",),
        "rules": tuple(edition.rules)[:1],
    }}  # fmt: skip
    told["moves"] = ({**told["moves"][0], "needs": ("political_check",)}, *told["moves"][1:])
    process = type(edition.process).model_validate(told)
    duties = {one: Duty(title=one, at="department") for one in ("political_checker",)}
    return freeze(process, edition.rules, {**edition.duties, **duties})


@pytest.fixture(scope="module")
def house(shared_url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """Three people with a case each: checked, held, held again; with a veto proposed; with nothing."""
    folder = tmp_path_factory.mktemp("political")
    found, _ = linear_house(shared_url, folder, checked_edition(), 3, (CHECKER, HEAD))
    with found.desk() as desk:
        record(desk, order(CHECKER), "case:case0", "political_check", "record", CHECK)
        first = order(HEAD)
        hold(desk, first, "p0", ASKED)
        end_hold(desk, order(OFFICE), "p0", first.id, ENDED)
        hold(desk, order(HEAD), "p0", ASKED)
        propose_veto(desk, order(OFFICE), "p1", PROPOSAL)
    yield found
    found.engine.dispose()


def test_the_file_has_checks_and_standings_in_the_order_of_their_entry(house: House) -> None:
    with house.reading() as desk:
        told = [one.data["act"] for one in political_records(desk, "p0", "")]
        assert told == ["record", "hold", "end_hold", "hold"]
        assert political_records(desk, "p2", "") == []


def test_of_cases_that_may_not_be_seen_the_file_says_nothing(house: House) -> None:
    with house.reading() as desk:
        for below in (None, "elsewhere/"):
            told = [one.kind for one in political_records(desk, "p0", below)]
            assert told == ["standing"] * 3
        assert len(political_records(desk, "p0", "dept/")) == 4


def test_what_is_still_to_be_checked_names_person_post_and_duty(house: House) -> None:
    with house.reading() as desk:
        first, second, _ = assessments_asked(desk, "dept/")
        assert (first.case, first.act, first.duty) == ("case0", "approve", "political_checker")
        assert (second.name, second.unit, second.post) == ("人选1", "组织部", "职位")
        assert (second.act, second.activity) == ("record", "political_check")
        assert assessments_asked(desk, "elsewhere/") == []


def test_who_is_held_is_listed_with_the_day_by_which_it_is_to_be_cleared(house: House) -> None:
    with house.reading() as desk:
        one, _ = standings(desk, "dept/")
        assert (one.file.name, one.unit, str(one.due_on)) == ("人选0", "组织部", "2026-03-13")
        assert len(one.file.holds) == 1 and len(one.records) > 3
        assert standings(desk, "elsewhere/") == [] and len(standings(desk, "")) == 2


def test_a_hold_that_came_with_a_proposal_has_no_day(house: House) -> None:
    with house.reading() as desk:
        assert [one.due_on for one in standings(desk, "") if one.file.id == "p1"] == [None]


def test_what_is_to_be_checked_goes_on_page_by_page_and_is_counted(house: House) -> None:
    with house.reading() as desk:
        whole = assessments_asked(desk, "dept/")
        parts = [assessments_asked(desk, "", start=one, many=1) for one in range(4)]
        assert [one for part in parts for one in part] == whole and parts[3] == []
        assert asked_count(desk, "") == len(whole) == asked_count(desk, "", of="dept")
        assert asked_count(desk, "elsewhere/") == asked_count(desk, "", of="far") == 0
        assert assessments_asked(desk, "", of="far") == []


def test_who_is_held_or_vetoed_goes_on_page_by_page_and_is_counted(house: House) -> None:
    with house.reading() as desk:
        names = [one.file.name for start in range(3) for one in standings(desk, "", start, 1)]
        assert names == [one.file.name for one in standings(desk, "")]
        assert standings_count(desk, "dept/") == len(names) and standings_count(desk, "elsewhere/") == 0


def test_many_cases_are_told_by_the_units_that_have_some(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    with house.reading() as desk:
        assert not is_wide(desk, "") and not is_wide(desk, "dept/")
        monkeypatch.setattr(political, "COUNTED", 2)
        assert is_wide(desk, "") and is_wide(desk, "dept/") and not is_wide(desk, "elsewhere/")
        assert list(with_cases(desk, level(desk, ""))) == ["dept"]
        assert with_cases(desk, level(desk, "dept/")) == {}
