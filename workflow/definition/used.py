"""The rules that a process rests on (所用规则): those it names, and those its guards find against."""

from collections.abc import Iterable, Iterator

from workflow.definition.names import Names
from workflow.edition import Field, Process

# The engine itself refuses under these, whatever the definition says.
ENGINE_RULES = ("R-SEP-01", "R-GEN-06")
ENGINE_GUARDS = ("standing_clear",)


def rules_used(process: Process, names: Names) -> frozenset[str]:
    """The ids of all rules under which a case of this process can be refused."""
    guards = {guard for move in process.moves for guard in move.guards}
    guards.update(process.forward_guards, ENGINE_GUARDS)
    return frozenset((
        *ENGINE_RULES,
        *(rule for guard in guards for rule in names.guards.get(guard, ())),
        *_named(process),
    ))  # fmt: skip


def _named(process: Process) -> Iterator[str]:
    for activity in process.activities.values():
        yield from activity.rules
        yield from _of_fields(activity.fields.values())
        yield from (item.rule for item in activity.items.values() if item.rule)
    for move in process.moves:
        yield from _of_fields(move.fields.values())


def _of_fields(fields: Iterable[Field]) -> Iterator[str]:
    for one in fields:
        if one.rule:
            yield one.rule
        yield from _of_fields(one.columns.values())
