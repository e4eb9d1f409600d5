"""The meeting item (会议议题): a collective decision on one case, recorded in the meeting's journal.

The case's own act only names the meeting and its entry. A vote that took place is always recorded:
`check_item` refuses what is malformed; quorum, majority, order of views and chair are for guards.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from workflow.activities.fields import check_values, is_empty, optional
from workflow.activities.kind import Fault, Kind, Lack
from workflow.canonical import forbidden_characters
from workflow.dossier import Act, Dossier, ItemFile, Member, Round, Values, View
from workflow.edition import Activity, Field

REFERENCE: Mapping[str, Field] = {
    "meeting": Field(type="text", title="会议"),
    "item_entry": Field(type="text", title="会议纪实条目"),
}
VIEWS: Mapping[str, str] = {"agree": "同意", "disagree": "不同意", "postpone": "缓议"}
ABSENCES: Mapping[str, str] = {
    "leave": "请假", "late": "迟到，未参加本议题", "left": "已离会", "absent": "缺席",
}  # fmt: skip
FORM = Field(type="code", title="表决方式", options={
    "oral": "口头", "hands": "举手", "secret": "无记名投票",
})  # fmt: skip
TALLY: Mapping[str, Field] = {
    "agree": Field(type="int", title="同意票"),
    "disagree": Field(type="int", title="不同意票"),
    "postpone": Field(type="int", title="缓议票"),
    "abstain": Field(type="int", title="弃权票"),
}
PAPERS: Mapping[str, Field] = {
    "issued": Field(type="int", title="发出票"),
    "returned": Field(type="int", title="收回票"),
    "valid": Field(type="int", title="有效票"),
}
OTHER: Mapping[str, Field] = optional({
    "presenter": Field(type="person", title="汇报人"),
    "presenter_role": Field(type="text", title="汇报人职务"),
    "materials": Field(type="text", title="会议材料", long=True),
    "presented_seq": Field(type="int", title="汇报次序"),
    "discussed_seq": Field(type="int", title="讨论次序"),
    "voted_seq": Field(type="int", title="表决次序"),
    "guests": Field(type="people", title="列席人员"),
    "tellers": Field(type="people", title="监票计票人"),
    "recorder": Field(type="person", title="记录人"),
    "book_no": Field(type="text", title="会议记录本编号"),
    "page": Field(type="text", title="页码"),
    "postponed": Field(type="bool", title="暂缓表决"),
    "package_with": Field(type="people", title="一并表决的事项"),
    "upper_reply_told": Field(type="bool", title="批复已通报"),
    "objections_read": Field(type="bool", title="不同意见已说明"),
    "objects": Field(type="int", title="考察对象数"),
    "seats": Field(type="int", title="职位数"),
    "reason": Field(type="text", title="理由", long=True),
    "reasons": Field(type="text", title="理由", long=True),
    "deviation": Field(type="text", title="与规定不符之处的说明", long=True),
    "asked_members": Field(type="rows", title="逐一征求意见", columns={
        "member": Field(type="person", title="成员"),
        "asked_on": Field(type="date", title="征求日期"),
        "view": Field(type="code", title="意见", options=VIEWS),
    }),
})  # fmt: skip

# What an item on a veto says besides: no activity of a case does so in its place (R-DEC-10, -11).
ON_VETO: Mapping[str, Field] = optional({
    "question": Field(type="text", title="待查问题", long=True),
    "owner": Field(type="person", title="责任人"),
    "due_on": Field(type="date", title="查清期限"),
    "answer": Field(type="text", title="上次暂缓问题的查清情况", long=True),
    "consents": Field(type="rows", title="同意复议的成员", columns={
        "member": Field(type="person", title="成员"),
        "on": Field(type="date", title="书面同意日期"),
    }),
})  # fmt: skip


class MeetingItem(Kind):
    """One act, `item`, written by the command that records the item in the meeting's journal."""

    name = "meeting_item"
    acts = ("item",)

    def fields(self, activity: Activity, act: str) -> Mapping[str, Field]:
        """What is recorded of the item itself, in the meeting's journal."""
        return {**OTHER, "vote_form": FORM, **optional({**TALLY, **PAPERS}), **activity.fields}

    def faults(
        self, activity: Activity, act: str, values: Values, present: Round | None, dossier: Dossier
    ) -> Iterator[Fault]:
        """The meeting and its entry, nothing else."""
        yield from check_values(REFERENCE, values)

    def merged(self, activity: Activity, acts: Sequence[Act]) -> Values:
        """The last item named."""
        items = [act for act in acts if act.act == "item"]
        return items[-1].values if items else {}

    def lacks(self, activity: Activity, present: Round | None, dossier: Dossier) -> Sequence[Lack]:
        """Complete: the meeting took up the case in this round and did not put off the vote."""
        item = _item(present, dossier)
        if item is None:
            return [
                Lack(f"“{activity.title}”没有会议记录", "会议集体研究并据实记录", activity.record)
            ]
        if item.values.get("postponed") is True:
            found = f"{item.meeting.held_on}的会议对本议题暂缓表决"
            return [Lack(found, "查清问题后另行召开会议", activity.record)]
        return []


