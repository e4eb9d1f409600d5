"""What a request tells (提供的情况): facts of the candidate that the requester releases, and no others.

The list is closed; only verified facts are on it. What was released is recorded with the request,
word for word, and is all that the one who is asked gets to see of the candidate.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from workflow.activities.fields import iso_day
from workflow.dossier import Dossier, Values
from workflow.edition import Field

Reading = Callable[[Dossier], str]
GRADES = 3  # the last years that are told

KINDS_OF_STUDY: Mapping[str, str] = {"full_time": "全日制", "in_service": "在职"}
GENDERS: Mapping[str, str] = {"male": "男", "female": "女"}


def _value(kind: str, words: Mapping[str, str] | None = None) -> Reading:
    def read(d: Dossier) -> str:
        found = str(d.person.value(kind) or "")
        return (words or {}).get(found, found)

    return read


def _month(kind: str, key: str = "on") -> Reading:
    return lambda d: _in_month(d.person.value(kind, key))


def _in_month(text: object) -> str:
    """The month of an ISO day: to the day it is nobody's business."""
    day = iso_day(text) if isinstance(text, str) else None
    return f"{day.year}年{day.month}月" if day else ""


def _unit(d: Dossier) -> str:
    return _place(d, d.person.organization) if d.person.organization in d.organizations else ""


def _place(d: Dossier, organization: object) -> str:
    known = d.organizations.get(str(organization))
    return known.name if known else str(organization or "")


def _resume(d: Dossier) -> str:
    spans = sorted(d.person.known("tenure"), key=lambda one: str(one.values.get("from", "")))
    return "\n".join(
        f"{_in_month(one.values.get('from'))}至{_in_month(one.values.get('to')) or '今'}　"
        f"{_held(d, one.values)}" for one in spans
    )  # fmt: skip


def _held(d: Dossier, values: Values) -> str:
    told = f"{_place(d, values.get('organization'))}{values.get('post') or ''}"
    return told or str(values.get("text") or "")


def _present_post(d: Dossier) -> str:
    today = d.today.isoformat()
    return "、".join(
        _held(d, one.values) for one in d.person.known("tenure")
        if not one.values.get("to") or str(one.values["to"]) > today
    )  # fmt: skip


def _education(d: Dossier) -> str:
    return "；".join(
        f"{KINDS_OF_STUDY.get(str(one.values.get('kind')), '')}" + "，".join(
            str(one.values[key]) for key in ("level", "degree", "school") if one.values.get(key)
        ) for one in d.person.known("education")
    )  # fmt: skip


def _grades(d: Dossier) -> str:
    known = sorted(d.person.known("grade"), key=lambda one: int(one.values["year"]))
    return "，".join(f"{one.values['year']}年度{one.values['result']}" for one in known[-GRADES:])


def _rank(d: Dossier) -> str:
    return str(d.person.value("rank", "title") or "")


RELEASABLE: Mapping[str, tuple[str, Reading]] = {
    "name": ("姓名", lambda d: d.person.name),
    "unit": ("所在单位", _unit),
    "present_post": ("现任职务", _present_post),
    "planned_post": ("拟任职务", lambda d: d.post.title),
    "gender": ("性别", _value("gender", GENDERS)),
    "nation": ("民族", _value("nation")),
    "birth": ("出生年月", _month("birth")),
    "native_place": ("籍贯", _value("native_place")),
    "politics": ("政治面貌", _value("politics")),
    "party": ("入党时间", _month("party", "joined_on")),
    "work_start": ("参加工作时间", _month("work_start")),
    "education": ("学历学位", _education),
    "rank": ("职级", _rank),
    "resume": ("任职经历", _resume),
    "grades": ("年度考核结果", _grades),
}
ALWAYS = ("name",)  # nobody can speak of somebody without a name
USUAL = ("name", "present_post", "planned_post")
TITLES: Mapping[str, str] = {code: title for code, (title, _) in RELEASABLE.items()}
RELEASED = Field(
    type="rows", title="提供的情况", required=False,
    columns={
        "fact": Field(type="code", title="项目", options=TITLES),
        "text": Field(type="text", title="内容", long=True),
    },
)  # fmt: skip


def offered(d: Dossier) -> dict[str, str]:
    """What could be released of this candidate today: code → text, in the order of the list."""
    told = {code: read(d) for code, (_, read) in RELEASABLE.items()}
    return {code: text for code, text in told.items() if text}


def release(d: Dossier, chosen: Sequence[str] | None) -> list[dict[str, Any]]:
    """The rows that are recorded with a request; the usual ones where nothing was chosen."""
    known, wanted = offered(d), {*ALWAYS, *(USUAL if chosen is None else chosen)}
    return [{"fact": code, "text": text} for code, text in known.items() if code in wanted]


def not_on_file(d: Dossier, chosen: Sequence[str]) -> Iterator[str]:
    """What was chosen and cannot be told: no verified fact, or nothing of the list."""
    known = offered(d)
    return (TITLES.get(code, code) for code in chosen if code not in known)
