"""What conditions (适用条件) read of a dossier: people, branches, plan, opinions; pure and total."""

from dataclasses import replace

from workflow.addressees import former_branches, present_branches
from workflow.dossier import Dossier, Values
from workflow.guards.career import is_exceptional, measures, present, skips_level
from workflow.guards.checklist import marks
from workflow.guards.reading import day, number, rows, text
from workflow.guards.window import notice_window
from workflow.workdays import add_months

COMMUNIST = ("中共党员", "中共预备党员")
OPPOSED = ("object", "reserve")
COUNTY_DEPUTY = 3
LEAST_WORKDAYS = 5  # of any publicity before an appointment (R-APT-03)


def party_member(d: Dossier) -> bool:
    """Whether the candidate is of the Party. Unverified counts as a member: only a verified other
    standing takes the case off the way through the branch."""
    politics = d.person.value("politics")
    return politics is None or politics in COMMUNIST


def branch_moved(d: Dossier) -> bool:
    """Whether a branch was left within the set months before the branches were asked."""
    asked = (day(row.get("on")) for row in rows(d.values("branch_opinion"), "asked"))
    on = min(filter(None, asked), default=d.today)
    return bool(former_branches(replace(d, today=on)))


def officer_near(d: Dossier) -> bool:
    """Whether the secretary of a present branch is the candidate or a near relative."""
    near = {d.person.id, *d.relatives}
    branches = set(present_branches(d))
    heads = {
        one.person
        for body in d.bodies.values() if body.organization in branches
        for one in body.roster(d.today) if one.role == "chair"
    }  # fmt: skip
    named = {d.organizations[one].links.get("secretary") for one in branches & set(d.organizations)}
    return bool(near & (heads | named))


def organization_of(d: Dossier, body: object) -> str:
    """The organization of a body; the id itself where it is no body but an organization."""
    known = d.bodies.get(str(body))
    return known.organization if known else str(body or "")


def above(d: Dossier, upper: str, lower: str) -> bool:
    """Whether one organization stands above another in its tree."""
    high, low = d.organizations.get(upper), d.organizations.get(lower)
    return bool(high and low and high.path != low.path and low.path.startswith(high.path))


def managed_above(d: Dossier) -> bool:
    """Whether the holder of 管理权限 stands above the body that decides here."""
    return above(d, text(d.profile, "managed_by"), organization_of(d, d.selection.body))


ORGANS = ("committee", "congress", "government", "consultative")


def probation_kind(d: Dossier) -> bool:
    """Whether the kind of post asks a trial: deputies of departments and leaders inside organs of
    the four, inside discipline organs, inside courts where no state organ appoints (R-APT-07)."""
    organ, inside = d.profile.get("organ"), d.profile.get("body_kind") == "internal_organ"
    if organ in ORGANS:
        department = d.profile.get("body_kind") == "department"
        return inside or (department and d.profile.get("position") == "deputy")
    if organ in ("court", "procuratorate"):
        return inside and d.profile.get("track") != "state_appointed"
    return inside and organ == "discipline"


def notice_concluded(d: Dossier, activity: str) -> bool:
    """Whether all who have to conclude a notice have, two people, after its window was over."""
    known = d.edition.process.activities.get(activity)
    seen = notice_window(d, activity, "publicity_workdays", LEAST_WORKDAYS, LEAST_WORKDAYS)
    done = {
        row.get("duty"): row.get("person")
        for row in rows(d.values(activity), "conclusions")
        if (on := day(row.get("on"))) and on <= d.today and seen is not None and seen.over(on)
    }
    people = set(done.values())
    return bool(done) and len(people) == len(done) and done.keys() >= set(
        known.conclude_by if known else ()
    )


def leadership_change(d: Dossier) -> bool:
    """换届."""
    return d.selection.occasion == "leadership_change"


def publicity_exempt(d: Dossier) -> bool:
    """特殊岗位, or publicised while the change of leadership was investigated (R-APT-01)."""
    publicised = leadership_change(d) and notice_concluded(d, "entrant_notice")
    return d.profile.get("special_post") is True or publicised


