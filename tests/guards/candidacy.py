"""One candidacy (人选) that meets every rule up to the decision, to be spoilt one thing at a time."""

from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime
from functools import cache
from typing import Any

from asked import asked, asked_settings
from scene import (
    ABSENT,
    BODY,
    DEPARTMENT,
    HELD_ON,
    act,
    activity,
    by,
    calendar,
    item,
    move,
    patched,
)

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
from workflow.edition import Edition, Process

TODAY = date(2026, 3, 20)

STATES = ("analysis", "proposal", "planning", "recommendation", "shortlisting", "deliberation",
          "discussion", "decided", "pre_appointment", "nomination", "probation",
          "appointed")  # fmt: skip
MOVES = (
    move("conclude_recommendation", "recommendation", "shortlisting",
         needs=("talk_recommendation", "meeting_recommendation")),
    move("confirm_shortlist", "shortlisting", "decided", needs=("shortlist_decision",)),
    move("adopt", "discussion", "decided", needs=("committee_decision",)),
    move("send_nomination", "pre_appointment", "nomination"),
    move("appoint", "nomination", "appointed"),
)  # fmt: skip

MET = {"met": "符合", "not_met": "不符合", "not_applicable": "不适用"}
ABSENT_OR_FOUND = {"absent": "未发现", "found": "发现", "doubtful": "存疑"}
AVOID = {"none": "无", "avoid": "应当回避", "managed": "已处理"}
HIT = {"miss": "未触及", "hit": "触及"}
CLEAR = {"clear": "清楚", "doubtful": "存疑"}


def _items(results: Mapping[str, str], clear: tuple[str, ...], **rules: str | None) -> dict[str, Any]:
    return {
        name: {"title": f"项目{name}", "rule": rule, "results": results, "clear": clear}
        for name, rule in rules.items()
    }


def _checklist(within: tuple[str, ...], items: Mapping[str, Any]) -> Any:
    return activity("checklist", *within, items=items)


REVIEWED = {f"q{n:02}": f"R-QUAL-{n:02}" for n in range(1, 16)}
EXCLUDED = {f"c{n}": f"R-CAND-{n:02}" for n in range(1, 8)}
TRIGGERS = {f"t{n:02}": f"R-PRE-{n:02}" for n in range(1, 12)}


@cache
def _process() -> Process:
    sealed = {"sealed": {"type": "bool", "title": "密封"}}
    return Process.model_validate({
        "process": "promotion", "title": "提拔任职", "edition": 1, "effect": "upward",
        "basis": {"document": "条例", "year": 2019}, "settings": {},
        "stages": {"motion": "研判动议"},
        "states": {name: {"stage": "motion", "title": name, "initial": name == "analysis",
                          "final": name == "appointed"} for name in STATES},
        "activities": {
            "qualification_review": _checklist(
                ("proposal",), _items(MET, ("met", "not_applicable"), **REVIEWED)),
            "exclusion_review": _checklist(
                ("proposal", "shortlisting", "deliberation", "pre_appointment", "probation"),
                _items(ABSENT_OR_FOUND, ("absent",), **EXCLUDED)),
            "avoidance_review": _checklist(
                ("proposal",), _items(AVOID, ("none", "managed"), kin="R-AVO-01",
                                      growth="R-AVO-02", business="R-AVO-03")),
            "prior_report_triggers": _checklist(
                ("proposal",), _items(HIT, ("miss", "hit"), **TRIGGERS, odd=None)),
            "prescreen": _checklist(
                ("proposal",), _items(CLEAR, ("clear",), file=None, matters=None)),
            "talk_recommendation": activity("ballot", "recommendation", fields=sealed),
            "meeting_recommendation": activity("ballot", "recommendation"),
            "democratic_evaluation": activity("ballot", "discussion"),
            "recommendation_report": activity("form", "recommendation"),
            "competition_results": activity("form", "recommendation"),
            "prior_report_reply": activity("opinion", "planning"),
            "joint_manager_opinion": activity("opinion", "deliberation"),
            "branch_opinion": activity("opinion", "deliberation"),
            "shortlist_decision": activity("meeting_item", "shortlisting"),
            "committee_decision": activity("meeting_item", "discussion"),
            "entrant_notice": activity("notice", "shortlisting", conclude_by=("one", "two")),
            "investigation_material": activity(
                "form", "deliberation", applies="inspection_required"),
            "political_assessment": activity("assessment", "deliberation"),
        },
        "moves": MOVES, "gates": {}, "goals": ("appointed",),
    })  # fmt: skip


