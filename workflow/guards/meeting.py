"""Reading a meeting item (议题): whose it is, how it counted, whether it was adopted (R-DEC)."""

from collections.abc import Mapping

from workflow.dossier import BodyFile, Dossier, ItemFile, PersonFile, Values
from workflow.facts import KINSHIP
from workflow.guards.conditions import organization_of
from workflow.guards.count import counts, is_majority, is_quorum
from workflow.guards.reading import choice, entered, number, text
from workflow.guards.verdict import Gap

DECISION, PLENARY = "committee_decision", "plenary_ballot"
FULL, DEPARTMENT = "full_committee", "department"
COLLECTIVE: Mapping[str, str] = {
    "committee": "党委（党组）会议",
    "standing_committee": "常委会会议",
    FULL: "全委会会议",
}
KINDS: Mapping[str, str] = {**COLLECTIVE, DEPARTMENT: "部务会"}
CONVENER = ("committee_secretary",)


def items_of_move(d: Dossier) -> tuple[ItemFile, ...]:
    """The items that the move needs; while somebody only looks, those of the present state."""
    names = d.move.needs if d.move else tuple(
        name for name, one in d.edition.process.activities.items() if d.case.state in one.within
    )  # fmt: skip
    found = (d.item(name) for name in names)
    return tuple(item for item in found if item is not None)


def sitting_gaps(
    d: Dossier, item: ItemFile, rule: str, bodies: Mapping[str, str] = COLLECTIVE
) -> list[Gap]:
    """Why a sitting cannot decide: of another kind or body, or before the case came to it.

    A sitting is of the kind of its body, whatever it was called: what a smaller circle of the
    same people settles is no decision (R-GEN-07).
    """
    return [*kind_gaps(item, rule, bodies), *_foreign(d, item, rule), *early_gaps(d, item, rule)]


def kind_gaps(item: ItemFile, rule: str, bodies: Mapping[str, str] = COLLECTIVE) -> list[Gap]:
    """A gap where the sitting, or the body that sat, is of none of these kinds."""
    met, needed = item.meeting, "、".join(bodies.values())
    if met.kind in bodies and met.kind == met.body.kind:
        return []
    found = f"{met.body.name}按“{KINDS.get(met.kind, met.kind)}”开会"
    return [Gap(rule, found, f"由{needed}研究决定", CONVENER)]


def is_ours(d: Dossier, body: BodyFile) -> bool:
    """Whether a body may decide here: the one of the selection, or the full committee of the same."""
    return decides(body, d.selection.body, organization_of(d, d.selection.body))


def decides(body: BodyFile, deciding: str, organization: str) -> bool:
    """Whether a body is the deciding one, or the full committee of the organization of that one."""
    return body.id == deciding or (body.kind == FULL and body.organization == organization)


def _foreign(d: Dossier, item: ItemFile, rule: str) -> list[Gap]:
    body = item.meeting.body
    own = body.kind == DEPARTMENT and body.organization == d.selection.department
    if own or is_ours(d, body):
        return []
    return [Gap(rule, f"由{body.name}研究决定", "由有权的班子研究决定", CONVENER)]


def early_gaps(d: Dossier, item: ItemFile, rule: str) -> list[Gap]:
    """A gap where the sitting was held before the case came to the step that takes it up."""
    came, held_on = entered(d, item.activity), item.meeting.held_on
    if came is None or held_on >= came.on:
        return []
    found = f"会议（{held_on}）早于本事项提交研究的日期（{came.on}）"
    return [Gap(rule, found, "提交之后再开会研究决定", CONVENER)]


def voted(values: Values) -> bool:
    """Whether a tally was taken (已计票)."""
    return number(values, "agree") is not None and values.get("postponed") is not True


def quorum_gap(d: Dossier, item: ItemFile, rule: str) -> Gap | None:
    """A gap when fewer than two thirds of the members due were present for this item."""
    return present_gap(item, rule, base(d))


def present_gap(item: ItemFile, rule: str, recusal_base: str) -> Gap | None:
    """As `quorum_gap`, of an item that is of no case."""
    n, p, _ = counts(item, recusal_base)
    if is_quorum(p, n):
        return None
    found = f"应到{n}人，本议题到会{p}人，不足三分之二"
    return Gap(rule, found, "到会成员达到应到会成员的三分之二", ("会议主持人",))


def majority_gap(d: Dossier, item: ItemFile, rule: str) -> Gap | None:
    """A gap when not more than half of the members due agreed, or nobody voted."""
    return agreed_gap(item, rule, base(d))


def agreed_gap(item: ItemFile, rule: str, recusal_base: str) -> Gap | None:
    """As `majority_gap`, of an item that is of no case."""
    if not voted(item.values):
        return Gap(rule, "本议题没有计票结果", "逐人表决并计票", ("meeting_secretary",))
    n, _, y = counts(item, recusal_base)
    if is_majority(y, n):
        return None
    found = f"应到{n}人，同意{y}人，未超过应到会成员半数"
    return Gap(rule, found, "应到会成员超过半数同意", ("讨论决定机构",))


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


def kin_to(file: PersonFile, person: str) -> str:
    """本人, or which relative of somebody on file a person is; empty for neither."""
    if person == file.id:
        return "本人"
    return KINSHIP.get(file.relatives.get(person, ""), "")


def said(values: Values, key: str) -> bool:
    """Whether something is written under a key, a figure or a text."""
    return bool(text(values, key)) or number(values, key) is not None
