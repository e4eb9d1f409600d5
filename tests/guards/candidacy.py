"""One candidacy (人选) that meets every rule up to the decision, to be spoilt one thing at a time."""

from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime
from typing import Any

from asked import asked
from candidacy_edition import edition
from candidacy_papers import PROFILE, RECORDED
from scene import ABSENT, BODY, DEPARTMENT, act, by, calendar, item, patched

from workflow.dossier import (
    CaseFile,
    Dossier,
    Fact,
    ItemFile,
    OrganizationFile,
    PersonFile,
    PostFile,
    Round,
    SelectionFile,
    Step,
)

TODAY = date(2026, 3, 20)


def fact(kind: str, /, **values: Any) -> Fact:
    """A verified fact."""
    told = "-".join(str(value) for value in values.values())
    return Fact(f"f-{kind}-{told}", kind, asked(values), by("one"), date(2026, 1, 1), by("two"),
                date(2026, 1, 2))  # fmt: skip


def tenure(start: str, end: str | None = None, level: str = "township_chief", **more: Any) -> Fact:
    told = {"from": start, "to": end, "level": level, "position": "chief", "leading": True,
            "organization": "org", "post": f"{level}{start}", **more}  # fmt: skip
    return fact("tenure", **told)


def stated(kind: str, /, **values: Any) -> Fact:
    """A fact that nobody has verified."""
    return Fact(f"u-{kind}", kind, values, by("one"), date(2026, 1, 1))


FACTS: tuple[Fact, ...] = (
    fact("politics", value="中共党员"),
    fact("party", joined_on="2010-06-18", full_on="2011-06-18"),
    fact("work_start", on="2012-07-16"),
    tenure("2012-07-16", "2015-08-31", "staff", position="other", leading=False, grassroots=True),
    tenure("2017-01-01", "2020-09-09", "township_deputy", position="deputy"),
    tenure("2020-09-10", "2022-05-19"),
    tenure("2022-05-20"),
    fact("education", kind="full_time", level="大学本科"),
    fact("training", hours=560, to="2025-10-31", **{"from": "2025-10-01"}),
    fact("grade", year=2025, result="称职"),
    fact("growth_place", area="elsewhere"),
    fact("branch_membership", branch="branch", **{"from": "2020-01-01"}),
)
ITEMS: Mapping[str, ItemFile] = {
    "shortlist_decision": item(
        "shortlist_decision", held_on=date(2026, 2, 11), objects=2, seats=1
    ),
}
DECIDED: Mapping[str, ItemFile] = {**ITEMS, "committee_decision": item()}
STEPS = (
    Step(1, "", "", "analysis", date(2026, 1, 12), by("head")),
    Step(20, "submit_for_deliberation", "shortlisting", "deliberation", date(2026, 3, 16),
         by("head")),
)  # fmt: skip
ORGANIZATIONS: Mapping[str, OrganizationFile] = {
    "province": OrganizationFile("province", "省委", "committee", "province/"),
    "city": OrganizationFile("city", "市委", "committee", "province/city/"),
    "org": OrganizationFile("org", "工委", "organ", "province/city/org/"),
    "bureau": OrganizationFile("bureau", "某处", "organ", "province/city/org/bureau/"),
    "branch": OrganizationFile("branch", "第一党支部", "branch", "party/branch/"),
}


def _rounds(values: Mapping[str, Mapping[str, Any]]) -> dict[str, tuple[Round, ...]]:
    return {
        name: (Round(1, (act("record", 30, told),), told),)
        for name, told in asked(values).items()
    }


def _values(changes: Mapping[str, Any], profile: Mapping[str, Any]) -> dict[str, Any]:
    """What was recorded, after the changes."""
    posts = [{key: one for key, one in {**PROFILE, **profile}.items() if one is not ABSENT}]
    values: dict[str, Any] = {**RECORDED, "post_profile": {"posts": posts}}
    for path, value in changes.items():
        name, _, rest = path.partition(".")
        values[name] = patched(values.get(name, {}), {rest: value}) if rest else value
    return {name: told for name, told in values.items() if told is not ABSENT}


def _facts(given: tuple[Fact, ...], without: tuple[str, ...]) -> tuple[Fact, ...]:
    """Those given, and the usual ones of all other kinds."""
    gone = {*without, *(one.kind for one in given if one.verified)}
    return (*(one for one in FACTS if one.kind not in gone), *given)


def candidacy(
    changes: Mapping[str, Any] | None = None,
    *,
    facts: Iterable[Fact] = (),
    without: tuple[str, ...] = (),
    lacking: tuple[str, ...] = (),
    profile: Mapping[str, Any] | None = None,
    settings: Mapping[str, Any] | None = None,
    items: Mapping[str, ItemFile] = ITEMS,
    state: str = "deliberation",
    made: str = "",
    **more: Any,
) -> Dossier:
    """The picture after `changes` ("activity.path": value; ABSENT takes it away).

    Facts of a kind given in `facts` replace all of that kind; `without` names kinds with none.
    `lacking` names activities that the edition does not have.
    """
    values = _values(changes or {}, profile or {})
    found = edition(settings, lacking)
    return Dossier(**{
        "at": datetime(2026, 3, 20, 2, tzinfo=UTC), "today": TODAY, "calendar": calendar(),
        "edition": found,
        "case": CaseFile("c1", "2026-1", "candidate", "post", "s1", state, date(2026, 1, 12),
                         STEPS),
        "selection": SelectionFile("s1", "批次", "dept", "body"),
        "person": PersonFile("candidate", "沈砚青", "unit", _facts(tuple(facts), without)),
        "post": PostFile("post", "org", "副书记", "county_deputy", "deputy", 2,
                         ("h1", "h2"), ("h2",)),
        "rounds": _rounds({**values, **{name: {} for name in items}}),
        "items": {name: (one,) for name, one in items.items()},
        "bodies": {"body": BODY, "office": DEPARTMENT},
        "organizations": ORGANIZATIONS,
        "people": {"candidate": "沈砚青"}, "move": found.move(made), **more,
    })  # fmt: skip