def new_entrant(d: Dossier) -> bool:
    """Whether the change of leadership brings the candidate into the team for the first time."""
    sitting = {
        one.person
        for body in d.bodies.values() if body.organization == d.post.organization
        for one in body.roster(d.today)
    }  # fmt: skip
    return leadership_change(d) and d.person.id not in sitting | set(d.post.holders)


def method(d: Dossier) -> str:
    """产生方式 of the work plan; empty while there is none."""
    return text(d.values("work_plan"), "method")


def competitive(d: Dossier) -> bool:
    """公开选拔 or 竞争上岗: by the work plan; before there is one, by who applied themselves."""
    if method(d):
        return method(d) in ("open_selection", "competition")
    people = rows(d.values("initial_proposal"), "persons")
    return any(row.get("source") == "self" for row in people)


def recommendation_required(d: Dossier) -> bool:
    """民主推荐 is asked unless the plan says special need or competition (R-REC-01)."""
    return method(d) != "special_need" and not competitive(d)


def skips_meeting(d: Dossier) -> bool:
    """Whether the plan would not hold the recommending meeting (R-REC-10)."""
    return d.values("work_plan").get("skip_meeting") is True


def ballots(d: Dossier) -> tuple[Values, ...]:
    """The values of the recommendations held in the present rounds: talks, meeting."""
    found = (d.values(name) for name in ("talk_recommendation", "meeting_recommendation"))
    return tuple(values for values in found if values)


def votes(d: Dossier, values: Values) -> int:
    """The votes for this person and post in the figures of one recommendation."""
    return sum(
        number(row, "votes") or 0
        for row in rows(values, "figures")
        if row.get("person") == d.person.id and row.get("post") in (None, "", d.case.post)
    )


def recommended(d: Dossier) -> bool:
    """Whether the person has votes for this post in the last recommendation held (R-REC-01)."""
    held = ballots(d)
    return bool(held) and votes(d, held[-1]) > 0


def reply_before_investigation(d: Dossier) -> bool:
    """特殊需要, 越级, or 破格 without 民主推荐: the reply comes before the investigation (R-EXC-08)."""
    without = not recommendation_required(d) or (bool(ballots(d)) and not recommended(d))
    return method(d) == "special_need" or skips_level(d) or (is_exceptional(d) and without)


def soft_exception(d: Dossier) -> bool:
    """Only «一般应当» standards are missed: education or two posts (R-EXC-09)."""
    found = measures(d)
    missed = any(rule in found and found[rule].short for rule in ("R-QUAL-04", "R-QUAL-07"))
    return missed and not is_exceptional(d)


def reports_matters(d: Dossier, target: int | None) -> bool:
    """领导干部报告个人有关事项: from 县处级副职 on; an unknown level counts as such."""
    held = present(d)
    return target is None or target >= COUNTY_DEPUTY or bool(held and held.rank >= COUNTY_DEPUTY)


def triggered(d: Dossier) -> tuple[str, ...]:
    """The items for prior report that were found to be hit."""
    return tuple(m.name for m in marks(d, "prior_report_triggers") if m.result == "hit")


def individual(d: Dossier) -> bool:
    """Whether the proposal says the person was put forward by an individual."""
    return any(
        row.get("source") == "individual" and row.get("person") == d.person.id
        for row in rows(d.values("initial_proposal"), "persons")
    )


def objected(d: Dossier, activity: str, stances: tuple[str, ...] = OPPOSED) -> bool:
    """Whether an answer in the present round of an opinion takes one of these stances."""
    return any(row.get("stance") in stances for row in rows(d.values(activity), "answers"))


def objections(d: Dossier) -> tuple[str, ...]:
    """The opinions with a written objection or reserve."""
    known = d.edition.process.activities
    return tuple(name for name, one in known.items() if one.kind == "opinion" and objected(d, name))


def inspection_reusable(d: Dossier, months: int) -> bool:
    """Whether a transfer may rest on an investigation not older than so many months, same line."""
    values = d.values("initial_proposal")
    on = day(values.get("last_investigated_on"))
    if on is None or on > d.today or values.get("same_line") is not True:
        return False
    return add_months(on, months) >= d.today
