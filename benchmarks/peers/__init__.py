"""The same job in libraries that people know: a line of states, two guards a move, an audit row.

Each does what its documentation shows: the row is loaded anew for every move, as in a request, the
library judges and moves it, row and audit row are committed. None has authority, a chain, reasons,
a command id, requests or a tree; what is compared is what is paid for a move that lasts.
"""

from collections.abc import Callable, Mapping, Sequence
from importlib import import_module
from importlib.util import find_spec

from sqlalchemy import Engine

Job = Callable[[Sequence[str]], None]  # every move of every case named; raises where one fails
# Peer → what has to be installed (extra `bench`), and the module here whose `job` it is.
PEERS: Mapping[str, tuple[str, str]] = {
    "transitions + ORM": ("transitions", "transitions_orm"),
    "python-statemachine + ORM": ("statemachine", "statemachine_orm"),
    "sismic + ORM": ("sismic", "sismic_orm"),
    "django-fsm-2 + django-fsm-log": ("django_fsm_log", "django_fsm_logged"),
    "viewflow.fsm + Django": ("viewflow", "viewflow_fsm"),
    "SpiffWorkflow + serializer": ("SpiffWorkflow", "spiff_serialized"),
    "DBOS transactions": ("dbos", "dbos_steps"),
}
FEW = tuple(PEERS)[:2]


def known(engine: Engine, ids: Sequence[str], moves: int, names: Sequence[str]) -> dict[str, Job]:
    """The named peers by name, each with its rows in place; says which are not installed."""
    found: dict[str, Job] = {}
    for name in names:
        package, module = PEERS[name]
        if find_spec(package) is None:
            print(f"{name}: not installed (extra bench)")
            continue
        found[name] = import_module(f"benchmarks.peers.{module}").job(engine, ids, moves)
    return found
