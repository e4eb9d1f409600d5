"""What the demonstration consists of (演示内容): the shape of `data/`, read with all faults at once."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from workflow.definition.shape import shape_faults, validated
from workflow.definition.tree import read_tree
from workflow.edition import Strict
from workflow.errors import NotFound
from workflow.stories import StoryInvalid
from workflow.stories.merge import plain

DATA = Path(__file__).resolve().parent / "data"
STORIES = Path(__file__).resolve().parents[2] / "tests" / "stories"
EXAMPLE = "promotion_happy.yaml"
DAY = date(2026, 5, 20)  # the day of the demonstration: up to here everything below is played

Raw = Mapping[str, Any]


class Unit(Strict):
    """A unit with its officers, in the order of `OFFICERS` (单位)."""

    name: str
    officers: tuple[str, ...]


class Candidate(Strict):
    """A candidate (人选); `facts` are laid over those of the example's candidate, `drop` left out."""

    name: str
    unit: str
    born: str
    facts: Mapping[str, Raw] = {}
    drop: tuple[str, ...] = ()


class Background(Strict):
    """What the world of the example is enlarged by (背景)."""

    units: Mapping[str, Unit]
    candidates: Mapping[str, Candidate]
    with_world: Raw


class Part(Strict):
    """One case (事项): how far it follows the example, and where it departs from it."""

    number: str
    post: str
    votes: int | None = None  # in the recommending meeting; None: not recommended there
    until: str = ""
    skip: tuple[str, ...] = ()
    instead: Mapping[str, Raw] = {}
    also: tuple[Raw, ...] = ()


class Batch(Strict):
    """One selection (批次): when, for which posts, and its cases by the candidate's key."""

    title: str
    days: int
    posts: Mapping[str, Raw]  # post → what its profile says differently
    cases: Mapping[str, Part]
    instead: Mapping[str, Raw] = {}


class Other(Strict):
    """A story of another process, played beside up to a step (其他流程)."""

    key: str
    story: str
    until: str
    instead: Mapping[str, Raw] = {}


class Programme(Strict):
    """Everything that is played (演示节目)."""

    selections: Mapping[str, Batch]
    others: tuple[Other, ...]


def background() -> Background:
    """`data/world.yaml`; raises StoryInvalid with every fault."""
    found: Background = _read("world.yaml", Background)
    return found


def programme() -> Programme:
    """`data/selections.yaml`; raises StoryInvalid with every fault."""
    found: Programme = _read("selections.yaml", Programme)
    return found


def story_file(name: str) -> Path:
    """A worked story that the demonstration rests on; raises NotFound where it is missing."""
    path = STORIES / name
    if not path.is_file():
        raise NotFound(f"演示所依据的情景文件不存在：{path}；请在完整的代码目录中运行")
    return path


def _read(name: str, shape: type[Strict]) -> Any:
    path = DATA / name
    if not path.is_file():
        raise NotFound(f"演示数据文件不存在：{path}")
    tree = read_tree(path.read_text(encoding="utf-8"), name, dates=True)
    faults = tree.faults or tuple(shape_faults(shape, tree))
    if faults:
        raise StoryInvalid(tuple(faults))
    return validated(shape, tree)


def told(raw: Raw) -> dict[str, Any]:
    """Frozen values of a file as plain ones that can be changed."""
    found: dict[str, Any] = plain(raw)
    return found
