"""What the machine finds of a move, how findings become reasons, and what a written reason answers."""

from dataclasses import replace
from datetime import date

import pytest
from dossiers import act, by, item, round_of
from dossiers import activity as activity_of
from talked import OUTSIDE, TALK, move, seen, talk

from workflow.dossier import Hold, Round
from workflow.errors import ConditionsUnmet, JournalBroken
from workflow.guards.verdict import Gap
from workflow.machine import (
    Finding,
    conditions,
    conditions_ahead,
    findings,
    fire,
    inapplicable,
    judged,
    machine,
    plain,
    reason,
    reasons,
    taken,
)

GO = move(needs=("appointment_talk",), guards=("talk_held",))
CHECKED = move(guards=("notice_ready",))
CLEAR = "经核实情况属实，可以先行办理"


def found_by(dossier, spec):
    return {one.guard: one for one in findings(dossier, spec)}


def open_item():
    """A recheck before the notice whose one item is not clear: a gap of R-APT-13, here a warning."""
    of = activity_of("checklist", items={"petitions": item("clear", "open")})
    told = act("record", 4, {"items": {"petitions": {"result": "open"}}})
    return {"activities": {"final_recheck": of}, "rounds": {"final_recheck": round_of(told, activity=of)}}


def test_an_activity_not_recorded_is_told_once_and_its_guard_is_not_asked() -> None:
    found = found_by(seen(GO), GO)
    assert list(found) == ["appointment_talk", "standing_clear"]
    lack = found["appointment_talk"]
    assert (lack.severity, lack.title, lack.inputs) == ("block", "任职谈话", {"round": 0})
    assert [(gap.rule, gap.who) for gap in lack.gaps] == [("R-APT-11", ("clerk",))]


def test_an_activity_that_is_recorded_is_met_and_its_guard_is_asked() -> None:
    found = found_by(seen(GO, rounds={"appointment_talk": talk()}), GO)
    assert [one.severity for one in found.values()] == ["met", "met", "met"]
    assert found["appointment_talk"].inputs == {"round": 1}
    assert found["talk_held"].inputs["held_on"] == date(2026, 3, 10)


def test_a_round_that_waits_to_be_done_again_is_none() -> None:
    dossier = seen(GO, rounds={"appointment_talk": talk()}, reopened=frozenset({"appointment_talk"}))
    assert found_by(dossier, GO)["appointment_talk"].severity == "block"


def test_a_guard_of_an_activity_that_does_not_apply_is_not_asked() -> None:
    lonely = TALK.model_copy(update={"applies": "candidate_is_party_member"})
    dossier = seen(GO, activities={"appointment_talk": lonely}, person=OUTSIDE)
    found = found_by(dossier, GO)
    assert "talk_held" not in found
    assert found["appointment_talk"].severity == "met"
    assert found["appointment_talk"].inputs == {"not_applicable": "人选为中共党员"}


def test_only_a_downward_process_asks_nothing_of_the_standing() -> None:
    held = seen(GO).person
    held = replace(held, holds=(Hold("h", date(2026, 3, 1), by("a"), "有反映"),))
    up, down = seen(GO, person=held), seen(GO, person=held, process={"effect": "downward"})
    assert found_by(up, GO)["standing_clear"].severity == "block"
    assert "standing_clear" not in found_by(down, GO)


@pytest.mark.parametrize(("direction", "asked"), [("forward", True), ("back", False), ("end", False)])
def test_what_every_forward_move_asks_is_asked_of_forward_moves_only(
    direction: str, asked: bool
) -> None:
    spec = move(direction=direction)
    found = found_by(seen(spec, process={"forward_guards": ("notice_ready",)}), spec)
    assert ("notice_ready" in found) == asked


def test_a_need_that_does_not_apply_asks_for_an_entry_that_says_so_and_only_one() -> None:
    spec = move(needs=("branch_opinion", "appointment_talk"))
    said = Round(1, (act("not_applicable", 4),))
    assert inapplicable(seen(spec, person=OUTSIDE), spec) == ("branch_opinion",)
    told = seen(spec, rounds={"branch_opinion": said}, person=OUTSIDE)
    assert inapplicable(told, spec) == ()
    assert inapplicable(seen(spec), spec) == ()


def test_who_would_move_falls_under_separation_and_while_nobody_does_nothing_is_said() -> None:
    spec = move(not_by=("recorder_of.appointment_talk",))
    dossier = seen(spec, rounds={"appointment_talk": talk()})
    assert "separation" not in found_by(dossier, spec)
    mine = found_by(judged(dossier, spec, by("recorder")), spec)["separation"]
    assert (mine.severity, [gap.rule for gap in mine.gaps]) == ("block", ["R-SEP-01"])
    other = found_by(judged(dossier, spec, by("somebody")), spec)["separation"]
    assert other.severity == "met"


def test_conditions_find_the_same_whoever_moves_and_whatever_reasons_are_written() -> None:
    spec = move(needs=("appointment_talk",), not_by=("recorder_of.appointment_talk",))
    bare = seen(spec, rounds={"appointment_talk": talk()})
    mine = judged(bare, spec, by("recorder")).altered(reasons={"appointment_talk": CLEAR})
    assert conditions(mine, spec) == conditions(bare, spec) == conditions_ahead(bare)[spec.name]
    assert findings(mine, spec, conditions(bare, spec)) == findings(mine, spec)
    assert found_by(mine, spec)["separation"].severity == "block"


