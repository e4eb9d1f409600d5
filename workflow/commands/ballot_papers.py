"""What an electronic ballot must be before it opens, and what is recorded of it (选票与登记).

A ballot that was begun binds the record of its round: first it is counted and checked, then exactly
its figures are recorded.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from workflow.ballots import LEAST_VOTERS
from workflow.ballots.tally import GRADES, rows_of, seats
from workflow.dossier import Dossier
from workflow.edition import Activity
from workflow.errors import BadInput, NotAvailable
from workflow.journal import Desk
from workflow.queries.ballots import tally_of, voted

RULE = "R-REC-02"
BOUND = ("expected", "present", "issued", "returned", "valid", *GRADES)


def is_voted_on(activity: Activity) -> bool:
    """Whether papers are handed out in an activity, so that an electronic ballot can take place."""
    return activity.kind == "ballot" and "issued" in activity.fields


def require_a_vote(seen: Dossier, activity: Activity) -> None:
    """Refuse a ballot for what is not voted on; raises NotAvailable."""
    if not is_voted_on(activity):
        raise NotAvailable(reasons=[seen.edition.reason(
            RULE, f"“{activity.title}”不发票", "只有发票投票的推荐、测评可以用电子投票"
        )])  # fmt: skip


def paper_faults(
    seen: Dossier, activity: Activity, values: Mapping[str, Any], made: Mapping[str, int]
) -> Iterator[str]:
    """What is wrong with a paper and its codes; `made`: group → how many codes."""
    for group, number in made.items():
        if group not in (activity.groups or ("",)):
            yield "有不属于规定参加范围的人员类别"
        elif number < LEAST_VOTERS:
            title = activity.groups.get(group, "参加人员")
            yield f"{title}{number}人，不足{LEAST_VOTERS}人的不能用电子投票，结果会显出各人的意见"
    if not made:
        yield "没有填写制作票码的张数"
    rows = [(one["person"], one.get("post", "")) for one in values["nominees"]]
    people = {person for person, _ in rows}
    if any(key in activity.fields for key in GRADES):
        if people != {seen.person.id}:
            yield "民主测评的对象是考察对象本人"
        return
    if len(set(rows)) != len(rows):
        yield "同一人选重复列入选票"
    if not 1 <= values["seats"] <= min(len(rows), seats(seen)):
        yield f"选票列{len(rows)}名人选，每张可推荐{values['seats']}名"
    listed = _listed(seen)
    if listed and people != listed:
        yield "选票所列人选与会议推荐参考人选名单不一致"


def _listed(seen: Dossier) -> set[str]:
    """Who stands on the reference list of the selection; empty while there is none."""
    return {row["person"] for row in rows_of(seen.values("reference_list"), "names")}


def require_as_counted(
    desk: Desk, seen: Dossier, subject: str, name: str, values: Mapping[str, Any]
) -> None:
    """Where the round of an activity has a ballot, only its checked figures are recorded.

    Raises NotAvailable while it is not checked, BadInput where the figures are others.
    """
    known = voted(desk, seen, subject, name)
    if known is None:
        return
    activity = seen.edition.process.activities[name]
    if known.state != "checked":
        raise NotAvailable(reasons=[seen.edition.reason(
            RULE, "电子投票尚未截止并经监票人、计票人核对", "截止投票，核对后再登记", activity.record,
        )])  # fmt: skip
    others = list(_others(tally_of(known, activity), values, activity))
    if others:
        raise BadInput(reasons=[seen.edition.reason(
            RULE, f"与核对后的投票结果不符：{'、'.join(others)}", "按公布的结果登记", activity.record,
        )])  # fmt: skip


def _others(
    tally: Mapping[str, Any], values: Mapping[str, Any], activity: Activity
) -> Iterator[str]:
    """The titles of the figures that are not those of the tally."""
    for key in BOUND:
        if key in tally and values.get(key) != tally[key]:
            yield activity.fields[key].title
    for key, columns in (("groups", ("group", "expected", "present")),
                         ("figures", ("person", "post", "votes"))):  # fmt: skip
        if key in tally and _rows(tally, key, columns) != _rows(values, key, columns):
            yield activity.fields[key].title


def _rows(values: Mapping[str, Any], key: str, columns: tuple[str, ...]) -> list[list[Any]]:
    return sorted([str(row.get(one, "")) for one in columns] for row in rows_of(values, key))
