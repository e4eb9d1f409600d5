"""The yearly appraisal is recorded once, agrees with itself, and is corrected with a reason; figures of a year."""

from typing import Any

import pytest
from by_hand import order
from linear import CLERK, OFFICE, linear_edition, linear_house
from sqlalchemy import delete, insert

from workflow.commands.appraisals import record_appraisal
from workflow.commands.cases import move
from workflow.commands.refusals import keep
from workflow.errors import BadInput, NotAuthorised, NotAvailable, NotFound, Reason, WorkflowError
from workflow.journal import Actor, Desk, House
from workflow.models import instance
from workflow.queries.appraisals import appraisal, departments, newly_appointed, scope_of
from workflow.queries.statistics.appointed import appointed
from workflow.queries.statistics.yearly import yearly

CHIEF = Actor("chief", "科长", "cadre_chief", "dept")
VALUES: dict[str, Any] = {
    "issued": 10, "returned": 10, "valid": 9, "satisfied": 9, "mostly": 0, "dissatisfied": 0,
    "unknown": 0, "people": [{"case": "case0", "approved": 9, "mostly": 0, "disapproved": 0, "unknown": 0}],
}  # fmt: skip


@pytest.fixture(scope="module")
def house(shared_url: str, tmp_path_factory: pytest.TempPathFactory) -> House:
    """Two cases of the year, one of them appointed; one attempt was refused."""
    folder = tmp_path_factory.mktemp("appraisals")
    house = linear_house(shared_url, folder, linear_edition(1), 2, (CHIEF,))[0]
    with house.desk() as desk:
        move(desk, order(OFFICE), "case0", "m0")
        for error in (
            NotAvailable(reasons=[Reason("R-GEN-06", "不对", "办对")]),
            BadInput("缺栏目"),
        ):
            keep(desk, order(CLERK), "case:case1", "move m0", error)
    return house


def refused(
    house: House, error: type[WorkflowError], actor: Actor, year: int, **changes: Any
) -> str:
    with pytest.raises(error) as refusal, house.desk() as desk:
        record_appraisal(
            desk, order(actor), changes.pop("organization", "dept"), year, {**VALUES, **changes}
        )
    return "；".join(one.found for one in refusal.value.reasons)


def figures(desk: Desk, year: int) -> dict[tuple[str, str], int]:
    """Section and item → count."""
    scope = scope_of("dept/", year)
    found = yearly(desk, scope, appointed(desk, scope))
    return {(one.section, one.item): one.count for one in found}


def test_the_figures_of_a_year_are_counted_from_the_record(house: House) -> None:
    with house.reading() as desk:
        told, before = (figures(desk, year) for year in (2026, 2025))
        assert [one.case for one in newly_appointed(desk, "dept/", 2026)] == ["case0"]
        assert newly_appointed(desk, "dept/", 2025) == []
        assert departments(desk, "") == {"dept": "组织部"}
        assert departments(desk, "elsewhere/") == {}
    assert told["工作情况", "新列入人选的事项"] == 2
    assert (told["任用情况", "新任用的干部"], told["任用情况", "其中破格提拔"]) == (1, 0)
    assert told["职务层次", "县处级副职"] == 1
    assert (told["暂缓和否决", "一票否决"], told["公示和反映", "收到反映"]) == (0, 0)
    assert [count for (section, _), count in told.items() if section == "不予办理"] == [1]
    assert sum(before.values()) == 0


def test_a_count_is_recorded_once_and_corrected_only_with_a_reason(house: House) -> None:
    first = order(CHIEF)
    with house.desk() as desk:
        entry = record_appraisal(desk, first, "dept", 2026, VALUES)
        assert record_appraisal(desk, first, "dept", 2026, VALUES) == entry
    assert "更正没有说明理由" in refused(house, BadInput, CHIEF, 2026)
    with house.desk() as desk:
        record_appraisal(
            desk, order(CHIEF), "dept", 2026, {**VALUES, "issued": 11, "reason": "漏计一张"}
        )
    with house.reading() as desk:
        records = appraisal(desk, "dept", 2026)
        assert appraisal(desk, "dept", 2025) == ()
    assert [one.values["issued"] for one in records] == [10, 11]


def test_figures_that_contradict_each_other_are_no_count(house: House) -> None:
    found = refused(house, BadInput, CHIEF, 2026, satisfied=8, people=[])
    assert "评议合计8，有效票9" in found
    assert "没有评议人选0，也没有说明理由" in found
    assert "不是本年度新提拔任用的干部" in refused(house, BadInput, CHIEF, 2025)


def test_what_is_appraised_clearly_low_is_recorded_with_what_is_done_about_it(house: House) -> None:
    low = {"satisfied": 3, "mostly": 2, "dissatisfied": 4, "reason": "更正",
           "people": [{"case": "case0", "approved": 0, "mostly": 5, "disapproved": 4, "unknown": 0}]}  # fmt: skip
    found = refused(house, BadInput, CHIEF, 2026, **low)
    assert "满意、基本满意的5票，不到有效票9的百分之60" in found and "认同、基本认同人选0的5票" in found
    with house.desk() as desk:
        record_appraisal(desk, order(CHIEF), "dept", 2026, {**VALUES, **low, "follow_up": "谈话，限期整改"})
    with house.desk() as desk:
        record_appraisal(desk, order(CHIEF), "dept", 2026, {  # six of nine are enough
            **VALUES, "satisfied": 6, "dissatisfied": 3, "reason": "更正"})  # fmt: skip
    with house.engine.begin() as db:
        db.execute(insert(instance).values(key="appraisal_low_percent", value="101"))
    with pytest.raises(BadInput, match="1至100"), house.desk() as desk:
        record_appraisal(desk, order(CHIEF), "dept", 2026, {**VALUES, "reason": "更正"})
    with house.engine.begin() as db:
        db.execute(delete(instance).where(instance.c.key == "appraisal_low_percent"))


def test_only_the_department_records_its_own_year_and_none_to_come(house: House) -> None:
    refused(house, NotAuthorised, CLERK, 2026)
    refused(house, NotFound, CHIEF, 2026, organization="none")
    assert refused(house, BadInput, CHIEF, 2027) == "2027年还没有到"
