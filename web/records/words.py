"""Entries for people (可读的纪实): what was done, and what the row said before and says since."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from web.codes import LINKS, ORGANIZATIONS, POSITIONS, ROLES, STATES
from web.history import Told, told
from web.reading import Reader
from workflow.facts import LEVELS, STANDINGS
from workflow.journal import Desk
from workflow.journal.read import Record

LABELS: Mapping[str, str] = {
    "name": "名称", "login": "登录名", "person": "对应的干部", "state": "状态", "duties": "岗位职责",
    "kind": "种类", "parent": "上级", "links": "有关机构", "organization": "单位", "title": "名称",
    "level": "职务层次", "position": "正副职", "quota": "职数", "holders": "在任人员",
    "leaving": "已决定离任", "members": "成员", "standing": "干部状态",
}  # fmt: skip
WORDS: Mapping[str, Mapping[str, str]] = {
    "state": STATES, "kind": ORGANIZATIONS, "position": POSITIONS, "standing": STANDINGS,
    "level": {name: title for name, (_, title, _) in LEVELS.items()},
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that the subject's row says otherwise since an entry."""

    label: str
    before: tuple[str, ...]
    after: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Shown:
    """One entry with what it changed."""

    told: Told
    changes: tuple[Change, ...]


def readable(desk: Desk, reader: Reader, records: Sequence[Record]) -> list[Shown]:
    """The entries of one whole journal, oldest first, each with what it changed."""
    said: dict[str, Any] = {}
    shown = []
    for record, one in zip(records, told(desk, reader, records), strict=True):
        changed = record.data.get("set", {})
        shown.append(Shown(one, tuple(changes(reader, said, changed))))
        said.update(changed)
    return shown


def changes(
    reader: Reader, before: Mapping[str, Any], changed: Mapping[str, Any]
) -> Iterator[Change]:
    """What is said otherwise now; of lists what was taken out and what was put in."""
    for key, label in LABELS.items():
        if key not in changed or changed[key] == before.get(key):
            continue
        old, new = (list(_words(reader, key, one.get(key))) for one in (before, changed))
        kept = set(old) & set(new)
        gone, come = ([one for one in side if one not in kept] for side in (old, new))
        if gone or come:
            yield Change(label, tuple(gone), tuple(come))


def _words(reader: Reader, key: str, value: Any) -> Iterable[str]:
    """A value as people read it: a line for each part."""
    if value in (None, "", [], {}):
        return ()
    if key == "duties":
        return [_duty(reader, one) for one in value]
    if key == "members":
        return [f"{one['name']}（{ROLES.get(one['role'], one['role'])}）{_days(one)}" for one in value]
    if key == "links":
        return [f"{LINKS.get(kind, kind)}：{reader.organizations.get(one, one)}"
                for kind, one in value.items()]  # fmt: skip
    if isinstance(value, list):
        return [reader.people.get(one, one) for one in value]
    names = {"person": reader.people, "parent": reader.organizations,
             "organization": reader.organizations, **WORDS}.get(key, {})  # fmt: skip
    return (names.get(value, str(value)),)


def _duty(reader: Reader, one: Mapping[str, str]) -> str:
    place = reader.organizations.get(one["organization"], one["organization"])
    return f"{reader.duty(one['duty'])}（{place}）{_days(one)}"


def _days(one: Mapping[str, str]) -> str:
    return f"{one['from']}起" + (f"至{one['to']}" if one.get("to") else "")
