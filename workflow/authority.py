"""Authority (权限): may this actor do this, or see this? One table, default deny (L8).

A duty counts at an organization, over its subtree, on the day of the act. What one may not know of
does not exist (NotFound); what one sees but may not do is NotAuthorised.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import select

from workflow.canonical import reread
from workflow.dossier import Dossier
from workflow.edition import Edition
from workflow.errors import OTHERS, NotAuthorised, NotFound, Reason, Recused
from workflow.journal import Actor, Desk
from workflow.models import TABLES, instance
from workflow.workdays import local_day

FOUNDING = "founding"  # only until the instance is founded
ADMINISTRATORS = ("system_admin", "security_admin", "audit_admin")
READERS = ("audit_reader", "audit_admin")
OFFICES = ("department", "discipline", "leader")  # kinds of organization that work for what is above

# What is done outside an edition: act → the duties that may do it.
DO: Mapping[str, tuple[str, ...]] = {
    "enter_organization": ("security_admin", FOUNDING),
    "open_account": ("security_admin", FOUNDING),
    "grant_duty": ("security_admin", FOUNDING),
    "end_duty": ("security_admin",),
    "retire_account": ("security_admin",),
    "correct_account": ("security_admin",),
    "reset_password": ("security_admin",),
    "close_sessions": ("security_admin",),
    "correct_organization": ("security_admin",),
    "enter_post": ("cadre_chief", FOUNDING),
    "enter_body": ("cadre_chief", FOUNDING),
    "register_person": ("cadre_clerk", "cadre_chief", FOUNDING),
    "state_fact": ("cadre_clerk", "file_auditor", "supervision_officer", FOUNDING),
    "verify_fact": ("cadre_chief", "file_auditor", "supervision_officer", FOUNDING),
    "open_selection": ("cadre_clerk", "cadre_chief"),
    "open_case": ("cadre_clerk", "cadre_chief", "organization_head"),
    "convene": ("meeting_secretary",),
    "plan_agenda": ("meeting_secretary",),
    "take_attendance": ("meeting_secretary",),
    "record_item": ("meeting_secretary",),
    "hold": ("organization_head", "supervision_officer", "discipline_officer",
             "political_checker"),
    "end_hold": ("organization_head",),
    "propose_veto": ("organization_head",),
    "confirm_veto": ("committee_secretary",),
    "tell_veto": ("organization_head",),
    "request_review": ("organization_head", "committee_secretary", "discipline_officer"),
    "review_veto": ("discipline_officer", "upper_organization_officer"),
    "annul": ("upper_organization_head",),
    "change_edition": ("organization_head",),
    "remind": ("cadre_clerk", "cadre_chief", "organization_head", "inspection_leader",
               "recommendation_officer", "meeting_secretary"),
}  # fmt: skip

# What an organization department does for its committee: over everything below it, not its own
# house alone. A department manages the cadres and posts of the units beside it.
OF_COMMITTEE = frozenset({"register_person", "enter_post", "enter_body"})

# What lies beside the cases, and who may look at it: each administrator sees what is his own.
LOOK: Mapping[str, tuple[str, ...]] = {
    "system": ("system_admin",),
    "accounts": ("security_admin", *READERS),
    "organizations": ("security_admin", *READERS),
    "watch": READERS,  # logins, refused attempts, openings of attachments, verification
}  # fmt: skip

# What is decided on a standing; who may do one of these knows of the person.
ON_STANDING = ("hold", "end_hold", "confirm_veto", "request_review", "review_veto")

# Who reads a person's political-quality file (政治素质档案) over all cases: who assesses, checks,
# decides on standings, or watches over it; not everybody who sees one case.
SEES_POLITICAL_FILE = frozenset({
    "cadre_chief", "organization_head", "supervision_officer", "political_checker",
    "political_assessor", "inspection_leader", "committee_secretary",
    "committee_organization_member", "discipline_officer", "upper_organization_officer",
    "upper_organization_head", *READERS,
})  # fmt: skip

# Who sees a whole case; everybody else sees only what is addressed to his organization.
SEES_CASE = frozenset({
    "cadre_clerk", "cadre_chief", "organization_head", "supervision_officer", "file_auditor",
    "political_checker", "political_assessor", "recommendation_officer", "inspection_leader",
    "inspection_member", "department_member", "meeting_secretary", "committee_secretary",
    "committee_member", "committee_organization_member", "upper_organization_officer",
    "upper_organization_head", *READERS,
})  # fmt: skip

# Who is asked for an opinion and answers it: of the request everything, of the case nothing.
ANSWERS = frozenset({
    "auditing_officer", "branch_member", "branch_secretary", "discipline_officer",
    "joint_manager_officer", "organ_party_officer", "united_front_officer",
    "unit_discipline_officer", "unit_organization_officer", "upper_leader",
    "upper_organization_officer",
})  # fmt: skip


def require(desk: Desk, actor: Actor, act: str, day: date, organization: str = "") -> None:
    """Refuse unless the actor may do `act` of the table DO over `organization` on that day.

    Raises NotAuthorised with the reason.
    """
    if actor.duty not in DO[act]:
        raise _no(f"现以“{actor.duty}”办理", f"由{'、'.join(DO[act])}办理", DO[act])
    require_duty(desk, actor, day)
    if organization and actor.duty != FOUNDING and actor.duty not in ADMINISTRATORS:
        mine = _view(desk, actor.organization) if act in OF_COMMITTEE else ""
        _require_over(desk, actor, [organization], mine)


def require_look(desk: Desk, actor: Actor, what: str, day: date) -> None:
    """NotFound unless the actor may look at that part of the table LOOK."""
    if actor.duty not in LOOK[what]:
        raise NotFound()
    try:
        require_duty(desk, actor, day)
    except NotAuthorised as error:
        raise NotFound() from error


def require_duty(desk: Desk, actor: Actor, day: date) -> None:
    """Refuse unless the account is active and holds the duty there on that day (R-TRACE-09)."""
    if actor.duty == FOUNDING:
        if founded(desk):
            raise _no("本库已启用", "由有岗位职责的人员办理")
        return
    said = account_content(desk, actor.account)
    if said.get("state") != "active":
        raise _no(f"账户“{actor.name}”已停用", "由在用账户办理")
    if not holds(said.get("duties", ()), actor.duty, actor.organization, day):
        raise _no(
            f"{actor.name}在{day.isoformat()}不承担该岗位职责（{actor.duty}）",
            "办理当日承担该岗位职责",
        )


def holds(duties: Iterable[Mapping[str, Any]], duty: str, organization: str, day: date) -> bool:
    """Whether one of the duties is this one, at this organization, on that day."""
    today = day.isoformat()
    return any(
        one["duty"] == duty and one["organization"] == organization
        and one["from"] <= today and (not one.get("to") or today < one["to"])
        for one in duties
    )  # fmt: skip


def require_act(
    desk: Desk, actor: Actor, dossier: Dossier, duties: Sequence[str], places: Sequence[str] = ()
) -> None:
    """Refuse unless the actor may act on this case under one of `duties`.

    `places`: the organizations asked, where the act answers a request. Raises NotAuthorised or
    Recused (R-AVO-04, R-SEP-01).
    """
    if actor.duty not in duties:
        titles = titles_of(dossier.edition, duties)
        raise _no(
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
    apart = set(dossier.edition.duties[actor.duty].apart)
    mine = {
        act.by.duty
        for name in dossier.rounds
        for act in dossier.acts(name)
        if actor.by.is_same(act.by)
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
        raise _no(f"{actor.name}的岗位职责不在该单位范围内", "由有管辖权的单位人员办理")


def path(desk: Desk, organization: str) -> str:
    """The ids from the root of the tree down to an organization; "" for an unknown one."""
    _look_up_paths(desk, organization)
    found: str = desk.looked["path", organization]
    return found


def _look_up_paths(desk: Desk, *organizations: str) -> None:
    """Have the paths of several organizations at hand, in one statement."""
    wanted = [one for one in organizations if ("path", one) not in desk.looked]
    if wanted:
        table = TABLES["organization"].c
        rows = desk.db.execute(select(table.id, table.path).where(table.id.in_(wanted))).tuples()
        known: dict[str, str] = dict(rows.all())
        desk.looked.update({("path", one): known.get(one, "") for one in wanted})


def account_content(desk: Desk, account: str) -> dict[str, Any]:
    """What an account's row says; empty for an unknown one."""
    table = TABLES["account"].c
    text = desk.look(
        ("account", account),
        lambda: desk.db.scalar(select(table.content).where(table.id == account)),
    )
    return reread(text) if text else {}


