"""A tally agrees with itself or is refused, with every contradiction at once (R-REC-02)."""

from typing import Any

import pytest
from dossiers import activity, dossier, field
from hypothesis import given
from hypothesis import strategies as st

from workflow.activities import KINDS
from workflow.ballots import contradictions
from workflow.ballots.tally import CHAIN, GRADES

GROUPS = {"leaders": "领导成员", "chiefs": "内设机构主要负责人"}
NAMES = {"shen": "沈砚青", "wei": "㛃𬀩䶮"}
GOOD: dict[str, Any] = {
    "groups": [{"group": "leaders", "expected": 6, "present": 6},
               {"group": "chiefs", "expected": 30, "present": 27}],
    "expected": 36, "present": 33, "issued": 33, "returned": 33, "valid": 32,
    "figures": [{"person": "shen", "votes": 22}, {"person": "wei", "votes": 10}],
}  # fmt: skip
TALK: dict[str, Any] = {"talked": 33, "groups": GOOD["groups"], "figures": GOOD["figures"]}
GRADED: dict[str, Any] = {
    "expected": 10, "present": 10, "issued": 10, "returned": 9, "valid": 9,
    "excellent": 5, "competent": 3, "basic": 1, "incompetent": 0,
}  # fmt: skip


def told(values: dict[str, Any], most: int = 1) -> list[str]:
    return list(contradictions(values, GROUPS, NAMES, most))


def groups(*rows: tuple[int, int]) -> list[dict[str, Any]]:
    return [{"group": one, "expected": expected, "present": present}
            for one, (expected, present) in zip(GROUPS, rows, strict=True)]  # fmt: skip


def votes(*figures: int) -> list[dict[str, Any]]:
    return [{"person": one, "votes": n} for one, n in zip(NAMES, figures, strict=True)]


INCONSISTENT: tuple[tuple[dict[str, Any], list[str]], ...] = (
    ({**GOOD, "valid": 34}, ["有效34多于收回33"]),
    ({**GOOD, "returned": 34}, ["收回34多于发出33"]),
    ({**GOOD, "issued": 34}, ["发出34多于到会33"]),
    ({**GOOD, "present": 37}, ["到会37多于应到36", "各类人员到会合计33，到会填的是37"]),
    ({**GOOD, "present": 32}, ["发出33多于到会32", "各类人员到会合计33，到会填的是32"]),
    ({**GOOD, "expected": 35}, ["各类人员应到合计36，应到填的是35"]),
    ({**GOOD, "expected": 32}, ["到会33多于应到32", "各类人员应到合计36，应到填的是32"]),
    ({**GOOD, "groups": groups((6, 7), (30, 26))}, ["领导成员到会7多于应到6"]),
    ({**GOOD, "groups": groups((6, 7), (30, 31))},
     ["领导成员到会7多于应到6", "内设机构主要负责人到会31多于应到30",
      "各类人员到会合计38，到会填的是33"]),
    ({**GOOD, "groups": groups((6, 6), (31, 27))}, ["各类人员应到合计37，应到填的是36"]),
    ({**GOOD, "groups": groups((6, 5), (30, 27))}, ["各类人员到会合计32，到会填的是33"]),
    ({**GOOD, "figures": votes(33, 0)}, ["沈砚青得票33，多于有效票32",
                                         "得票合计33，多于有效票32与职位数1之积"]),
    ({**GOOD, "figures": votes(22, 11)}, ["得票合计33，多于有效票32与职位数1之积"]),
    ({**GOOD, "figures": [*votes(20, 1), {"person": "wei", "votes": 2}]}, ["㛃𬀩䶮列了2行"]),
    ({**GOOD, "valid": None}, ["没有有效票数（谈话人数）"]),
    ({**GOOD, "valid": -1, "figures": []}, ["人数或者票数为负"]),
    ({**TALK, "talked": 32}, ["各类人员到会合计33，谈话人数填的是32"]),
    ({**TALK, "figures": votes(34, 0)}, ["沈砚青得票34，多于谈话人数33",
                                         "得票合计34，多于谈话人数33与职位数1之积"]),
    ({**GRADED, "basic": 2}, ["各等次合计10，有效票9"]),
    ({**GRADED, "basic": None}, ["各等次合计8，有效票9"]),
    ({**GRADED, "valid": None}, ["各等次合计9，有效票没有填写"]),
    ({**GRADED, "present": 9, "valid": 10}, ["有效10多于收回9", "发出10多于到会9",
                                             "各等次合计9，有效票10"]),
)  # fmt: skip


