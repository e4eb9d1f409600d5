"""How large the figures of a simulation may be (推演参数取值): each out of bounds is a fault with its line."""

from collections.abc import Iterator

from workflow.definition.fault import Fault
from workflow.definition.tree import Path, Tree
from workflow.simulation.parameters import DAY, Parameters

BOUNDS = {  # inclusive
    "cases": (1, 5000), "over": (1, 500), "batch": (1, 100), "seed": (0, 2**31 - 1),
    "people": (1, 10_000), "minutes": (1, DAY), "every": (1, 250), "sitting": (1, 1000),
    "share": (0, 100),
}  # fmt: skip
MOST = {"wait": 250}  # of a span: working days; else minutes
MOST_MINUTES = 100 * DAY


def bound_faults(tree: Tree, it: Parameters) -> Iterator[Fault]:
    """Every figure that is out of its bounds, every span whose most is less than its least."""
    for path, value, bound in _figures(it):
        least, most = BOUNDS[bound]
        if not least <= value <= most:
            yield tree.fault(path, f"应当在{least}至{most}之间，现为{value}")
    for path, span in _spans(it):
        most = MOST.get(str(path[-1]), MOST_MINUTES)
        if not 0 <= span[0] <= span[1] <= most:
            yield tree.fault(path, f"应当是 [最少, 最多]，在0至{most}之间，现为 [{span[0]}, {span[1]}]")


def _figures(it: Parameters) -> Iterator[tuple[Path, int, str]]:
    for name in ("cases", "over", "batch", "seed"):
        yield (name,), getattr(it, name), name
    for duty, staff in it.staff.items():
        yield ("staff", duty, "people"), staff.people, "people"
        yield ("staff", duty, "minutes"), staff.minutes, "minutes"
    for body, one in it.sittings.items():
        yield ("sittings", body, "every"), one.every, "every"
        yield ("sittings", body, "cases"), one.cases, "sitting"
    for name, share in it.conditions.items():
        yield ("conditions", name), share, "share"
    for state, ways in it.ways.items():
        for move, share_or_name in ways.items():
            if isinstance(share_or_name, int):
                yield ("ways", state, move), share_or_name, "share"


def _spans(it: Parameters) -> Iterator[tuple[Path, tuple[int, int]]]:
    yield ("move",), it.move
    for table in ("kinds", "activities"):
        for name, effort in getattr(it, table).items():
            for key in type(effort).model_fields:
                yield (table, name, key), getattr(effort, key)
