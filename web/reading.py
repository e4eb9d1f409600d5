"""What was recorded, as people read it (可读的登记内容): Chinese labels, names instead of ids."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from web.labels import ADMINISTRATORS, HIDDEN, KEYS, MEETINGS, WORDS, fields_of
from web.restricted import WITHHELD, readable
from workflow.edition import Activity, Duty, Field, Rule
from workflow.facts import KINSHIP
from workflow.journal import Desk
from workflow.queries import choices
from workflow.queries.naming import Naming, naming

ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]+")
LETTER = re.compile(r"[A-Za-z]")
MOST_COLUMNS = 7  # a table of more fits neither a sheet of paper nor a phone
Values = Mapping[str, Any]
Fields = Mapping[str, Field]
Cell = str | tuple[Values, ...]  # a text, or documents to be linked


@dataclass(frozen=True, slots=True)
class Line:
    """One label with a text, a list of documents, or a table."""

    label: str
    text: str = ""
    documents: tuple[Values, ...] = ()
    head: tuple[str, ...] = ()
    rows: tuple[tuple[Cell, ...], ...] = ()
    lines: tuple["Line", ...] = ()

    @property
    def is_wide(self) -> bool:
        """Whether it needs the whole width of a page."""
        return len(self.head) > 3 or any(one.is_wide for one in self.lines)


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table; its fields, since the items of a checklist differ in their results."""

    values: Values
    fields: Fields = field(default_factory=dict)
    title: str = ""


