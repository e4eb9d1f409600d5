"""People who set up a house (建库), and their orders."""



from workflow.journal import Actor

SECURITY = Actor("security", "保密员", "security_admin", "dept", "person-security")
CHIEF = Actor("chief", "科长", "cadre_chief", "dept", "person-chief")
AUDITOR = Actor("auditor", "档案", "file_auditor", "dept", "person-auditor")
MINUTES = Actor("minutes", "记录", "meeting_secretary", "dept", "person-minutes")
STAFF = (SECURITY, CHIEF, AUDITOR, MINUTES)
