"""Who may do what, in one table: the address of every route and the duties that it opens for.

A line is a concrete address of the house that waits for its branch (等待支部意见). `may`: duties of
the city, each at its own place, that get the page (200, a redirect) or whose empty form is read
(422); for all others it is not there (404) or not theirs (403). `others`: whether the same duties
of a neighbouring county get it too: pages about nobody in particular. Auditors and the province
look over everything.
"""

from dataclasses import dataclass

from workflow.queries.listed import inquiry_id

DEPARTMENT = frozenset({
    "cadre_clerk", "cadre_chief", "organization_head", "supervision_officer", "file_auditor",
    "political_checker", "recommendation_officer", "political_assessor", "department_member",
})  # fmt: skip
TEAM = frozenset({"inspection_leader", "inspection_member"})
COMMITTEE = frozenset({
    "meeting_secretary", "committee_secretary", "committee_member", "committee_organization_member",
})  # fmt: skip
PROVINCE = frozenset({"upper_organization_officer", "upper_organization_head"})
READERS = frozenset({"audit_reader", "audit_admin"})
ADMINISTRATORS = frozenset({"system_admin", "security_admin", "audit_admin"})
UNIT = frozenset({
    "unit_secretary", "discipline_secretary", "organ_party_secretary", "organ_discipline_secretary",
    "unit_organization_officer", "unit_discipline_officer", "organ_party_officer",
    "branch_secretary", "branch_member",
})  # fmt: skip
ASKED = frozenset({
    "discipline_officer", "joint_manager_officer", "united_front_officer", "auditing_officer",
    "upper_leader",
})  # fmt: skip
BRANCH = frozenset({"branch_secretary", "branch_member"})
ANSWERS = ASKED | BRANCH | {
    "unit_organization_officer", "unit_discipline_officer", "organ_party_officer",
}  # fmt: skip
ASKED_OF_THE_BRANCH = inquiry_id(
    "case:shen", "branch_opinion", 1, {"organization": "gongwei_zhibu", "ask": "person_branches"}
)
CASES = DEPARTMENT | TEAM | COMMITTEE | PROVINCE | READERS
EVERYBODY = CASES | ADMINISTRATORS | UNIT | ASKED
FILES = CASES | {"discipline_officer"}  # who decides on a standing knows of the person
POLITICAL = frozenset({  # who assesses, checks, decides on a standing, or watches over it
    "cadre_chief", "organization_head", "supervision_officer", "political_checker",
    "political_assessor", "inspection_leader", "committee_secretary",
    "committee_organization_member", "discipline_officer",
}) | PROVINCE | READERS  # fmt: skip
PROMPTS = frozenset({"discipline_officer"}) | PROVINCE  # who issues 监督工作提示单, who answers
PROMPTED = frozenset({
    "organization_head", "committee_secretary", "unit_secretary", "discipline_secretary",
})  # fmt: skip
LOOKS_EVERYWHERE = PROVINCE | READERS
NOBODY: frozenset[str] = frozenset()


def only(*duties: str) -> frozenset[str]:
    """These duties."""
    return frozenset(duties)


@dataclass(frozen=True, slots=True)
class Line:
    """An address and who gets it."""

    path: str
    may: frozenset[str]
    others: bool = False
    method: str = "GET"


