"""Reading stories (情景读取): YAML files into one story, or every fault at once with its line."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from itertools import takewhile
from pathlib import Path
from typing import Any

from workflow.definition.fault import Fault
from workflow.definition.shape import shape_faults, validated
from workflow.definition.tree import Tree, read_tree
from workflow.errors import BadInput
from workflow.stories.format import Step, StoryFile, World
from workflow.stories.merge import merged, plain


class StoryInvalid(BadInput):
    """情景文件有误

    `faults` holds all of them, each with file and line.
    """

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        self.faults = faults
        super().__init__(f"情景文件有误，共{len(faults)}处")

    def lines(self) -> list[str]:
        """The message, then every fault, one line each."""
        return [self.message, *map(str, self.faults)]


@dataclass(frozen=True, slots=True)
class Placed:
    """A step, the day it falls on, and where it is written: file, number (from 1) and line there."""

    step: Step
    raw: Mapping[str, Any]
    day: date
    file: str
    number: int
    line: int


@dataclass(frozen=True, slots=True)
class Setting:
    """A world as written, and the folder in which its forms lie."""

    raw: Mapping[str, Any]
    file: str
    folder: Path


@dataclass(frozen=True, slots=True)
class Story:
    """A whole story, whatever it was made from."""

    title: str
    about: str
    file: str
    process: str
    begin: date
    setting: Setting
    world: World
    steps: tuple[Placed, ...]

    def duties(self, placed: Placed) -> tuple[str, ...]:
        """What the one who does a step may act as, each duty@organization.

        Those of the world, then those that a step before it grants; whether one counts on the day is
        for the engine to say.
        """
        account = self.world.accounts[placed.step.who or ""]
        given = (one.step for one in takewhile(lambda one: one is not placed, self.steps))
        granted = (
            f"{one.with_.get('duty')}@{one.with_.get('organization')}"
            for one in given if one.grant_duty == placed.step.who
        )  # fmt: skip
        return (*account.duties, *granted)


def read_story(path: Path) -> Story:
    """The story of a file; raises StoryInvalid with every fault."""
    return _read(path, ())


def _read(path: Path, above: tuple[Path, ...]) -> Story:
    tree = _tree(path)
    _refuse(tree.faults or shape_faults(StoryFile, tree))
    file: StoryFile = validated(StoryFile, tree)
    base = _base(path, file, tree, above)
    _refuse(_incomplete(file, tree, base))
    setting = _setting(path, file, tree, base)
    world = _world(setting)
    begin = file.begin or (base.begin if base else None)
    assert begin is not None  # else `_incomplete` has said so
    kept = _kept(path, file, tree, base) if base else ()
    own = _written(path, file.steps, tree, ("steps",), kept[-1].day if kept else begin)
    steps = (*kept, *own)
    story = Story(
        file.story, file.about, path.name, file.process or (base.process if base else ""), begin,
        setting, world, steps,
    )  # fmt: skip
    _refuse(_unknown(story))
    return story


def _tree(path: Path) -> Tree:
    try:
        return read_tree(path.read_text(encoding="utf-8"), path.name, dates=True)
    except FileNotFoundError:
        fault = Fault(path.name, 1, 1, "", "没有这个文件")
    except OSError:
        fault = Fault(path.name, 1, 1, "", "文件不能读取")
    except UnicodeDecodeError as wrong:
        fault = Fault(path.name, 1, 1, "", f"第{wrong.start + 1}字节不是 UTF-8")
    return Tree(path.name, {}, {}, {}, (fault,))


def _refuse(faults: Iterable[Fault]) -> None:
    told = tuple(sorted(set(faults)))
    if told:
        raise StoryInvalid(told)


def _base(path: Path, file: StoryFile, tree: Tree, above: tuple[Path, ...]) -> Story | None:
    if file.source is None:
        return None
    source = (path.parent / file.source).resolve()
    if source in (*above, path.resolve()):
        raise StoryInvalid((tree.fault(("from",), "情景不能取自其自身"),))
    return _read(source, (*above, path.resolve()))


def _incomplete(file: StoryFile, tree: Tree, base: Story | None) -> Iterator[Fault]:
    if base is None:
        for key in ("process", "begin", "world"):
            if getattr(file, key) is None:
                yield tree.fault((), f"缺少“{key}”")
        for key in ("until", "skip", "replace", "before"):
            if tree.at(key) is not None:
                yield tree.fault((key,), f"“{key}”只与“from”同用", at_key=True)


def _setting(path: Path, file: StoryFile, tree: Tree, base: Story | None) -> Setting:
    """The world as written, from this file, the file it names, or the story it is made from."""
    if isinstance(file.world, str):
        at = path.parent / file.world
        other = _tree(at)
        _refuse(other.faults or shape_faults(World, other))
        setting = Setting(plain(other.data), other.file, at.parent)
    elif file.world is not None:
        setting = Setting(plain(tree.at("world")), path.name, path.parent)
    else:
        assert base is not None  # else `_incomplete` has said so
        setting = base.setting
    changes = plain(tree.at("with_world") or {})
    return replace(setting, raw=merged(setting.raw, changes)) if changes else setting


def _world(setting: Setting) -> World:
    tree = unplaced(setting.raw, setting.file)
    _refuse(shape_faults(World, tree))
    world: World = validated(World, tree)
    _refuse(
        tree.fault(("persons", key, "form"), f"没有这个文件：“{one.form}”")
        for key, one in world.persons.items()
        if one.form and not (setting.folder / one.form).is_file()
    )
    return world


def unplaced(raw: object, file: str) -> Tree:
    """Merged values as a tree whose parts have no lines of their own."""
    return Tree(file, _tuples(raw), {}, {})


def _tuples(value: object) -> object:
    if isinstance(value, list | tuple):
        return tuple(map(_tuples, value))
    return {k: _tuples(v) for k, v in value.items()} if isinstance(value, dict) else value


def _written(
    path: Path, written: Iterable[Step], tree: Tree, at: tuple[str, ...], day: date
) -> Iterator[Placed]:
    """The steps that the file writes itself in one place, each day carried forward."""
    for number, step in enumerate(written):
        line = tree.values[(*at, number)][1]
        if step.on is not None and step.on < day:
            fault = tree.fault((*at, number, "on"), f"日期早于前一步的{day}")
            raise StoryInvalid((fault,))
        day = step.on or day
        raw = plain(tree.at(*at, number))
        yield Placed(step, raw, day, path.name, number + 1, line)


def _left(file: StoryFile, tree: Tree, base: Story) -> list[Placed]:
    """The steps of the other story up to `until`, without those to skip."""
    steps = list(base.steps)
    if file.until is not None:
        place = next((n for n, one in enumerate(steps) if answers(one, file.until)), None)
        if place is None:
            raise StoryInvalid((tree.fault(("until",), f"{base.file} 没有“{file.until}”这一步"),))
        steps = steps[:place]
    for number, word in enumerate(file.skip):
        left = [one for one in steps if not answers(one, word)]
        if left == steps:
            raise StoryInvalid((tree.fault(("skip", number), f"没有“{word}”这一步"),))
        steps = left
    return steps


def _kept(path: Path, file: StoryFile, tree: Tree, base: Story) -> tuple[Placed, ...]:
    """The steps of the other story that this one keeps, some changed, others put in between."""
    steps = _left(file, tree, base)
    for word in file.replace:
        place = _only(steps, word, tree, "replace")
        changes = plain(tree.at("replace", word))
        steps[place] = _changed(steps[place], changes, tree, word)
    for word, added in file.before.items():
        place = _only(steps, word, tree, "before")
        day = steps[place - 1].day if place else base.begin
        between = tuple(_written(path, added, tree, ("before", word), day))
        _refuse(_too_late(between, steps[place], word, tree))
        steps[place:place] = between
    return tuple(steps)


def _too_late(
    between: tuple[Placed, ...], then: Placed, word: str, tree: Tree
) -> Iterator[Fault]:
    """What is put in before a step is done on its day at the latest."""
    if between and between[-1].day > then.day:
        yield tree.fault(("before", word), f"日期晚于“{word}”的{then.day}", at_key=True)


def _only(steps: list[Placed], word: str, tree: Tree, key: str) -> int:
    """The place of the one step that a word under `key` means; raises StoryInvalid."""
    places = [n for n, one in enumerate(steps) if _recorded_by(one, word)]
    if len(places) != 1:
        message = f"“{word}”有{len(places)}处，应当恰有一处；可用 label 或“办理内容.动作”指明"
        raise StoryInvalid((tree.fault((key, word), message, at_key=True),))
    return places[0]


def answers(placed: Placed, word: str) -> bool:
    """Whether a step is meant by a word: its label, what it is about, or `activity.act`."""
    step = placed.step
    return bool(step.verb) and word in (step.label, step.target, f"{step.target}.{step.verb}")


def _recorded_by(placed: Placed, word: str) -> bool:
    """As `answers`, but an activity's name alone means the step that records it."""
    about = placed.step.target == word and placed.step.label != word
    return answers(placed, word) and not (about and placed.step.verb == "approve")


