"""Where the site meets the engine (站点与引擎): the house, the clock, one reading desk a request."""

import time
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeVar

from flask import Flask, current_app, g

from workflow.journal import Desk, House, Patience
from workflow.journal.away import patiently
from workflow.workdays import SHANGHAI, local_day

T = TypeVar("T")
# A standby takes over within half a minute (docs/cluster.md); whoever waits longer is told to come back.
USUAL = Patience(30, time.monotonic, time.sleep)


@dataclass(frozen=True, slots=True)
class Site:
    """What every request needs: the house and the clock, and how long a database is waited for."""

    house: House
    now: Callable[[], datetime]
    patience: Patience


def install(
    app: Flask, house: House, now: Callable[[], datetime], patience: Patience = USUAL
) -> None:
    """Give the house to an application; its reading desks are closed with each request."""
    app.extensions["cadre"] = Site(house, now, patience)
    app.teardown_appcontext(lambda _: look_again())


def house() -> House:
    """The house of this application."""
    site: Site = current_app.extensions["cadre"]
    return site.house


def now() -> datetime:
    """The server's time, UTC; the same within one request."""
    if "now" not in g:
        site: Site = current_app.extensions["cadre"]
        g.now = site.now()
    told: datetime = g.now
    return told


def today() -> date:
    """The calendar day in Asia/Shanghai."""
    return local_day(now())


def local(at: datetime) -> str:
    """A moment by the clock of Beijing, to the minute."""
    return at.astimezone(SHANGHAI).strftime("%Y-%m-%d %H:%M")


def desk() -> Desk:
    """The desk from which this request looks; whatever was written there would be thrown away."""
    if "desk" not in g:
        g.looking = ExitStack()
        sight = g.get("sight")  # not known before it is known who looks
        g.desk = patiently(_patience(), lambda: g.looking.enter_context(house().reading(sight)))
    found: Desk = g.desk
    return found


def narrow(paths: Sequence[str]) -> None:
    """Have this request see rows at these paths and below only, now and after a command."""
    g.sight = tuple(paths)
    desk().see(g.sight)


def carry_out(command: Callable[[Desk], T]) -> T:
    """What a command answers, of an order with its id; a database that is away is waited for."""
    return house().carry_out(command, _patience())


def _patience() -> Patience:
    site: Site = current_app.extensions["cadre"]
    return site.patience


def look_again() -> None:
    """Leave the reading desk: after a command the next look must see what is there now."""
    g.pop("desk", None)
    looking: ExitStack | None = g.pop("looking", None)
    if looking is not None:
        looking.close()
