"""Organizations, posts and bodies (单位、职位与职数、领导班子)."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select

from workflow.commands.changing import (
    amend,
    content_of,
    enter,
    exists,
    require_days,
    require_keys,
    require_news,
)
from workflow.errors import BadInput, NotFound, Reason
from workflow.facts import LEVELS
from workflow.journal import Desk, Order
from workflow.journal.write import Entry
from workflow.models import TABLES, beneath

BODY_KINDS = ("committee", "standing_committee", "full_committee", "department")


def enter_organization(desk: Desk, order: Order, id: str, values: Mapping[str, Any]) -> Entry:
    """Create or change an organization; its path follows from its parent."""
    require_keys(values, ["name", "kind"])
    parent = values.get("parent") or ""
    above = content_of(desk, f"organization:{parent}") if parent else {"path": ""}
    if not above:
        raise _malformed(f"上级单位{parent}不存在", "先登记上级单位")
    _require_in_place(desk, id, f"{above['path']}{id}/")
    changes = {
        "name": values["name"], "kind": values["kind"], "parent": parent,
        "path": f"{above['path']}{id}/", "links": dict(values.get("links", {})), "state": "active",
    }  # fmt: skip
    return enter(desk, order, "enter_organization", f"organization:{id}", changes)


def _require_in_place(desk: Desk, id: str, path: str) -> None:
    """Refuse to hang a unit elsewhere with others below it: those would lie at the old place still."""
    before = content_of(desk, f"organization:{id}").get("path", path)
    table = TABLES["organization"].c
    below = select(table.id).where(beneath(table.path, before), table.id != id)
    if before != path and desk.db.scalar(below.limit(1)) is not None:
        raise _malformed("该单位之下还有单位，不能改变上级", "确需调整隶属的，登记新的单位")


def correct_organization(
    desk: Desk, order: Order, id: str, values: Mapping[str, Any], reason: str
) -> Entry:
    """Correct the name of an organization or its offices (links); its place in the tree stays.

    The earlier name stays in the journal (R-TRACE-04). Raises BadInput without a reason, where an
    office does not exist, or where nothing would be otherwise; NotFound for an unknown one.
    """
    require_keys({**values, "reason": reason}, ["name", "reason"])
    links = {key: str(one) for key, one in values.get("links", {}).items() if one}
    for one in links.values():
        _require_organization(desk, one)
    asked = {"name": values["name"], "links": links}

    def corrected(said: Mapping[str, Any]) -> dict[str, Any]:
        if not said:
            raise NotFound("单位不存在")
        require_news(said, asked)
        return asked

    return amend(
        desk, order, "correct_organization", f"organization:{id}", asked, corrected, reason=reason
    )


def enter_post(desk: Desk, order: Order, id: str, values: Mapping[str, Any]) -> Entry:
    """Create or change a post with its quota and holders."""
    require_keys(values, ["organization", "title", "level", "position", "quota"])
    _require_organization(desk, values["organization"])
    if values["level"] not in LEVELS or values["position"] not in ("chief", "deputy", "other"):
        raise _malformed("职务层次或正副职不在代码表内", "按代码表填写")
    if type(values["quota"]) is not int or values["quota"] < 0:
        raise _malformed(f"职数“{values['quota']}”不是整数", "按核定的职数填写")
    changes = {
        "organization": values["organization"], "title": values["title"],
        "level": values["level"], "position": values["position"], "quota": values["quota"],
        "holders": list(values.get("holders", [])), "leaving": list(values.get("leaving", [])),
    }  # fmt: skip
    return enter(desk, order, "enter_post", f"post:{id}", changes, values["organization"])


def enter_body(desk: Desk, order: Order, id: str, values: Mapping[str, Any]) -> Entry:
    """Create or change a body; every member with the day from which he belongs to it."""
    require_keys(values, ["name", "kind", "organization"])
    _require_organization(desk, values["organization"])
    if values["kind"] not in BODY_KINDS:
        raise _malformed(f"班子类别“{values['kind']}”不在代码表内", "、".join(BODY_KINDS))
    members = [dict(row) for row in values.get("members", [])]
    for row in members:
        require_keys(row, ["person", "name", "role", "from"])
        require_days(row, ["from", "to"])
    changes = {
        "name": values["name"], "kind": values["kind"], "organization": values["organization"],
        "members": members,
    }  # fmt: skip
    return enter(desk, order, "enter_body", f"body:{id}", changes, values["organization"])


def _require_organization(desk: Desk, organization: str) -> None:
    if not exists(desk, f"organization:{organization}"):
        raise _malformed(f"没有“{organization}”这个单位", "先登记单位")


def _malformed(found: str, needed: str) -> BadInput:
    return BadInput(reasons=[Reason("R-TRACE-02", found, needed)])
