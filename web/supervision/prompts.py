"""Prompts of supervision (监督工作提示单): issuing, replying with measures, judging, the sheet on paper."""

from typing import Any

from flask import render_template, request, url_for
from flask_login import login_required

from web.acting import actor
from web.admin.asking import Asked, Values, ask, choice, made, rows_of
from web.days import chinese_day
from web.forms.fields import Choices
from web.house import desk, today
from web.reading import Reader
from web.supervision.room import bp
from web.where import units_around
from workflow import authority
from workflow.commands.prompts import issue_prompt, judge_prompt, reply_prompt
from workflow.edition import Field
from workflow.errors import NotFound
from workflow.journal import Desk, Order
from workflow.queries.prompts import CLOSED, OPEN, REPLIED, Prompt, prompt, prompts

STATES = {OPEN: "待答复", REPLIED: "待审核", CLOSED: "已销号"}
STAGES = {"": "全部", "late": "逾期", **STATES}
VERDICTS = {"yes": "同意销号", "no": "退回重报"}


def _crumb(*more: tuple[str, str]) -> tuple[tuple[str, str], ...]:
    return ((url_for(".index"), "监督"), (url_for(".prompt_list"), "监督工作提示单"), *more)


@bp.get("/prompts/")
@login_required
def prompt_list() -> Any:
    """The prompts that I issued, am asked by, or watch; not there for whom none can concern."""
    who, state = actor(), request.args.get("state", "")
    concerned = (*authority.DO["issue_prompt"], *authority.DO["reply_prompt"], *authority.READERS)
    if state not in STAGES or who.duty not in concerned:
        raise NotFound()
    return render_template(
        "supervision/prompts.html", rows=prompts(desk(), who, today(), state), stages=STAGES,
        states=STATES, state=state, reader=Reader(desk()), today=today(),
        issues=who.duty in authority.DO["issue_prompt"],
    )  # fmt: skip


@bp.route("/prompts/new", methods=["GET", "POST"])
@login_required
def new_prompt() -> Any:
    """Issue a prompt to an organization."""
    authority.require(desk(), actor(), "issue_prompt", today())
    rules = {id: f"{id} {one.title}" for id, one in sorted(Reader(desk()).rules.items())}
    fields = {
        "organization": Field(type="organization", title="被提示单位"),
        "number": Field(type="text", title="编号"),
        "matter": Field(type="text", title="发现的问题", long=True),
        "rule": choice("依据的规则", rules, required=False),
        "article": Field(type="text", title="依据的条文（规则以外的）", required=False),
        "demand": Field(type="text", title="整改要求", long=True),
        "workdays": Field(type="int", title="答复期限（工作日）"),
    }

    def issued(at: Desk, order: Order, values: Values) -> object:
        told = {key: value for key, value in values.items() if key != "workdays"}
        return issue_prompt(at, order, made("t", order), told, values.get("workdays") or 0)

    return ask(Asked(
        "发出监督工作提示单", "发出", _crumb(), fields, "prompt:new", "issue_prompt", issued,
        url_for(".prompt_list"), "已发出，答复期限按工作日推算。", given={"workdays": 10},
        choices=Choices(organizations=units_around()),
        notes=("发出后到被提示单位负责人的待办；答复由本机构审核销号或者退回。",),
    ))  # fmt: skip


@bp.get("/prompts/<id>")
@login_required
def show_prompt(id: str) -> Any:
    """One prompt: what it says, what came back, how it was judged."""
    return _page("supervision/prompt.html", id)


@bp.get("/prompts/<id>/paper")
@login_required
def paper(id: str) -> Any:
    """The prompt on a sheet."""
    return _page("supervision/paper.html", id)


def _page(template: str, id: str) -> Any:
    one, who = prompt(desk(), actor(), today(), id), actor()
    return render_template(
        template, one=one, states=STATES, reader=Reader(desk()), today=today(), day=chinese_day,
        may_reply=one.state == OPEN and who.duty in authority.DO["reply_prompt"],
        may_judge=one.state == REPLIED and who.duty in authority.DO["judge_prompt"],
    )  # fmt: skip


@bp.route("/prompts/<id>/reply", methods=["GET", "POST"])
@login_required
def reply(id: str) -> Any:
    """Reply for my organization."""
    one = prompt(desk(), actor(), today(), id)
    authority.require(desk(), actor(), "reply_prompt", today(), one.organization)
    measures = rows_of("整改措施", {
        "measure": Field(type="text", title="措施"), "owner": Field(type="text", title="责任人"),
        "due_on": Field(type="date", title="完成日期"),
    })  # fmt: skip
    fields = {"reply": Field(type="text", title="核查情况", long=True), "measures": measures}
    return _answer(one, "答复监督工作提示单", "答复", "reply_prompt", fields, "已答复。",
                   lambda at, order, values: reply_prompt(at, order, id, values))  # fmt: skip


@bp.route("/prompts/<id>/judge", methods=["GET", "POST"])
@login_required
def judge(id: str) -> Any:
    """Close it, or send it back with a new term."""
    one = prompt(desk(), actor(), today(), id)
    authority.require(desk(), actor(), "judge_prompt", today(), one.issuer)
    fields = {
        "accepted": choice("审核结果", VERDICTS),
        "opinion": Field(type="text", title="审核意见", long=True),
        "workdays": Field(type="int", title="退回的，重新答复期限（工作日）", required=False),
    }
    return _answer(one, "审核答复", "审核", "judge_prompt", fields, "已审核。", lambda at, order, values: (
        judge_prompt(at, order, id, values.get("accepted") == "yes", values.get("opinion", ""),
                     values.get("workdays") or 0)))  # fmt: skip


def _answer(
    one: Prompt, title: str, button: str, what: str, fields: dict[str, Field], told: str,
    command: Any,
) -> Any:  # fmt: skip
    back = url_for(".show_prompt", id=one.id)
    return ask(Asked(
        title, button, _crumb((back, one.number)), fields, f"prompt:{one.id}", what, command, back,
        told, seen={f"prompt:{one.id}": one.seq},
        notes=(f"发现的问题：{one.issued.values.get('matter', '')}",
               f"整改要求：{one.issued.values.get('demand', '')}　答复期限：{one.due_on}"),
    ))  # fmt: skip