def _changed(placed: Placed, changes: Mapping[str, Any], tree: Tree, word: str) -> Placed:
    raw = merged(placed.raw, changes)
    written = unplaced(raw, tree.file)
    faults = tuple(
        tree.fault(("replace", word), f"{one.path}：{one.message}")
        for one in shape_faults(Step, written)
    )
    _refuse(faults)
    line = tree.keys["replace", word][1]
    step: Step = validated(Step, written)
    day = step.on if step.on and "on" in changes else placed.day
    return Placed(step, raw, day, tree.file, placed.number, line)


def _unknown(story: Story) -> Iterator[Fault]:
    """Logins that the world does not have, and duties that nobody gave."""
    for one in story.steps:
        account = story.world.accounts.get(one.step.who or "")
        if one.step.who and account is None:
            yield Fault(one.file, one.line, 1, f"steps[{one.number}]", f"没有账户“{one.step.who}”")
        elif account and one.step.duty:
            if one.step.duty not in {duty.split("@")[0] for duty in story.duties(one)}:
                message = f"{account.name}没有岗位职责“{one.step.duty}”"
                yield Fault(one.file, one.line, 1, f"steps[{one.number}]", message)
        elif account and len(account.duties) != 1:
            many = "有多项岗位职责，须用“as”写明"
            message = f"{account.name}{many if account.duties else '没有岗位职责'}"
            yield Fault(one.file, one.line, 1, f"steps[{one.number}]", message)