def edition(settings: Mapping[str, Any] | None = None, without: tuple[str, ...] = ()) -> Edition:
    """The minimal edition, with other settings or without some activities."""
    whole = _process()
    known = {name: one for name, one in whole.activities.items() if name not in without}
    process = whole.model_copy(update={"settings": asked_settings(settings), "activities": known})
    return Edition(process=process, rules={}, duties={}, digest=f"{settings}{without}")


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

PROFILE: Mapping[str, Any] = {
    "post": "post", "scope_class": "listed_organ", "position": "deputy",
    "body_kind": "department", "track": "party_appointed", "managed_by": "city",
    "deciding_body": "city", "filing": False, "special_post": False,
    "probation_basis": "department_deputy", "committee_level": "none",
    "growth_place_rule": "none", "target_level": "county_deputy", "two_terms_post": False,
}  # fmt: skip


def _marked(names: Iterable[str], result: str, **more: Any) -> dict[str, Any]:
    return {"items": {name: {"result": result, "basis": "依据", **more} for name in names}}


RECORDED: Mapping[str, Mapping[str, Any]] = {
    "analysis_report": {"study_on": "2026-01-12"},
    "quota_snapshot": {"posts": [{"post": "post", "quota": 2, "filled": 2, "leaving": 1}]},
    "start_opinion": {"issuer": "committee", "start_on": "2026-01-15", "signer": "m1"},
    "initial_proposal": {
        "posts": [{"post": "post"}], "conditions": "条件", "scope": "范围", "method": "方式",
        "procedure": "程序", "planned_decision_on": "2026-03-25",
        "persons": [{"person": "candidate", "post": "post", "source": "organization"}],
    },
    "personal_recommendation": {
        "recommender": "某某", "material": "d1", "signed_on": "2026-01-16", "real_name": True,
    },
    "qualification_review": _marked(REVIEWED, "met"),
    "exclusion_review": _marked(EXCLUDED, "absent", on="2026-03-18"),
    "avoidance_review": _marked(("kin", "growth", "business"), "none"),
    "prior_report_triggers": _marked((*TRIGGERS, "odd"), "miss"),
    "prescreen": _marked(("file", "matters"), "clear"),
    "motion_report": {"reported_to": ["m1"], "reported_on": "2026-01-23"},
    "motion_consultation": {"rows": [{"person": "m3", "on": "2026-01-26", "opinion": "同意"}]},
    "work_plan": {
        "method": "recommendation", "mode": "post_directed", "order": "talks_first",
        "use_reference_list": True, "skip_meeting": False, "order_reason": "",
    },
    "prior_report": {"items": [], "received_on": "2026-01-28", "proof": "d2"},
    "talk_recommendation": {
        "outline_given_on": "2026-02-01", "held_from": "2026-02-02", "held_to": "2026-02-03",
        "talked": 27, "sealed": True,
        "groups": [{"group": group, "expected": 10, "present": 9} for group in (
            "department_leaders", "internal_chiefs", "affiliated_chiefs")],
        "figures": [{"person": "candidate", "post": "post", "votes": 17},
                    {"person": "other", "post": "post", "votes": 7}],
    },
    "reference_list": {
        "seats": 1, "names": [{"person": "candidate"}, {"person": "other"}],
        "issued_on": "2026-02-03",
    },
    "meeting_recommendation": {
        "held_on": "2026-02-04", "expected": 36, "present": 33, "issued": 33, "returned": 33,
        "valid": 32, "groups": [],
        "figures": [{"person": "candidate", "votes": 22}, {"person": "other", "votes": 6}],
    },
    "meeting_skip": {
        "small_unit": True, "same_range": True, "concentrated": True, "figures": "12人，11票",
    },
    "recommendation_conduct": {"finding": "clean", "rows": [], "set_aside": False},
    "recommendation_report": {"reported_on": "2026-02-05"},
    "upward_report": {"reported_on": "2026-02-06"},
    "comparison_note": {
        "recommendation_part": "推荐", "daily_part": "一贯", "study_part": "研判",
        "match_part": "相适",
    },
    "exceptional_grounds": {
        "grounds": ["urgent_speciality"], "facts": "事实", "last_promotion_on": "2022-05-20",
        "broken": ["r_qual_02", "r_qual_03", "r_qual_05", "r_qual_06", "r_exc_01"],
    },
    "soft_exception_note": {"reason": "理由"},
    "competition_plan": {"ground": "scarce_speciality", "breaks_rules": False},
    "agenda_item": {"meeting": "", "created_on": "2026-03-18", "notice_on": "2026-03-20"},
    "legal_nomination": {
        "addressee": "市人大常委会", "in_name_of": "body", "facts": "情况", "reason": "理由",
        "sent_on": "2026-03-19",
    },
    "parties_informed": {"rows": [{"party": "p", "on": "2026-03-10", "opinion": "同意"}]},
    "legal_result": {"result": "elected"},
    "investigation_material": {"basic_conditions": [
        {"item": item, "result": "met"} for item in ("theory", "conviction", "realism",
                                                     "capability", "integrity", "centralism")]},
    "political_assessment": {"conclusion": "好"},
    "democratic_evaluation": {
        "expected": 36, "present": 34, "issued": 34, "returned": 34, "valid": 33,
        "excellent": 26, "competent": 6, "basic": 1, "incompetent": 0,
    },
}  # fmt: skip

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


