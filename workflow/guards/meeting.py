"""Reading a meeting item (议题): whose it is, how it counted, whether it was adopted (R-DEC)."""

from collections.abc import Mapping

from workflow.dossier import Dossier, ItemFile, Values
from workflow.facts import KINSHIP
from workflow.guards.count import counts, is_majority, is_quorum
from workflow.guards.reading import choice, number, text
from workflow.guards.verdict import Gap

DECISION, PLENARY = "committee_decision", "plenary_ballot"
FULL, DEPARTMENT = "full_committee", "department"
COLLECTIVE: Mapping[str, str] = {
    "committee": "党委（党组）会议",
    "standing_committee": "常委会会议",
    FULL: "全委会会议",
}


def items_of_move(d: Dossier) -> tuple[ItemFile, ...]:
    """The items that the move needs; while somebody only looks, those of the present state."""
    names = d.move.needs if d.move else tuple(
        name for name, one in d.edition.process.activities.items() if d.case.state in one.within
    )  # fmt: skip
    found = (d.item(name) for name in names)
    return tuple(item for item in found if item is not None)


def voted(values: Values) -> bool:
    """Whether a tally was taken (已计票)."""
    return number(values, "agree") is not None and values.get("postponed") is not True


def quorum_gap(d: Dossier, item: ItemFile, rule: str) -> Gap | None:
    """A gap when fewer than two thirds of the members due were present for this item."""
    n, p, _ = counts(item, base(d))
    if is_quorum(p, n):
        return None
    found = f"应到{n}人，本议题到会{p}人，不足三分之二"
    return Gap(rule, found, "到会成员达到应到会成员的三分之二", ("会议主持人",))


def majority_gap(d: Dossier, item: ItemFile, rule: str) -> Gap | None:
    """A gap when not more than half of the members due agreed, or nobody voted."""
    if not voted(item.values):
        return Gap(rule, "本议题没有计票结果", "逐人表决并计票", ("meeting_secretary",))
    n, _, y = counts(item, base(d))
    if is_majority(y, n):
        return None
    return Gap(rule, f"应到{n}人，同意{y}人，未超过应到会成员半数", "应到会成员超过半数同意")


def adopted_gaps(d: Dossier, item: ItemFile, rule: str) -> list[Gap]:
    """Why an item does not count as adopted: quorum and majority, under another rule's id."""
    return [gap for gap in (quorum_gap(d, item, rule), majority_gap(d, item, rule)) if gap]


def figures(d: Dossier, item: ItemFile) -> dict[str, int]:
    """The figures of an item as inputs: due (应到), present (到会), agree (同意)."""
    n, p, y = counts(item, base(d))
    return {"due": n, "present": p, "agree": y}


def base(d: Dossier) -> str:
    """How recused members are counted (回避人员是否计入应到人数, R-DEC-22)."""
    return choice(d, "recusal_base", "keep")


def member_name(d: Dossier, item: ItemFile, person: str) -> str:
    """The name of somebody at the item."""
    known = next((one.name for one in item.meeting.roster if one.person == person), "")
    return known or d.people.get(person, person)


def kin(d: Dossier, person: str) -> str:
    """本人, or which relative of the candidate a person is; empty for neither."""
    if person == d.person.id:
        return "本人"
    return KINSHIP.get(d.relatives.get(person, ""), "")


def said(values: Values, key: str) -> bool:
    """Whether something is written under a key, a figure or a text."""
    return bool(text(values, key)) or number(values, key) is not None