class Reader:
    """Knows the names behind ids, for one page; everything is read once at a desk."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._known: dict[int, Fields] = {}

    @cached_property
    def _names(self) -> Naming:
        return naming(self._desk)

    @property
    def people(self) -> Values:
        """Person → name."""
        return self._names.people

    @property
    def organizations(self) -> Values:
        """Organization → name."""
        return self._names.organizations

    @property
    def posts(self) -> Values:
        """Post → title with organization."""
        return self._names.posts

    @property
    def bodies(self) -> Values:
        """Body → name."""
        return self._names.bodies

    @property
    def meetings(self) -> Values:
        """Meeting → body and day."""
        return self._names.meetings

    @cached_property
    def duties(self) -> dict[str, Duty]:
        """Duty → its definition."""
        return choices.duties(self._desk)

    @cached_property
    def rules(self) -> dict[str, Rule]:
        """Rule → its title, article and text, as last published."""
        return choices.rules(self._desk)

    def named(self, text: str) -> str:
        """A sentence of the engine with names in place of ids: guards know people by their ids."""
        words = ID.findall(text)
        if words:
            asks = any(map(LETTER.search, words))  # figures and days come along, at most
            self._names.seek(words if asks else ())
        return ID.sub(lambda found: self._called(found[0]), text)

    def _called(self, word: str) -> str:
        """The name of whatever has this id; figures and days are not looked for beyond what is at hand."""
        if title := self.duties.get(word) or ADMINISTRATORS.get(word):
            return title if isinstance(title, str) else title.title
        for names in (self._names.people, self._names.organizations):
            found = names.get(word) if LETTER.search(word) else names.known.get(word)
            if found is not None:
                return found
        return word

    def duty(self, name: str) -> str:
        """The title of a duty."""
        if name == "founding":
            return "建库"
        return self.duties[name].title if name in self.duties else ADMINISTRATORS.get(name, name)

    def activity(self, activity: Activity, values: Values, act: str = "") -> list[Line]:
        """The merged values of an activity, or those of one act, as far as whoever looks may read."""
        shown = readable(activity, values, act)
        told = list(self._lines(self._fields(activity), shown))
        return told if shown is values else [*told, Line("反映的内容和核查情况", WITHHELD)]

    def _fields(self, activity: Activity) -> Fields:
        """Its fields, gathered once a page."""
        if id(activity) not in self._known:
            self._known[id(activity)] = fields_of(activity)
        return self._known[id(activity)]

    def values(self, fields: Fields, values: Values) -> list[Line]:
        """Any values under some fields."""
        return list(self._lines(fields, values))

    def _lines(self, fields: Fields, values: Values) -> Iterator[Line]:
        for key, value in in_order(fields, values):
            if key not in HIDDEN and value not in (None, "", [], {}, ()):
                yield self._line(key, value, fields)

    def _line(self, key: str, value: Any, fields: Fields) -> Line:
        spec = fields.get(key)
        label = _label(key, spec)
        if isinstance(value, Mapping):
            if {"digest", "name"} <= value.keys():
                return Line(label, documents=(value,))
            return self._parts(label, (spec.columns if spec else {}) or fields, value)
        if isinstance(value, list | tuple) and value and isinstance(value[0], Mapping):
            if "digest" in value[0]:
                return Line(label, documents=tuple(value))
            below = (spec.columns if spec else None) or fields
            return self._table(label, [Row(one, below) for one in value])
        return Line(label, self.shown(key, spec, value))

    def _parts(self, label: str, fields: Fields, values: Values) -> Line:
        """A table by name: a row each where the parts are plain (items of a checklist), else lines."""
        rows = [
            Row(value, _columns(fields.get(key)) or fields, _label(key, fields.get(key)))
            for key, value in in_order(fields, values)
            if isinstance(value, Mapping) and "digest" not in value
        ]
        if len(rows) < len(values):
            return Line(label, lines=tuple(self._lines(fields, values)))
        if all(_is_plain(cell) for row in rows for cell in row.values.values()):
            return self._table(label, rows)
        return Line(label, lines=tuple(
            Line(row.title, lines=tuple(self._lines(row.fields, row.values))) for row in rows
        ))  # fmt: skip

    def _table(self, label: str, rows: Sequence[Row]) -> Line:
        fields = {key: spec for row in reversed(rows) for key, spec in row.fields.items()}
        filled = {key: value for row in rows for key, value in row.values.items()
                  if key not in HIDDEN and value not in (None, "", [])}  # fmt: skip
        keys = [key for key, _ in in_order(fields, filled)]
        named = any(row.title for row in rows)
        if len(keys) > MOST_COLUMNS:
            return Line(label, lines=tuple(
                Line(row.title or f"第{place}行", lines=tuple(self._lines(row.fields, row.values)))
                for place, row in enumerate(rows, 1)
            ))  # fmt: skip
        return Line(
            label,
            head=(*(("项目",) if named else ()), *(_label(key, fields.get(key)) for key in keys)),
            rows=tuple(
                (
                    *((row.title,) if named else ()),
                    *(self._cell(key, row.fields.get(key), row.values.get(key)) for key in keys),
                )
                for row in rows
            ),
        )

    def _cell(self, key: str, spec: Field | None, value: Any) -> Cell:
        if isinstance(value, Mapping) and "digest" in value:
            return (value,)
        if isinstance(value, list | tuple) and value and isinstance(value[0], Mapping):
            return tuple(value) if "digest" in value[0] else f"{len(value)}项"
        return "" if value is None else self.shown(key, spec, value)

    def shown(self, key: str, spec: Field | None, value: Any) -> str:
        """One plain value as a text."""
        if isinstance(value, bool):
            return "是" if value else "否"
        if isinstance(value, list | tuple):
            return "、".join(self.shown(key, spec, one) for one in value)
        if isinstance(value, Mapping):
            return str(value.get("name", ""))
        text = str(value)
        kind = spec.type if spec else key
        if spec is not None and spec.options:
            return spec.options.get(text, text)
        if key == "meeting":
            return self.meetings.get(text, text)
        if kind == "kind":
            return MEETINGS.get(text, text)
        return self._tables.get(kind, self._tables.get(key, {})).get(text, text)

    @cached_property
    def _tables(self) -> Mapping[str, Mapping[str, str]]:
        """Type or name of a field → what its values are called."""
        return {
            "person": self.people, "people": self.people, "organization": self.organizations,
            "department": self.organizations, "post": self.posts, "body": self.bodies,
            "signer": self.people, "presenter": self.people, "recorder": self.people,
            "chair": self.people, "tellers": self.people, "guests": self.people,
            "duty": _Titles(self), "office": _Titles(self), "kinship": KINSHIP, **WORDS,
        }  # fmt: skip


class _Titles(dict[str, str]):
    """Duty → title, asked of a reader only when needed."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader

    def get(self, key: str, default: Any = None) -> Any:
        return self._reader.duty(key)


def in_order(fields: Mapping[str, Any], values: Values) -> list[tuple[str, Any]]:
    """The values in the order of their fields, as the form had them; entries keep them by name."""
    places = {key: place for place, key in enumerate(fields)}
    return sorted(values.items(), key=lambda one: places.get(one[0], len(places)))


def _label(key: str, spec: Field | None) -> str:
    return spec.title if spec else KEYS.get(key, key)


def _columns(spec: Field | None) -> Fields:
    return spec.columns if spec else {}


def _is_plain(value: Any) -> bool:
    """Whether a value fits a cell: a text, a figure, a list of such, a document."""
    if isinstance(value, Mapping):
        return "digest" in value
    if isinstance(value, list | tuple):
        return all(not isinstance(one, Mapping) or "digest" in one for one in value)
    return True
