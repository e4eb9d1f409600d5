"""Whatever a browser or a script hands in is answered with faults, never with an error."""

from datetime import date
from typing import Any

import pytest
from dossiers import act, activity, by, dossier, field, item, round_of
from hypothesis import given
from hypothesis import strategies as st

from workflow.activities import KINDS
from workflow.activities.meeting_item import check_item
from workflow.dossier import Member, View

ODD: tuple[Any, ...] = (
    None, True, 0, -1, "", " ", "x", [], [[]], [{}], ["x", {}], {}, {"x": 1}, {"x": {"result": []}},
    [{"organization": [], "ask": {}}], [{"group": {}}], {"loyalty": []}, {"x": {"document": 3}},
)  # fmt: skip
KEYS = (
    "asks", "organization", "ask", "item", "stance", "signer", "text", "items", "stage", "finding",
    "sources", "dimensions", "inputs", "steps", "office", "over", "meeting", "item_entry", "no",
    "outcome", "delayed_until", "closed_on", "posted_on", "groups", "opinion", "field",
)  # fmt: skip
FIELDS = {"field": field("text")}
GROUPS = {"groups": field("rows", columns={"group": field("text")})}
ACTIVITIES = {
    "form": activity("form", approve=("chief",), fields=FIELDS),
    "ballot": activity("ballot", groups={"a": "甲"}, fields=GROUPS),
    "opinion": activity("opinion", ask=("x",), stances={"object": "不同意"}, fields=FIELDS,
                        on_objection="respond", respond_by=("chief",)),
    "checklist": activity("checklist", items={"x": item("clear", checker=("checker",))}),
    "check": activity("assessment", mode="check", approve=("chief",)),
    "full": activity("assessment", mode="full", approve=("chief",)),
    "signatures": activity("signatures", offices=("head",), over="form", record=()),
    "meeting_item": activity("meeting_item"),
    "notice": activity("notice", conclude_by=("head",), fields={"posted_on": field("date")}),
}  # fmt: skip
ACTS = [(name, one) for name, of in ACTIVITIES.items() for one in KINDS[of.kind].acts]


@pytest.mark.parametrize(("name", "act_name"), ACTS)
@given(values=st.dictionaries(st.sampled_from(KEYS), st.sampled_from(ODD), max_size=6))
def test_no_act_of_any_kind_breaks_on_odd_values(
    name: str, act_name: str, values: dict[str, Any]
) -> None:
    of = ACTIVITIES[name]
    kind = KINDS[of.kind]
    first = act(kind.acts[0], 2, {"asks": [{"organization": "x", "ask": "x"}]})
    present = round_of(first, activity=of)
    seen = dossier(activities=ACTIVITIES, actor=by("a", "head"))
    for one in (None, present):
        faults = kind.check(of, act_name, values, one, seen)
        assert all(fault.path and fault.message for fault in faults)


@given(st.sampled_from(ODD), st.sampled_from(ODD), st.sampled_from(ODD), st.sampled_from(ODD))
def test_no_record_of_a_meeting_breaks_on_odd_values(
    person: Any, view: Any, order: Any, value: Any
) -> None:
    views = (View(person, True, kinship=value, view=view, order=order),)
    roster = (Member("a", "成员", "member", date(2020, 1, 1)),)
    values = dict.fromkeys(("vote_form", "agree", "guests", "postponed", "asked_members"), value)
    assert check_item(values, views, roster, "a")
