"""The kind `meeting_item` (会议议题): a collective decision on one case, recorded in the meeting.

The case's journal names the meeting's entry. Quorum, majority and outcome are derived by guards.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from workflow.activities.kind import Fault, Kind, Lack
from workflow.dossier import Act, Dossier, Member, Round, Values, View
from workflow.edition import Activity

VIEWS = ("agree", "disagree", "postpone")
FORMS = ("oral", "hands", "secret")
COUNTS = ("agree", "disagree", "postpone", "abstain", "issued", "returned", "valid", "objects",
          "seats")  # fmt: skip
ORDERS = ("presented_seq", "discussed_seq", "voted_seq")
TEXTS = ("presenter", "presenter_role", "vote_form", "recorder", "book_no", "page", "reasons")
LISTS = ("guests", "tellers", "package_with", "asked_members")
TICKS = ("postponed", "upper_reply_told", "objections_read")


class MeetingItem(Kind):
    """Complete: the meeting recorded the item and it was voted on, not put off."""

    name = "meeting_item"
    acts = ("item",)

    def check(
        self, activity: Activity, act: str, values: Values, present: Round | None, dossier: Dossier
    ) -> Sequence[Fault]:
        """The case's entry only names the meeting's."""
        missing = [key for key in ("meeting", "item_entry") if not values.get(key)]
        return [Fault(key, "没有会议记录") for key in missing]

    def merge(self, activity: Activity, acts: Sequence[Act]) -> Values:
        """The last item named."""
        items = [act for act in acts if act.act == "item"]
        return dict(items[-1].values) if items else {}

    def lacks(self, activity: Activity, present: Round | None, dossier: Dossier) -> Sequence[Lack]:
        """The meeting's record of this case, or its vote."""
        named = present.last("item") if present else None
        items = [
            one
            for one in dossier.items.get(activity_name(activity, dossier), ())
            if named and one.act.digest == named.values.get("item_entry")
        ]
        if not items:
            return (
                Lack(f"没有“{activity.title}”的会议记录", "会议逐人讨论并据实记录",
                     activity.record),
            )  # fmt: skip
        if items[-1].values.get("postponed"):
            return (Lack(f"“{activity.title}”已暂缓表决", "另行召开会议表决", activity.record),)
        return ()


def activity_name(activity: Activity, dossier: Dossier) -> str:
    """The name under which the edition knows an activity."""
    known = dossier.edition.process.activities.items()
    return next((name for name, one in known if one is activity or one == activity), "")


def check_item(
    values: Mapping[str, Any], views: Sequence[View], roster: Sequence[Member], chair: str
) -> list[Fault]:
    """All malformed places of an item as the recorder hands it in; what breaks a rule is not one."""
    return [
        *_people(views, roster, chair), *_orders(views), *_numbers(values), *_kinds(values),
        *_vote(values),
    ]  # fmt: skip


def _people(
    views: Sequence[View], roster: Sequence[Member], chair: str
) -> Iterator[Fault]:
    due, told = [one.person for one in roster], [one.person for one in views]
    names = {one.person: one.name for one in roster}
    for person in due:
        if told.count(person) != 1:
            yield Fault("views", f"{names[person]}应当恰有一行到会记录")
    for person in told:
        if person not in due:
            yield Fault("views", f"{person}不是当日应到会成员，列席人员另记")
    if chair not in due:
        yield Fault("chair", "主持人不是当日应到会成员")


def _orders(views: Sequence[View]) -> Iterator[Fault]:
    for view in views:
        speaks = view.present and not view.recused
        if not speaks and (view.view is not None or view.order is not None):
            yield Fault("views", "未到会或者已回避的成员不表态")
        if view.view is not None and view.view not in VIEWS:
            yield Fault("views", "表态应为同意、不同意、缓议")
    orders = [view.order for view in views if view.order is not None]
    if sorted(orders) != list(range(1, len(orders) + 1)):
        yield Fault("views", "表态次序应为从1起连续的不同序号")


def _numbers(values: Mapping[str, Any]) -> Iterator[Fault]:
    for key in (*COUNTS, *ORDERS):
        value = values.get(key)
        if value is not None and (
            not isinstance(value, int) or isinstance(value, bool) or value < 0
        ):
            yield Fault(key, "应为不小于0的整数")


def _kinds(values: Mapping[str, Any]) -> Iterator[Fault]:
    for key, value in values.items():
        if key not in (*COUNTS, *ORDERS, *TEXTS, *LISTS, *TICKS):
            yield Fault(key, "会议记录没有这一栏")
        elif key in LISTS and not isinstance(value, list | tuple):
            yield Fault(key, "应为列表")
        elif key in TICKS and not isinstance(value, bool):
            yield Fault(key, "应为是或否")


def _vote(values: Mapping[str, Any]) -> Iterator[Fault]:
    counted = [key for key in ("agree", "disagree", "postpone", "abstain") if key in values]
    if values.get("postponed"):
        if counted:
            yield Fault("postponed", "暂缓表决的议题没有计票")
        return
    if values.get("vote_form") not in (None, *FORMS):
        yield Fault("vote_form", "表决方式应为口头、举手、无记名投票")
    if "agree" not in values or "disagree" not in values:
        yield Fault("agree", "没有计票结果")
    if not values.get("presenter"):
        yield Fault("presenter", "没有议题汇报人")
