"""What was known when it was decided, and what should have met a problem, in lines (决定时所知)."""

from collections.abc import Iterator, Mapping, Sequence

from workflow.activities.kind import ACTS
from workflow.cli.chain import RESULTS, Names, by
from workflow.edition import Edition
from workflow.journal.read import Record
from workflow.queries.interference import Interference
from workflow.queries.known import Known, figures
from workflow.queries.missed import PROBLEMS, Missed
from workflow.queries.trace import BALLOTS, STANDINGS
from workflow.queries.watch import Reading, Refusal
from workflow.shown import Line

STANDS: Mapping[str, str] = {
    "same": "与纪实中的摘要一致", "faded": "个人信息已依法删除，不能再与摘要核对",
    "other": "✗ 与纪实中的摘要不一致",
}  # fmt: skip
OPEN: Mapping[str, str] = {"objection": "异议和反映", "hold": "暂缓", "veto": "一票否决"}


def known_lines(edition: Edition, decision: Record, told: Known, duties: Names) -> Iterator[str]:
    """What lay before whoever decided, and what did not though it was known or had happened."""
    seen = figures(told.pictured.shown, str(decision.data.get("move", "")))
    open = "；".join(_open(edition, one) for one in seen.open) or "无"
    yield (
        f"　所见　干部信息{seen.facts}项（未核实{seen.unverified}项），办理内容{seen.acts}件，"
        f"材料{seen.papers}份，审核条件{seen.conditions}项（未满足{seen.unmet}项）；未了结：{open}；"
        f"{STANDS[told.pictured.stands]}"
    )
    for title, records in (
        ("当时已经登记、不在其所见之内", told.missed), ("当时已经发生、此后才登记", told.late)
    ):  # fmt: skip
        for one in records:
            yield f"　{title}　{one.on}　{_called(edition, one)}　{by(one.by, duties)}　{one.subject} 第{one.seq}条"


def missed_lines(problem: str, told: Missed, duties: Names) -> Iterator[str]:
    """Which checks should have met a problem from its day on, and which were not made."""
    yield f"{PROBLEMS[problem][0]}自{told.since}存在：此后{len(told.after)}项审核应当遇到"
    if told.appointed_on:
        early = "早于" if told.was_there_before else "不早于"
        yield f"　问题{early}任职（{told.appointed_on}）"
    for one in told.after:
        result = RESULTS.get(one.result, one.result)
        reason = f"　理由：{one.reason}" if one.reason else ""
        yield (
            f"　应当遇到　{one.record.on}　{one.title}　{one.act}　{'、'.join(one.rules)}　"
            f"{by(one.by, duties)}　{result}{reason}　第{one.record.seq}条"
        )
    yield from (f"　此后没有登记　{one}" for one in told.absent)
    for one in told.before:
        yield f"　此前　{one.record.on}　{one.title}　{by(one.by, duties)}"


def watched_lines(
    favours: Sequence[Interference], refused: Sequence[Refusal], read: Sequence[Reading],
    duties: Names,
) -> Iterator[str]:  # fmt: skip
    """Favours asked, attempts refused, papers read; for auditors alone."""
    for favour in favours:
        said = favour.told.values
        found = favour.handled.values.get("finding", "") if favour.handled else "待核查"
        yield (
            f"打招呼登记　{said.get('happened_on', '')}　{said.get('intervener', '')}　"
            f"{said.get('content', '')}　登记：{by(favour.first.by, duties)}　处理：{found}"
        )
    for no in refused:
        yield f"被拒绝的办理　{no.at:%Y-%m-%d %H:%M}　{no.name}（{duties.get(no.duty, no.duty)}）　{no.message}"
    for one in read:
        yield f"材料查阅　{one.at:%Y-%m-%d %H:%M}　{one.name}（{duties.get(one.duty, one.duty)}）　{one.document}"


def _open(edition: Edition, line: Line) -> str:
    activity = edition.process.activities.get(line.name.partition("/")[0])
    return "：".join(filter(None, (OPEN[line.part], activity.title if activity else "")))


def _called(edition: Edition, record: Record) -> str:
    data, act = record.data, str(record.data.get("act", ""))
    activity = edition.process.activities.get(str(data.get("activity", "")))
    done = ACTS.get(act) or STANDINGS.get(act) or BALLOTS.get(act) or act
    return f"{activity.title}　{done}" if activity else done