def _item(present: Round | None, dossier: Dossier) -> ItemFile | None:
    """The item that the round names; its entry tells it from those of other rounds."""
    entry = present.values.get("item_entry") if present else None
    items = (one for file in dossier.items.values() for one in file)
    return next((one for one in items if entry and one.act.digest == entry), None)


def check_item(
    values: Values,
    views: Sequence[View],
    roster: Sequence[Member],
    chair: str,
    fields: Mapping[str, Field] | None = None,
) -> list[Fault]:
    """All malformed places of an item; `values` without the views.

    `roster`: the members due that day (应到会成员), each to appear once in `views`, nobody else.
    `chair`: the person in the chair, who is never a guest. `fields`: further ones of the activity.
    """
    return [
        *_figure_faults(values, fields or {}),
        *_roster_faults(views, roster),
        *_view_faults(views),
        *_order_faults(views),
        *_guest_faults(values, {chair, *(one.person for one in roster)}),
    ]


def _figure_faults(values: Values, further: Mapping[str, Field]) -> Iterator[Fault]:
    """A tally where a vote was taken and only there; ballot papers only where it was secret."""
    known = {**OTHER, "vote_form": FORM, **TALLY, **PAPERS, **further}
    if isinstance(values.get("page"), int) and not isinstance(values.get("page"), bool):
        known["page"] = Field(type="int", title="页码", required=False)
    voted = values.get("postponed") is not True and is_empty(values.get("asked_members"))
    secret = voted and values.get("vote_form") == "secret"
    needed = {"vote_form": voted, **dict.fromkeys(TALLY, voted), **dict.fromkeys(PAPERS, secret)}
    for name, is_needed in needed.items():
        known[name] = known[name].model_copy(update={"required": is_needed})
    yield from check_values(known, values)
    if values.get("postponed") is True:
        for name in (*TALLY, *PAPERS):
            if not is_empty(values.get(name)):
                yield Fault(name, "暂缓表决的议题没有票数")
    elif values.get("vote_form") in ("oral", "hands"):
        for name in PAPERS:
            if not is_empty(values.get(name)):
                yield Fault(name, f"“{PAPERS[name].title}”只用于无记名投票")


def _roster_faults(views: Sequence[View], roster: Sequence[Member]) -> Iterator[Fault]:
    due = {one.person: one.name for one in roster}
    times = Counter(str(view.person) for view in views)
    for person, name in due.items():
        if times[person] == 0:
            yield Fault("views", f"缺少应到会成员{name}")
        elif times[person] > 1:
            yield Fault("views", f"应到会成员{name}出现{times[person]}次")
    for number, view in enumerate(views):
        if str(view.person) not in due:
            yield Fault(f"views[{number}].person", "不是应到会成员；列席人员另行登记")


def _view_faults(views: Sequence[View]) -> Iterator[Fault]:
    for number, view in enumerate(views):
        path = f"views[{number}]"
        if view.view is not None and view.view not in tuple(VIEWS):
            yield Fault(f"{path}.view", f"须为下列之一：{'、'.join(VIEWS.values())}")
        if view.view is not None and (not view.present or view.recused):
            told = "回避" if view.present else "未到会"
            yield Fault(f"{path}.view", f"{told}的成员没有表态")
        if view.absence and (view.absence not in tuple(ABSENCES) or view.present):
            yield Fault(f"{path}.absence", f"未到会的，须为下列之一：{'、'.join(ABSENCES.values())}")
        for name, said in (("kinship", view.kinship), ("reason", view.reason)):
            if not isinstance(said, str) or forbidden_characters(said):
                yield Fault(f"{path}.{name}", "须为文字，不含不可见的字符")


def _order_faults(views: Sequence[View]) -> Iterator[Fault]:
    """Those who gave a view did so one after another: 1 to n, each once."""
    given = [view for view in views if view.view is not None]
    for number, view in enumerate(views):
        if view.view is None and view.order is not None:
            yield Fault(f"views[{number}].order", "没有表态的成员没有表态次序")
    orders = [view.order for view in given if type(view.order) is int]  # a tick is no figure
    if sorted(one for one in orders if one) != [*range(1, len(given) + 1)]:
        yield Fault("views", f"{len(given)}名成员的表态次序须为 1 至 {len(given)}，各不相同")


def _guest_faults(values: Values, members: set[str]) -> Iterator[Fault]:
    guests = values.get("guests") or ()
    for number, person in enumerate(guests if isinstance(guests, list | tuple) else ()):
        if str(person) in members:
            yield Fault(f"guests[{number}]", "应到会成员和主持人不是列席人员")
