"""Acts on a person's standing (暂缓、一票否决、复核): who may, what is filled in, which command."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from web.forms.sheet import Section, Sheet, choice
from workflow.authority import DO
from workflow.commands import standing
from workflow.dossier import PersonFile
from workflow.edition import Field, Lists
from workflow.journal import Desk, Order
from workflow.journal.read import Record
from workflow.queries.lists import lists_in_force, veto_points
from workflow.queries.vetoes import proposals, voted_on

Command = Callable[[Desk, Order, str, str, Mapping[str, Any]], Any]


def _long(title: str) -> Field:
    return Field(type="text", title=title, long=True)


def _text(title: str, *, required: bool = True) -> Field:
    return Field(type="text", title=title, required=required)


DOCUMENT = Field(type="doc", title="文书")


@dataclass(frozen=True, slots=True)
class Kind:
    """One act: its key in the table of authority, title, hint, fields and command."""

    act: str
    title: str
    hint: str
    fields: Mapping[str, Field]
    do: Command


@dataclass(frozen=True, slots=True)
class Standing:
    """An act that makes sense now, on one hold or veto."""

    name: str
    title: str
    target: str
    duties: tuple[str, ...]


ACTS: Mapping[str, Kind] = {
    "hold": Kind(
        "hold", "暂缓", "有反映或者线索、尚待核实的，予以暂缓；暂缓期间本人各事项不得前行。",
        {"reason": _long("理由"), "source": _text("来源"), "to_verify": _long("待核实的问题"),
         "due_on": Field(type="date", title="核实期限")},
        lambda d, o, p, _, v: standing.hold(d, o, p, v),
    ),
    "end_hold": Kind(
        "end_hold", "解除暂缓", "由提出人以外的人办理，写明核查结论并附文书。",
        {"outcome": Field(type="code", title="结论", options=standing.OUTCOMES),
         "finding": _long("核查结论"), "document": DOCUMENT},
        standing.end_hold,
    ),
    "propose_veto": Kind(
        "propose_veto", "提出一票否决", "只凭查实的事实和文书，并已听取本人说明；反映不等于查实。",
        {"item": _text("负面清单情形"), "list_version": _text("清单版本"),
         "facts": _long("查实的事实"), "finding_body": _text("认定机关"),
         "documents": Field(type="docs", title="文书"),
         "heard_on": Field(type="date", title="听取本人说明日期"),
         "statement": _long("本人说明").model_copy(update={"required": False}),
         "refused_witness": _text("本人拒绝说明的，见证人", required=False),
         "reason": _long("理由")},
        lambda d, o, p, _, v: standing.propose_veto(d, o, p, v),
    ),
    "confirm_veto": Kind(
        "confirm_veto", "确认一票否决", "由提出人以外的人，凭集体研究的会议确认；确认后本人各事项停止办理。",
        {"meeting": choice("研究会议", {}), "reason": _long("理由")}, standing.confirm_veto,
    ),
    "tell_veto": Kind(
        "tell_veto", "告知本人", "复核期自告知之日起算。",
        {"document": DOCUMENT}, standing.tell_veto,
    ),
    "request_review": Kind(
        "request_review", "提请复核", "写明由谁提出、有何新的事实或者程序问题。",
        {"by": _text("提出人"), "grounds": _long("理由"),
         "document": DOCUMENT}, standing.request_review,
    ),
    "review": Kind(
        "review_veto", "复核意见", "由纪检监察机关和上级组织部门两人分别复核，意见一致时生效。",
        {"outcome": Field(type="code", title="结论", options={"upheld": "维持", "lifted": "撤销"}),
         "finding": _long("复核情况"), "document": DOCUMENT},
        standing.review,
    ),
}  # fmt: skip


def act_sheet(desk: Desk, name: str, person: str, target: str) -> Sheet:
    """The sheet of an act; a veto is confirmed on one of the meetings that took it up."""
    kind = ACTS[name]
    if name == "propose_veto":
        return _proposal(kind, lists_in_force(desk, person))
    if name != "confirm_veto":
        return Sheet((Section("", kind.fields),), notes=(kind.hint,))
    held = voted_on(desk, person, target)
    fields = {**kind.fields, "meeting": choice(kind.fields["meeting"].title, held)}
    notes = () if held else ("还没有会议就该项提议研究表决；由会议记录员先在会议中记录议题。",)
    return Sheet((Section("", fields),), notes=(kind.hint, *notes))


def _proposal(kind: Kind, lists: Mapping[str, Lists]) -> Sheet:
    """The points that are a ground of a veto, to choose from; free words where no list is in force."""
    if not lists:
        return Sheet((Section("", kind.fields),), notes=(kind.hint,))
    words: dict[str, list[str]] = {}
    for one in lists.values():
        for code, point in veto_points(one).items():
            words.setdefault(code, []).append(point.title)
    told = {code: f"{code} {'；'.join(dict.fromkeys(found))}" for code, found in words.items()}
    fields = {**kind.fields, "item": choice(kind.fields["item"].title, told)}
    notes = (kind.hint, *(f"清单：{one.title}，{one.version}。{one.note}" for one in lists.values()))
    if len(lists) > 1:
        fields["list_version"] = choice("清单版本", {version: version for version in lists})
        return Sheet((Section("", fields),), notes=notes)
    del fields["list_version"]
    return Sheet((Section("", fields),), unseen={"list_version": next(iter(lists))}, notes=notes)


def current(file: PersonFile, records: Sequence[Record]) -> Iterator[Standing]:
    """What may be done about this person's standing now, each with the hold or veto it concerns."""
    yield _of("hold", "")
    if file.holds:
        yield _of("end_hold", file.holds[-1].id)
    if file.veto is None:
        yield _of("propose_veto", "")
        waiting = proposals(file, records)
        if waiting:
            yield _of("confirm_veto", waiting[-1].data["veto"])
        return
    if file.veto.told_on is None:
        yield _of("tell_veto", file.veto.id)
    yield _of("review" if file.veto.review_open else "request_review", file.veto.id)


def _of(name: str, target: str) -> Standing:
    kind = ACTS[name]
    return Standing(name, kind.title, target, DO[kind.act])