def founded(desk: Desk) -> bool:
    """Whether the instance has been founded: from then on nobody acts without a duty."""
    return desk.db.scalar(select(instance.c.value).where(instance.c.key == "founded_at")) is not None


def require_sight(desk: Desk, actor: Actor, department: str, day: date) -> None:
    """NotFound unless the actor may see a whole case of that department."""
    if actor.duty not in SEES_CASE:
        raise NotFound()
    try:
        require_duty(desk, actor, day)
        _require_view(desk, actor, department)
    except NotAuthorised as error:
        raise NotFound() from error


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
    return _view(desk, actor.organization) or None


def _looks_everywhere(actor: Actor) -> bool:
    """Auditors and the upper organization department do."""
    return actor.duty in READERS or actor.duty.startswith("upper_")


def _require_view(desk: Desk, actor: Actor, organization: str) -> None:
    """NotFound unless the organization lies below what the actor's place looks over."""
    if _looks_everywhere(actor):
        return
    _look_up_paths(desk, actor.organization, organization)
    mine = _view(desk, actor.organization)
    if not mine or not path(desk, organization).startswith(mine):
        raise NotFound()


def _view(desk: Desk, organization: str) -> str:
    """The path that a place looks over: an office that of the committee it works for, else its own.

    So a city's department sees the city and its counties, a county's department the county alone.
    """
    steps = path(desk, organization).split("/")[:-1]
    table = TABLES["organization"].c
    wanted = select(table.id).where(table.id.in_(steps), table.kind.in_(OFFICES))
    offices = desk.look(("offices", organization), lambda: set(desk.db.scalars(wanted)))
    last = max((n for n, step in enumerate(steps) if step in offices), default=len(steps) - 1)
    while last > 0 and steps[last] in offices:
        last -= 1
    return "".join(f"{step}/" for step in steps[: last + 1])


def titles_of(edition: Edition, duties: Iterable[str]) -> tuple[str, ...]:
    """The titles of duties, as people read them."""
    return tuple(edition.duty_title(one) for one in duties)


def _no(found: str, needed: str, who: Sequence[str] = OTHERS) -> NotAuthorised:
    return NotAuthorised(reasons=[Reason("R-DUTY-01", found, needed, tuple(who))])


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
    if mine := _view(desk, actor.organization):
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
        raise _no(
            f"现以“{actor.duty}”查看政治素质档案", "由承担政治素质考察、把关、决定和监督职责的人员查看",
            tuple(sorted(SEES_POLITICAL_FILE)),
        )  # fmt: skip
