"""Going through the lists of an assessment: every point answered by its code, nothing counted."""

from typing import Any

import pytest
from dossiers import activity, dossier
from hypothesis import given
from hypothesis import strategies as st
from test_assessments import FOUND

from workflow.activities import KINDS
from workflow.edition import Lists

KIND = KINDS["assessment"]
LISTS = Lists.model_validate({
    "title": "清单", "version": "第1版",
    "positive": {"loyalty": {"title": "政治忠诚", "points": {"P1": "旗帜鲜明", "P2": "言行一致"}}},
    "negative": {
        "honesty": {"title": "不老实", "points": {"N1": {"title": "隐瞒事项", "level": "veto"},
                                               "N2": {"title": "含糊其辞", "level": "hold"}}},
        "factions": {"title": "拉帮结派", "points": {"N3": {"title": "小圈子", "level": "veto"}}},
    },
})  # fmt: skip
FREE = activity("assessment", mode="full", approve=("chief",))
LISTED = FREE.model_copy(update={"lists": LISTS})
ROWS = [{"item": code, "status": "not_found"} for code in LISTS.circumstances]
TOLD = {**FOUND, "list_version": "第1版", "negatives": ROWS}


def faults(values: dict[str, Any], of: Any = LISTED) -> list[tuple[str, str]]:
    return [(one.path, one.message) for one in KIND.check(of, "record", values, None, dossier())]


@pytest.mark.parametrize("status", ["not_found", "allegation", "confirmed"])
def test_a_record_that_answers_every_point_is_taken_whatever_was_found(status: str) -> None:
    assert faults(TOLD) == []
    assert faults({**TOLD, "negatives": [{**ROWS[0], "status": status}, *ROWS[1:]]}) == []


@given(st.sets(st.sampled_from(sorted(LISTS.circumstances)), min_size=1))
def test_exactly_the_points_without_an_answer_are_told_in_their_words(answered: set[str]) -> None:
    rows = [row for row in ROWS if row["item"] in answered]
    left = [code for code in LISTS.circumstances if code not in answered]
    assert faults({**TOLD, "negatives": rows}) == [
        ("negatives", f"负面清单“{code} {LISTS.circumstances[code].title}”没有核对结果") for code in left
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("change", "paths"),
    [
        ({"list_version": "第2版"}, ["list_version"]),
        ({"list_version": ""}, ["list_version"]),
        ({"negatives": [*ROWS, {"item": "N9", "status": "not_found"}]}, ["negatives[3].item"]),
        ({"negatives": [*ROWS, ROWS[0]]}, ["negatives[3].item"]),
        ({"negatives": [*ROWS[:2], {"item": "N3"}]}, ["negatives[2].status"]),
        ({"negatives": [*ROWS[:2], {"item": "N3", "status": "perhaps"}]}, ["negatives[2].status"]),
        ({"negatives": [*ROWS, {"status": "not_found"}]}, ["negatives[3].item"]),
        ({"negatives": [*ROWS, "N3"]}, ["negatives[3]"]),
        ({"negatives": "N1"}, ["negatives"] * 4),
        ({"negatives": []}, ["negatives"] * 4),
        ({"positives": [{"item": "P1", "text": "事例"}]}, []),
        ({"positives": [{"item": "P9", "text": "事例"}]}, ["positives[0].item"]),
        ({"positives": [{"item": "P1"}, {"item": "P1"}]}, ["positives[1].item"]),
        ({"positives": [{"item": "N1"}]}, ["positives[0].item"]),
        ({"positives": [{"item": "P1", "score": 10}]}, ["positives[0].score"]),
        ({"negatives": [{**ROWS[0], "weight": 3}, *ROWS[1:]]}, ["negatives[0].weight"]),
    ],
)  # fmt: skip
def test_what_the_list_does_not_know_is_refused(change: dict[str, Any], paths: list[str]) -> None:
    assert sorted(path for path, _ in faults({**TOLD, **change})) == sorted(paths)


def test_without_a_list_points_are_told_in_free_words_as_before() -> None:
    free = {**FOUND, "negatives": [{"item": "政治素质负面清单（2026年版）各项", "status": "not_found"}]}
    assert faults(free, FREE) == []
    assert [path for path, _ in faults(free)] == [
        "list_version", "negatives[0].item", "negatives", "negatives", "negatives",
    ]  # fmt: skip


def test_pages_read_codes_in_words_and_free_words_as_they_are() -> None:
    fields = KIND.fields(LISTED, "record")
    assert fields["negatives"].columns["item"].options["N1"] == "N1 隐瞒事项"
    assert fields["positives"].columns["item"].options["P2"] == "P2 言行一致"
    assert KIND.fields(FREE, "record")["negatives"].columns["item"].options == {}
