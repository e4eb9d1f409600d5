"""Values are checked strictly by type, all faults at once, each with its place."""

from datetime import date
from typing import Any

import pytest
from dossiers import DOCUMENT, field
from hypothesis import given
from hypothesis import strategies as st

from workflow.activities.fields import check_values
from workflow.canonical import LARGEST

TWO = {"a": "甲", "b": "乙"}
SIMPLE = {
    "text": "文字", "date": "2026-03-26", "int": 0, "bool": False, "organization": "o-1",
    "post": "p-1", "person": "m-1", "people": ["m-1", "m-2"], "doc": DOCUMENT, "docs": [DOCUMENT],
}  # fmt: skip
WRONG: tuple[tuple[str, Any], ...] = (
    ("text", 3), ("text", ["文字"]), ("date", "2026-02-30"), ("date", "20260326"),
    ("date", "2026-3-6"), ("date", date(2026, 3, 26)), ("date", "0001-01-01"),
    ("date", "9999-12-31"), ("int", -1), ("int", True), ("int", "3"), ("int", 3.0),
    ("int", LARGEST + 1), ("bool", 1), ("bool", "true"), ("organization", 7), ("post", "a b"),
    ("person", "m\u200b1"), ("people", "m-1"), ("people", ["m-1", "m-1"]), ("doc", {"name": "x"}),
    ("doc", {**DOCUMENT, "digest": "F" * 64}), ("doc", {**DOCUMENT, "size": True}),
    ("doc", {**DOCUMENT, "name": " "}), ("doc", {**DOCUMENT, "more": 1}), ("docs", DOCUMENT),
)  # fmt: skip


def faults(fields: dict[str, Any], values: object) -> dict[str, str]:
    return {one.path: one.message for one in check_values(fields, values)}


@pytest.mark.parametrize("type", sorted(SIMPLE))
def test_a_value_of_its_type_is_taken(type: str) -> None:
    assert faults({"x": field(type)}, {"x": SIMPLE[type]}) == {}


@pytest.mark.parametrize(("type", "value"), WRONG)
def test_a_value_of_another_type_is_refused_never_converted(type: str, value: object) -> None:
    assert faults({"x": field(type)}, {"x": value})


@pytest.mark.parametrize("empty", [None, "", "  ", []])
@pytest.mark.parametrize("type", ["text", "date", "int", "person", "people", "docs"])
def test_what_is_empty_is_refused_only_where_it_is_required(type: str, empty: object) -> None:
    assert faults({"x": field(type, "日期")}, {"x": empty}) == {"x": "“日期”必填"}
    assert faults({"x": field(type, required=False)}, {"x": empty}) == {}


def test_a_code_is_one_of_its_options_and_a_list_of_codes_repeats_none() -> None:
    fields = {"one": field("code", options=TWO), "many": field("codes", options=TWO)}
    assert faults(fields, {"one": "a", "many": ["b", "a"]}) == {}
    found = faults(fields, {"one": "甲", "many": ["a", "c", "a"]})
    assert found == {
        "one": "须为下列之一：甲、乙", "many[1]": "须为下列之一：甲、乙", "many[2]": "重复",
    }  # fmt: skip


def test_invisible_characters_are_refused_and_lines_only_in_long_texts() -> None:
    fields = {"name": field("text"), "story": field("text", long=True)}
    assert list(faults(fields, {"name": "甲\u202e乙", "story": "一\n二"})) == ["name"]
    assert list(faults(fields, {"name": "甲\n乙", "story": "一\r\n二"})) == ["name", "story"]


def test_rows_are_checked_by_their_columns_at_any_depth_with_their_places() -> None:
    inner = field("rows", columns={"on": field("date")})
    posts = field("rows", columns={"quota": field("int"), "days": inner})
    values = {"posts": [{"quota": 1, "days": [{"on": "2026-01-02"}]}, "row",
                        {"quota": "二", "days": [{"on": "明天"}], "more": 1}]}  # fmt: skip
    assert set(faults({"posts": posts}, values)) == {
        "posts[1]", "posts[2].quota", "posts[2].days[0].on", "posts[2].more",
    }  # fmt: skip


def test_required_rows_are_not_empty() -> None:
    rows = field("rows", "明细", columns={"x": field("text")})
    assert faults({"rows": rows}, {"rows": []}) == {"rows": "“明细”必填"}


def test_unknown_keys_are_refused_and_all_faults_are_told_at_once() -> None:
    found = faults({"a": field("int"), "b": field("date")}, {"a": "x", "score": 98})
    assert found == {"score": "没有这一栏目", "a": "须为整数", "b": "“栏目”必填"}


@pytest.mark.parametrize("values", [None, [], "x", 3])
def test_what_is_no_table_of_values_is_one_fault(values: object) -> None:
    assert len(faults({"a": field("int")}, values)) == 1


ODD = st.sampled_from([
    None, True, 0, -1, 2**60, "", "x", "\ud800", "9" * 400, [], [[]], [{}], [None, None], {}, {"x": 1},
    {"digest": [], "name": {}, "size": None}, ["a", {}], {1: 2}, float("nan"), date(2026, 1, 1),
])  # fmt: skip


@given(st.dictionaries(st.sampled_from([*SIMPLE, "code", "codes", "rows", "zzz"]), ODD))
def test_whatever_is_handed_in_is_answered_with_faults_and_never_with_an_error(
    values: dict[str, object],
) -> None:
    fields = {type: field(type) for type in SIMPLE}
    fields |= {one: field(one, options=TWO) for one in ("code", "codes")}
    fields["rows"] = field("rows", columns={"x": field("date")})
    assert ("zzz" in values) <= ("zzz" in faults(fields, values))
