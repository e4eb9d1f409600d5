"""The editions of this house: read without a fault, proved, and losing the proof with any gate."""

from functools import cache
from pathlib import Path

import pytest

from workflow.definition import freeze, house_names, package_names, read_all, svg, text_of, thaw
from workflow.definition.layout import HEIGHT, WIDTH, lay_out
from workflow.edition import Edition
from workflow.proof import prove, prove_all

DEFINITIONS = Path(__file__).parents[2] / "definitions"
NAMES = package_names(DEFINITIONS)


@cache
def editions() -> dict[str, Edition]:
    return read_all(DEFINITIONS, house_names())


def without_needs(edition: Edition, activities: tuple[str, ...]) -> Edition:
    """The edition whose moves no longer need the last of these activities."""
    moves = tuple(
        move.model_copy(update={"needs": tuple(n for n in move.needs if n != activities[-1])})
        for move in edition.process.moves
    )
    process = edition.process.model_copy(update={"moves": moves})
    return freeze(process, edition.rules, edition.duties)


def test_promotion_is_among_the_editions() -> None:
    assert "promotion/1" in NAMES


def test_every_edition_of_the_house_is_proved() -> None:
    proofs = prove_all(editions(), house_names())
    assert {name: [str(flaw) for flaw in one.faults] for name, one in proofs.items()} == {
        name: [] for name in NAMES
    }


@pytest.mark.parametrize("name", NAMES)
def test_no_gate_holds_once_its_activity_is_needed_nowhere(name: str) -> None:
    edition = editions()[name]
    for gate, told in edition.process.gates.items():
        proof = prove(without_needs(edition, told.activities), house_names())
        assert any(one.gate == gate and one.around for one in proof.gates), gate


@pytest.mark.parametrize("name", NAMES)
def test_a_move_past_everything_breaks_every_gate_of_the_whole_way(name: str) -> None:
    edition = editions()[name]
    first = next(move for move in edition.process.moves if move.direction == "forward")
    leap = first.model_copy(update={
        "name": "leap", "title": "一步到位", "source": (edition.initial,),
        "target": edition.process.goals[0], "needs": (), "guards": (),
    })  # fmt: skip
    process = edition.process.model_copy(update={"moves": (*edition.process.moves, leap)})
    proof = prove(freeze(process, edition.rules, edition.duties), house_names())
    whole = [one for one in proof.gates if not one.stage]
    assert whole
    assert {one.around for one in whole} == {("一步到位",)}


@pytest.mark.parametrize("name", NAMES)
def test_an_edition_of_the_house_thaws_to_itself(name: str) -> None:
    edition = editions()[name]
    assert thaw(text_of(edition)) == edition
    assert thaw(text_of(edition)).digest == edition.digest


@pytest.mark.parametrize("name", NAMES)
def test_its_picture_shows_every_state_and_no_line_runs_through_a_box(name: str) -> None:
    edition = editions()[name]
    picture, layout = svg(edition), lay_out(edition)
    assert all(f"<title>{one.title}：" in picture for one in edition.process.states.values())
    for line in layout.lines:
        for (x, y), (a, b) in zip(line.points, line.points[1:], strict=False):
            assert not [
                one for one, (left, top) in layout.boxes.items()
                if max(x, a) > left and min(x, a) < left + WIDTH
                and max(y, b) > top and min(y, b) < top + HEIGHT
            ]  # fmt: skip


def test_every_declared_complement_is_itself_a_condition() -> None:
    conditions = house_names().conditions
    assert {other for other in conditions.values() if other} <= set(conditions)