def test_what_is_altered_is_another_dossier_and_only_in_its_own_fields() -> None:
    first = seen(GO)
    other = first.altered(today=date(2026, 4, 1), actor=by("a"))
    assert other == replace(first, today=date(2026, 4, 1), actor=by("a"))
    assert first == seen(GO)
    with pytest.raises(TypeError, match="todya"):
        first.altered(todya=date(2026, 4, 1))


def test_a_blocking_gap_is_a_reason_with_rule_article_and_the_title_of_who_can_supply_it() -> None:
    dossier = seen(GO)
    (told,) = reasons(dossier, findings(dossier, GO), {})
    assert (told.rule, told.article, told.who) == ("R-APT-11", "依据R-APT-11", ("职责clerk",))
    assert told.guard == "appointment_talk"
    assert "书面理由" not in told.needed


def test_a_written_reason_answers_a_warning_and_never_a_block() -> None:
    dossier = seen(GO)
    assert len(reasons(dossier, findings(dossier, GO), {"appointment_talk": CLEAR})) == 1
    warned = seen(CHECKED, **open_item())
    found = findings(warned, CHECKED)
    (told,) = reasons(warned, found, {})
    assert told.rule == "R-APT-13"
    assert "并须填写书面理由" in told.needed
    assert reasons(warned, found, {"notice_ready": CLEAR}) == []


@pytest.mark.parametrize(("text", "enough"), [("一二三四五六七八九十", True), ("一二三四五六七八九", False),
                                              ("  一二三四五六七八九  ", False)])  # fmt: skip
def test_a_written_reason_has_ten_characters_beside_spaces(text: str, enough: bool) -> None:
    warned = seen(CHECKED, **open_item())
    assert (reasons(warned, findings(warned, CHECKED), {"notice_ready": text}) == []) == enough


def test_the_same_reason_is_told_once() -> None:
    dossier = seen(GO)
    found = findings(dossier, GO)
    assert len(reasons(dossier, (*found, *found), {})) == 1


def test_a_rule_or_duty_that_the_edition_does_not_know_is_told_by_its_name() -> None:
    dossier = seen(GO)
    (finding,) = [one for one in findings(dossier, GO) if one.gaps]
    (gap,) = finding.gaps
    told = reason(dossier, finding, replace(gap, rule="R-OTH-01", who=("stranger",)))
    assert (told.article, told.who) == ("", ("stranger",))


def test_a_move_is_refused_with_every_reason_at_once() -> None:
    both = move(needs=("appointment_talk",), guards=("notice_ready",))
    dossier = seen(both, **open_item())
    with pytest.raises(ConditionsUnmet, match="共2条") as refused:
        fire(dossier, both, {})
    assert {one.rule for one in refused.value.reasons} == {"R-APT-11", "R-APT-13"}


def test_a_move_that_nothing_speaks_against_fires_with_its_findings() -> None:
    dossier = seen(GO, rounds={"appointment_talk": talk()})
    assert fire(dossier, GO, {}) == findings(dossier, GO)


def test_a_move_that_the_table_sends_elsewhere_is_a_broken_journal() -> None:
    """Whoever hands in a move of another edition under the same name gets nowhere."""
    dossier = seen(GO, rounds={"appointment_talk": talk()})
    with pytest.raises(JournalBroken, match="go"):
        fire(dossier, move(to="third"), {})


def test_nothing_but_an_attempt_that_people_have_passed_moves() -> None:
    event = machine(seen(GO).edition).events["go"]
    stranger = type("Stranger", (), {"state": "first", "passed": True})()
    assert not event.trigger(stranger)
    assert stranger.state == "first"


def finding(**inputs):
    return Finding("quorum", "法定人数", ("R-DEC-04", "R-DEC-22"), inputs, (), "warn")


def test_a_warning_that_was_answered_is_kept_with_its_rule_the_digest_of_its_inputs_and_the_reason() -> None:
    warned, met = finding(due=11), replace(finding(due=11), severity="met", guard="other")
    assert taken((warned, met), {"quorum": CLEAR}) == [
        {"rule": "R-DEC-04", "guard": "quorum", "inputs": warned.digest, "reason": CLEAR}
    ]


def test_a_digest_changes_with_the_inputs_and_only_with_them() -> None:
    assert finding(due=11).digest == finding(due=11).digest != finding(due=12).digest


def test_a_reason_for_one_finding_is_none_for_another_on_the_same_inputs() -> None:
    one = replace(finding(due=11), gaps=(Gap("R-DEC-04", "到会7人", "八人"),))
    other = replace(one, gaps=(Gap("R-DEC-22", "到会7人", "八人"),))
    assert len({finding(due=11).digest, one.digest, other.digest}) == 3


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ((1, "二", None, True), [1, "二", None, True]), ([date(2026, 3, 1)], ["2026-03-01"]),
        ({"b", "a"}, ["a", "b"]), (frozenset({2, 1}), [1, 2]), ({"a": (1,)}, {"a": [1]}),
        ({"公示": (1,)}, [["公示", [1]]]), ({1: "一"}, {"1": "一"}),
    ],
)  # fmt: skip
def test_inputs_become_what_canonical_json_can_hold(value: object, expected: object) -> None:
    assert plain(value) == expected
