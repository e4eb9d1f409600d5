"""May this actor see this (查看范围)? What one may not know of does not exist: NotFound."""

from collections.abc import Sequence
from datetime import date

from workflow.authority.doing import not_entitled, require_duty
from workflow.authority.reach import look_up_paths, path, view
from workflow.authority.table import (
    DO,
    LOOK,
    ON_STANDING,
    READERS,
    SEES_CASE,
    SEES_POLITICAL_FILE,
)
from workflow.errors import NotAuthorised, NotFound
from workflow.journal import Actor, Desk
from workflow.models.sight import EVERYWHERE


def require_look(desk: Desk, actor: Actor, what: str, day: date) -> None:
    """NotFound unless the actor may look at that part of the table LOOK."""
    if actor.duty not in LOOK[what]:
        raise NotFound()
    try:
        require_duty(desk, actor, day)
    except NotAuthorised as error:
        raise NotFound() from error


def require_sight(desk: Desk, actor: Actor, department: str, day: date) -> None:
    """NotFound unless the actor may see a whole case of that department."""
    if actor.duty not in SEES_CASE:
        raise NotFound()
    try:
        require_duty(desk, actor, day)
        _require_view(desk, actor, department)
    except NotAuthorised as error:
        raise NotFound() from error


def register_in_sight(desk: Desk, actor: Actor, day: date) -> str:
    """The path below which the actor reads the register of interference, "" for everywhere.

    Raises NotFound where nowhere: who handles cases does not know what is in it (R-TRACE-05).
    """
    require_look(desk, actor, "interference", day)
    if actor.duty in READERS:
        return ""
    if mine := view(desk, actor.organization):
        return mine
    raise NotFound()


def may_read_complaints(actor: Actor, keepers: Sequence[str]) -> bool:
    """Whether the actor reads what was reported during a notice: who keeps the register, auditors."""
    return actor.duty in keepers or actor.duty in READERS


def overlooked(desk: Desk, actor: Actor, day: date) -> str | None:
    """The path below which the actor sees whole cases, "" for everywhere; None where nowhere.

    For lists, which the database itself narrows to it.
    """
    if actor.duty not in SEES_CASE:
        return None
    try:
        require_duty(desk, actor, day)
    except NotAuthorised:
        return None
    if _looks_everywhere(actor):
        return ""
    return view(desk, actor.organization) or None


def net(desk: Desk, actor: Actor, day: date) -> tuple[str, ...]:
    """The paths beyond which the database itself shows this actor no rows, however a page asks.

    All that the functions of this file can grant under this duty lies there; empty without a duty.
    """
    try:
        require_duty(desk, actor, day)
    except NotAuthorised:
        return ()
    if _looks_everywhere(actor):
        return EVERYWHERE
    mine = view(desk, actor.organization)
    return (mine,) if mine else ()


def _looks_everywhere(actor: Actor) -> bool:
    """Auditors and the upper organization department do."""
    return actor.duty in READERS or actor.duty.startswith("upper_")


def _require_view(desk: Desk, actor: Actor, organization: str) -> None:
    """NotFound unless the organization lies below what the actor's place looks over."""
    if _looks_everywhere(actor):
        return
    look_up_paths(desk, actor.organization, organization)
    mine = view(desk, actor.organization)
    if not mine or not path(desk, organization).startswith(mine):
        raise NotFound()


def require_sight_of_person(desk: Desk, actor: Actor, organization: str, day: date) -> bool:
    """NotFound unless the actor may know of a person of that organization; whether facts show too.

    Who sees cases sees the files of everybody below the own committee; who only decides on a
    standing (纪检监察) sees name and standing.
    """
    whole = _knows_people(desk, actor, day)
    _require_view(desk, actor, organization)
    return whole


def people_in_sight(desk: Desk, actor: Actor, day: date) -> str:
    """The path below which the actor may know of people, "" for everywhere; for lists.

    Raises NotFound where of nobody.
    """
    _knows_people(desk, actor, day)
    if _looks_everywhere(actor):
        return ""
    if mine := view(desk, actor.organization):
        return mine
    raise NotFound()


def _knows_people(desk: Desk, actor: Actor, day: date) -> bool:
    """Whether the actor sees whole files (True) or standings only (False); else NotFound."""
    whole = actor.duty in SEES_CASE
    if not whole and not any(actor.duty in DO[act] for act in ON_STANDING):
        raise NotFound()
    try:
        require_duty(desk, actor, day)
    except NotAuthorised as error:
        raise NotFound() from error
    return whole


def require_sight_of_political_file(
    desk: Desk, actor: Actor, organization: str, day: date
) -> None:
    """Refuse unless the actor may read the political-quality file of a person of that organization.

    Raises NotFound where the actor may not know of the person, else NotAuthorised.
    """
    require_sight_of_person(desk, actor, organization, day)
    require_political_files(actor)


def require_political_files(actor: Actor) -> None:
    """NotAuthorised unless the actor's duty reads political-quality files at all."""
    if actor.duty not in SEES_POLITICAL_FILE:
        raise not_entitled(
            f"现以“{actor.duty}”查看政治素质档案", "由承担政治素质考察、把关、决定和监督职责的人员查看",
            tuple(sorted(SEES_POLITICAL_FILE)),
        )  # fmt: skip
