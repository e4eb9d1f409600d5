"""Codes in words (代码含义): kinds of organizations and bodies, offices, levels, states of accounts."""

from collections.abc import Mapping
from datetime import date

ORGANIZATIONS: Mapping[str, str] = {
    "committee": "党委（党组）", "department": "部门", "discipline": "纪检监察机关", "unit": "单位",
    "office": "内设机构", "party": "机关党组织", "branch": "党支部", "leader": "领导岗位",
    "congress": "人大、政协机关",
}  # fmt: skip
# What an organization turns to for what it must ask (征求意见对象).
LINKS: Mapping[str, str] = {
    "organization": "组织人事部门", "discipline": "纪检机构", "party": "机关党组织",
    "peer_discipline": "同级纪检监察机关", "upper_organization": "上级组织部门",
    "upper_leader": "上级分管领导", "united_front": "统战部门", "democratic_parties": "民主党派",
    "audit": "审计机关",
}  # fmt: skip
BODIES: Mapping[str, str] = {
    "committee": "党委（党组）", "standing_committee": "常委会", "full_committee": "全委会",
    "department": "部务会",
}  # fmt: skip
ROLES: Mapping[str, str] = {
    "chair": "主要负责人", "organization_member": "组织部长（委员）", "member": "成员",
    "alternate": "候补（不计应到）",
}  # fmt: skip
POSITIONS: Mapping[str, str] = {"chief": "正职", "deputy": "副职", "other": "其他"}
STATES: Mapping[str, str] = {"active": "在用", "retired": "已停用"}
SUBJECTS: Mapping[str, str] = {
    "account": "账户", "appraisal": "民主评议", "body": "领导班子", "case": "选拔任用事项",
    "interference": "打招呼登记", "ledger": "每日存证", "meeting": "会议", "organization": "单位",
    "person": "干部", "post": "职位", "prompt": "监督工作提示单", "selection": "批次",
}  # fmt: skip


def duty_state(duty: Mapping[str, str], day: date) -> str:
    """Whether a duty is held on that day, will be, or is over."""
    today = day.isoformat()
    if today < duty["from"]:
        return "未开始"
    return "已终止" if duty.get("to") and duty["to"] <= today else "在任"


def megabytes(size: int | None) -> str:
    """A size as people read it."""
    if size is None:
        return "－"
    return f"{size / 1024 / 1024:,.1f} MB" if size < 1 << 30 else f"{size / (1 << 30):,.2f} GB"
