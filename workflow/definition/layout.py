"""Where the states of an edition stand in its picture (流程图布局): rows by stages, lanes for lines.

The main line (all that forward moves reach) runs left to right and wraps, where it can, between
stages; side states stand below. A line that does not go to the next box runs through the corridor
between two rows, in a lane that all lines of its sort to one target share, so twelve ways to 终止
look like one bus.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Literal, TypeAlias

import networkx as nx

from workflow.edition import Edition, Process

Sort = Literal["forward", "back", "end"]
Point: TypeAlias = tuple[int, int]
Lane: TypeAlias = tuple[int, str, str]  # corridor, target, sort
COLUMNS = 6
WIDTH, HEIGHT, GAP = 124, 58, 30
EDGE, LABEL, LANE, CORRIDOR = 14, 24, 9, 16


@dataclass(frozen=True, slots=True)
class Line:
    """A drawn line: the moves that go from one state to another, and the corners of its path."""

    source: str
    target: str
    sort: Sort
    moves: tuple[str, ...]  # titles
    points: tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class Band:
    """A stage in one row: its title and the box around its states."""

    title: str
    x: int
    y: int
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Layout:
    """A whole picture; `boxes` are the upper left corners."""

    width: int
    height: int
    boxes: dict[str, Point]
    bands: tuple[Band, ...]
    lines: tuple[Line, ...]


@lru_cache(maxsize=64)
def lay_out(edition: Edition, columns: int = COLUMNS) -> Layout:
    """The picture of an edition, so many boxes wide; depends on nothing but its text."""
    return _Drawing(edition.process, rows_of(edition, columns)).layout()


def rows_of(edition: Edition, columns: int = COLUMNS) -> list[list[str]]:
    """The states row by row: the main line, then the side states."""
    process = edition.process
    forward = nx.DiGraph()
    forward.add_nodes_from(process.states)
    forward.add_edges_from(
        (source, move.target)
        for move in process.moves if move.direction == "forward" for source in move.source
    )  # fmt: skip
    main = {edition.initial, *nx.descendants(forward, edition.initial)}
    stages = [*process.stages, None]
    groups = [[s for s, one in process.states.items() if s in main and one.stage == stage]
              for stage in stages]  # fmt: skip
    rows: list[list[str]] = [[]]
    for group in groups:
        if rows[-1] and len(rows[-1]) + len(group) > columns:
            rows.append([])
        for state in group:
            if len(rows[-1]) == columns:
                rows.append([])
            rows[-1].append(state)
    side = [state for state in process.states if state not in main]
    return [*rows, *(side[n : n + columns] for n in range(0, len(side), columns))]


@dataclass(slots=True)
class _Way:
    """A line before its figures are known: the corridors it takes and the sides it uses."""

    source: str
    target: str
    sort: Sort
    moves: list[str] = field(default_factory=list)
    lanes: tuple[Lane, ...] = ()  # none: straight to the next box
    ends: tuple[str, str] = ("bottom", "top")


class _Drawing:
    """Figures of one picture: first which lanes there are, then where they run."""

    def __init__(self, process: Process, rows: list[list[str]]) -> None:
        self.process, self.rows = process, rows
        self.place = {s: (r, c) for r, row in enumerate(rows) for c, s in enumerate(row)}
        self.ways = list(self._ways())
        self.lanes: dict[int, list[Lane]] = {}
        self.ports: dict[tuple[str, str], list[Lane]] = {}
        for way in self.ways:
            for lane in way.lanes:
                _once(self.lanes.setdefault(lane[0], []), lane)
            if way.lanes:
                _once(self.ports.setdefault((way.source, way.ends[0]), []), way.lanes[0])
                _once(self.ports.setdefault((way.target, way.ends[1]), []), way.lanes[-1])
        far = (way for way in self.ways if len(way.lanes) > 1)
        self.margins = list(dict.fromkeys((way.target, way.sort) for way in far))
        self.left = EDGE + LANE * len(self.margins)
        self.tops = self._tops()

    def layout(self) -> Layout:
        width = self.left + max(map(len, self.rows)) * (WIDTH + GAP)
        height = self.tops[-1] + HEIGHT + self._corridor(len(self.rows)) + EDGE
        boxes = {state: self._corner(state) for state in self.place}
        return Layout(width, height, boxes, tuple(self._bands()), tuple(self._lines()))

    def _ways(self) -> Iterator[_Way]:
        ways: dict[tuple[str, str, Sort], _Way] = {}
        for move in self.process.moves:
            for source in move.source:
                key = (source, move.target, move.direction)
                ways.setdefault(key, _Way(*key)).moves.append(move.title)
        for way in ways.values():
            self._route(way)
            yield way

    def _route(self, way: _Way) -> None:
        """Forward below, back above; between rows through the corridors that face each other."""
        (a, column), (b, other) = self.place[way.source], self.place[way.target]
        if way.sort == "forward" and a == b and other == column + 1:
            return
        if a == b:
            side = "top" if way.sort == "back" else "bottom"
            way.ends = (side, side)
            corridors = (a, a) if side == "top" else (a + 1, a + 1)
        else:
            way.ends = ("bottom", "top") if a < b else ("top", "bottom")
            corridors = (a + 1, b) if a < b else (a, b + 1)
        way.lanes = tuple((one, way.target, way.sort) for one in dict.fromkeys(corridors))

    def _corridor(self, number: int) -> int:
        return CORRIDOR + LANE * len(self.lanes.get(number, ()))

    def _tops(self) -> list[int]:
        tops, y = [], EDGE
        for number in range(len(self.rows)):
            y += self._corridor(number) + LABEL
            tops.append(y)
            y += HEIGHT
        return tops

    def _corner(self, state: str) -> Point:
        row, column = self.place[state]
        return self.left + column * (WIDTH + GAP), self.tops[row]

    def _lane_y(self, lane: Lane) -> int:
        number = lane[0]
        start = self.tops[number - 1] + HEIGHT if number else EDGE
        return start + CORRIDOR // 2 + LANE * (1 + self.lanes[number].index(lane)) - LANE // 2

    def _port(self, state: str, side: str, lane: Lane) -> Point:
        x, y = self._corner(state)
        ports = self.ports[state, side]
        at = x + WIDTH * (ports.index(lane) + 1) // (len(ports) + 1)
        # Apart by a little, so that a line down to a box is not taken for one up to the box above.
        return (at + 4, y) if side == "top" else (at - 4, y + HEIGHT)

    def _lines(self) -> Iterator[Line]:
        for way in self.ways:
            points = tuple(self._points(way))
            yield Line(way.source, way.target, way.sort, tuple(way.moves), points)

    def _points(self, way: _Way) -> Iterator[Point]:
        if not way.lanes:
            (x, y), (other, _) = self._corner(way.source), self._corner(way.target)
            yield from ((x + WIDTH, y + HEIGHT // 2), (other, y + HEIGHT // 2))
            return
        start = self._port(way.source, way.ends[0], way.lanes[0])
        end = self._port(way.target, way.ends[1], way.lanes[-1])
        first, last = self._lane_y(way.lanes[0]), self._lane_y(way.lanes[-1])
        yield from (start, (start[0], first))
        if len(way.lanes) > 1:
            margin = EDGE + LANE * self.margins.index((way.target, way.sort)) - EDGE // 2
            yield from ((margin, first), (margin, last))
        yield from ((end[0], last), end)

    def _bands(self) -> Iterator[Band]:
        for number, row in enumerate(self.rows):
            for stage, title in self.process.stages.items():
                inside = [s for s in row if self.process.states[s].stage == stage]
                columns = [self.place[s][1] for s in inside]
                for first, last in _runs(columns):
                    x = self.left + first * (WIDTH + GAP) - 6
                    width = (last - first) * (WIDTH + GAP) + WIDTH + 12
                    y = self.tops[number] - LABEL
                    yield Band(title, x, y, width, HEIGHT + LABEL + 6)


def _runs(columns: list[int]) -> Iterator[tuple[int, int]]:
    """Neighbouring columns as (first, last)."""
    for first in (c for c in columns if c - 1 not in columns):
        last = first
        while last + 1 in columns:
            last += 1
        yield first, last


def _once(lanes: list[Lane], lane: Lane) -> None:
    if lane not in lanes:
        lanes.append(lane)
