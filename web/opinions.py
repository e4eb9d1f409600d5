"""Opinions (征求意见): what was asked and answered; to who is asked, the request and nothing around it."""

from typing import Any

from flask import Blueprint, render_template, request
from flask_login import login_required

from web.acting import actor
from web.activities import SheetPage, answer_page
from web.days import chinese_day, left_words
from web.house import desk, now, today
from web.labels import ASKS
from web.reading import Line, Reader
from web.rounds import Address, Asked, address_of, asked_rounds, days_left
from workflow.activities import KINDS
from workflow.authority import path, titles_of
from workflow.dossier import Dossier
from workflow.errors import NotFound
from workflow.journal.picture import dossier, selection_dossier
from workflow.queries import inquiries
from workflow.queries.inquiries import Inquiry
from workflow.queries.requests import Request, request_of

bp = Blueprint("opinions", __name__)
STAGES = {"waiting": "待答复", "late": "逾期", "unheeded": "不同意见待答复", "answered": "已答复",
          "all": "全部"}  # fmt: skip
ADDRESS_KEYS = ("organization", "ask", "item")  # said in the head of a letter already


@bp.get("/opinions/")
@login_required
def index() -> Any:
    """What was asked in the cases that I see; what my own organization is asked and has answered."""
    who, day = actor(), today()
    sees, answers = inquiries.takes_part(desk(), who, day)
    if not sees and not answers:
        raise NotFound()
    stage, page = request.args.get("stage", "waiting"), _page()
    if stage not in STAGES:
        raise NotFound()
    return render_template(
        "opinions/index.html", sees=sees, answers=answers, stages=STAGES, stage=stage, page=page,
        counts=inquiries.counted(desk(), who, day) if sees else {},
        most=inquiries.PAGE, asks=ASKS, duty=who.duty, left=_left, words=left_words,
        outgoing=inquiries.outgoing(desk(), who, day, stage, page * inquiries.PAGE) if sees else [],
        asked=inquiries.incoming(desk(), who, day, answered=False) if answers else [],
        answered=inquiries.incoming(desk(), who, day, answered=True, start=page * inquiries.PAGE)
        if answers else [],
    )  # fmt: skip


def _page() -> int:
    """The number of the page asked for, from 0; whatever is no number is the first."""
    told = request.args.get("page", "0")
    return min(int(told), 10_000) if told.isascii() and told.isdigit() else 0


def _left(one: Inquiry) -> int | None:
    return days_left(desk().calendar, today(), one.due_on)


@bp.route("/requests/<path:id>", methods=["GET", "POST"])
@login_required
def request_page(id: str) -> Any:
    """Exactly what is asked, with what was released of the candidate; never the case."""
    who, found = actor(), request_of(desk(), id)
    if found is None or found.duty != who.duty or found.act in ("move", "item"):
        raise NotFound()
    mine = path(desk(), who.organization)
    if not mine or not path(desk(), found.organization).startswith(mine):
        raise NotFound()
    if not found.subject.startswith("case:"):
        raise NotFound()
    seen = dossier(desk(), found.subject.partition(":")[2], now())
    activity = seen.edition.process.activities[found.activity]
    subject = f"selection:{seen.selection.id}" if activity.of == "selection" else found.subject
    page = SheetPage(
        subject, found.activity, found.act, found.organization, narrow=True, asked=found,
        case=seen.case.id,
    )  # fmt: skip
    return answer_page(_asked_page(page, seen, found) if found.act == "answer" else page)


def _asked_page(page: SheetPage, seen: Dossier, found: Request) -> SheetPage:
    """The form of an answer below what the request tells."""
    told = next(
        (address for one in asked_rounds(seen) if one.name == found.activity
         for address in one.addresses if address.organization == found.organization
         and address.waiting), None,
    )  # fmt: skip
    if told is None:
        raise NotFound()
    shown = {
        "address": told, "words": left_words, "day": chinese_day,
        "department": Reader(desk()).organizations.get(seen.selection.department, ""),
    }
    return page.around("opinions/request.html", shown)


@bp.get("/opinions/<id>")
@login_required
def show(id: str) -> Any:
    """One request as it went to and fro, for who was asked and for who sees the case."""
    return _page_of("opinions/show.html", id)


@bp.get("/opinions/<id>/letter")
@login_required
def letter(id: str) -> Any:
    """The request as a letter for paper (征求意见函)."""
    return _page_of("opinions/letter.html", id)


@bp.get("/opinions/<id>/reply")
@login_required
def reply(id: str) -> Any:
    """The answer as a letter for paper (复函)."""
    return _page_of("opinions/reply.html", id, answered=True)


def _page_of(template: str, id: str, *, answered: bool = False) -> Any:
    found = inquiries.inquiry(desk(), actor(), today(), id)
    seen = _seen(found)
    pair = address_of(seen, id)
    if pair is None or (answered and not pair[1].answer):
        raise NotFound()
    reader = Reader(desk())
    asked, address = pair
    return render_template(
        template, inquiry=found, asked=asked, address=address, reader=reader, day=chinese_day,
        words=left_words, person=_person(address), lines_of=_lines(reader, asked, address),
        department=reader.organizations.get(seen.selection.department, ""),
        asks=ASKS, wanted=_wanted(asked, address),
        about=_about(asked, _person(address)), approves="approve" in asked.activity.stances,
        whole=inquiries.sees_case(desk(), actor(), today(), found),
        who=titles_of(seen.edition, [address.signed.by.duty])[0] if address.signed else "",
    )  # fmt: skip


def _seen(found: Inquiry) -> Dossier:
    if found.case_id:
        return dossier(desk(), found.case_id, now())
    return selection_dossier(desk(), found.selection, now())


def _person(address: Address) -> str:
    """The candidate's name as it was released."""
    return next((text for title, text in address.told if title == "姓名"), "")


def _wanted(asked: Asked, address: Address) -> list[str]:
    """What the answer is to state, beside its stance and its signer."""
    return [field.title for name, field in asked.activity.fields.items()
            if name != "signer" and name not in address.stated]  # fmt: skip


def _about(asked: Asked, person: str) -> str:
    """What a letter is about: 沈砚青同志所在党支部意见."""
    title = asked.activity.title.removeprefix("征求")
    if "意见" not in title and "approve" not in asked.activity.stances:
        title += "意见"
    return f"{person}同志{title}" if person else title


def _lines(reader: Reader, asked: Asked, address: Address) -> list[Line]:
    """What the answer says, beside its stance."""
    fields = KINDS["opinion"].fields(asked.activity, "answer")
    told = {key: value for key, value in address.answer.items()
            if key in fields and key not in (*ADDRESS_KEYS, "stance", "signer")}  # fmt: skip
    return reader.values(fields, told)