@pytest.mark.parametrize(("values", "found"), INCONSISTENT)
def test_an_inconsistent_tally_is_refused_with_every_contradiction(
    values: dict[str, Any], found: list[str]
) -> None:
    assert told(values) == found
    whole = {name: field("rows" if name in ("groups", "figures") else "int", required=False,
                         **({"columns": {one: field("text", required=False) for one in ()}}))
             for name in values}  # fmt: skip
    kind, ballot = KINDS["ballot"], activity("ballot", groups=GROUPS, fields=whole)
    refused = [one.message for one in kind.check(ballot, "record", values, None,
                                                 dossier(people=NAMES))]  # fmt: skip
    assert set(found) <= set(refused)


@pytest.mark.parametrize("values", [GOOD, TALK, GRADED, {}, {"groups": "x", "figures": [3]}])
def test_a_tally_that_agrees_with_itself_is_no_contradiction(values: dict[str, Any]) -> None:
    assert told(values) == []


def test_somebody_unnamed_is_told_as_somebody() -> None:
    odd = {"valid": 1, "figures": [{"votes": 2}], "groups": [{"expected": 1, "present": 2}]}
    assert told(odd) == [
        "某类人员到会2多于应到1", "某人选得票2，多于有效票1", "得票合计2，多于有效票1与职位数1之积",
    ]  # fmt: skip


counts = st.integers(min_value=0, max_value=60)


@st.composite
def agreeing(draw: st.DrawFn) -> tuple[dict[str, Any], int]:
    """A tally as a careful count gives it, and how many people one ballot may name."""
    expected = [draw(counts) for _ in GROUPS]
    present = [draw(st.integers(0, one)) for one in expected]
    chain = {"expected": sum(expected), "present": sum(present)}
    for key in ("issued", "returned", "valid"):
        chain[key] = draw(st.integers(0, list(chain.values())[-1]))
    most = draw(st.integers(1, 3))
    first = draw(st.integers(0, chain["valid"]))
    second = draw(st.integers(0, min(chain["valid"], chain["valid"] * most - first)))
    rows = groups(*zip(expected, present, strict=True))
    return {**chain, "groups": rows, "figures": votes(first, second)}, most


@given(agreeing())
def test_no_careful_count_is_refused(tally: tuple[dict[str, Any], int]) -> None:
    values, most = tally
    assert told(values, most) == []


@given(agreeing(), st.sampled_from([*CHAIN][:-1]), st.integers(1, 9))
def test_a_figure_beyond_the_next_larger_one_is_always_named(
    tally: tuple[dict[str, Any], int], key: str, more: int
) -> None:
    values, most = tally
    larger = [*CHAIN][[*CHAIN].index(key) + 1]
    spoilt = {**values, key: values[larger] + more}
    assert f"{CHAIN[key]}{spoilt[key]}多于{CHAIN[larger]}{values[larger]}" in told(spoilt, most)


@given(st.fixed_dictionaries(dict.fromkeys(GRADES, counts)), counts)
def test_grades_agree_exactly_when_they_sum_up_to_the_valid_ballots(
    graded: dict[str, int], valid: int
) -> None:
    assert (told({**graded, "valid": valid}) == []) == (sum(graded.values()) == valid)


@given(agreeing(), st.sampled_from(["expected", "present"]), st.sampled_from([-1, 1]))
def test_the_groups_always_sum_up_to_the_whole(
    tally: tuple[dict[str, Any], int], key: str, more: int
) -> None:
    values, most = tally
    assert any("合计" in one for one in told({**values, key: values[key] + more}, most))


def test_the_box_of_contradictions_names_each_once() -> None:
    found = told({**GOOD, "valid": 40, "returned": 39, "issued": 38, "present": 37, "expected": 35})
    assert len(found) == len(set(found)) == 6
