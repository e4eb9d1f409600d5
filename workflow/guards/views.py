"""What the members did at one item (到会、表态、回避): pure readings of its record (R-DEC-05, 06, 12).

Of an item on a case as of one on a veto: only the person it is about and the names are given.
"""

from collections.abc import Callable, Iterator

from workflow.dossier import ItemFile, PersonFile, View
from workflow.guards.meeting import kin_to
from workflow.guards.reading import sequence
from workflow.guards.verdict import Gap

CHAIR, SECRETARY = ("会议主持人",), ("meeting_secretary",)
VIEWS = ("agree", "disagree", "postpone")
Naming = Callable[[str], str]  # the name of somebody at the item


def view_gaps(item: ItemFile, name: Naming) -> Iterator[Gap | None]:
    """A gap for each member present without a view, and for each view of somebody else (R-DEC-05)."""
    due = {one.person for one in item.meeting.roster}
    for view in item.views:
        yield _view_gap(name(view.person), view, due)
    if not any(view.present for view in item.views):
        yield Gap("R-DEC-05", "没有成员到会和表态的记录", "到会成员逐一表态", CHAIR)


def _view_gap(name: str, view: View, due: set[str]) -> Gap | None:
    if view.person not in due:
        found = f"{name}不是应到会成员，列席人员不表态、不计票"
        return Gap("R-DEC-05", found, "只记录应到会成员的表态", SECRETARY)
    if view.present and not view.recused:
        if view.view in VIEWS:
            return None
        return Gap("R-DEC-05", f"{name}没有表态", "到会成员应当逐一表态（同意、不同意、缓议）", CHAIR)
    if view.view is None:
        return None
    found = f"{name}{'已回避' if view.recused else '未到会'}，不得表态"
    return Gap("R-DEC-05", found, "未到会和回避的成员不表态、不计票", SECRETARY)


def orders_of(item: ItemFile) -> dict[str, int]:
    """Who spoke in which place (表态次序)."""
    return {view.person: view.order for view in _speaking(item) if view.order is not None}


def _speaking(item: ItemFile) -> list[View]:
    return [view for view in item.views if view.present and not view.recused]


def chair_gap(item: ItemFile) -> Gap | None:
    """A gap where the principal leader in the meeting did not speak last (R-DEC-06)."""
    orders, chair = orders_of(item), _last_to_speak(item)
    told = sorted(orders.values())
    needed = "记明每名到会成员的表态次序，主要负责人末位表态"
    if len(told) < len(_speaking(item)) or len(set(told)) < len(told):
        return Gap("R-DEC-06", "表态次序缺漏或者重复", needed, SECRETARY)
    if chair is None or not chair.present:
        return Gap("R-DEC-06", "主持人没有到会记录", needed, SECRETARY)
    if not chair.recused and orders[chair.person] != told[-1]:
        rank = told.index(orders[chair.person]) + 1
        found = f"主要负责人（主持人）第{rank}个表态（共{len(told)}人）"
        return Gap("R-DEC-06", found, needed, SECRETARY)
    return None


def _last_to_speak(item: ItemFile) -> View | None:
    """The principal leader of the body where present, else who was in the chair (R-DEC-06)."""
    views = {view.person: view for view in item.views}
    leaders = (one.person for one in item.meeting.roster if one.role == "chair")
    present = (views[one] for one in leaders if one in views and views[one].present)
    return next((one for one in present if not one.recused), views.get(item.meeting.chair))


def recusal_gaps(item: ItemFile, about: PersonFile, name: Naming) -> list[Gap]:
    """A gap for the person himself and each relative who stayed or served at the item (R-DEC-12)."""
    needed = "本人及近亲属应当回避本议题，退出会场"
    stayed = [view.person for view in _speaking(item)]
    gaps = [
        Gap("R-DEC-12", f"{name(person)}系人选{kin_to(about, person)}，没有回避本议题", needed, CHAIR)
        for person in stayed
        if kin_to(about, person)
    ]
    values = item.values
    serving = [values.get("presenter"), values.get("recorder"), *sequence(values, "tellers"),
               *sequence(values, "guests")]  # fmt: skip
    for person in dict.fromkeys(str(one) for one in serving if one):
        if kin_to(about, person) and person not in stayed:
            found = f"{name(person)}系人选{kin_to(about, person)}，参与了本议题"
            gaps.append(Gap("R-AVO-04", found, needed, CHAIR))
    return gaps
