"""May this actor do this (办理权限)? By the duty of the day, over the place, apart from other hands."""

from collections.abc import Iterable, Sequence
from datetime import date

from workflow.authority.reach import account_content, founded, holds, path, view
from workflow.authority.table import ADMINISTRATORS, ANYBODY, DO, FOUNDING, OF_COMMITTEE
from workflow.dossier import Dossier
from workflow.edition import Edition
from workflow.errors import OTHERS, NotAuthorised, Reason, Recused
from workflow.journal import Actor, Desk
from workflow.workdays import local_day


def require(desk: Desk, actor: Actor, act: str, day: date, organization: str = "") -> None:
    """Refuse unless the actor may do `act` of the table DO over `organization` on that day.

    Raises NotAuthorised with the reason.
    """
    if act in ANYBODY:
        if actor.duty == FOUNDING:
            raise not_entitled("本库尚未启用", "启用以后由承担岗位职责的人员办理")
    elif actor.duty not in DO[act]:
        raise not_entitled(f"现以“{actor.duty}”办理", f"由{'、'.join(DO[act])}办理", DO[act])
    require_duty(desk, actor, day)
    if organization and actor.duty != FOUNDING and actor.duty not in ADMINISTRATORS:
        mine = view(desk, actor.organization) if act in OF_COMMITTEE else ""
        _require_over(desk, actor, [organization], mine)


def require_duty(desk: Desk, actor: Actor, day: date) -> None:
    """Refuse unless the account is active and holds the duty there on that day (R-TRACE-09)."""
    if actor.duty == FOUNDING:
        if founded(desk):
            raise not_entitled("本库已启用", "由有岗位职责的人员办理")
        return
    said = account_content(desk, actor.account)
    if said.get("state") != "active":
        raise not_entitled(f"账户“{actor.name}”已停用", "由在用账户办理")
    if not holds(said.get("duties", ()), actor.duty, actor.organization, day):
        raise not_entitled(
            f"{actor.name}在{day.isoformat()}不承担该岗位职责（{actor.duty}）",
            "办理当日承担该岗位职责",
        )


def require_act(
    desk: Desk, actor: Actor, dossier: Dossier, duties: Sequence[str], places: Sequence[str] = ()
) -> None:
    """Refuse unless the actor may act on this case under one of `duties`.

    `places`: the organizations asked, where the act answers a request. Raises NotAuthorised or
    Recused (R-AVO-04, R-SEP-01).
    """
    if actor.duty not in duties:
        titles = titles_of(dossier.edition, duties)
        raise not_entitled(
            f"现以“{titles_of(dossier.edition, [actor.duty])[0]}”办理",
            f"由{'、'.join(titles)}办理", titles,
        )  # fmt: skip
    require_duty(desk, actor, local_day(dossier.at))  # who acts today holds the duty today
    _require_over(desk, actor, places or place_of(desk, dossier, actor.duty))
    _refuse_the_concerned(dossier, actor)
    _refuse_crossed_duties(dossier, actor)


def _refuse_the_concerned(dossier: Dossier, actor: Actor) -> None:
    if actor.person and actor.person in {dossier.person.id, *dossier.relatives}:
        raise Recused(reasons=[dossier.edition.reason(
            "R-AVO-04", f"{actor.name}系人选本人或近亲属", "由无回避情形的人员办理", OTHERS,
        )])  # fmt: skip


def _refuse_crossed_duties(dossier: Dossier, actor: Actor) -> None:
    """Duties that may not meet in one person in one case (promotion.md section 4)."""
    apart, me = set(dossier.edition.duties[actor.duty].apart), actor.by
    mine = {
        act.by.duty
        for rounds in dossier.rounds.values()
        for one in rounds
        for act in one.acts
        if me.is_same(act.by)
    }
    crossed = sorted(
        other for other in mine
        if other in apart or actor.duty in _apart_of(dossier.edition, other)
    )  # fmt: skip
    if crossed:
        titles = "、".join(titles_of(dossier.edition, crossed))
        raise Recused(reasons=[dossier.edition.reason(
            "R-SEP-01", f"{actor.name}已在本事项中以“{titles}”办理", "不相容职责由不同人员承担",
            OTHERS,
        )])  # fmt: skip


def _apart_of(edition: Edition, duty: str) -> tuple[str, ...]:
    known = edition.duties.get(duty)
    return known.apart if known else ()


def place_of(desk: Desk, dossier: Dossier, duty: str) -> tuple[str, ...]:
    """The organizations over which a duty must be held to act on this case; empty: anywhere.

    Where the place is not known nobody has it: "" lies below no organization.
    """
    match dossier.edition.duties[duty].at:
        case "department" | "team":
            return (dossier.selection.department,)
        case "committee":
            body = dossier.bodies.get(dossier.selection.body)
            return (body.organization,) if body else ("",)
        case "unit":
            unit = dossier.organizations.get(dossier.person.organization)
            return (unit.id, *unit.links.values()) if unit else ("",)
        case "upper":
            department = dossier.organizations[dossier.selection.department]
            upper = department.links.get("upper_organization")
            return (upper,) if upper else ("",)
    return ()


def _require_over(desk: Desk, actor: Actor, places: Sequence[str], mine: str = "") -> None:
    if not places:
        return
    mine = mine or path(desk, actor.organization)
    if not any(mine and path(desk, place).startswith(mine) for place in places):
        raise not_entitled(f"{actor.name}的岗位职责不在该单位范围内", "由有管辖权的单位人员办理")


def titles_of(edition: Edition, duties: Iterable[str]) -> tuple[str, ...]:
    """The titles of duties, as people read them."""
    return tuple(edition.duty_title(one) for one in duties)


def not_entitled(found: str, needed: str, who: Sequence[str] = OTHERS) -> NotAuthorised:
    return NotAuthorised(reasons=[Reason("R-DUTY-01", found, needed, tuple(who))])
