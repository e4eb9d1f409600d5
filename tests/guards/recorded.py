"""What was recorded where everything is as the rules ask (worked example of 市直机关工委副书记)."""

from collections.abc import Mapping
from typing import Any

from scene import asks

SIGNATURES = [
    {"office": office, "person": person, "account": f"a-{person}", "on": on, "conclusion": "clean"}
    for office, person, on in (
        ("unit_secretary", "us", "2026-03-04"), ("discipline_secretary", "ds", "2026-03-05"),
        ("organ_party_secretary", "os", "2026-03-04"),
        ("organ_discipline_secretary", "od", "2026-03-05"),
    )
]  # fmt: skip
TEAM = [{"person": one, "org": "dept", "declaration": True} for one in ("t1", "t2", "t3")]
STEPS = [
    {"step": "self", "from": "2026-02-26", "to": "2026-02-26", "by": "本人"},
    {"step": "interview", "from": "2026-02-27", "to": "2026-02-28", "by": "考察组"},
    {"step": "verify", "from": "2026-03-03", "to": "2026-03-03", "by": "考察组"},
    {"step": "finding", "from": "2026-03-09", "to": "2026-03-09", "by": "组织部门"},
]

RECORDED: Mapping[str, Mapping[str, Any]] = {
    "investigation_team": {"leader": "t1", "members": TEAM, "joint_member": "j1"},
    "investigation_plan": {
        "discussed_with": ["us"], "discussed_on": "2026-02-13",
        "methods": ["talks", "opinion_forms", "evaluation", "site_visit"],
        "omitted": [{"method": "file_reading", "reason": "近期已查阅"}],
        "simplified": [], "simplified_reason": "",
    },
    "investigation_preview": {
        "posted_on": "2026-02-24", "range": "机关工委", "content": "对象、时间、联系方式、渠道",
    },
    "investigation_talks": {"rows": [
        {"group": "upper_leaders", "number": 2, "on": "2026-02-26"},
        {"group": "unit_leaders", "number": 5, "on": "2026-02-26"},
        {"group": "department_chiefs", "number": 12, "on": "2026-02-27"},
    ]},
    "unit_opinions": asks(("unit_organization", "u-org"), ("unit_discipline", "u-dis"),
                          ("organ_party", "u-party")),
    "branch_opinion": asks(("person_branches", "branch")),
    "branch_route": {
        "reason": "人选为非中共党员", "unit_party_opinion": "同意",
        "united_front_asked_on": "2026-03-02",
    },
    "political_assessment": {
        "dimensions": {
            name: {"finding": "good", "evidence": [{"class": "deed", "text": "事实", "source": "谈话"}]}
            for name in ("loyalty", "composure", "responsibility", "ability", "discipline")
        },
        "steps": STEPS, "heard_on": "2026-03-06", "own_statement": "说明",
        "negatives": [{"item": "清单第一项", "status": "not_found"}],
        "six_musts": ["talk", "evaluation", "opinion", "verification", "material", "reminder"],
    },
    "four_checks": {"items": {
        "file_birth": {"result": "resolved"}, "file_party": {"result": "not_applicable"},
        "matters": {"result": "consistent", "query_on": "2026-02-26", "property_question": "none"},
        "discipline": {"result": "clear"},
        "petitions": {"result": "clear", "rows": [
            {"no": "信1", "concrete": True, "finding": "不属实", "closed_on": "2026-03-05"},
        ]},
    }},
    "discipline_opinion": asks(("peer_discipline", "jw"), reports=False, checked="checked",
                               result="未发现问题", effect="no_effect"),
    "integrity_opinion": {"signed": SIGNATURES},
    "economic_audit": asks(("audit_organ", "audit"), stance="reported", finished_on="2026-02-20", problems="none"),
    "health_statement": {"class": "able", "issued_by": "市医院"},
    "candidate_talk": {"held_on": "2026-03-05", "talkers": ["t1", "t2"], "summary": "面谈情况"},
    "synthesis": {"analysis_on": "2026-03-06", "feedback_on": "2026-03-09", "feedback_to": ["us"]},
    "investigation_material": {
        **dict.fromkeys(
            ("political", "virtue", "ability", "diligence", "achievement", "integrity", "gates",
             "strengths", "shortcomings", "opinions", "checks"), "内容",
        ),
        "examples": [{"text": "事例"}],
    },
    "team_signatures": {
        "signed": [{"person": one, "on": "2026-03-10"} for one in ("t1", "t2", "t3")],
    },
    "deliberation_record": {
        "rows": [{"range": "committee", "person": "m1", "on": "2026-03-17", "opinion": "同意"},
                 {"range": "government", "person": "m3", "on": "2026-03-18", "opinion": "同意"}],
        "finished_on": "2026-03-19",
    },
    "upper_leader_opinion": asks(("upper_leader", "ul")),
    "joint_manager_opinion": asks(("joint_manager", "jm")),
    "joint_resolution": {"way": "lead_decides", "outcome": "proceed", "on": "2026-03-19"},
    "united_front_opinion": asks(("united_front", "tzb"), ("democratic_parties", "dp")),
    "deferral_task": {
        "reason": "分歧较大", "question": "待查", "owner": "m2", "due_on": "2026-04-01",
        "answer": "已查清", "answered_on": "2026-03-31",
    },
    "reconsideration_consent": {
        "rows": [{"member": f"m{n}", "consent": True} for n in range(1, 7)], "members": 11,
        "reason": "出现新情况",
    },
    "submission_package": {"items": {
        f"part{n}": {"result": "clear", "document": {"digest": f"{n}"}} for n in range(1, 7)
    }},
    "upper_approval": asks(("upper_organization", "up"), stance="approve"),
    "filing": {"sent_on": "2026-03-26"},
    "publicity_notice": {
        "posted_on": "2026-03-26", "channel": "网站", "range": "全市", "text": "拟任职情况",
        "exceptional_reason": "急需", "complaints": [],
        "conclusions": [
            {"duty": "supervision_officer", "person": "so", "text": "不影响任职", "on": "2026-04-03"},
            {"duty": "organization_head", "person": "oh", "text": "不影响任职", "on": "2026-04-03"},
        ],
    },
    "publicity_exemption": {"basis": "special_post", "reason": "特殊岗位"},
    "entrant_notice": {
        "posted_on": "2026-02-12",
        "conclusions": [{"duty": "organization_head", "person": "oh", "on": "2026-02-27"}],
    },
    "appointment_talk": {
        "talker": "m3", "named_by": "city", "held_on": "2026-04-07", "merits": "成绩",
        "shortcomings": "不足", "demands": "要求",
    },
    "final_recheck": {"items": {"petitions": {"result": "clear"}}},
    "appointment_notice": {
        "kind": "trial", "document_no": "〔2026〕1号", "notice_on": "2026-04-08",
        "tenure_code": "party_decision",
    },
    "legal_result": {"result": "elected", "on": "2026-04-08", "document_no": "〔2026〕2号"},
    "removal_result": {"result": "removed", "on": "2026-04-08", "document_no": "〔2026〕9号"},
    "probation_assessment": {
        "held_on": "2026-04-09", "result": "competent", "person_heard_on": "2026-04-09",
    },
    "void_order": {"ground": "procedure", "document_no": "〔2026〕3号", "on": "2026-04-09",
                   "text": "宣布无效"},
    "adjustment_ground": {"codes": ["political_ability"], "facts": "具体事实"},
    "fact_verification": {"items": {"one": {"result": "confirmed", "document": {"digest": "x"}}}},
    "person_heard": {"heard_on": "2026-03-06", "heard_by": ["a", "b"], "own_statement": "陈述"},
    "adjustment_plan": {"outcome": "removal", "reason": "理由"},
    "adjustment_talk": {"held_on": "2026-03-27", "told_rights": True},
    "adjustment_notice": {
        "document_no": "〔2026〕4号", "notice_on": "2026-03-30", "impact_kind": "removal",
        "impact_until": "2027-03-29",
    },
}  # fmt: skip
