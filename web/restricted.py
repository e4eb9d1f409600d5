"""What not everybody who sees a case may read (限制查阅): what was reported during a notice."""

from collections.abc import Mapping
from typing import Any

from flask import has_request_context
from flask_login import current_user

from web.acting import actor
from workflow.activities import KINDS
from workflow.authority import may_read_complaints
from workflow.edition import Activity

Values = Mapping[str, Any]
REGISTER = ("complain", "resolve")  # acts whose values are the register
OPEN = ("no", "closed_on")  # that there was a report, and whether it is closed, everybody sees
WITHHELD = "限保管反映登记的人员和审计人员查阅"


def may_read(activity: Activity) -> bool:
    """Whether whoever looks may read the register of complaints of a notice."""
    if not has_request_context() or not current_user or not current_user.is_authenticated:
        return False
    return may_read_complaints(actor(), KINDS["notice"].duties(activity, "resolve"))


def readable(activity: Activity, values: Values, act: str = "") -> Values:
    """The values of an act, or of all acts, without what may not be read; the same where nothing is."""
    has_register = act in REGISTER or bool(values.get("complaints"))
    if activity.kind != "notice" or not has_register or may_read(activity):
        return values
    if act in REGISTER:
        return _open_part(values)
    return {**values, "complaints": [_open_part(one) for one in values["complaints"]]}


def _open_part(row: Values) -> dict[str, Any]:
    return {key: row[key] for key in OPEN if key in row}
