"""The qualifications of Articles 7 and 8 (任职资格): computed from verified facts (R-QUAL)."""

from collections.abc import Mapping
from datetime import date

from workflow.dossier import Dossier
from workflow.guards.career import (
    BREAKABLE,
    COUNTY,
    Measure,
    as_of,
    by_rank_table,
    measures,
    only_rank,
    posts_held,
    proposed_as_exception,
    target_position,
    target_rank,
    unverified,
)
from workflow.guards.checklist import contrary, marks
from workflow.guards.reading import day, figure, number, rows, text
from workflow.guards.tenure import at_level, runs
from workflow.guards.verdict import Gap, Guard, Verdict, verdict
from workflow.workdays import add_months

REVIEW = "qualification_review"
BASIC = 6  # 六项基本条件 (R-QUAL-01)
CLERK, CHIEF = ("cadre_clerk",), ("cadre_chief",)

# rule: what it measures, what is asked, kind of fact, who supplies it. {f} figure, {n} needed.
STANDARDS: Mapping[str, tuple[str, str, str, tuple[str, ...]]] = {
    "R-QUAL-02": ("工龄{f}个月", "提任县处级须满{n}个月", "work_start", CLERK),
    "R-QUAL-03": ("基层工作经历{f}个月", "提任县处级须满{n}个月", "tenure", CLERK),
    "R-QUAL-04": (
        "有{f}个下一级职位的任职经历", "一般应当有{n}个以上，不足的说明理由", "tenure", CHIEF
    ),
    "R-QUAL-05": ("任副职{f}个月", "提任正职须满{n}个月", "tenure", CLERK),
    "R-QUAL-06": ("任下级正职{f}个月", "提任上级副职须满{n}个月", "tenure", CLERK),
    "R-QUAL-12": ("党龄{f}个月", "党委领导成员须满{n}个月", "party", CLERK),
    "R-QUAL-14": ("任下一级职务{f}个月", "提任乡科级须满{n}个月", "tenure", CLERK),
}  # fmt: skip
KINDS: Mapping[str, str] = {"work_start": "参加工作时间", "tenure": "任职经历", "party": "入党时间"}


def _standard(d: Dossier, rule: str) -> Verdict:
    """The verdict on one rule with a figure: the facts first, then what the review marked."""
    measure, excused = measures(d).get(rule), _excused(d, rule)
    gaps: list[Gap] = []
    if measure is not None and not measure.met and not (measure.short and excused):
        gaps.append(_short(d, rule, measure))
    elif not excused:
        gaps += contrary(d, REVIEW, rule, STANDARDS[rule][1].format(n="规定时间"), CHIEF)
    return verdict(
        *gaps, as_of=as_of(d), figure=measure.figure if measure else None,
        needed=measure.needed if measure else None, exception=excused,
    )  # fmt: skip


def _excused(d: Dossier, rule: str) -> bool:
    return rule in BREAKABLE and proposed_as_exception(d, rule)


def _short(d: Dossier, rule: str, measure: Measure) -> Gap:
    what, asked, kind, who = STANDARDS[rule]
    waiting = unverified(d, kind, KINDS[kind])
    also = "；未按破格提出" if rule in BREAKABLE and measure.short else ""
    if measure.figure is None:
        found = f"没有经核实的{KINDS[kind]}"
    else:
        found = what.format(f=measure.figure)
    needed = f"{asked.format(n=measure.needed)}（计算至{as_of(d)}）"
    return Gap(rule, f"{found}{also}{waiting}", needed, who)


def basic_conditions(d: Dossier) -> Verdict:
    """六项基本条件均符合，任何情形不得放宽。"""
    reviewed = marks(d, REVIEW, "R-QUAL-01")
    found = rows(d.values("investigation_material"), "basic_conditions")
    gaps = contrary(d, REVIEW, "R-QUAL-01", "基本条件任何情形不得放宽", CHIEF)
    for number_, row in enumerate(found, start=1):
        if row.get("result") != "met":
            told = f"基本条件第{number_}项认定为不符合"
            gaps.append(Gap("R-QUAL-01", told, "基本条件任何情形不得放宽", CHIEF))
    items = {row.get("item") for row in found}
    if d.values("investigation_material") and len(items) < BASIC:
        told = f"基本条件只认定了{len(items)}项"
        gaps.append(Gap("R-QUAL-01", told, f"{BASIC}项基本条件逐项认定", CHIEF))
    if not found and not any(mark.result for mark in reviewed):
        gaps.append(Gap("R-QUAL-01", "基本条件没有记录", "逐项认定基本条件", CHIEF))
    return verdict(*gaps, reviewed={mark.name: mark.result for mark in reviewed},
                   material=[row.get("result") for row in found])  # fmt: skip


