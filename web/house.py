"""Where the site meets the engine (站点与引擎): the house, the clock, one reading desk a request."""

from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import date, datetime

from flask import Flask, current_app, g

from workflow.journal import Desk, House
from workflow.workdays import SHANGHAI, local_day


@dataclass(frozen=True, slots=True)
class Site:
    """What every request needs: the house and the clock."""

    house: House
    now: Callable[[], datetime]


def install(app: Flask, house: House, now: Callable[[], datetime]) -> None:
    """Give the house to an application; its reading desks are closed with each request."""
    app.extensions["cadre"] = Site(house, now)
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
        g.desk = g.looking.enter_context(house().reading())
    found: Desk = g.desk
    return found


def look_again() -> None:
    """Leave the reading desk: after a command the next look must see what is there now."""
    g.pop("desk", None)
    looking: ExitStack | None = g.pop("looking", None)
    if looking is not None:
        looking.close()
