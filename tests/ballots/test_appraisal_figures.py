"""The counted papers of the yearly appraisal agree, or every contradiction is told at once."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflow.ballots.appraisal import PERSON, WORK, appraisal_contradictions

NAMED = {"c1": "沈砚青", "c2": "韦同舟"}
ROW = {"approved": 80, "mostly": 10, "disapproved": 5, "unknown": 3}
WHOLE: dict[str, Any] = {
    "issued": 100, "returned": 99, "valid": 98,
    "satisfied": 90, "mostly": 5, "dissatisfied": 2, "unknown": 1,
    "people": [{"case": one, **ROW} for one in NAMED],
}  # fmt: skip


def told(**changes: Any) -> list[str]:
    return list(appraisal_contradictions({**WHOLE, **changes}, NAMED))


def test_figures_that_agree_are_taken() -> None:
    assert told() == []
    assert list(appraisal_contradictions({**WHOLE, "people": None}, {})) == []


@pytest.mark.parametrize(
    ("changes", "found"),
    [
        ({"satisfied": None}, "没有填写满意票数"), ({"returned": 101}, "收回101多于发出100"),
        ({"valid": 100}, "有效100多于收回99"), ({"satisfied": 91}, "评议合计99，有效票98"),
        ({"satisfied": 97, "mostly": -2}, "票数为负"),
        ({"people": [{"case": "c1", **ROW}]}, "没有评议韦同舟，也没有说明理由"),
        ({"people": [{"case": "c1", **ROW}] * 2, "left_out": "病假"}, "沈砚青列了2行"),
        ({"people": [*WHOLE["people"], {"case": "x", **ROW}]}, "不是本年度新提拔任用"),
        ({"people": [{"case": "c1", **ROW, "approved": 81}], "left_out": "病假"}, "沈砚青的评议合计99"),
        ({"people": [{"case": "c1", "approved": 98}], "left_out": "病假"}, "沈砚青的票数没有填全"),
    ],
)  # fmt: skip
def test_each_contradiction_is_told(changes: dict[str, Any], found: str) -> None:
    assert any(found in one for one in told(**changes)), told(**changes)


def test_who_is_left_out_has_a_reason() -> None:
    assert told(people=[{"case": "c1", **ROW}], left_out="评议时尚未任职") == []


counts = st.integers(0, 40)


@given(st.lists(counts, min_size=4, max_size=4), st.lists(counts, min_size=4, max_size=4), counts)
def test_figures_agree_exactly_when_both_sums_are_the_valid_papers(
    work: list[int], person: list[int], valid: int
) -> None:
    values = {
        "issued": 200, "returned": 200, "valid": valid, **dict(zip(WORK, work, strict=True)),
        "people": [{"case": "c1", **dict(zip(PERSON, person, strict=True))}],
    }  # fmt: skip
    found = list(appraisal_contradictions(values, {"c1": "沈砚青"}))
    assert (found == []) == (sum(work) == valid == sum(person))