def work_years(d: Dossier) -> Verdict:
    """提任县处级的，工龄满五年。"""
    return _standard(d, "R-QUAL-02")


def grassroots_years(d: Dossier) -> Verdict:
    """提任县处级的，基层工作经历满两年。"""
    return _standard(d, "R-QUAL-03")


def two_posts(d: Dossier) -> Verdict:
    """提任县处级以上的，有在下一级两个以上职位任职的经历。"""
    return _standard(d, "R-QUAL-04")


def deputy_tenure(d: Dossier) -> Verdict:
    """由副职提任正职的，任副职满两年。"""
    return _standard(d, "R-QUAL-05")


def chief_tenure(d: Dossier) -> Verdict:
    """由下级正职提任上级副职的，任下级正职满三年。"""
    return _standard(d, "R-QUAL-06")


def party_years(d: Dossier) -> Verdict:
    """提任党委领导成员的，党龄达到规定年限。"""
    return _standard(d, "R-QUAL-12")


def township_tenure(d: Dossier) -> Verdict:
    """提任乡科级的，任下一级职务达到规定时间。"""
    return _standard(d, "R-QUAL-14")


def education_level(d: Dossier) -> Verdict:
    """学历在大学专科以上；提任厅局级以上的，在大学本科以上。"""
    measure = measures(d).get("R-QUAL-07")
    levels = [text(fact.values, "level") for fact in d.person.known("education")]
    gaps: list[Gap] = []
    if measure is not None and not measure.met:
        told = f"学历为{'、'.join(levels)}" if levels else "没有经核实的学历"
        asked = "大学本科" if measure.needed > 3 else "大学专科"
        found = f"{told}{unverified(d, 'education', '学历学位')}"
        gaps.append(Gap("R-QUAL-07", found, f"一般应为{asked}以上，不足的说明理由", CHIEF))
    else:
        gaps += contrary(d, REVIEW, "R-QUAL-07", "学历一般应当达到规定，不足的说明理由", CHIEF)
    return verdict(*gaps, levels=levels, needed=measure.needed if measure else None)


def training(d: Dossier) -> Verdict:
    """近五年培训学时达到规定；未达到的，提任后一年内完成。"""
    until, rank = as_of(d), target_rank(d)
    since = add_months(until, -60)
    hours = sum(
        number(fact.values, "hours") or 0
        for fact in d.person.known("training")
        if since < (day(fact.values.get("to")) or since) <= until
    )
    needed = figure(d, "training_hours", 550)
    asked = "培训达到规定，未达到的说明理由，并在提任后一年内完成"
    gaps: list[Gap] = []
    if rank is not None and rank >= COUNTY and hours < needed:
        found = f"五年内培训{hours}学时，未达{needed}学时{unverified(d, 'training', '培训记录')}"
        gaps.append(Gap("R-QUAL-09", found, asked, CHIEF))
    for rule in ("R-QUAL-08", "R-QUAL-09"):
        gaps += contrary(d, REVIEW, rule, asked, CHIEF)
    return verdict(*gaps, hours=hours, needed=needed, since=since, as_of=until)


def statutory_conditions(d: Dossier) -> Verdict:
    """法律规定任职资格的职位，人选具备该资格。"""
    basis = text(d.profile, "statutory_basis")
    found = marks(d, REVIEW, "R-QUAL-11")
    gap = None
    if basis and not any(mark.result == "met" for mark in found):
        told = f"{d.post.title}须具备法定资格（{basis}），现未证明"
        gap = Gap("R-QUAL-11", told, "证明具备法定资格，任何情形不得放宽", CLERK)
    gaps = [] if gap else contrary(d, REVIEW, "R-QUAL-11", "具备法定资格", CLERK)
    return verdict(gap, *gaps, basis=basis, results={mark.name: mark.result for mark in found})


