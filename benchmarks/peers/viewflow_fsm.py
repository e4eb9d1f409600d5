"""`viewflow.fsm`: a flow around each loaded row, which saves it and its audit row when it succeeded."""

import uuid
from collections.abc import Callable, Sequence
from typing import Any

from django.db import models
from sqlalchemy import Engine
from viewflow import fsm

from benchmarks.floor import PAYLOAD
from benchmarks.peers import django_site


def job(engine: Engine, ids: Sequence[str], moves: int) -> Callable[[Sequence[str]], None]:
    """The moves of a batch; the rows are there."""
    django_site.start(engine)
    line = django_site.model("FlowLine", {
        "name": models.CharField(max_length=64, unique=True), "seq": models.IntegerField(),
        "state": models.CharField(max_length=64),
    })  # fmt: skip
    audit = django_site.model("FlowAudit", {
        "id": models.CharField(max_length=32, primary_key=True), "seq": models.IntegerField(),
        "line": models.ForeignKey(line, on_delete=models.CASCADE),
        "event": models.CharField(max_length=64), "body": models.TextField(),
    })  # fmt: skip
    flow = _flow(moves)

    def kept(row: Any, event: str) -> None:
        getattr(flow(row), event)()
        row.seq += 1
        row.save()
        audit.objects.create(id=uuid.uuid4().hex, seq=row.seq, line=row, event=event, body=PAYLOAD)

    return django_site.job(line, kept, ids, moves)


def _flow(moves: int) -> Any:
    state = fsm.State([f"s{n}" for n in range(moves + 1)], default="s0")

    def begin(flow: Any, row: Any) -> None:
        flow.row = row

    def setter(flow: Any, value: str) -> None:
        flow.row.state = value

    def getter(flow: Any) -> Any:
        return flow.row.state

    state.setter()(setter)
    state.getter()(getter)
    steps = {f"m{n}": _transition(state, n) for n in range(moves)}
    return type("Flow", (), {"state": state, "__init__": begin, **steps})


def _transition(state: Any, n: int) -> Any:
    def moved(flow: Any) -> None:
        """What else happens at a move: nothing."""

    moved.__name__ = f"m{n}"
    conditions = [lambda flow, guard=guard: guard(flow.row) for guard in django_site.GUARDS]
    return state.transition(source=f"s{n}", target=f"s{n + 1}", conditions=conditions)(moved)
