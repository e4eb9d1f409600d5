"""平级转任 and 调整: told whole on both databases, and what their stories are made of."""

from pathlib import Path

import pytest
from story_stage import BEFORE, DEFINITIONS, HERE

from workflow.commands.changing import content_of
from workflow.definition import read_all
from workflow.edition import Process
from workflow.journal import House
from workflow.journal.fold import person_file
from workflow.journal.read import history
from workflow.queries.replay import replay
from workflow.queries.verify import verify
from workflow.stories import Story, play, read_story
from workflow.stories.stage import Editions, fresh_house

HAPPY = {"transfer": ("transfer_happy.yaml", "appointed"), "adjustment": (
    "adjustment_happy.yaml", "adjusted")}  # fmt: skip


@pytest.mark.parametrize("process", HAPPY)
def test_a_transfer_and_an_adjustment_are_carried_out_on_both_databases(
    process: str, url: str, tmp_path: Path, editions: Editions
) -> None:
    name, end = HAPPY[process]
    house = fresh_house(tmp_path, DEFINITIONS, BEFORE, url, editions)
    played = play(read_story(HERE / name), house)
    assert played.difference is None, "\n".join(played.difference.lines())
    assert played.steps == len(played.story.steps)
    with house.reading() as desk:
        assert verify(desk, lists=True).broken == ()
        again = replay(desk)
    assert (again.differs, again.moves) == ((), sum(
        1 for one in played.story.steps if one.step.verb == "move" and not one.step.expect.refused
    ))  # fmt: skip
    house.engine.dispose()
    assert end in {one.step.expect.state for one in played.story.steps}


def test_the_adjustment_after_a_veto_is_opened_by_the_confirmation_itself(
    url: str, tmp_path: Path, editions: Editions
) -> None:
    """In the same transaction: a house in which it cannot be opened keeps no veto either (R-POL-07)."""
    without = {name: one for name, one in editions.items() if not name.startswith("adjustment")}
    house = fresh_house(tmp_path, DEFINITIONS, BEFORE, url, without)
    played = play(read_story(HERE / "adjustment_after_veto.yaml"), house)
    assert played.difference is not None
    assert played.story.steps[played.steps].step.label == "确认"
    with house.reading() as desk:
        assert content_of(desk, "person:tang_heping")["standing"] == "held"
    house.engine.dispose()


@pytest.mark.parametrize(
    ("name", "case", "stopped"),
    [("adjustment_after_veto.yaml", "zhuanren", 1),
     ("adjustment_under_way_when_vetoed.yaml", "tang", 0)],
)  # fmt: skip
def test_a_veto_stops_every_case_but_an_adjustment(
    name: str, case: str, stopped: int, house: House
) -> None:
    played = play(read_story(HERE / name), house)
    assert played.difference is None, "\n".join(played.difference.lines())
    with house.reading() as desk:
        told = [one for one in history(desk, f"case:{case}") if one.kind == "standing"]
    assert [one.data["act"] for one in told] == ["stopped"] * stopped


@pytest.mark.parametrize(
    ("name", "codes", "kind"),
    [("adjustment_happy.yaml", "[sense_of_duty]", "reassignment"),
     ("adjustment_happy.yaml", "[accountability]", "removal")],
)  # fmt: skip
def test_what_was_adjusted_stands_on_the_file_as_a_fact_that_another_has_to_verify(
    name: str, codes: str, kind: str, house: House, tmp_path: Path
) -> None:
    told = tmp_path / "story.yaml"
    told.write_text(
        f"story: 影响期\nfrom: {HERE / name}\nreplace:\n"
        f"  adjustment_ground: {{with: {{codes: {codes}}}}}\n"
        "  adjustment_notice: {with: {impact_kind: no_leading_post, impact_until: 2028-04-06}}\n"
        "steps:\n  - {expect: {state: adjusted}}\n", "utf-8",
    )  # fmt: skip
    played = play(read_story(told), house)
    assert played.difference is None, "\n".join(played.difference.lines())
    with house.reading() as desk:
        file = person_file("tang_heping", history(desk, "person:tang_heping"))
    (fact,) = file.unverified("sanction")
    assert dict(fact.values) == {
        "kind": kind, "effective_on": "2026-04-07", "until": "2028-04-06",
        "document_no": "临委干〔2026〕24号",
    }  # fmt: skip


def test_a_case_that_was_not_opened_is_a_difference(house: House, tmp_path: Path) -> None:
    told = tmp_path / "story.yaml"
    told.write_text(
        f"story: 没有立项\nfrom: {HERE / 'adjustment_after_veto.yaml'}\nuntil: 告知\n"
        "replace:\n  确认: {expect: {opens: {tiaozheng: gonghui_deputy}}}\n", "utf-8",
    )  # fmt: skip
    played = play(read_story(told), house)
    assert played.difference is not None
    assert played.difference.expected == "同时立项：gonghui_deputy"
    assert played.difference.found == ("同时立项：gongwei_deputy",)


def _refused_in(stories: dict[str, Story], process: Process) -> set[str]:
    """The stages in which a story has a move refused: by the state before the refused move."""
    moves = {one.name: one for one in process.moves}
    return {
        process.states[source].stage or ""
        for story in stories.values()
        for placed in story.steps
        if placed.step.verb == "move" and placed.step.expect.refused
        and placed.step.expect.state in process.states
        for source in moves[placed.step.target].source
        if source == placed.step.expect.state
    }  # fmt: skip


@pytest.mark.parametrize("process", HAPPY)
def test_in_every_stage_of_both_processes_a_story_is_refused(process: str) -> None:
    spec = read_all(DEFINITIONS)[f"{process}/1"].process
    stories = {
        path.name: read_story(path) for path in HERE.glob(f"{process}_*.yaml")
        if read_story(path).process == process
    }  # fmt: skip
    assert _refused_in(stories, spec) == set(spec.stages)