def _rounds(values: Mapping[str, Mapping[str, Any]]) -> dict[str, tuple[Round, ...]]:
    return {
        name: (Round(1, (act("record", 30, told),), told),)
        for name, told in asked(values).items()
    }


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
    values: dict[str, Any] = {**RECORDED, "post_profile": {"posts": [{
        key: one for key, one in {**PROFILE, **(profile or {})}.items() if one is not ABSENT
    }]}}  # fmt: skip
    for path, value in (changes or {}).items():
        name, _, rest = path.partition(".")
        if not rest:
            values[name] = value
        else:
            values[name] = patched(values.get(name, {}), {rest: value})
    values = {name: told for name, told in values.items() if told is not ABSENT}
    given = tuple(facts)
    gone = {*without, *(one.kind for one in given if one.verified)}
    kept = tuple(one for one in FACTS if one.kind not in gone)
    found = edition(settings, lacking)
    return Dossier(**{
        "at": datetime(2026, 3, 20, 2, tzinfo=UTC), "today": TODAY, "calendar": calendar(),
        "edition": found,
        "case": CaseFile("c1", "2026-1", "candidate", "post", "s1", state, date(2026, 1, 12),
                         STEPS),
        "selection": SelectionFile("s1", "批次", "dept", "body"),
        "person": PersonFile("candidate", "沈砚青", "unit", (*kept, *given)),
        "post": PostFile("post", "org", "副书记", "county_deputy", "deputy", 2,
                         ("h1", "h2"), ("h2",)),
        "rounds": _rounds({**values, **{name: {} for name in items}}),
        "items": {name: (one,) for name, one in items.items()},
        "bodies": {"body": BODY, "office": DEPARTMENT},
        "organizations": {
            "province": OrganizationFile("province", "省委", "committee", "province/"),
            "city": OrganizationFile("city", "市委", "committee", "province/city/"),
            "org": OrganizationFile("org", "工委", "organ", "province/city/org/"),
            "bureau": OrganizationFile("bureau", "某处", "organ", "province/city/org/bureau/"),
            "branch": OrganizationFile("branch", "第一党支部", "branch", "party/branch/"),
        },
        "people": {"candidate": "沈砚青"}, "move": found.move(made), **more,
    })  # fmt: skip


__all__ = ["ABSENT", "DECIDED", "HELD_ON", "ITEMS", "RECORDED", "TODAY", "candidacy", "fact",
           "stated", "tenure"]  # fmt: skip