TABLE = (
    # 工作台、登录
    Line("/", EVERYBODY, others=True),
    Line("/done", EVERYBODY, others=True),
    Line("/begun", EVERYBODY, others=True),
    Line("/followed", EVERYBODY, others=True),
    Line("/claim", NOBODY, method="POST"),  # nothing named is asked of nobody
    Line("/give-back", NOBODY, method="POST"),
    Line("/cases/shen/follow", CASES, method="POST"),
    Line("/cases/shen/unfollow", EVERYBODY, others=True, method="POST"),  # of one's own list
    Line("/login", EVERYBODY, others=True),
    Line("/duty", NOBODY, method="POST"),  # an empty choice is no duty of anybody
    Line("/requests/case:shen/branch_opinion/answer/branch_secretary/gongwei_zhibu",
         only("branch_secretary")),
    # 批次、事项
    Line("/selections/", EVERYBODY, others=True),
    Line("/selections/new", only("cadre_clerk", "cadre_chief"), others=True),
    Line("/selections/board", CASES, others=True),
    Line("/selections/list", CASES, others=True),
    Line("/selections/ledger", CASES, others=True),
    Line("/selections/dongyi", CASES),
    Line("/selections/dongyi/list", CASES),
    Line("/selections/list/export", CASES, others=True, method="POST"),
    Line("/selections/dongyi/list/export", CASES, method="POST"),
    Line("/selections/dongyi/ledger", CASES),
    Line("/selections/dongyi/cases/new", only("cadre_clerk", "cadre_chief", "organization_head")),
    Line("/cases/shen", CASES),
    Line("/cases/shen/history", CASES),
    Line("/cases/shen/moves/conclude_investigation", CASES),
    Line("/cases/shen/activities/investigation_material/record", only("inspection_member")),
    Line("/cases/shen/activities/branch_opinion/ask", only("cadre_chief", "inspection_leader")),
    Line("/selections/dongyi/activities/initial_proposal/record", only("cadre_clerk")),
    Line("/cases/shen/materials", CASES),
    Line("/cases/shen/dossier", READERS, method="POST"),
    Line("/cases/shen/reminders", NOBODY, method="POST"),  # of nothing nobody is reminded
    Line("/attachments/case/shen/00", NOBODY),
    Line("/attachments/case/shen/00/view", NOBODY),
    Line("/attachments/case/shen/00/content", NOBODY),
    # 征求意见
    Line("/opinions/", CASES | ANSWERS, others=True),
    Line(f"/opinions/{ASKED_OF_THE_BRANCH}", CASES | BRANCH),
    Line(f"/opinions/{ASKED_OF_THE_BRANCH}/letter", CASES | BRANCH),
    Line(f"/opinions/{ASKED_OF_THE_BRANCH}/reply", NOBODY),  # there is no answer yet
    Line("/cases/shen/opinions", CASES),
    Line("/cases/shen/opinions/branch_opinion/remind", only("cadre_chief", "inspection_leader"),
         method="POST"),
    # 公示
    Line("/publicity/", CASES, others=True),
    Line("/cases/shen/notices/investigation_preview", CASES),
    Line("/cases/shen/notices/investigation_preview/sheet", CASES),
    Line("/cases/shen/notices/investigation_preview/result", NOBODY),  # a preview has none
    # 民主推荐、电子投票
    Line("/recommendation/", CASES, others=True),
    Line("/recommendation/dongyi", CASES),
    Line("/selections/dongyi/ballots/meeting_recommendation/new", only("recommendation_officer")),
    Line("/cases/shen/ballots/democratic_evaluation/new", only("inspection_member")),
    Line("/ballots/none", NOBODY),
    Line("/ballots/none/check", NOBODY),
    Line("/ballots/none/close", NOBODY, method="POST"),
    Line("/ballots/none/restart", NOBODY, method="POST"),
    Line("/ballots/none/void", NOBODY, method="POST"),
    Line("/ballot", EVERYBODY, others=True),  # asks nobody who he is
    Line("/ballot", EVERYBODY, others=True, method="POST"),
    # 会议
    Line("/meetings/", EVERYBODY, others=True),
    Line("/meetings/new", only("meeting_secretary"), others=True),
    Line("/meetings/changwei_0211", CASES),
    Line("/meetings/changwei_0211/agenda", only("meeting_secretary")),
    Line("/meetings/changwei_0211/attendance", only("meeting_secretary")),
    Line("/meetings/changwei_0211/minutes", CASES),
    Line("/meetings/changwei_0211/decisions", only("organization_head")),
    Line("/meetings/changwei_0211/items/shen/committee_decision", only("meeting_secretary")),
    Line("/meetings/changwei_0211/vetoes/wei_tongzhou/none", NOBODY),
    # 干部
    Line("/people/", FILES, others=True),
    Line("/people/new", only("cadre_clerk", "cadre_chief"), others=True),
    Line("/people/wei_tongzhou", FILES),
    Line("/people/wei_tongzhou/correct", only("cadre_clerk", "cadre_chief")),
    Line("/people/wei_tongzhou/sheet", CASES),
    Line("/people/wei_tongzhou/photo/00", NOBODY),
    Line("/people/forms", only("cadre_clerk", "cadre_chief"), others=True),
    Line("/people/wei_tongzhou/form", only("cadre_clerk", "file_auditor", "supervision_officer")),
    # 政治素质
    Line("/political/", POLITICAL, others=True),
    Line("/people/wei_tongzhou/political", POLITICAL),
    Line("/cases/shen/political", CASES),
    Line("/people/wei_tongzhou/facts/health",
         only("cadre_clerk", "file_auditor", "supervision_officer")),
    Line("/people/wei_tongzhou/facts/none/verify", NOBODY),
    Line("/people/wei_tongzhou/standing/hold", only(
        "organization_head", "supervision_officer", "discipline_officer", "political_checker")),
    Line("/people/wei_tongzhou/erasure/propose", only("cadre_chief")),
    Line("/people/wei_tongzhou/erasure/approve", NOBODY),  # nothing was proposed
    # 口令、职位与班子
    Line("/password", EVERYBODY, others=True),
    Line("/posts/", CASES, others=True),
    Line("/posts/new", only("cadre_chief"), others=True),
    Line("/posts/gongwei_deputy", CASES),
    Line("/posts/gongwei_deputy/change", only("cadre_chief")),
    Line("/bodies/", CASES, others=True),
    Line("/bodies/new", only("cadre_chief"), others=True),
    Line("/bodies/changwei", CASES),
    Line("/bodies/changwei/change", only("cadre_chief")),
    # 纪实与倒查
    Line("/records/", CASES, others=True),
    Line("/records/case/shen/1", CASES),
    Line("/records/paper/", CASES, others=True),
    Line("/records/paper/case/shen", CASES),
    Line("/records/paper/prompt/none", NOBODY),
    Line("/records/meeting/changwei_0211/1", CASES),
    Line("/records/account/chen_xiao/1", READERS, others=True),
    Line("/cases/shen/asof", CASES),
    Line("/cases/shen/trace", CASES),
    Line("/cases/shen/watched", READERS),
    # 管理：三员各有其事，互不兼看
    Line("/admin/", ADMINISTRATORS | READERS, others=True),
    Line("/admin/system", only("system_admin"), others=True),
    Line("/admin/organizations/", only("security_admin") | READERS, others=True),
    Line("/admin/organizations/new", only("security_admin"), others=True),
    Line("/admin/organizations/gongwei", only("security_admin") | READERS, others=True),
    Line("/admin/organizations/gongwei/correct", only("security_admin"), others=True),
    Line("/admin/accounts/", only("security_admin") | READERS, others=True),
    Line("/admin/accounts/new", only("security_admin"), others=True),
    Line("/admin/accounts/chen_xiao", only("security_admin") | READERS, others=True),
    Line("/admin/accounts/chen_xiao/correct", only("security_admin"), others=True),
    Line("/admin/accounts/chen_xiao/password", only("security_admin"), others=True),
    Line("/admin/accounts/chen_xiao/sessions", only("security_admin"), others=True),
    Line("/admin/accounts/chen_xiao/retire", only("security_admin"), others=True),
    Line("/admin/accounts/chen_xiao/duties/new", only("security_admin"), others=True),
    Line("/admin/accounts/chen_xiao/duties/end", only("security_admin"), others=True),
    Line("/admin/witness/", only("security_admin") | READERS, others=True),
    Line("/admin/witness/set", only("security_admin"), others=True),
    Line("/admin/audit/logins", READERS, others=True),
    Line("/admin/audit/refused", READERS, others=True),
    Line("/admin/audit/readings", READERS, others=True),
    Line("/admin/audit/exports", READERS, others=True),
    Line("/admin/audit/changes", READERS, others=True),
    Line("/admin/audit/verify", READERS, others=True),
    # 监督：人人可以登记打招呼，登记册只有纪检监察机关和审计员查看
    Line("/supervision/", EVERYBODY, others=True),
    Line("/supervision/interference/new", EVERYBODY, others=True),
    Line("/supervision/interference/", READERS | {"discipline_officer"}, others=True),
    Line("/supervision/interference/none", NOBODY),
    Line("/supervision/interference/none/correct", NOBODY),
    Line("/supervision/interference/none/handle", NOBODY),
    Line("/supervision/prompts/", PROMPTED | PROMPTS | READERS, others=True),
    Line("/supervision/prompts/new", PROMPTS, others=True),
    Line("/supervision/prompts/none", NOBODY),
    Line("/supervision/prompts/none/paper", NOBODY),
    Line("/supervision/prompts/none/reply", NOBODY),
    Line("/supervision/prompts/none/judge", NOBODY),
    Line("/supervision/report", CASES, others=True),
    Line("/supervision/report/export", CASES, others=True, method="POST"),
    Line("/supervision/appraisals/zuzhibu/2026", only("supervision_officer", "cadre_chief")),
    # 统计、流程定义
    Line("/statistics/", CASES, others=True),
    Line("/statistics/count", CASES, others=True, method="POST"),
    Line("/statistics/opened", CASES, others=True),
    Line("/statistics/opened/export", CASES, others=True, method="POST"),
    Line("/definitions/", EVERYBODY, others=True),
    *(Line(f"/definitions/{'0' * 64}{one}", NOBODY) for one in ("", "/text", "/mermaid", "/changes/0")),
)  # fmt: skip
