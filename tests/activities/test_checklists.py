"""Checklists: item by item, each by its checker, approved when every item has a result."""

from dossiers import DOCUMENT, act, activity, by, dossier, field, item, round_of

from workflow.activities import KINDS

KIND = KINDS["checklist"]
ITEMS = {
    "file": item("clear", "doubtful", title="档案", checker=("checker",), rule="R-FTSB-01"),
    "matters": item("clear", "open", title="个人事项"),
}
LIST = activity("checklist", approve=("chief",), items=ITEMS)
FILE, MATTERS = {"file": {"result": "doubtful"}}, {"matters": {"result": "clear"}}


def faults(values, actor=None, of=LIST, name="record", present=None):
    return [one.path for one in KIND.check(of, name, values, present, dossier(actor=actor))]


def checked(*items, of=LIST):
    acts = [act("record", 2 + n, {"items": one}, by=by(f"a{n}")) for n, one in enumerate(items)]
    return round_of(*acts, activity=of)


def lacks(present, of=LIST):
    return KIND.lacks(of, present, dossier())


def test_a_record_may_cover_some_of_the_items_but_not_none() -> None:
    assert faults({"items": MATTERS}) == []
    assert faults({"items": {}}) == ["items"]
    assert faults({}) == ["items"]


def test_unknown_items_and_unknown_results_are_refused() -> None:
    values = {"items": {"file": {"result": "perfect"}, "score": {"result": "clear"}}}
    assert faults(values) == ["items.file.result", "items.score"]


def test_an_item_has_a_basis_and_a_document_by_their_types() -> None:
    good = {"matters": {"result": "clear", "basis": "查核结果", "document": DOCUMENT}}
    assert faults({"items": good}) == []
    assert faults({"items": {"matters": {"result": "clear", "document": "件"}}}) == [
        "items.matters.document"
    ]
    assert faults({"items": {"matters": "clear"}}) == ["items.matters"]


def test_where_the_activity_requires_a_basis_every_item_has_one() -> None:
    strict = LIST.model_copy(update={"fields": {"basis": field("text")}})
    assert faults({"items": MATTERS}, of=strict) == ["items.matters.basis"]


def test_an_item_is_checked_by_its_own_checker_and_the_rest_by_the_recorder() -> None:
    both = {"items": {**FILE, **MATTERS}}
    assert faults(both, by("a", "clerk")) == ["items.file"]
    assert faults(both, by("b", "checker")) == ["items.matters"]
    assert KIND.duties(LIST, "record") == ("clerk", "checker")


def test_items_keep_the_day_and_the_person_of_who_checked_them_last() -> None:
    found = checked(FILE, MATTERS, {"file": {"result": "clear"}}).values["items"]
    assert found["file"] == {
        "result": "clear", "on": "2026-03-02", "checker": "a2", "person": "p-a2",
    }  # fmt: skip
    assert found["matters"]["checker"] == "a1"


def test_every_item_without_a_result_is_lacking_under_its_rule_by_its_checker() -> None:
    lack, approval = lacks(checked(MATTERS))
    assert (lack.rule, lack.who) == ("R-FTSB-01", ("checker",))
    assert approval.who == ("chief",)
    assert len(lacks(None)) == 2


def test_an_unclear_result_is_a_result_and_left_to_guards() -> None:
    lacking = lacks(checked(FILE, MATTERS))
    assert [one.who for one in lacking] == [("chief",)]


def test_it_is_approved_when_every_item_has_a_result_and_by_none_of_the_checkers() -> None:
    boss = by("boss", "chief")
    assert faults({}, boss, name="approve", present=checked(MATTERS)) == ["审核"]
    whole = checked(FILE, MATTERS)
    assert faults({}, boss, name="approve", present=whole) == []
    assert faults({}, by("a0", "chief"), name="approve", present=whole) == ["审核"]


def test_a_later_check_asks_for_a_new_approval() -> None:
    acts = [
        act("record", 2, {"items": {**FILE, **MATTERS}}), act("approve", 3, by=by("boss", "chief"))
    ]  # fmt: skip
    assert lacks(round_of(*acts, activity=LIST)) == []
    again = act("record", 4, {"items": {"file": {"result": "clear"}}})
    assert [one.who for one in lacks(round_of(*acts, again, activity=LIST))] == [("chief",)]


def test_a_required_field_is_filled_in_beside_the_items_or_in_one_of_them() -> None:
    more = LIST.model_copy(
        update={"approve": (), "fields": {"facts": field("text", "事实")}}
    )
    row = {"matters": {"result": "clear", "facts": "属实"}}
    assert faults({"items": MATTERS}, of=more) == []
    assert ["事实" in one.found for one in lacks(checked(FILE, MATTERS, of=more), more)] == [True]
    assert lacks(checked(FILE, row, of=more), more) == []
    beside = act("record", 9, {"facts": "属实", "items": {**FILE, **MATTERS}})
    assert lacks(round_of(beside, activity=more), more) == []
