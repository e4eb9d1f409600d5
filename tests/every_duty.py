"""One account for each duty (各司其职): in a played house, at home and in a neighbouring county."""

from collections.abc import Collection

from argon2 import PasswordHasher
from playing import BEFORE, PASSWORD

from workflow.commands.accounts import grant_duty, open_account
from workflow.commands.logins import set_password
from workflow.commands.organizations import enter_organization
from workflow.journal import Actor, House, Order

SECURITY = Actor("baomi", "安全保密管理员", "security_admin", "linjiang")
CHEAP = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)  # forty people log in
# Where a duty is held: what the duties file calls at the department, the committee, the unit …
PLACES = {
    "zuzhibu": "cadre_clerk cadre_chief organization_head supervision_officer file_auditor "
    "political_checker recommendation_officer political_assessor department_member "
    "inspection_leader inspection_member",
    "linjiang": "meeting_secretary committee_secretary committee_member system_admin "
    "committee_organization_member security_admin audit_admin audit_reader",
    "gongwei": "unit_secretary discipline_secretary",
    "gongwei_dangwei": "organ_party_secretary organ_party_officer",
    "gongwei_jijian": "organ_discipline_secretary unit_discipline_officer",
    "gongwei_renshi": "unit_organization_officer",
    "gongwei_zhibu": "branch_secretary branch_member",
    "jiwei": "discipline_officer",
    "fenguan": "upper_leader",
    "shengwei_zuzhibu": "upper_organization_officer upper_organization_head",
    "zonggonghui": "joint_manager_officer united_front_officer auditing_officer",
}
HOME = {duty: place for place, duties in PLACES.items() for duty in duties.split()}
COUNTY = "xianwei"


def let_everybody_in(house: House, duties: Collection[str] = HOME) -> None:
    """Open an account `own_…` for each duty at its own place, and a `far_…` in the county."""
    secret = CHEAP.hash(PASSWORD)
    with house.desk() as desk:
        enter_organization(desk, Order("county", SECURITY, BEFORE), COUNTY,
                           {"name": "某县委", "kind": "committee", "parent": "linjiang"})  # fmt: skip
        for duty in duties:
            home = HOME[duty]
            for login, place in ((f"own_{duty}", home), (f"far_{duty}", COUNTY)):
                opened = Order(f"open-{login}", SECURITY, BEFORE)
                open_account(desk, opened, login, {"login": login, "name": "新来者"})
                grant_duty(desk, Order(f"grant-{login}", SECURITY, BEFORE), login,
                           {"duty": duty, "organization": place, "from": "2020-01-01"})  # fmt: skip
                set_password(desk, login, secret, BEFORE)
