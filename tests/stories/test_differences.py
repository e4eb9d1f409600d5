"""What a story says is held against what happens: the first difference ends it."""

from collections.abc import Callable

from sqlalchemy import func, select
from story_stage import Write

from workflow.journal import House
from workflow.models import refused_attempts
from workflow.stories import Played, play, read_story

Play = Callable[[str], Played]
START = "story: 试\nfrom: HAPPY\nuntil: start_motion\n"


def test_an_unexpected_refusal_is_a_difference_with_every_reason(played: Play) -> None:
    went = played(f"{START}skip: [quota_snapshot, analysis_report.approve]\n"
                  "steps:\n  - {who: gu_mingcheng, move: start_motion}\n")  # fmt: skip
    assert went.difference is not None
    assert went.difference.expected == "办理成功"
    rules = {line.split(" ")[0].split("（")[0] for line in went.difference.found[1:]}
    assert rules == {"R-GEN-05", "R-MOT-01"}
    assert (went.difference.number, went.difference.line) == (1, 6)


def test_an_expected_refusal_leaves_no_entry_and_is_kept(played: Play, house: House) -> None:
    went = played(f"{START}skip: [quota_snapshot]\nsteps:\n"
                  "  - {who: gu_mingcheng, move: start_motion, expect:"
                  " {refused: [R-GEN-05], state: analysis}}\n")  # fmt: skip
    assert went.ok, went.difference
    assert went.refusals == 1
    with house.reading() as desk:
        kept = desk.db.execute(select(refused_attempts)).one()
    assert (kept.subject, kept.what) == ("case:n0-shen", "move start_motion")
    assert "R-GEN-05" in kept.reasons


def test_another_rule_than_the_expected_one_is_a_difference(played: Play) -> None:
    went = played(f"{START}skip: [quota_snapshot]\nsteps:\n"
                  "  - {who: gu_mingcheng, move: start_motion, expect: {refused: [R-GEN-01]}}\n")  # fmt: skip
    assert went.difference is not None
    assert went.difference.expected == "不予办理：R-GEN-01"
    assert went.difference.found[0] == "不予办理：R-GEN-05"


def test_one_more_rule_than_expected_is_a_difference(played: Play) -> None:
    went = played(f"{START}skip: [quota_snapshot, analysis_report.approve]\nsteps:\n"
                  "  - {who: gu_mingcheng, move: start_motion, expect: {refused: [R-GEN-05]}}\n")  # fmt: skip
    assert went.difference is not None
    assert went.difference.found[0] == "不予办理：R-GEN-05、R-MOT-01"


def test_success_where_a_refusal_was_expected_is_a_difference(played: Play) -> None:
    went = played(f"{START}steps:\n"
                  "  - {who: gu_mingcheng, move: start_motion, expect: {refused: [R-GEN-05]}}\n")  # fmt: skip
    assert went.difference is not None
    assert went.difference.found == ("办理成功",)


def test_state_standing_holders_and_requests_are_held_against_the_rows(played: Play) -> None:
    for expect, found in (
        ("state: planning", "步骤 analysis"),
        ("standing: held", "状态 clear"),
        ("holders: [yu_fang]", "任职者 tang_heping、yu_fang"),
        ("no_requests: [start_motion]", "待办有 start_motion"),
    ):
        went = played(f"{START}steps:\n  - expect: {{{expect}}}\n")
        assert went.difference is not None, expect
        assert went.difference.found == (found,)


def test_nothing_after_the_first_difference_is_played(played: Play, house: House) -> None:
    went = played(f"{START}steps:\n  - expect: {{state: planning}}\n"
                  "  - {who: gu_mingcheng, move: start_motion}\n")  # fmt: skip
    assert went.steps == len(went.story.steps) - 2
    with house.reading() as desk:
        assert desk.db.scalar(select(func.count()).select_from(refused_attempts)) == 0


def test_what_is_replaced_is_what_is_recorded(played: Play) -> None:
    went = played(f"{START}replace:\n"
                  "  quota_snapshot: {with: {posts: [{post: gongwei_deputy, quota: 2, filled: 2,"
                  " leaving: 0, as_of: 2026-01-12}]}}\n"
                  "steps:\n"
                  "  - {who: gu_mingcheng, move: start_motion, expect: {refused: [R-GEN-05]}}\n")  # fmt: skip
    assert went.ok, went.difference


def test_two_stories_share_a_house_and_its_world_by_prefix(house: House, write: Write) -> None:
    from_happy = write(f"{START}steps:\n  - {{who: gu_mingcheng, move: start_motion}}\n")
    first = play(read_story(from_happy), house, prefix="a-")
    second = play(read_story(from_happy), house, prefix="b-")
    assert (first.cases, second.cases) == (["a-shen"], ["b-shen"])
    assert first.ok and second.ok