def rank_holder(d: Dossier) -> Verdict:
    """仅有职级的人选按专门对应表认定，职级年限不计入领导职务任职年限。"""
    rank, gap = only_rank(d), None
    if rank and not by_rank_table(d):
        title = d.person.value("rank", "title")
        found = f"人选仅有职级（{title}），没有按专门对应表认定"
        needed = "按专门对应表认定，职级年限不计入领导职务任职年限"
        gap = Gap("R-QUAL-13", found, needed, CLERK)
    gaps = [] if gap else contrary(d, REVIEW, "R-QUAL-13", "按专门对应表认定", CLERK)
    return verdict(gap, *gaps, rank_only=rank, table=by_rank_table(d))


def tenure_ledger(d: Dossier) -> Verdict:
    """任职年限不含挂职、主持工作、间断和未确认的试用期，与任职经历一致。"""
    rank, until = target_rank(d), as_of(d)
    below = [] if rank is None else [one for one in posts_held(d) if one.rank == rank - 1]
    flags = list(dict.fromkeys(flag for one in below for flag in one.flags))
    counted = at_level(below, rank - 1) if rank else ()
    if len(runs(counted, until)) > 1:
        flags.append("间断")
    if any(one.rough for one in counted):
        flags.append("只到月份的日期")
    needed = "核对任职年限，说明理由"
    gaps: list[Gap] = []
    if flags:
        found = f"下一级任职经历含{'、'.join(flags)}，不应计入"
        gaps.append(Gap("R-QUAL-15", found, needed, CLERK))
    if waiting := unverified(d, "tenure", "任职经历").lstrip("；"):
        gaps.append(Gap("R-QUAL-15", waiting, "核实任职经历，或者说明理由", CLERK))
    gaps += _overstated(d, until)
    gaps += contrary(d, REVIEW, "R-QUAL-15", needed, CLERK)
    return verdict(*gaps, flags=flags, as_of=until)


def _overstated(d: Dossier, until: date) -> list[Gap]:
    """Figures of the review that exceed what the facts come to."""
    gaps: list[Gap] = []
    for rule, measure in measures(d).items():
        for mark in marks(d, REVIEW, rule):
            told = number(mark.row, "figure")
            if told is not None and measure.figure is not None and told > measure.figure:
                found = f"“{mark.title}”填{told}，按经核实的记录计算至{until}为{measure.figure}"
                gaps.append(Gap("R-QUAL-15", found, "核对后更正，或者说明理由", CLERK))
    return gaps


RECHECKED = ("R-QUAL-02", "R-QUAL-03", "R-QUAL-05", "R-QUAL-06", "R-QUAL-12", "R-QUAL-14")


def qualification_recheck(d: Dossier) -> Verdict:
    """到讨论决定之日，年限和法定资格仍然符合。"""
    found = [_standard(d, rule) for rule in RECHECKED]
    legal = statutory_conditions(d)
    return verdict(
        *(gap for one in (*found, legal) for gap in one.gaps),
        as_of=as_of(d), position=target_position(d),
        figures={rule: one.inputs["figure"]
                 for rule, one in zip(RECHECKED, found, strict=True)},
        statutory=legal.inputs["basis"],
    )  # fmt: skip


TABLE: Mapping[str, Guard] = {
    "basic_conditions": Guard("基本条件符合", ("R-QUAL-01",), basic_conditions),
    "work_years": Guard("工龄符合", ("R-QUAL-02",), work_years),
    "grassroots_years": Guard("基层工作经历符合", ("R-QUAL-03",), grassroots_years),
    "two_posts": Guard("两个以上职位任职经历", ("R-QUAL-04",), two_posts),
    "deputy_tenure": Guard("任副职年限符合", ("R-QUAL-05",), deputy_tenure),
    "chief_tenure": Guard("任下级正职年限符合", ("R-QUAL-06",), chief_tenure),
    "education_level": Guard("学历符合", ("R-QUAL-07",), education_level),
    "training": Guard("培训符合", ("R-QUAL-08", "R-QUAL-09"), training),
    "statutory_conditions": Guard("法定资格符合", ("R-QUAL-11",), statutory_conditions, (REVIEW,)),
    "party_years": Guard("党龄符合", ("R-QUAL-12",), party_years),
    "rank_holder": Guard("职级人选已专门认定", ("R-QUAL-13",), rank_holder),
    "township_tenure": Guard("乡科级任职年限符合", ("R-QUAL-14",), township_tenure),
    "tenure_ledger": Guard("任职年限计算无误", ("R-QUAL-15",), tenure_ledger),
    "qualification_recheck": Guard(
        "资格复核符合", (*RECHECKED, "R-QUAL-11"), qualification_recheck
    ),
}
