"""A form is whole, corrected by recording again, approved by another; a ballot is a form of figures."""

from dossiers import act, activity, by, dossier, field, round_of

from workflow.activities import KINDS

FORM = activity("form", approve=("chief",), fields={"on": field("date"), "why": field("text")})
GOOD = {"on": "2026-03-02", "why": "理由"}
KIND = KINDS["form"]


def messages(name, values, present=None, actor=None, of=FORM):
    found = KINDS[of.kind].check(of, name, values, present, dossier(actor=actor))
    return [one.message for one in found]


def recorded(*more):
    return round_of(act("record", 2, GOOD), *more, activity=FORM)


def test_a_record_is_checked_by_its_fields_all_at_once() -> None:
    found = KIND.check(FORM, "record", {"on": "明天", "x": 1}, None, dossier())
    assert {one.path for one in found} == {"on", "why", "x"}


def test_an_act_that_the_kind_does_not_have_is_refused() -> None:
    assert messages("sign", {}) == ["“办理内容”没有这一办理动作"]


def test_nothing_is_approved_before_it_is_recorded() -> None:
    assert messages("approve", {}, None, by("chief", "chief")) == ["“办理内容”尚未填报，不能审核"]


def test_nobody_approves_what_he_recorded_under_any_account_of_his() -> None:
    needed = "审核人不得为填报人本人"
    assert needed in messages("approve", {}, recorded(), by("recorder", "chief"))
    same_person = by("other", "chief", person="p-recorder")
    assert needed in messages("approve", {}, recorded(), same_person)
    assert messages("approve", {}, recorded(), by("other", "chief", person=None)) == []


def test_who_had_a_hand_in_an_earlier_version_does_not_approve_the_correction() -> None:
    corrected = recorded(act("record", 3, GOOD, by=by("second")))
    assert messages("approve", {}, corrected, by("recorder", "chief")) != []
    assert messages("approve", {}, corrected, by("third", "chief")) == []


def test_a_correction_replaces_the_values_and_asks_for_a_new_approval() -> None:
    changed = {**GOOD, "why": "更正"}
    approved = recorded(act("approve", 3, by=by("chief", "chief")))
    corrected = recorded(
        act("approve", 3, by=by("chief", "chief")), act("record", 4, changed)
    )
    assert KIND.lacks(FORM, approved, dossier()) == []
    assert messages("approve", {}, approved, by("third", "chief")) == ["本次填报已经审核"]
    assert corrected.values["why"] == "更正"
    assert [one.who for one in KIND.lacks(FORM, corrected, dossier())] == [("chief",)]


def test_an_unrecorded_form_lacks_its_record_and_names_who_records() -> None:
    (lack,) = KIND.lacks(FORM, None, dossier())
    assert lack.who == ("clerk",)


def test_an_entry_of_not_applicable_is_no_record() -> None:
    present = round_of(act("not_applicable", 2, {"condition": "党员"}), activity=FORM)
    assert present.values == {}
    assert len(KIND.lacks(FORM, present, dossier())) == 1


def test_what_the_present_edition_asks_more_makes_an_old_record_incomplete() -> None:
    stricter = activity("form", fields={**FORM.fields, "doc": field("doc")})
    (lack,) = KIND.lacks(stricter, recorded(), dossier())
    assert "doc" in lack.found


def test_where_no_approval_is_asked_none_is_taken_and_none_is_lacking() -> None:
    plain = activity("form", fields=FORM.fields)
    assert KIND.lacks(plain, recorded(), dossier()) == []
    assert messages("approve", {}, recorded(), by("c", "chief"), plain) == ["“办理内容”不须审核"]


GROUPS = field("rows", columns={"group": field("text"), "present": field("int")})
BALLOT = activity(
    "ballot", groups={"leaders": "领导成员", "others": "其他人员"},
    fields={"issued": field("int"), "returned": field("int"), "groups": GROUPS},
)  # fmt: skip


def ballot(*groups, issued=10, returned=10):
    rows = [{"group": one, "present": 3} for one in groups]
    return {"issued": issued, "returned": returned, "groups": rows}


def test_figures_that_contradict_each_other_are_counted_again_before_they_are_recorded() -> None:
    found = messages("record", ballot("leaders", issued=1, returned=9), of=BALLOT)
    assert found == ["收回9多于发出1"]


def test_figures_that_are_no_figures_are_refused() -> None:
    assert messages("record", ballot("leaders", issued=-1, returned=True), of=BALLOT) == [
        "须为不小于 0 的整数", "须为整数", "人数或者票数为负",
    ]  # fmt: skip


def test_a_group_is_one_of_the_ballot_and_stands_once() -> None:
    found = messages("record", ballot("leaders", "strangers", "leaders"), of=BALLOT)
    assert found == ["不属于规定的参加范围", "“领导成员”重复"]


def test_a_missing_group_is_no_fault_of_the_record() -> None:
    assert messages("record", ballot("others"), of=BALLOT) == []


def test_malformed_groups_are_told_by_their_fields_and_break_nothing() -> None:
    for groups in ("x", [3], [{"group": ["leaders"], "present": 1}], [{}]):
        assert messages("record", {**ballot(), "groups": groups}, of=BALLOT) != []


def test_a_recorded_ballot_is_complete_and_an_approved_one_where_asked() -> None:
    present = round_of(act("record", 2, ballot("leaders")), activity=BALLOT)
    approved = activity("ballot", groups=BALLOT.groups, fields=BALLOT.fields, approve=("chief",))
    assert KINDS["ballot"].lacks(BALLOT, present, dossier()) == []
    assert len(KINDS["ballot"].lacks(approved, present, dossier())) == 1
