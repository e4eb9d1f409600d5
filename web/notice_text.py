"""The text of a notice (公示、预告文稿), drafted from the data; what is posted is what people made of it."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from web.days import chinese_day
from workflow.activities.notice import NAMED
from workflow.activities.released import offered
from workflow.dossier import Dossier
from workflow.edition import Activity
from workflow.guards.window import Window, window

Values = Mapping[str, Any]
PLAIN = ("gender", "nation")


def draft(seen: Dossier, activity: Activity, values: Values, department: str) -> str:
    """The text for this candidate; `values` are the other fields of the notice as typed so far."""
    told = {name: str(values.get(name) or "") for name in (*NAMED, "range", "exceptional_reason")}
    day, spec = posted_on(values, seen.today), activity.window
    span = window(seen, day, spec.workdays, 1) if spec else None
    write = _publicity if activity.conclude_by else _preview
    return "\n".join((
        *write(seen, span, told, department), *_how_to_reach(told), "", department, chinese_day(day)
    ))  # fmt: skip


def portrait(seen: Dossier, term: str) -> str:
    """The candidate in one sentence: what is verified, in the usual order."""
    known = offered(seen)
    parts = [known.get("name", ""), *(known[one] for one in PLAIN if one in known)]
    parts += [f"{known['birth']}生"] if "birth" in known else []
    parts += [known[one] for one in ("education", "politics") if one in known]
    if "present_post" in known:
        parts.append(f"现任{known['present_post']}")
    elif "unit" in known:
        parts.append(f"现在{known['unit']}工作")
    parts.append(f"拟任{seen.post.title}{f'（{term}）' if term else ''}")
    return "，".join(one for one in parts if one) + "。"


def _publicity(
    seen: Dossier, span: Window | None, told: Mapping[str, str], department: str
) -> tuple[str, ...]:
    basis = seen.edition.process.basis.document
    exceptional = told["exceptional_reason"]
    return (
        f"根据《{basis}》有关规定，现将拟任职人选的有关情况公示如下：", "",
        portrait(seen, told["term"]),
        *((f"破格情形和理由：{exceptional}",) if exceptional else ()), "",
        f"公示期：{_span(span)}。",
        f"公示期间，如对公示对象有异议，请以来信、来电、来访等方式向{department}反映。"
        "反映情况应当实事求是、客观公正，提倡署实名，以便核实和反馈。",
    )  # fmt: skip


def _preview(
    seen: Dossier, span: Window | None, told: Mapping[str, str], department: str
) -> tuple[str, ...]:
    when = f"考察时间：{told['term']}。" if told["term"] else ""
    return (
        "根据干部选拔任用工作安排，考察组将对下列考察对象进行考察：", "",
        portrait(seen, ""), "", *((when,) if when else ()),
        "考察任务：全面了解考察对象的德、能、勤、绩、廉，政治素质和工作实绩。",
        f"预告期：{_span(span)}。",
        f"欢迎向考察组或者{department}如实反映考察对象的情况，提倡署实名。",
    )  # fmt: skip


def _span(span: Window | None) -> str:
    if span is None:
        return "自发布之日起"
    if span.end is None:
        return f"自{chinese_day(span.posted_on)}起（{span.missing}年的放假安排尚未公布，末日另行公告）"
    first = f"自{chinese_day(span.posted_on)}发布之日起至{chinese_day(span.end)}止"
    return f"{first}（{span.days}个工作日{'，暂按推算' if span.estimated else ''}）"


def _how_to_reach(told: Mapping[str, str]) -> tuple[str, ...]:
    lines = (("范围", told["range"]), ("受理电话", told["phone"]), ("来信来访地址", told["address"]))
    return tuple(f"{title}：{text}" for title, text in lines if text)


def posted_on(values: Values, today: date) -> date:
    """The day of posting as typed so far, else today."""
    try:
        return date.fromisoformat(str(values.get("posted_on") or today))
    except ValueError:
        return today
