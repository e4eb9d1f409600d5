"""Reading stories: every fault with its file and line, in Chinese; reuse means what it says."""

from collections.abc import Callable

import pytest

from workflow.stories import Story, StoryInvalid

Told = Callable[[str], Story]
SMALL = """\
story: 小
process: promotion
begin: 2026-01-12
world:
  world: 小镇
  since: 2020-01-01
  organizations: {a: {name: 甲, kind: department}}
  accounts:
    one: {name: 一, duties: [cadre_clerk@a]}
    two: {name: 二, duties: [cadre_chief@a, organization_head@a]}
steps:
"""


def faults(told: Told, text: str) -> list[str]:
    with pytest.raises(StoryInvalid) as found:
        told(text)
    return [str(one) for one in found.value.faults]


def test_all_faults_come_at_once_each_with_its_line(told: Told) -> None:
    found = faults(told, SMALL + "  - {who: one, recrod: x}\n  - {on: 2026-13-01, who: one}\n")
    assert found[0].startswith("story.yaml:12:") and "recrod" in found[0]
    assert "是否“record”" in found[0]
    assert found[1].startswith("story.yaml:13:") and "应当是日期" in found[1]


def test_a_step_does_one_thing(told: Told) -> None:
    (found,) = faults(told, SMALL + "  - {who: one, record: x, approve: x}\n")
    assert "一步只做一件事：record、approve" in found


def test_who_does_it_is_never_left_open(told: Told) -> None:
    (found,) = faults(told, SMALL + "  - {record: x}\n")
    assert "缺少“who”" in found


def test_unknown_logins_and_duties_are_faults(told: Told) -> None:
    found = faults(told, SMALL + "  - {who: three, record: x}\n"
                   "  - {who: one, as: cadre_chief, record: x}\n"
                   "  - {who: two, record: x}\n")  # fmt: skip
    assert [one.split("：")[-1] for one in found] == [
        "没有账户“three”", "一没有岗位职责“cadre_chief”", "二有多项岗位职责，须用“as”写明",
    ]  # fmt: skip


def test_days_go_forward_and_are_carried(told: Told) -> None:
    story = told(SMALL + "  - {on: 2026-01-14, who: one, record: x}\n  - {who: one, record: y}\n")
    assert [one.day.day for one in story.steps] == [14, 14]
    (found,) = faults(told, SMALL + "  - {on: 2026-01-11, who: one, record: x}\n")
    assert "日期早于前一步的2026-01-12" in found


def test_what_a_whole_story_needs_is_asked_for(told: Told) -> None:
    found = faults(told, "story: 空\nuntil: x\nsteps: []\n")
    assert {one.split("：", 1)[1] for one in found} == {
        "缺少“process”", "缺少“begin”", "缺少“world”", "“until”只与“from”同用",
    }  # fmt: skip


def test_until_takes_the_steps_before_and_none_after(told: Told) -> None:
    story = told("story: 半\nfrom: HAPPY\nuntil: submit_proposal\n")
    assert story.steps[-1].step.target == "prescreen"
    assert story.world.accounts["chen_xiao"].name == "陈晓"


def test_skip_takes_out_every_act_of_an_activity_or_one_of_them(told: Told) -> None:
    whole = told("story: 全\nfrom: HAPPY\n")
    without = told("story: 缺\nfrom: HAPPY\nskip: [branch_opinion, four_checks.approve]\n")
    left = [(one.step.target, one.step.verb) for one in without.steps]
    assert "branch_opinion" not in {target for target, _ in left}
    assert ("four_checks", "approve") not in left
    assert len(whole.steps) - len(without.steps) == 5


def test_a_word_that_means_no_step_is_a_fault(told: Told) -> None:
    for key in ("until: nix", "skip: [nix]", "replace: {nix: {with: {}}}"):
        (found,) = faults(told, f"story: 错\nfrom: HAPPY\n{key}\n")
        assert "nix" in found


def test_replacing_needs_exactly_one_step(told: Told) -> None:
    (found,) = faults(told, "story: 错\nfrom: HAPPY\nreplace: {four_checks: {with: {}}}\n")
    assert "有3处，应当恰有一处" in found
    story = told("story: 对\nfrom: HAPPY\nreplace: {个人事项: {with: {items: {matters:"
                 " {result: concealment}}}}}\n")  # fmt: skip
    (changed,) = (one for one in story.steps if one.step.label == "个人事项")
    matters = changed.step.with_["items"]["matters"]
    assert (matters["result"], matters["query_on"]) == ("concealment", "2026-02-26")


def test_a_shared_world_is_changed_for_one_story(told: Told) -> None:
    story = told("story: 变\nfrom: HAPPY\nwith_world: {persons: {shen_yanqing: {drop: [培训]}}}\n")
    person = story.world.persons["shen_yanqing"]
    assert (person.drop, person.organization) == (("培训",), "gongwei")


def test_a_story_is_not_made_from_itself(told: Told) -> None:
    (found,) = faults(told, "story: 环\nfrom: story.yaml\n")
    assert "不能取自其自身" in found


def test_steps_put_in_stand_before_the_step_meant_with_days_of_their_own(told: Told) -> None:
    story = told("story: 插\nfrom: HAPPY\nuntil: start_publicity\nbefore:\n"
                 "  adopt:\n    - {who: song_yu, move: decline}\n"
                 "  submit_proposal: [{on: 2026-01-22, who: he_jing, record: prescreen}]\n")  # fmt: skip
    doing = [(one.step.target, one.day.isoformat()) for one in story.steps]
    assert doing[-2:] == [("decline", "2026-03-25"), ("adopt", "2026-03-25")]
    place = doing.index(("submit_proposal", "2026-01-22"))
    assert doing[place - 2 : place] == [("prescreen", "2026-01-21"), ("prescreen", "2026-01-22")]
    assert (story.steps[place - 1].file, story.steps[place - 1].line) == ("story.yaml", 7)


def test_steps_put_in_come_neither_before_nor_after_their_neighbours(told: Told) -> None:
    for on, told_ in (("2026-01-20", "早于前一步的2026-01-21"), ("2026-01-23", "晚于“submit_proposal”的2026-01-22")):
        text = f"story: 插\nfrom: HAPPY\nbefore: {{submit_proposal: [{{on: {on}, who: he_jing, record: prescreen}}]}}\n"
        (found,) = faults(told, text)
        assert told_ in found


def test_where_steps_are_put_in_is_one_place(told: Told) -> None:
    (found,) = faults(told, "story: 插\nfrom: HAPPY\nbefore: {publicity_notice.complain: []}\n")
    assert "有2处，应当恰有一处" in found
    (found,) = faults(told, SMALL.replace("steps:", "before: {x: []}\nsteps: []"))
    assert "“before”只与“from”同用" in found
