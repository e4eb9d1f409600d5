"""Closed vocabularies of a definition (用词表): whom an opinion is asked of, who may not make a move."""

from collections.abc import Mapping
from types import MappingProxyType

# 征求对象: the engine finds the organization on the day of the request (`Dossier.offices`).
ASK: Mapping[str, str] = MappingProxyType({
    "person_branches": "人选所在党支部",
    "person_former_branches": "人选原所在党支部",
    "unit_organization": "所在单位组织（人事）部门",
    "unit_discipline": "所在单位纪检机构",
    "organ_party": "所在单位机关党组织",
    "peer_discipline": "同级纪检监察机关",
    "upper_organization": "上级组织部门",
    "upper_leader": "上级分管领导",
    "joint_manager": "协管方",
    "united_front": "统战部门",
    "democratic_parties": "民主党派、工商联和无党派代表人士",
    "audit_organ": "审计机关",
    "receiving_organization": "调入单位组织（人事）部门",
})  # fmt: skip

# 不得办理的人: judged on persons over the whole case (`workflow.separation`).
NOT_BY: Mapping[str, str] = MappingProxyType({
    "voters": "参加表决的成员",
    "presenter": "议题汇报人",
    "tellers": "监票计票人",
    "team_members": "考察组成员",
    "not_team": "考察组以外的人",
    "deciding_body_members": "讨论决定机构成员",
    "relatives": "人选本人及近亲属",
    "recommender": "推荐人",
    "veto_proposer": "一票否决提出人",
    "assessors": "政治素质考察人员",
})  # fmt: skip

# The same, written with an activity behind a dot: `recorder_of.analysis_report`.
NOT_BY_OF: Mapping[str, str] = MappingProxyType({
    "recorder_of": "填报人",
    "approver_of": "审核人",
})  # fmt: skip
