"""The voter's page (投票页): a code, a marked paper, a confirmation; no account and no session.

Nothing of a request is written anywhere: the paper goes into the box in memory. Whoever is logged
in is not asked who he is; no session is opened.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, g, render_template, request

from web.ballots import codes
from web.ballots.boxes import boxes
from web.house import desk, now
from workflow.ballots import Box, Nominee
from workflow.queries import ballots as queries
from workflow.queries.naming import naming

bp = Blueprint("ballot_box", __name__)
NO_CODE = f"票码是{codes.LENGTH}位字母和数字（没有0、1、I、L、O），请核对后再输入。"
NO_USE = "票码不能使用。请核对后再输入；仍不能使用的，请告诉现场工作人员。"
WAIT = "输入错误的次数过多，请10分钟后再试，或者告诉现场工作人员。"
INTERRUPTED = "投票中断，刚才的票没有保留。请等候现场工作人员宣布，用原票码重新投票。"


@dataclass(frozen=True, slots=True)
class Slip:
    """A code that can be used now: its digest, the group, and the box it opens."""

    digest: str
    group: str
    box: Box


@dataclass(frozen=True, slots=True)
class Line:
    """One nominee on the paper, and what is marked so far."""

    place: int
    nominee: Nominee
    name: str
    post: str
    mark: str


@bp.before_request
def forget() -> None:
    """Whoever is logged in stays unknown here; so does the cookie."""
    g.bare = True


@bp.get("/ballot")
def enter() -> Any:
    """Where a code is typed in."""
    return _code_page("", 200)


@bp.post("/ballot")
def vote() -> Any:
    """The paper for a code; then the marks to be confirmed; then into the box."""
    typed = codes.tidy(request.form.get("code", ""))
    address = request.remote_addr or ""
    if boxes().guesses.are_too_many(address, now()):
        return _code_page(WAIT, 429)
    if len(typed) != codes.LENGTH:
        return _code_page(NO_CODE, 422)
    slip = _slip(typed)
    if slip is None:
        boxes().guesses.note(address, now())
        return _code_page(NO_USE, 403)
    if isinstance(slip, str):
        return _code_page(slip, 409)
    marks = _marks(slip.box)
    if "step" not in request.form:
        return _paper_page(slip, typed, marks, ())
    faults = tuple(slip.box.paper.faults(marks))
    if faults or request.form["step"] == "back":
        return _paper_page(slip, typed, marks, faults)
    if request.form["step"] != "cast":
        return _told("ballots/confirm.html", code=typed, lines=_lines(slip.box, marks),
                     paper=slip.box.paper)  # fmt: skip
    if not slip.box.cast(slip.digest, slip.group, marks):
        return _code_page(NO_USE, 403)  # closed, or used by whoever was faster
    return _told("ballots/done.html")


def _slip(typed: str) -> Slip | str | None:
    """What a code opens; a sentence where its box was lost; None where it cannot be used."""
    digest = codes.digest(typed)
    known = queries.code(desk(), digest)
    if known is None:
        return None
    ballot, mark, group = known
    box = boxes().get(ballot, mark)
    if box is None:
        return INTERRUPTED
    return Slip(digest, group, box) if box.takes(digest) else None


def _marks(box: Box) -> list[str]:
    """What is marked: one choice a nominee, or a tick for each who is recommended."""
    form, paper = request.form, box.paper
    if not paper.seats:
        return [form.get(f"mark{place}", "") for place in range(len(paper.nominees))]
    ticked = set(form.getlist("mark"))
    yes, no = paper.choices
    return [yes if str(place) in ticked else no for place in range(len(paper.nominees))]


def _lines(box: Box, marks: list[str]) -> list[Line]:
    names = naming(desk())
    names.seek(id for one in box.paper.nominees for id in (one.person, one.post))
    return [
        Line(place, one, names.people.get(one.person, ""), names.posts.get(one.post, ""), marks[place])
        for place, one in enumerate(box.paper.nominees)
    ]  # fmt: skip


def _paper_page(slip: Slip, typed: str, marks: list[str], faults: tuple[str, ...]) -> Any:
    page = _told("ballots/paper.html", code=typed, lines=_lines(slip.box, marks),
                 paper=slip.box.paper, faults=faults)  # fmt: skip
    return page, 422 if faults else 200


def _code_page(message: str, status: int) -> Any:
    return _told("ballots/enter.html", message=message), status


def _told(template: str, **values: Any) -> str:
    told: Mapping[str, Any] = values
    return render_template(template, **told)
