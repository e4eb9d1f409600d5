"""Named conditions (适用条件): when an activity applies; a closed table, computed from facts.

Total: what is missing never raises. Where a missing fact could lead around a rule, the condition
says that the rule applies.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from workflow.addressees import present_branches
from workflow.dossier import Dossier
from workflow.facts import LEVELS
from workflow.guards import career, conditions
from workflow.guards.career import measures, present, target_level, target_rank
from workflow.guards.reading import figure, rows, text

PREFECTURE_CHIEF = LEVELS["prefecture_chief"][0]
TOWNSHIP_CHIEF = LEVELS["township_chief"][0]

Facts = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Applies:
    """One condition; `negates` names its exact complement, `facts` what the answer rests on."""

    title: str
    asks: Callable[[Dossier], bool]
    negates: str | None = None
    facts: Callable[[Dossier], Facts] | None = None

    def holds(self, d: Dossier) -> bool:
        """Whether it applies to this dossier, whatever is attempted."""
        return d.once(self.asks)


def _profile(title: str, key: str, *wanted: object) -> Applies:
    """True when the established profile of the post says one of these."""
    return Applies(title, lambda d: d.profile.get(key) in wanted, facts=_of_profile(key))


def _of_profile(*keys: str) -> Callable[[Dossier], Facts]:
    return lambda d: {key: d.profile.get(key) for key in keys}


def _of_plan(*keys: str) -> Callable[[Dossier], Facts]:
    return lambda d: {key: d.values("work_plan").get(key) for key in keys}


def _politics(d: Dossier) -> Facts:
    return {"politics": d.person.value("politics")}


def _levels(d: Dossier) -> Facts:
    held = present(d)
    return {"current": held.level if held else None, "target": target_level(d),
            "as_of": career.as_of(d).isoformat()}  # fmt: skip


def _figures(d: Dossier) -> Facts:
    return {**_levels(d), **{rule: one.figure for rule, one in measures(d).items()}}


def _occasion(d: Dossier) -> Facts:
    return {"occasion": d.selection.occasion}


def _elected(d: Dossier) -> bool:
    return bool(d.profile.get("track") == "elected")


def _legal(d: Dossier) -> bool:
    return d.profile.get("track") in ("elected", "state_appointed")


def _probation(d: Dossier) -> bool:
    """试用期职位 (R-APT-07): by what the post is; the basis chosen can add to that, not take away."""
    rank, basis = target_rank(d), text(d.profile, "probation_basis")
    due = basis != "none" or conditions.probation_kind(d)
    return due and (rank is None or rank <= PREFECTURE_CHIEF) and not _elected(d)


def _local(d: Dossier) -> bool:
    return d.profile.get("body_kind") == "local_team"


def _chief(d: Dossier) -> bool:
    return d.profile.get("position") == "chief"


def _audited(d: Dossier) -> bool:
    held = present(d)
    return held is not None and held.audited


def _township(d: Dossier) -> bool:
    rank = target_rank(d)
    return rank is not None and rank <= TOWNSHIP_CHIEF


def _inspection_required(d: Dossier) -> bool:
    return not conditions.inspection_reusable(d, figure(d, "investigation_reuse_months", 12))


PERSON: Mapping[str, Applies] = {
    "candidate_is_party_member": Applies(
        "人选为中共党员", conditions.party_member, "candidate_not_party_member", _politics
    ),
    "candidate_not_party_member": Applies(
        "人选为非中共党员", lambda d: not conditions.party_member(d),
        "candidate_is_party_member", _politics,
    ),
    "recently_moved_branch": Applies(
        "组织关系近期转移", conditions.branch_moved, None,
        lambda d: {"membership": [
            {key: fact.values.get(key) for key in ("branch", "from", "to")}
            for fact in d.person.known("branch_membership")]},
    ),
    "branch_officer_candidate": Applies(
        "人选本人或近亲属为支部书记", conditions.officer_near, None,
        lambda d: {"branches": list(present_branches(d))},
    ),
    "audited_post": Applies(
        "应当经济责任审计", _audited, None, lambda d: {"audited": _audited(d), **_levels(d)}
    ),
    "exceptional": Applies("破格提拔", career.is_exceptional, None, _figures),
    "level_skipping": Applies("越级提拔", career.skips_level, None, _levels),
    "soft_exception": Applies("仅突破学历或两职经历", conditions.soft_exception, None, _figures),
    "rank_only": Applies(
        "仅有职级未任领导职务", career.only_rank, None,
        lambda d: {"rank": d.person.value("rank", "title"), **_levels(d)},
    ),
    "has_sanction_record": Applies(
        "有处分处理诫勉记录",
        lambda d: any(fact.kind == "sanction" for fact in d.person.facts), None,
        lambda d: {"sanctions": sum(fact.kind == "sanction" for fact in d.person.facts)},
    ),
    "reports_matters": Applies(
        "属个人事项报告对象", lambda d: conditions.reports_matters(d, target_rank(d)), None, _levels
    ),
    "individually_recommended": Applies(
        "个人推荐人选", conditions.individual, None,
        lambda d: {"individual": conditions.individual(d)},
    ),
    "new_entrant": Applies("换届新进班子人选", conditions.new_entrant, None, _occasion),
}  # fmt: skip

POST: Mapping[str, Applies] = {
    "dual_managed": Applies(
        "双重管理干部", lambda d: bool(d.profile.get("joint_manager")), None,
        _of_profile("joint_manager"),
    ),
    "managed_above": Applies(
        "上级党委管理职位", conditions.managed_above, None,
        lambda d: {"managed_by": d.profile.get("managed_by"), "body": d.selection.body},
    ),
    "needs_filing": _profile("需报上级备案", "filing", True),
    "elected_post": _profile("选任职位", "track", "elected"),
    "state_appointed_post": _profile("国家机关任命职位", "track", "state_appointed"),
    "party_appointed_post": _profile("党委直接任命职位", "track", "party_appointed", "engaged"),
    "probation_post": Applies(
        "试用期职位", _probation, None,
        lambda d: {**_of_profile("probation_basis", "track", "organ", "body_kind", "position")(d),
                   "target": target_level(d)},
    ),
    "legal_act_needed": Applies("须依法选举或任命", _legal, None, _of_profile("track")),
    "publicity_required": Applies(
        "应当任前公示", lambda d: not conditions.publicity_exempt(d), "publicity_exempt",
        lambda d: {**_of_profile("special_post")(d), **_occasion(d)},
    ),
    "publicity_exempt": Applies(
        "免予任前公示", conditions.publicity_exempt, "publicity_required",
        lambda d: {**_of_profile("special_post")(d), **_occasion(d)},
    ),
    "department_leader_post": Applies(
        "部门领导成员职位",
        lambda d: d.profile.get("body_kind") == "department"
        and d.profile.get("position") in ("chief", "deputy"),
        None, _of_profile("body_kind", "position"),
    ),
    "internal_organ_post": _profile("内设机构领导职位", "body_kind", "internal_organ"),
    "local_team_post": _profile("地方领导班子职位", "body_kind", "local_team"),
    "local_chief_post": Applies(
        "市县党政正职",
        lambda d: _local(d) and _chief(d) and d.profile.get("organ") in ("committee", "government"),
        None, _of_profile("body_kind", "position", "organ"),
    ),
    "chief_post": _profile("正职职位", "position", "chief"),
    "party_committee_post": _profile("党委领导成员职位", "committee_level", "county", "prefecture"),
    "statutory_post": Applies(
        "有法定资格要求职位", lambda d: bool(text(d.profile, "statutory_basis")), None,
        _of_profile("statutory_basis"),
    ),
    "restricted_area_post": _profile("需成长地回避职位", "growth_place_rule", "county", "prefecture"),
    "township_level": Applies("乡科级职位", _township, None, _levels),
    "government_or_congress_seat": _profile(
        "人大政府政协领导职位", "organ", "congress", "government", "consultative"
    ),
}  # fmt: skip

PROCEDURE: Mapping[str, Applies] = {
    "joint_manager_objected": Applies(
        "协管方不同意", lambda d: conditions.objected(d, "joint_manager_opinion", ("object",)), None,
        lambda d: {"stances": [row.get("stance") for row in rows(
            d.values("joint_manager_opinion"), "answers")]},
    ),
    "special_need": Applies(
        "特殊需要人选", lambda d: conditions.method(d) == "special_need", None, _of_plan("method")
    ),
    "competitive": Applies(
        "公开选拔或竞争上岗", conditions.competitive, None,
        lambda d: {**_of_plan("method")(d), "sources": [
            row.get("source") for row in rows(d.values("initial_proposal"), "persons")]},
    ),
    "nonstandard_conditions": Applies(
        "公告条件突破规定",
        lambda d: d.values("competition_plan").get("breaks_rules") is True, None,
        lambda d: {"breaks_rules": d.values("competition_plan").get("breaks_rules")},
    ),
    "recommendation_required": Applies(
        "应当民主推荐", conditions.recommendation_required, None, _of_plan("method")
    ),
    "talks_first": Applies(
        "先谈话并提供参考名单",
        lambda d: d.values("work_plan").get("order") == "talks_first"
        and d.values("work_plan").get("use_reference_list") is True,
        None, _of_plan("order", "use_reference_list"),
    ),
    "order_reversed": Applies(
        "先会议后谈话", lambda d: d.values("work_plan").get("order") == "meeting_first", None,
        _of_plan("order"),
    ),
    "meeting_skippable": Applies(
        "拟不再会议推荐",
        lambda d: conditions.recommendation_required(d) and conditions.skips_meeting(d), None,
        _of_plan("method", "skip_meeting"),
    ),
    "meeting_required": Applies(
        "应当会议推荐",
        lambda d: conditions.recommendation_required(d) and not conditions.skips_meeting(d), None,
        _of_plan("method", "skip_meeting"),
    ),
    "leadership_change": Applies("换届", conditions.leadership_change, None, _occasion),
    "needs_prior_report": Applies(
        "需任前事项报告", lambda d: bool(conditions.triggered(d)), None,
        lambda d: {"hit": list(conditions.triggered(d))},
    ),
    "reply_before_investigation": Applies(
        "须考察前批复", conditions.reply_before_investigation, None,
        lambda d: {**_of_plan("method")(d), **_figures(d),
                   "recommended": conditions.recommended(d)},
    ),
    "has_written_objection": Applies(
        "有不同意见", lambda d: bool(conditions.objections(d)), None,
        lambda d: {"opinions": list(conditions.objections(d))},
    ),
    "inspection_required": Applies(
        "需要考察", _inspection_required, None,
        lambda d: {key: d.values("initial_proposal").get(key)
                   for key in ("last_investigated_on", "same_line")},
    ),
}  # fmt: skip

APPLIES: Mapping[str, Applies] = {**PERSON, **POST, **PROCEDURE}
