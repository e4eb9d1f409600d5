"""Attendance of a sitting (会议签到): each member due once, how he came, and why he was away."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from workflow.activities.fields import check_values, is_empty, optional
from workflow.activities.kind import Fault
from workflow.dossier import Member, Values
from workflow.edition import Field

HOW: Mapping[str, str] = {
    "whole": "全程到会", "late": "迟到", "left": "中途离会", "absent": "缺席",
}  # fmt: skip
FIELDS: Mapping[str, Field] = {
    "members": Field(type="rows", title="应到会成员", columns={
        "person": Field(type="person", title="成员"),
        "how": Field(type="code", title="到会情况", options=HOW),
        "reason": Field(type="text", title="理由", required=False),
    }),
    **optional({
        "guests": Field(type="people", title="列席人员"),
        "recorder": Field(type="person", title="记录人"),
        "ended_at": Field(type="text", title="散会时间"),
        "book_no": Field(type="text", title="会议记录本编号"),
        "page": Field(type="text", title="页码"),
    }),
}  # fmt: skip


def check_attendance(values: Values, roster: Sequence[Member], chair: str) -> list[Fault]:
    """All malformed places; `roster`: the members due that day, each to appear once.

    Who was not there all the time says why: the minutes tell it (R-DEC-04, R-DEC-20).
    """
    faults = check_values(FIELDS, values)
    if faults:
        return faults
    return [*_roster_faults(values, roster), *_guest_faults(values, roster, chair)]


def _roster_faults(values: Values, roster: Sequence[Member]) -> Iterator[Fault]:
    due = {one.person: one.name for one in roster}
    times = Counter(row["person"] for row in values["members"])
    for person, name in due.items():
        if times[person] != 1:
            found = f"出现{times[person]}次" if times[person] else "没有登记"
            yield Fault("members", f"应到会成员{name}{found}")
    for number, row in enumerate(values["members"]):
        path, person = f"members[{number}]", row["person"]
        if person not in due:
            yield Fault(f"{path}.person", f"{person}不是应到会成员；列席人员另行登记")
        elif row["how"] != "whole" and is_empty(row.get("reason")):
            yield Fault(f"{path}.reason", f"{due[person]}{HOW[row['how']]}，须写明理由")


def _guest_faults(values: Values, roster: Sequence[Member], chair: str) -> Iterator[Fault]:
    members = {chair, *(one.person for one in roster)}
    for number, person in enumerate(values.get("guests") or ()):
        if person in members:
            yield Fault(f"guests[{number}]", f"{person}是应到会成员或者主持人，不是列席人员")
