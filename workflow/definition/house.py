"""The tables of this house (本库名称表): its guards, its conditions and its vocabularies."""

from workflow.definition.names import Names
from workflow.definition.settings import SETTINGS
from workflow.guards import GUARDS
from workflow.guards.applies import APPLIES


def house_names() -> Names:
    """The names that definitions of this house may use."""
    return Names(
        guards={name: guard.rules for name, guard in GUARDS.items()},
        conditions={name: applies.negates for name, applies in APPLIES.items()},
        settings=SETTINGS,
    )
