"""The one table (授权表): what is done by which duty, and what is seen by whom (L8)."""

from collections.abc import Mapping

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
    "set_witness_policy": ("security_admin",),
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
    "propose_erasure": ("cadre_chief",),
    "approve_erasure": ("organization_head", "discipline_officer"),
    "change_edition": ("organization_head",),
    "handle_interference": ("discipline_officer",),
    "issue_prompt": ("discipline_officer", "upper_organization_officer", "upper_organization_head"),
    "judge_prompt": ("discipline_officer", "upper_organization_officer", "upper_organization_head"),
    "record_appraisal": ("supervision_officer", "cadre_chief"),
    "reply_prompt": ("organization_head", "committee_secretary", "unit_secretary",
                     "discipline_secretary"),
    "remind": ("cadre_clerk", "cadre_chief", "organization_head", "inspection_leader",
               "recommendation_officer", "meeting_secretary"),
}  # fmt: skip

# What an office does for its committee: over everything below it, not its own house alone. A
# department manages the cadres and posts of the units beside it; discipline watches over them.
OF_COMMITTEE = frozenset({
    "register_person", "enter_post", "enter_body", "handle_interference", "issue_prompt",
    "propose_erasure", "approve_erasure",
})  # fmt: skip

# What everybody may do who holds a duty at all (R-TRACE-05): whoever was asked a favour records it.
ANYBODY = frozenset({"record_interference", "correct_interference"})

# What lies beside the cases, and who may look at it: each administrator sees what is his own.
LOOK: Mapping[str, tuple[str, ...]] = {
    "system": ("system_admin",),
    "accounts": ("security_admin", *READERS),
    "organizations": ("security_admin", *READERS),
    "interference": ("discipline_officer", *READERS),  # never who owns the case (R-TRACE-05)
    "witness": ("security_admin", *READERS),  # within how many days the log is to be witnessed
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
