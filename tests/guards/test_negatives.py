"""The negative list: every point answered, what is confirmed or alleged dealt with; nothing counted."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from recorded import RECORDED
from scene import PARTY, by, dossier, patched, person
from scene_edition import activity

from workflow.dossier import Dossier, Hold, PersonFile, Settled, Veto
from workflow.edition import Lists
from workflow.guards import GUARDS

GUARD = "no_confirmed_negative"
HOLD = Hold("h1", date(2026, 3, 2), by("head"), "反映问题待核实")
VETO = Veto("v1", "清单第一项", by("head"), by("secretary"), date(2026, 3, 2), date(2026, 3, 3))
CLEAR, HELD, VETOED = person(PARTY), person(PARTY, holds=(HOLD,)), person(PARTY, veto=VETO)
LISTS = Lists.model_validate({
    "title": "清单", "version": "第1版",
    "positive": {"loyalty": {"title": "政治忠诚", "points": {"P1": "旗帜鲜明"}}},
    "negative": {
        "honesty": {"title": "不老实", "points": {
            "N1": {"title": "隐瞒事项", "level": "veto"}, "N2": {"title": "含糊其辞", "level": "hold"}}},
        "factions": {"title": "拉帮结派", "points": {"N3": {"title": "小圈子", "level": "veto"}}},
    },
})  # fmt: skip
LEVELS = {code: one.level for code, one in LISTS.circumstances.items()}


def rules(guard: str, seen: Dossier) -> list[str]:
    return [gap.rule for gap in GUARDS[guard].judge(seen).gaps]


def told(statuses: Mapping[str, str | None]) -> list[dict[str, Any]]:
    return [{"item": item, **({"status": one} if one else {})} for item, one in statuses.items()]


def found(
    negatives: Sequence[Mapping[str, Any]], who: PersonFile = CLEAR, lists: Lists | None = None,
    version: str = "第1版",
) -> Dossier:  # fmt: skip
    """What the assessment found, under an edition with these lists or with none."""
    change = {"negatives": list(negatives), **({"list_version": version} if lists else {})}
    values = patched(RECORDED["political_assessment"], change)
    seen = dossier({"political_assessment": values}, person=who)
    assessment = activity("assessment", "investigation", mode="full").model_copy(
        update={"lists": lists}
    )
    activities = {**seen.edition.process.activities, "political_assessment": assessment}
    process = seen.edition.process.model_copy(update={"activities": activities})
    return replace(seen, edition=seen.edition.model_copy(update={"process": process}))


ONE = {"item": "第一项"}


@pytest.mark.parametrize(
    ("negatives", "who", "expected"),
    [
        ([{**ONE, "status": "not_found"}], CLEAR, []),
        ([{**ONE, "status": "confirmed"}], CLEAR, ["R-POL-05"]),
        ([{**ONE, "status": "confirmed"}], HELD, ["R-POL-05"]),
        ([{**ONE, "status": "confirmed"}], VETOED, []),
        ([{**ONE, "status": "allegation"}], CLEAR, ["R-POL-08"]),
        ([{**ONE, "status": "allegation"}], HELD, []),
        ([{**ONE, "status": "allegation"}], VETOED, []),
        ([{**ONE}], CLEAR, ["R-POL-05"]),
        ([], CLEAR, ["R-POL-05"]),
        ([{**ONE, "status": "confirmed"}, {**ONE, "status": "allegation"}], CLEAR,
         ["R-POL-05", "R-POL-08"]),
    ],
)  # fmt: skip
def test_without_a_list_what_is_confirmed_goes_to_the_veto_and_what_is_alleged_to_a_hold(
    negatives: list[Mapping[str, Any]], who: PersonFile, expected: list[str]
) -> None:
    assert rules(GUARD, found(negatives, who)) == expected


def test_without_a_list_the_inputs_are_what_they_were_before_there_were_lists() -> None:
    seen = found([{**ONE, "status": "not_found"}])
    assert GUARDS[GUARD].judge(seen).inputs == {"items": {"第一项": "not_found"}}


ANSWERED = dict.fromkeys(LEVELS, "not_found")


def test_every_point_of_the_list_is_asked_for_in_its_words() -> None:
    assert rules(GUARD, found(told(ANSWERED), lists=LISTS)) == []
    for code, point in LISTS.circumstances.items():
        left = {one: status for one, status in ANSWERED.items() if one != code}
        (gap,) = GUARDS[GUARD].judge(found(told(left), lists=LISTS)).gaps
        assert (gap.rule, gap.who) == ("R-POL-05", ("political_assessor",))
        assert f"“{code} {point.title}”没有核对结果" in gap.found


def test_words_of_ones_own_answer_no_point() -> None:
    assert rules(GUARD, found(told({"政治素质负面清单各项": "not_found"}), lists=LISTS)) == ["R-POL-05"] * 3


@pytest.mark.parametrize("version", ["", "第0版", "第1版（本地）"])
def test_another_version_of_the_list_was_not_gone_through(version: str) -> None:
    (gap,) = GUARDS[GUARD].judge(found(told(ANSWERED), lists=LISTS, version=version)).gaps
    assert "第1版" in gap.found and gap.rule == "R-POL-05"


def handled(outcome: str, after: timedelta) -> Dossier:
    """A confirmed point of level hold, a hold that ended so long after the assessment was recorded."""
    seen = found(told({**ANSWERED, "N2": "confirmed"}), lists=LISTS)
    present = seen.round("political_assessment")
    record = present.last("record") if present else None
    assert record is not None
    settled = (Settled("h1", outcome, record.at + after),)
    return replace(seen, person=replace(seen.person, settled=settled))


def test_a_confirmed_point_of_level_hold_is_no_veto_but_is_held_and_dealt_with() -> None:
    confirmed = told({**ANSWERED, "N2": "confirmed"})
    assert rules(GUARD, found(confirmed, lists=LISTS)) == ["R-POL-08"]
    assert rules(GUARD, found(confirmed, HELD, LISTS)) == []
    assert rules(GUARD, found(confirmed, VETOED, LISTS)) == []
    assert rules(GUARD, handled("handled", timedelta(microseconds=1))) == []


@pytest.mark.parametrize(
    ("outcome", "after"),
    [("handled", timedelta(0)), ("handled", timedelta(days=-9)), ("unfounded", timedelta(1)),
     ("to_veto", timedelta(1)), ("", timedelta(1))],
)  # fmt: skip
def test_a_hold_ended_before_or_otherwise_deals_with_nothing(
    outcome: str, after: timedelta
) -> None:
    assert rules(GUARD, handled(outcome, after)) == ["R-POL-08"]


STATUSES = st.sampled_from(["not_found", "allegation", "confirmed", None, "unsure"])


@given(st.fixed_dictionaries(dict.fromkeys(LEVELS, STATUSES)), st.integers(0, 15))
def test_each_point_is_judged_by_itself_and_nothing_good_weighs_against_it(
    statuses: dict[str, str | None], praised: int
) -> None:
    seen = found(told(statuses), lists=LISTS)
    values = {**seen.values("political_assessment"), "score": 100,
              "positives": [{"item": "P1", "text": "好"}] * praised}  # fmt: skip
    expected = [
        {"not_found": "", "allegation": "R-POL-08",
         "confirmed": "R-POL-05" if level == "veto" else "R-POL-08"}.get(statuses[code] or "", "R-POL-05")
        for code, level in LEVELS.items()
    ]  # fmt: skip
    again = replace(seen, rounds={**seen.rounds, "political_assessment": tuple(
        replace(one, values=values) for one in seen.rounds["political_assessment"])})  # fmt: skip
    wanted = [one for one in expected if one]
    assert rules(GUARD, seen) == rules(GUARD, again) == wanted
