"""What a story meets besides its case: names nobody has, requests, duties given, facts of its world."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from story_stage import BEFORE, DEFINITIONS, HERE

from workflow.dossier import Fact
from workflow.errors import WorkflowError
from workflow.journal import Desk, House
from workflow.journal.fold import person_file
from workflow.journal.read import history
from workflow.stories import Played, Story, StoryInvalid, play, read_story
from workflow.stories.stage import Editions, fresh_house

Play = Callable[[str], Played]
Told = Callable[[str], Story]
START = "story: 试\nfrom: HAPPY\nuntil: start_motion\n"
ASKED = "story: 试\nfrom: HAPPY\nuntil: investigation_talks\nreplace:\n"


class Keeping(House):
    """A house with a fault: what a command wrote before it refused is kept, against L5."""

    @contextmanager
    def desk(self) -> Iterator[Desk]:
        """A desk whose transaction is committed, also under a refusal."""
        refusal: WorkflowError | None = None
        with super().desk() as desk:
            try:
                yield desk
            except WorkflowError as error:
                refusal = error
        if refusal:
            raise refusal


def facts(house: House, played: Played, kind: str) -> list[Fact]:
    """The facts of one kind that stand on the file of 沈砚青, all of them verified."""
    id = played.scene.names.person("shen_yanqing")
    with house.reading() as desk:
        file = person_file(id, history(desk, f"person:{id}"))
    assert file.unverified(kind) == ()
    return [one for one in file.facts if one.kind == kind]


@pytest.mark.parametrize(
    ("step", "said"),
    [
        ("who: zhou_lan, verify_fact: shen_yanqing, of: 没有的, with: {document: «表.pdf»}",
         "情景中没有已办成的步骤“没有的”"),
        ("who: song_yu, item: shortlist_decision, meeting: nirgends", "对象不存在"),
        ("who: jiang_nan, case: nirgends, sign: political_assessment", "对象不存在"),
        ("who: he_jing, case: nirgends, record: exclusion_review, with: {items: {all: {result: absent}}}",
         "对象不存在"),
        ("who: chen_xiao, record: nirgends, with: {items: {all: {result: clear}}}", "办理内容"),
        ("who: chen_xiao, sign: nirgends", "办理内容"),
    ],
)  # fmt: skip
def test_what_is_not_there_is_refused_by_the_command_itself(
    played: Play, step: str, said: str
) -> None:
    went = played(f"{START}steps:\n  - {{{step}, expect: {{refused: [], because: {said}}}}}\n")
    assert went.ok, went.difference
    assert went.refusals == 1


def test_a_refusal_for_another_reason_is_a_difference_with_what_was_said(played: Play) -> None:
    went = played(f"{START}skip: [quota_snapshot]\nsteps:\n"
                  "  - {who: gu_mingcheng, move: start_motion, expect:"
                  " {refused: [R-GEN-05], because: 没有领导班子}}\n")  # fmt: skip
    assert went.difference is not None
    assert went.difference.expected == "说明中有“没有领导班子”"
    assert any("没有该职位的职数核定记录" in line for line in went.difference.found)


def test_a_request_that_nobody_made_is_a_difference(played: Play) -> None:
    went = played(f"{START}steps:\n  - expect: {{requests: [start_motion, adopt]}}\n")
    assert went.difference is not None
    assert went.difference.expected == "待办中有 adopt"
    assert went.difference.found == ("待办有 start_motion",)


@pytest.mark.parametrize(
    ("due", "expected", "found"),
    [  # 2月28日星期六为调休工作日，五个工作日止于3月4日
        ("branch_opinion: 2026-03-05", "branch_opinion 于 2026-03-05 到期",
         "branch_opinion 于 2026-03-04 到期"),
        ("adopt: 2026-03-04", "adopt 于 2026-03-04 到期", "adopt 于 （无） 到期"),
    ],
)  # fmt: skip
def test_another_due_day_than_told_is_a_difference(
    played: Play, due: str, expected: str, found: str
) -> None:
    went = played(f"{ASKED}  branch_opinion.ask: {{expect: {{due: {{{due}}}}}}}\n")
    assert went.difference is not None
    assert (went.difference.expected, went.difference.found) == (expected, (found,))


def test_a_refused_command_that_left_entries_is_a_difference(
    tmp_path: Path, editions: Editions
) -> None:
    """A veto confirmed where the adjustment cannot be opened is refused once half of it is written."""
    without = {name: one for name, one in editions.items() if not name.startswith("adjustment")}
    sound = fresh_house(tmp_path, DEFINITIONS, BEFORE, editions=without)
    faulty = Keeping(
        sound.engine, sound.origin, sound.province, sound.calendar, sound.software,
        sound.attachments, sound.vault, sound.read_edition,
    )  # fmt: skip
    went = play(read_story(HERE / "adjustment_after_veto.yaml"), faulty)
    assert went.difference is not None
    assert went.story.steps[went.steps].step.label == "确认"
    assert went.difference.expected == "被拒绝的办理不留下任何条目"
    assert went.difference.found[0] == "全程纪实多出了条目"


GRANT = "  - {who: baomi, grant_duty: hao_lei, with: {duty: cadre_clerk, organization: zuzhibu, from: 2026-01-15}}\n"
USE = "  - {who: hao_lei, as: cadre_clerk, state_fact: shen_yanqing, with: {kind: health, value: 健康}}\n"
NOBODY = "with_world: {accounts: {hao_lei: {name: 郝磊, person: hao_lei, duties: []}}}\nsteps:\n"


def test_one_acts_under_a_duty_from_the_step_on_that_grants_it(played: Play, told: Told) -> None:
    went = played(f"{START}{NOBODY}{GRANT}{USE}")
    assert went.ok, went.difference
    with pytest.raises(StoryInvalid) as found:
        told(f"{START}{NOBODY}{USE}{GRANT}")
    assert "郝磊没有岗位职责“cadre_clerk”" in str(found.value.faults[0])


def test_a_fact_of_the_world_waits_only_where_it_is_named_unverified(
    played: Play, house: House
) -> None:
    went = played(f"{START}with_world: {{persons: {{shen_yanqing: {{unverified: [培训]}}}}}}\n")
    assert went.ok, went.difference
    id = went.scene.names.person("shen_yanqing")
    with house.reading() as desk:
        stated = person_file(id, history(desk, f"person:{id}")).facts
    assert [one.kind for one in stated if not one.verified] == ["training"]


def test_a_degree_of_the_world_takes_the_place_of_the_forms(played: Play, house: House) -> None:
    went = played(f"{START}with_world: {{persons: {{shen_yanqing: {{facts: {{学历:"
                  " {fact: education, kind: full_time, level: 研究生},"
                  " 在职学历: {fact: education, kind: on_job, level: 大学}}}}}\n")  # fmt: skip
    assert went.ok, went.difference
    levels = {(one.values["kind"], one.values["level"]) for one in facts(house, went, "education")}
    assert levels == {("full_time", "研究生"), ("on_job", "大学")}


def test_sanctions_of_the_world_stand_side_by_side(played: Play, house: House) -> None:
    """A form states none, so no sanction takes another's place, alike as they may be."""
    went = played(f"{START}with_world: {{persons: {{shen_yanqing: {{facts: {{一:"
                  " {fact: sanction, kind: party_warning, effective_on: 2015-02-12},"
                  " 二: {fact: sanction, kind: party_warning, effective_on: 2015-02-12}}}}}\n")  # fmt: skip
    assert went.ok, went.difference
    assert len(facts(house, went, "sanction")) == 2
