"""The yearly report and appraisal (一报告两评议): figures of a department's year, counted ballots."""

from dataclasses import dataclass
from typing import Any

from flask import render_template, request, url_for
from flask_login import login_required

from web.acting import actor
from web.admin.asking import REASON, Asked, Values, ask, choice, rows_of
from web.exports import Sheet, hand_out
from web.house import desk, today
from web.reading import Reader
from web.sight import sight_of_cases
from web.supervision.room import bp
from workflow import authority
from workflow.ballots.appraisal import PAPERS, PERSON, WORK
from workflow.commands.appraisals import record_appraisal
from workflow.edition import Field
from workflow.errors import NotFound
from workflow.journal import Desk, Order
from workflow.queries.appraisals import (
    appraisal,
    appraisal_id,
    departments,
    newly_appointed,
    promoted,
    scope_of,
)
from workflow.queries.statistics.appointed import appointed
from workflow.queries.statistics.scope import Scope
from workflow.queries.statistics.yearly import yearly

FIRST = 2020  # no year before is asked for
HEAD = ("分类", "项目", "数量")


@dataclass(frozen=True, slots=True)
class Year:
    """A department's year that is asked for, and the departments that I may ask for."""

    organization: str
    year: int
    departments: dict[str, str]

    @property
    def below(self) -> str:
        """The path of the department."""
        return authority.path(desk(), self.organization)

    @property
    def words(self) -> str:
        """The department and the year."""
        return f"{self.departments.get(self.organization, '')} {self.year}年"


def _asked(organization: str, year: int) -> Year:
    """Raises NotFound for who sees no cases, and for a department or a year out of sight."""
    known = departments(desk(), sight_of_cases())
    if organization and organization not in known:
        raise NotFound()
    if not FIRST <= year <= today().year:
        raise NotFound()
    mine = actor().organization
    usual = mine if mine in known else next(iter(known), "")
    return Year(organization or usual, year, known)


def _of_address() -> Year:
    told = request.args.get("year", str(today().year))
    return _asked(request.args.get("organization", ""), int(told) if told.isdecimal() else 0)


@bp.get("/report")
@login_required
def report() -> Any:
    """The figures of a year, and the appraisal of it."""
    asked = _of_address()
    records = appraisal(desk(), asked.organization, asked.year)
    rows = appointed(desk(), _scope(asked))
    named = {one.case: one for one in promoted(desk(), rows)}
    return render_template(
        "supervision/report.html", asked=asked, figures=yearly(desk(), _scope(asked), rows),
        records=records, told=records[-1] if records else None, named=named,
        years=range(today().year, FIRST - 1, -1), papers=PAPERS, work=WORK, person=PERSON,
        reader=Reader(desk()), today=today(), may=_may(asked),
    )  # fmt: skip


def _scope(asked: Year) -> Scope:
    """Of no department, nothing: an empty path would be everywhere."""
    return scope_of(asked.below or "-", asked.year)


def _may(asked: Year) -> bool:
    return bool(asked.organization) and actor().duty in authority.DO["record_appraisal"]


@bp.post("/report/export")
@login_required
def export_report() -> Any:
    """The figures as a file; noted, so no GET."""
    asked = _of_address()
    scope = _scope(asked)
    figures = yearly(desk(), scope, appointed(desk(), scope))
    rows = [(one.section, one.item, one.count) for one in figures]
    return hand_out(
        Sheet("选拔任用工作年度报告", asked.words, HEAD, rows), request.form.get("form", "")
    )


@bp.route("/appraisals/<organization>/<int:year>", methods=["GET", "POST"])
@login_required
def appraise(organization: str, year: int) -> Any:
    """Record what was counted, or correct it with a reason."""
    asked = _asked(organization, year)
    authority.require(desk(), actor(), "record_appraisal", today(), organization)
    named = {one.case: f"{one.name}（{one.post}）"
             for one in newly_appointed(desk(), asked.below, year)}  # fmt: skip
    records = appraisal(desk(), organization, year)
    fields = _fields(named)
    if records:
        fields["reason"] = REASON
    given = dict(records[-1].values) if records else {"people": [{"case": one} for one in named]}
    given.pop("reason", None)

    def recorded(at: Desk, order: Order, values: Values) -> object:
        return record_appraisal(at, order, organization, year, values)

    subject = f"appraisal:{appraisal_id(organization, year)}"
    return ask(Asked(
        f"{asked.words}民主评议", "更正" if records else "登记",
        ((url_for(".index"), "监督"), (url_for(".report"), "一报告两评议")), fields, subject,
        "record_appraisal", recorded,
        url_for(".report", organization=organization, year=year), "已登记，各项票数相符。",
        given=given, seen={subject: records[-1].seq} if records else {},
        notes=("无记名，当场收票、当场汇总；系统只登记票数，不登记谁怎样填写。",),
    ))  # fmt: skip


def _fields(named: dict[str, str]) -> dict[str, Field]:
    counts = {key: Field(type="int", title=f"{title}票数") for key, title in PAPERS.items()}
    work = {key: Field(type="int", title=f"选拔任用工作：{title}") for key, title in WORK.items()}
    people = {"people": rows_of("新提拔任用的干部", {
        "case": choice("干部", named),
        **{key: Field(type="int", title=title) for key, title in PERSON.items()},
    })}  # fmt: skip
    rest = {
        "held_on": Field(type="date", title="评议日期"),
        "participants": Field(type="text", title="参加范围", required=False),
        "tellers": Field(type="text", title="监票、计票人"),
        "left_out": Field(type="text", title="有人没有列入评议的，说明理由", required=False),
        "follow_up": Field(type="text", title="满意、认同明显偏低的，写明谈话、说明、整改的安排",
                           required=False, long=True),
    }  # fmt: skip
    return {**rest, **counts, **work, **(people if named else {})}
