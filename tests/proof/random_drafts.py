"""Random editions of a few states, and every way through them, tried one by one."""

from collections.abc import Iterator

from hypothesis import strategies as st
from proof_drafts import Draft, form, move

STATES = [f"s{n}" for n in range(8)]


@st.composite
def drafts(draw: st.DrawFn) -> Draft:
    """Any edition of two to eight states; some moves need the one paper."""
    count = draw(st.integers(2, 8))
    states = STATES[:count]
    pairs = st.tuples(st.sampled_from(states), st.sampled_from(states), st.booleans(),
                      st.sampled_from(["forward", "forward", "back", "end"]))  # fmt: skip
    rows = draw(st.lists(pairs, max_size=16))
    goals = draw(st.lists(st.sampled_from(states[1:]), min_size=1, max_size=2, unique=True))
    ends = draw(st.sets(st.sampled_from(states[1:])))
    stages = draw(st.lists(st.sampled_from(["one", "two"]), min_size=count, max_size=count))
    return Draft(
        states={one: {"stage": stage, "initial": one == "s0", "final": one in ends}
                for one, stage in zip(states, stages, strict=True)},
        moves=[move(f"m{n}", u, v, way, needs=("paper",) if held else ())
               for n, (u, v, held, way) in enumerate(rows)],
        activities={"paper": form(*states)},
        goals=tuple(goals),
        guards=("stages_checked",),
    )  # fmt: skip


def ways(draft: Draft, start: str) -> Iterator[tuple[dict[str, str], ...]]:
    """Every way from `start` that comes to no state twice, save to a goal as its last step."""

    def walk(at: str, seen: tuple[str, ...], way: tuple[dict[str, str], ...]) -> Iterator[
        tuple[dict[str, str], ...]
    ]:
        if way:
            yield way
        for one in draft.moves:
            if one["from"][0] == at and (one["to"] not in seen or one["to"] in draft.goals):
                if one["to"] in seen:
                    yield (*way, one)
                else:
                    yield from walk(one["to"], (*seen, one["to"]), (*way, one))

    yield from walk(start, (start,), ())


@st.composite
def supplied(draw: st.DrawFn) -> Draft:
    """The same, but the paper is recorded in some states only, and some returns reopen it."""
    draft = draw(drafts())
    within = draw(st.sets(st.sampled_from(sorted(draft.states))))
    draft.activities = {"paper": form(*sorted(within))}
    for one in draft.moves:
        if one["direction"] == "back" and draw(st.booleans()):
            one["reopens"] = ("paper",)
    return draft
