"""The figures of recommendations and votes (票数): that they add up, who took part, sealed (R-REC)."""

from collections.abc import Iterator, Mapping, Sequence

from workflow.ballots import contradictions
from workflow.ballots.tally import chain, seats
from workflow.dossier import Dossier, ItemFile, Values
from workflow.guards.applies import APPLIES
from workflow.guards.count import counts
from workflow.guards.meeting import base, items_of_move, voted
from workflow.guards.reading import choice, number, rows, text
from workflow.guards.verdict import Gap, Guard, Verdict, verdict

TALK, MEETING = "talk_recommendation", "meeting_recommendation"
TALLY = ("agree", "disagree", "postpone", "abstain")

# Who takes part (R-REC-06, R-REC-09), by the kind of body the post belongs to.
LOCAL: Mapping[str, str] = {
    "committee_members": "党委成员",
    "organ_leaders": "人大常委会、政府、政协领导成员",
    "discipline_leaders": "纪委监委领导成员",
    "court_chiefs": "法院、检察院主要领导",
    "department_chiefs": "党委和政府工作部门、群团组织主要领导",
    "lower_chiefs": "下一级党委和政府主要领导",
}
DEPARTMENT: Mapping[str, str] = {
    "department_leaders": "本部门领导成员",
    "internal_chiefs": "内设机构主要领导",
    "affiliated_chiefs": "直属单位主要领导",
}
GROUPS: Mapping[str, Mapping[str, str]] = {
    "local_team": LOCAL,
    "department": DEPARTMENT,
    "internal_organ": {"department_leaders": "本部门领导成员"},
}
PARTIES: Mapping[str, str] = {
    "parties": "民主党派负责人",
    "federation": "工商联负责人",
    "nonparty": "无党派代表人士",
}


def figures_add_up(d: Dossier) -> Verdict:
    """票数、人数前后相符。"""
    wrong: list[tuple[str, str]] = []
    for name, values in _ballots(d):
        title = d.edition.process.activities[name].title
        wrong += [(title, one) for one in _wrong(d, name, values)]
    for item in items_of_move(d):
        wrong += [(item.meeting.body.name, one) for one in tally_faults(item, base(d))]
    gaps = [Gap("R-REC-02", f"{title}：{found}", "票数、人数前后相符", ("填报人",))
            for title, found in wrong]  # fmt: skip
    return verdict(*gaps, wrong=[found for _, found in wrong])


def _ballots(d: Dossier) -> Iterator[tuple[str, Values]]:
    """The ballots that the move needs; while somebody only looks, those of the present state."""
    for name, one in d.edition.process.activities.items():
        asked = name in d.move.needs if d.move else d.case.state in one.within
        if one.kind == "ballot" and asked and d.values(name):
            yield name, d.values(name)


def _wrong(d: Dossier, name: str, values: Values) -> Iterator[str]:
    groups = d.edition.process.activities[name].groups
    yield from contradictions(values, groups, d.people, seats(d))


def tally_faults(item: ItemFile, recusal_base: str) -> Iterator[str]:
    """What does not fit in the tally of an item on which was voted."""
    if voted(item.values):
        seen = {**item.values, "present": counts(item, recusal_base).present}
        agreeing = sum(view.present and not view.recused and view.view == "agree"
                       for view in item.views)  # fmt: skip
        yield from _wrong_tally(seen, agreeing)


def _wrong_tally(values: Values, agreeing: int) -> Iterator[str]:
    """What does not fit in a tally; openly, nobody agrees more than said so one by one."""
    secret, agree = values.get("vote_form") == "secret", number(values, "agree") or 0
    if secret:
        yield from chain(values)
    elif agree > agreeing:
        yield f"逐一表态同意{agreeing}人，计票同意{agree}人"
    whole, title = ("valid", "有效票") if secret else ("present", "到会")
    cast = [number(values, key) or 0 for key in TALLY]
    if min(cast) < 0 or sum(cast) != number(values, whole):
        yield f"同意、不同意、缓议、弃权合计{sum(cast)}，{title}{values.get(whole)}"


