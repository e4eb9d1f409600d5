"""Discussion and decision (讨论决定): the meeting, its order and its count (R-DEC)."""

from collections.abc import Mapping
from functools import partial
from itertools import pairwise

from workflow.dossier import Dossier, ItemFile
from workflow.guards import deferral, plenary, reconsideration, submission
from workflow.guards.meeting import (
    COLLECTIVE,
    DECISION,
    DEPARTMENT,
    base,
    early_gaps,
    figures,
    items_of_move,
    kind_gaps,
    majority_gap,
    member_name,
    quorum_gap,
    said,
    voted,
)
from workflow.guards.reading import number, sequence, text
from workflow.guards.verdict import Gap, Guard, Verdict, verdict
from workflow.guards.views import CHAIR, SECRETARY, chair_gap, orders_of, recusal_gaps, view_gaps

FORMS: Mapping[str, str] = {"oral": "口头", "hands": "举手", "secret": "无记名投票"}


def _unrecorded(rule: str) -> Verdict:
    gap = Gap(rule, "没有会议讨论决定的记录", "按会议实际情况记录", SECRETARY)
    return verdict(gap, meeting=None)


def collective_meeting(d: Dossier) -> Verdict:
    """由党委（党组）集体开会讨论决定，不以圈阅、书记办公会等形式代替。"""
    item = d.item(DECISION)
    if item is None:
        return _unrecorded("R-DEC-01")
    meeting, gaps = item.meeting, list[Gap]()
    needed, who = "由党委（党组）召开会议集体讨论决定", ("committee_secretary",)
    if DEPARTMENT in (meeting.kind, meeting.body.kind):
        gaps.append(Gap("R-DEC-01", "部务会不能代替党委（党组）会议", needed, who))
    elif meeting.kind not in COLLECTIVE or meeting.body.kind not in COLLECTIVE:
        gaps.append(Gap("R-GEN-07", "书记办公会、圈阅等不能代替党委（党组）会议", needed, who))
    else:
        gaps += [*kind_gaps(item, "R-DEC-01"), *early_gaps(d, item, "R-DEC-01")]
    return verdict(*gaps, meeting=meeting.id, kind=meeting.kind, held_on=meeting.held_on)


def quorum(d: Dossier) -> Verdict:
    """本议题有三分之二以上的应到会成员到会。"""
    item = d.item(DECISION)
    if item is None:
        return _unrecorded("R-DEC-04")
    return verdict(quorum_gap(d, item, "R-DEC-04"), recusal_base=base(d), **figures(d, item))


def views_complete(d: Dossier) -> Verdict:
    """到会成员逐一表态，没有到会或者不是成员的不表态。"""
    item = d.item(DECISION)
    if item is None:
        return _unrecorded("R-DEC-05")
    gaps = view_gaps(item, partial(member_name, d, item))
    return verdict(*gaps, views={view.person: view.view for view in item.views})


def chair_last(d: Dossier) -> Verdict:
    """主要负责人末位表态。"""
    item = d.item(DECISION)
    if item is None:
        return _unrecorded("R-DEC-06")
    return verdict(chair_gap(item), chair=item.meeting.chair, orders=orders_of(item))


ORDER: Mapping[str, str] = {
    "presented_seq": "逐个介绍", "discussed_seq": "讨论", "voted_seq": "表决",
}  # fmt: skip


def item_order(d: Dossier) -> Verdict:
    """先由分管组织工作的成员或者组织部门负责人介绍，再讨论，后表决。"""
    item = d.item(DECISION)
    if item is None:
        return _unrecorded("R-DEC-07")
    values = item.values
    turns = {key: number(values, key) for key in ORDER}
    gaps = [
        Gap("R-DEC-07", f"没有“{title}”的次序", "先逐个介绍，再讨论，后表决", SECRETARY)
        for key, title in ORDER.items()
        if turns[key] is None
    ]
    for (one, first), (other, second) in pairwise(turns.items()):
        if first is not None and second is not None and first >= second:
            found = f"“{ORDER[other]}”不晚于“{ORDER[one]}”"
            gaps.append(Gap("R-DEC-07", found, "先逐个介绍，再讨论，后表决", SECRETARY))
    if not _presents(d, item):
        found = "汇报人不是分管组织工作的成员，也不是组织部门负责人"
        gaps.append(Gap("R-DEC-07", found, "由分管组织工作的成员或者组织部门负责人汇报", SECRETARY))
    return verdict(*gaps, presenter=values.get("presenter"), **turns)


def _presents(d: Dossier, item: ItemFile) -> bool:
    """Whether the member in charge of organization work presents, or the head of the department.

    The head is who chairs the department's own meeting; only where none is on file, who says so.
    """
    presenter, role = item.values.get("presenter"), text(item.values, "presenter_role")
    if not presenter:
        return False
    if any(one.person == presenter and one.role == "organization_member"
           for one in item.meeting.roster):  # fmt: skip
        return True
    heads = {
        one.person
        for body in d.bodies.values()
        if body.kind == DEPARTMENT and body.organization == d.selection.department
        for one in body.roster(item.meeting.held_on) if one.role == "chair"
    }  # fmt: skip
    return presenter in heads if heads else role == "organization_head"


