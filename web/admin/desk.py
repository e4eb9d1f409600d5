"""The administrators' desk (管理首页): what each of the three has to do; the state of the system."""

import platform
from collections.abc import Iterator, Mapping
from importlib.metadata import version
from typing import Any

from flask import Blueprint, render_template, url_for
from flask_login import login_required

from web.acting import actor
from web.codes import SUBJECTS
from web.house import desk, house, now, today
from web.login import LASTS
from web.reading import Reader
from workflow.authority import ADMINISTRATORS, LOOK, READERS, require_look
from workflow.errors import NotFound
from workflow.queries.system import disk_of, state_of_system
from workflow.queries.watch import last_verifications, sessions_open

bp = Blueprint("admin", __name__, url_prefix="/admin")
LIBRARIES = ("SQLAlchemy", "transitions", "pydantic", "Flask", "Flask-Login", "WTForms",
             "Bootstrap-Flask", "argon2-cffi", "waitress")  # fmt: skip
Card = tuple[str, str, str]  # endpoint, title, what is done there
CARDS: Mapping[str, tuple[Card, ...]] = {
    "system": (("admin.system", "系统状态", "数据库、磁盘、版本、日历年份、最近一次校验；不含任何个人信息"),),
    "organizations": (("organizations.index", "单位", "单位和党组织两棵树：登记、更名、有关办理机构"),),
    "accounts": (("accounts.index", "账户与岗位职责", "开户、授予和终止岗位职责、重置口令、结束登录、停用"),),
    "witness": (("witnessing.show", "见证期限", "几个工作日内须有见证回执，逾期以后怎样；最近一次回执"),),
    "watch": (
        ("audit.logins", "登录", "谁、何时、从哪里登录，失败的登录"),
        ("audit.refused", "被拒绝的办理", "谁想办什么、依哪一条没有办成"),
        ("audit.readings", "附件查阅", "谁在何时打开过哪份材料"),
        ("audit.exports", "数据导出", "谁在何时导出过哪张表"),
        ("audit.changes", "账户与职责变更", "开户、授权、终止、重置口令的全部纪实"),
        ("audit.verify", "全程纪实校验", "逐条核对摘要、链接、状态和个人信息"),
    ),
}  # fmt: skip
PARTS: Mapping[str, str] = {
    "system_admin": "维护系统运行；不掌握账户，不看任何事项和个人信息。",
    "security_admin": "掌握单位、账户和岗位职责；不办理、不查看任何事项。",
    "audit_admin": "查看全部纪实和各项记录；不作任何变更。",
    "audit_reader": "查看全部纪实和各项记录；不作任何变更。",
}  # fmt: skip


@bp.get("/")
@login_required
def index() -> Any:
    """What I may do here; not there for whoever administers nothing."""
    who = actor()
    if who.duty not in (*ADMINISTRATORS, *READERS):
        raise NotFound()
    return render_template(
        "admin/index.html", cards=list(_cards(who.duty)), part=PARTS[who.duty],
        title=Reader(desk()).duty(who.duty),
    )  # fmt: skip


def _cards(duty: str) -> Iterator[tuple[str, str, str]]:
    for what, cards in CARDS.items():
        if duty in LOOK[what]:
            yield from ((url_for(endpoint), title, said) for endpoint, title, said in cards)


@bp.get("/system")
@login_required
def system() -> Any:
    """The state of the system without anybody's name in it."""
    require_look(desk(), actor(), "system", today())
    last = last_verifications(desk(), 1)
    return render_template(
        "admin/system.html", state=state_of_system(desk()), disk=disk_of(house().attachments),
        calendar=house().calendar, software=house().software, last=last[0] if last else None,
        open_sessions=sessions_open(desk(), now() - LASTS), this_year=today().year, kinds=SUBJECTS,
        versions=[("Python", platform.python_version()), *((one, version(one)) for one in LIBRARIES)],
    )  # fmt: skip