def _attending(d: Dossier, names: Sequence[str] = (TALK, MEETING)) -> set[str]:
    """The groups that took part in the recommendations held."""
    return {
        text(row, "group")
        for name in names
        for row in rows(d.values(name), "groups")
        if (number(row, "present") or 0) > 0
    }


def recommendation_groups(d: Dossier) -> Verdict:
    """参加民主推荐的人员包括规定的各类人员。"""
    if not APPLIES["recommendation_required"].holds(d):
        return verdict(needed=False)
    kind = text(d.profile, "body_kind")
    rule = "R-REC-06" if kind == "local_team" else "R-REC-09"
    present = _attending(d)
    missing = [title for group, title in GROUPS.get(kind, {}).items() if group not in present]
    gap = None
    if missing or kind not in GROUPS:
        found = f"参加人员缺少：{'、'.join(missing)}" if missing else "没有认定机构类别"
        gap = Gap(rule, found, "规定的各类人员均参加，缺少的说明理由", ("cadre_chief",))
    return verdict(gap, needed=True, body_kind=kind, present=sorted(present))


def parties_took_part(d: Dossier) -> Verdict:
    """推荐人大、政府、政协领导成员，民主党派、工商联负责人和无党派代表人士参加。"""
    seat = APPLIES["government_or_congress_seat"].holds(d)
    if not seat or not APPLIES["recommendation_required"].holds(d):
        return verdict(needed=False)
    present = _attending(d)
    missing = [title for group, title in PARTIES.items() if group not in present]
    gap = None
    if missing:
        found = f"没有参加的：{'、'.join(missing)}"
        needed = "民主党派、工商联负责人和无党派代表人士参加"
        gap = Gap("R-REC-07", found, needed, ("united_front_officer",))
    return verdict(gap, needed=True, present=sorted(present))


def recommendation_attendance(d: Dossier) -> Verdict:
    """会议推荐有三分之二以上的应到人员到会（按本版设置）。"""
    asked = choice(d, "recommendation_quorum", "off") == "two_thirds"
    if not asked or not APPLIES["meeting_required"].holds(d):
        return verdict(needed=False)
    values = d.values(MEETING)
    expected, present = number(values, "expected") or 0, number(values, "present") or 0
    gap = None
    if expected <= 0 or 3 * present < 2 * expected:
        found = f"应到{expected}人，实到{present}人，不足三分之二"
        gap = Gap("R-REC-12", found, "应到人员三分之二以上到会", ("recommendation_officer",))
    return verdict(gap, needed=True, expected=expected, present=present)


def ballots_sealed(d: Dossier) -> Verdict:
    """票据和谈话记录已密封，汇总表不能看出谁推荐了谁。"""
    gaps: list[Gap] = []
    who = ("recommendation_officer",)
    for name in (TALK, MEETING):
        values, activity = d.values(name), d.edition.process.activities.get(name)
        if not values or activity is None:
            continue
        linked = {key for row in rows(values, "figures") for key in row}
        linked -= {"person", "post", "votes"}
        if linked:
            found = f"{activity.title}的汇总含有票数以外的内容（{'、'.join(sorted(linked))}）"
            gaps.append(Gap("R-REC-15", found, "汇总只列人选、职位和票数", who))
        if "sealed" in activity.fields and values.get("sealed") is not True:
            found = f"{activity.title}的票据（谈话记录）未密封"
            gaps.append(Gap("R-REC-15", found, "密封保存，仅限有权人员查看汇总", who))
    return verdict(*gaps, linked=bool(gaps))


TABLE: Mapping[str, Guard] = {
    "figures_add_up": Guard("票数相符", ("R-REC-02",), figures_add_up),
    "recommendation_groups": Guard(
        "参加人员齐全", ("R-REC-06", "R-REC-09"), recommendation_groups
    ),
    "parties_took_part": Guard("党派方面已参加", ("R-REC-07",), parties_took_part),
    "recommendation_attendance": Guard(
        "会议推荐到会人数符合", ("R-REC-12",), recommendation_attendance
    ),
    "ballots_sealed": Guard("票据已密封", ("R-REC-15",), ballots_sealed),
}