def vote_form_valid(d: Dossier) -> Verdict:
    """表决采用口头、举手或者无记名投票方式。"""
    item = d.item(DECISION)
    if item is None:
        return _unrecorded("R-DEC-08")
    form, gap = item.values.get("vote_form"), None
    if form not in FORMS:
        needed = f"表决方式为{'、'.join(FORMS.values())}之一"
        gap = Gap("R-DEC-08", "未记录表决方式", needed, SECRETARY)
    return verdict(gap, vote_form=form)


def majority_reached(d: Dossier) -> Verdict:
    """应到会成员超过半数同意。"""
    item = d.item(DECISION)
    if item is None:
        return _unrecorded("R-DEC-09")
    return verdict(majority_gap(d, item, "R-DEC-09"), recusal_base=base(d), **figures(d, item))


def majority_missed(d: Dossier) -> Verdict:
    """已经表决，同意的没有超过应到会成员半数。"""
    item = d.item(DECISION)
    if item is None:
        return _unrecorded("R-DEC-09")
    seen, gap = figures(d, item), None
    if not voted(item.values):
        gap = Gap("R-DEC-09", "本议题没有计票结果", "表决后方可记为未通过", SECRETARY)
    elif majority_gap(d, item, "R-DEC-09") is None:
        found = f"应到{seen['due']}人，同意{seen['agree']}人，已超过应到会成员半数"
        gap = Gap("R-DEC-09", found, "不能记为未通过", SECRETARY)
    return verdict(gap, recusal_base=base(d), **seen)


def recusals_kept(d: Dossier) -> Verdict:
    """本议题涉及本人或者近亲属的成员和工作人员均已回避。"""
    items = items_of_move(d)
    gaps = [
        gap for item in items
        for gap in recusal_gaps(item, d.person, partial(member_name, d, item))
    ]  # fmt: skip
    if not items:
        gaps = [Gap("R-DEC-12", "没有会议记录，不能核对回避情况", "记录到会和回避情况", SECRETARY)]
    return verdict(*gaps, recusal_base=base(d), relatives=dict(d.relatives),
                   meetings=[item.meeting.id for item in items])  # fmt: skip


def one_by_one(d: Dossier) -> Verdict:
    """逐人表决、逐人计票，不与其他人选打包表决。"""
    item = d.item(DECISION)
    if item is None:
        return _unrecorded("R-DEC-21")
    others = [one for one in sequence(item.values, "package_with") if one != d.case.id]
    gap = None
    if others:
        found = f"与其他{len(others)}个事项打包表决"
        gap = Gap("R-DEC-21", found, "不得打包表决，须逐人表决、逐人计票", CHAIR)
    return verdict(gap, package_with=others)


BOOK: Mapping[str, str] = {"book_no": "记录本编号", "page": "页码", "recorder": "记录人"}


def minute_book(d: Dossier) -> Verdict:
    """写明会议记录本编号、页码和记录人。"""
    item = d.item(DECISION)
    if item is None:
        return _unrecorded("R-DEC-20")
    missing = [title for key, title in BOOK.items() if not said(item.values, key)]
    gap = None
    if missing:
        found = f"未填{'、'.join(missing)}"
        gap = Gap("R-DEC-20", found, "填写会议记录本编号、页码和记录人，或者说明理由", SECRETARY)
    return verdict(gap, **{key: item.values.get(key) for key in BOOK})


READS = (DECISION,)
TABLE: Mapping[str, Guard] = {
    **deferral.TABLE,
    **plenary.TABLE,
    **reconsideration.TABLE,
    **submission.TABLE,
    "collective_meeting": Guard(
        "集体开会讨论决定", ("R-DEC-01", "R-GEN-07"), collective_meeting, READS
    ),
    "quorum": Guard("到会成员达到三分之二", ("R-DEC-04",), quorum, READS),
    "views_complete": Guard("到会成员逐一表态", ("R-DEC-05",), views_complete, READS),
    "chair_last": Guard("主要负责人末位表态", ("R-DEC-06",), chair_last, READS),
    "item_order": Guard("先介绍、再讨论、后表决", ("R-DEC-07",), item_order, READS),
    "vote_form_valid": Guard("表决方式符合规定", ("R-DEC-08",), vote_form_valid, READS),
    "majority_reached": Guard("超过应到会成员半数同意", ("R-DEC-09",), majority_reached, READS),
    "majority_missed": Guard("未超过应到会成员半数同意", ("R-DEC-09",), majority_missed, READS),
    "recusals_kept": Guard("回避到位", ("R-DEC-12", "R-AVO-04", "R-DEC-22"), recusals_kept),
    "one_by_one": Guard("逐人表决", ("R-DEC-21",), one_by_one, READS),
    "minute_book": Guard("会议记录本已登记", ("R-DEC-20",), minute_book, READS),
}
