"""`django-fsm-2` with `django-fsm-log`: transitions are methods of the model, the log is kept by signals."""

from collections.abc import Callable, Sequence
from typing import Any

from django.db import models
from django_fsm import FSMField, transition
from django_fsm_log.decorators import fsm_log_description
from sqlalchemy import Engine

from benchmarks.floor import PAYLOAD
from benchmarks.peers import django_site


def job(engine: Engine, ids: Sequence[str], moves: int) -> Callable[[Sequence[str]], None]:
    """The moves of a batch; the rows are there."""
    django_site.start(engine)
    state = FSMField(default="s0", protected=False)
    steps = {f"m{n}": _transition(state, n) for n in range(moves)}
    line = django_site.model("FsmLine", {
        "name": models.CharField(max_length=64, unique=True), "seq": models.IntegerField(),
        "state": state, **steps,
    })  # fmt: skip

    def kept(row: Any, event: str) -> None:
        getattr(row, event)(description=PAYLOAD)
        row.seq += 1
        row.save()

    return django_site.job(line, kept, ids, moves)


def _transition(state: Any, n: int) -> Any:
    def moved(row: Any, description: str = "") -> None:
        """What else happens at a move: nothing."""

    moved.__name__ = f"m{n}"  # the log keeps it
    guarded = transition(
        field=state, source=f"s{n}", target=f"s{n + 1}", conditions=django_site.GUARDS
    )
    return fsm_log_description(guarded(moved))
