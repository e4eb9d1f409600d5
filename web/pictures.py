"""What lay before whoever decided, in words (所见): each line by its title, and how it stood."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from flask import request
from flask_login import current_user

from web.acting import actor
from web.facts import fact_title
from web.forms.mark import Picture, shown_to
from web.history import DONE
from web.house import desk, now, today
from workflow import authority
from workflow.activities.kind import ACTS
from workflow.edition import Edition
from workflow.errors import NotFound, WorkflowError
from workflow.guards import GUARDS
from workflow.journal.before import drawn_again, drawn_now
from workflow.queries.known import Figures, Pictured, figures
from workflow.queries.sight import require_sight_of
from workflow.shown import Change, Line, Shown, differences

PARTS: Mapping[str, str] = {
    "case": "步骤", "post": "职位的职数和任职人员", "near": "同职位、同批次的其他事项",
    "person": "姓名或者工作单位", "fact": "干部信息", "hold": "暂缓", "veto": "一票否决",
    "act": "办理内容", "anew": "须重新办理", "item": "会议议题", "objection": "异议和反映",
    "paper": "材料", "condition": "审核条件",
}  # fmt: skip
VERDICTS = {"met": "满足", "block": "未满足", "warn": "须书面说明", "record": "记录"}
STANDS = {"open": "未了结", "closed": "已了结"}
NEW, GONE, OTHERWISE = "新增", "不再列入", "有变化"
STANDING = "standing"  # in place of an activity: what was done about the standing itself
OF_FILE = ("fact", "person")  # for those who see whole files


@dataclass(frozen=True, slots=True)
class Said:
    """One difference in words: of which part, what, and how it stands now beside before."""

    part: str
    title: str
    how: str


def changed() -> list[Said]:
    """What stands otherwise than on the page of this request's form, for whoever was too late."""
    if not current_user.is_authenticated:
        return []
    told, own = shown_to(request.form.get("seen", "")), current_user.session
    if told.view is None or (told.account, told.duty) != (
        own.account, (own.duty, own.organization),
    ):  # fmt: skip
        return []
    try:
        return list(_changed(told.view)) if sees(told.view.of) else []
    except WorkflowError:  # nothing of it is there any more
        return []


def sees(of: str) -> bool:
    """Whether who looks may be told of a pictured subject; who signs for an office need not see the case.

    A person's standing is told to whoever decides on it; the facts are not (`_sees_whole`).
    """
    try:
        if not of.startswith("person:"):
            require_sight_of(desk(), actor(), of, today())
    except NotFound:
        return False
    return True


def _changed(view: Picture) -> Iterator[Said]:
    earlier = drawn_again(desk(), view.of, view.read, view.at)
    later = drawn_now(desk(), view.of, now())
    edition = desk().edition(later.edition) if later.edition else None
    whole = _sees_whole(later)
    for one in differences(earlier, later):
        if whole or one.line.part not in OF_FILE:
            yield Said(PARTS[one.line.part], title_of(edition, one.line), _how(edition, one))


def _sees_whole(told: Shown) -> bool:
    """Whether who looks sees the whole file of the person, so may know which facts are otherwise."""
    places = [str(one.said[0]) for one in told.of("person")]
    try:
        return all(
            authority.require_sight_of_person(desk(), actor(), one, today()) for one in places
        )
    except NotFound:
        return False


def _how(edition: Edition | None, one: Change) -> str:
    before, after = one.before, one.after
    if before is None:
        said = stands(edition, one.line)
        return f"{NEW}：{said}" if said else NEW
    if after is None:
        return GONE
    words = stands(edition, before), stands(edition, after)
    return f"{words[0]} → {words[1]}" if words[0] != words[1] else OTHERWISE


def title_of(edition: Edition | None, line: Line) -> str:
    """What a line is about; "" where the part says it all."""
    name = line.name.partition("/")[0]
    if line.part == "fact":
        return fact_title(str(line.said[0]))
    if line.part == "condition":
        return _condition(edition, line.name.partition("/")[2])
    if line.part in ("act", "anew", "item", "objection"):
        if name == STANDING:
            return DONE.get(str(line.said[0]), "")
        return _activity(edition, name)
    return ""


def stands(edition: Edition | None, line: Line) -> str:
    """How a line stands, in words; "" where that it is there says it all."""
    match line.part:
        case "case":
            state = edition.process.states.get(str(line.said[0])) if edition else None
            return state.title if state else ""
        case "fact":
            return "已核实" if line.said[1] else "未核实"
        case "act":
            return ACTS.get(str(line.said[0]), "")
        case "condition":
            return VERDICTS[str(line.said[0])]
        case "objection":
            return STANDS[str(line.said[0])]
    return ""


def _condition(edition: Edition | None, guard: str) -> str:
    return GUARDS[guard].title if guard in GUARDS else _activity(edition, guard)


def _activity(edition: Edition | None, name: str) -> str:
    known = edition.process.activities.get(name) if edition else None
    return known.title if known else name


@dataclass(frozen=True, slots=True)
class Summary:
    """A picture in a few lines: in figures, and by name what was open then.

    `stands`: whether it is as the entry says (same, other, faded).
    """

    stands: str
    figures: Figures
    open: tuple[str, ...]


def summary(found: Pictured, move: str) -> Summary:
    """What lay before whoever decided; of its conditions those of the `move` made."""
    told = figures(found.shown, move)
    edition = desk().edition(found.shown.edition) if found.shown.edition else None
    named = ("：".join(filter(None, (PARTS[one.part], title_of(edition, one)))) for one in told.open)
    return Summary(found.stands, told, tuple(named))
