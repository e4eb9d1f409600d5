"""From a field of a definition (栏目) to a field of a page, and back to the value it holds."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

import wtforms as w
from markupsafe import Markup, escape
from werkzeug.datastructures import FileStorage
from wtforms.validators import Optional

from web.forms import uploads
from web.forms.base import ChineseForm
from web.forms.rows import Rows
from web.forms.texts import LONG, SHORT, no_longer, plain_lines
from workflow.edition import Field

YES_NO = [("yes", "是"), ("no", "否")]
RADIOS = 6  # up to so many options are shown all at once
SPARE_ROWS = 2


class Late(Mapping[str, str]):
    """What exists, read when a form first asks for it; most forms ask for none."""

    def __init__(self, read: Callable[[], Mapping[str, str]]) -> None:
        self._read = read

    @cached_property
    def _all(self) -> Mapping[str, str]:
        return self._read()

    def __getitem__(self, id: str) -> str:
        return self._all[id]

    def __iter__(self) -> Iterator[str]:
        return iter(self._all)

    def __len__(self) -> int:
        return len(self._all)


@dataclass(frozen=True, slots=True)
class Choices:
    """What exists: id → words."""

    organizations: Mapping[str, str] = field(default_factory=dict)
    posts: Mapping[str, str] = field(default_factory=dict)
    people: Mapping[str, str] = field(default_factory=dict)

    def of(self, kind: str) -> list[tuple[str, str]]:
        """The choices of a field type."""
        table = {"organization": self.organizations, "post": self.posts}.get(kind, self.people)
        return list(table.items())


class DocumentWidget:
    """A file input, with what is already uploaded beside it."""

    def __call__(self, field: "DocumentField", **kwargs: Any) -> Markup:
        """The input and one hidden, signed text for each stored file."""
        kwargs.pop("required", None)
        rest = "".join(f' {k.rstrip("_")}="{escape(v)}"' for k, v in kwargs.items())
        many = " multiple" if field.many else ""
        told = "".join(
            f'<input type="hidden" name="{escape(field.name)}" value="{uploads.kept(one)}">'
            f'<span class="kept">已上传：{escape(one["name"])}</span>'
            for one in field.documents
        )
        accept = ",".join(uploads.BEGINNINGS)
        return Markup(
            f'<input type="file" id="{escape(field.id)}" name="{escape(field.name)}" '
            f'accept="{accept}"{many}{rest}>{told}'
        )


class PointField(w.HiddenField):
    """The code of a point of a list (清单条目): shown in its words, sent back unseen."""

    def __init__(self, label: str = "", *, points: Mapping[str, str], **kwargs: Any) -> None:
        super().__init__(label, **kwargs)
        self.points = points

    @property
    def words(self) -> str:
        """Code and words; what is no code of the list stands as it is."""
        return self.points.get(self.data or "", self.data or "")


class DocumentField(w.Field):
    """One document or several (附件); a new upload replaces what was uploaded before."""

    widget = DocumentWidget()

    def __init__(self, label: str = "", *, many: bool = False, **kwargs: Any) -> None:
        super().__init__(label, **kwargs)
        self.many = many

    @property
    def documents(self) -> list[dict[str, Any]]:
        """What is stored, as a list."""
        if not self.data:
            return []
        return list(self.data) if self.many else [self.data]

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Store the uploads; else take back what was stored when the form was shown before."""
        files = [one for one in valuelist if isinstance(one, FileStorage) and one.filename]
        texts = [one for one in valuelist if isinstance(one, str) and one]
        found = [uploads.keep(one) for one in files] or [uploads.found(one) for one in texts]
        self.data = (found if self.many else found[0]) if found else None


def built(spec: Field, choices: Choices) -> Any:
    """The unbound page field of a definition's field."""
    label, optional = spec.title, [Optional()]
    match spec.type:
        case "text":
            kind = w.TextAreaField if spec.long else w.StringField
            most = LONG if spec.long else SHORT
            return kind(label, filters=[plain_lines], validators=[no_longer(most)])
        case "date":
            return w.DateField(label, validators=optional)
        case "int":
            return w.IntegerField(label, validators=optional)
        case "bool":
            return w.RadioField(label, choices=YES_NO, validators=optional)
        case "code":
            return _one_of(label, list(spec.options.items()), radios=True)
        case "codes":
            return _some_of(label, list(spec.options.items()))
        case "people":
            return _some_of(label, choices.of("person"))
        case "doc" | "docs":
            return DocumentField(label, many=spec.type == "docs")
        case "rows":
            return Rows(w.FormField(row_form(spec, choices)), label, min_entries=1)
    return _one_of(label, choices.of(spec.type), radios=False)


def _one_of(label: str, options: list[tuple[str, str]], *, radios: bool) -> Any:
    if radios and len(options) <= RADIOS:
        return w.RadioField(label, choices=options, validators=[Optional()])
    return w.SelectField(label, choices=[("", "（请选择）"), *options], validators=[Optional()])


def _some_of(label: str, options: list[tuple[str, str]]) -> Any:
    return w.SelectMultipleField(
        label, choices=options, option_widget=w.widgets.CheckboxInput(),
        widget=w.widgets.ListWidget(prefix_label=False), validators=[Optional()],
    )  # fmt: skip


def row_form(spec: Field, choices: Choices) -> type[ChineseForm]:
    """The form of one row; its fields carry a prefix so that no column shadows WTForms' own names."""
    points = listed_in(spec) is not None
    columns = {f"c_{name}": _column(one, choices, points) for name, one in spec.columns.items()}
    return type("RowForm", (ChineseForm,), columns)


def listed_in(spec: Field) -> str | None:
    """The column that names a point of a list, where every point of it has its own row."""
    found = (name for name, one in spec.columns.items() if one.type == "text" and one.options)
    return next(found, None)


def _column(spec: Field, choices: Choices, points: bool) -> Any:
    """In a table, a choice is always a list to open: radios would take the whole width.

    `points`: of a list, whose rows are no table.
    """
    if spec.type == "text" and spec.options:
        return PointField(spec.title, points=spec.options)
    if spec.type == "code":
        return _one_of(spec.title, list(spec.options.items()), radios=points)
    if spec.type == "bool":
        return w.SelectField(spec.title, choices=[("", "－"), *YES_NO], validators=[Optional()])
    return built(spec, choices)


def value_of(spec: Field, bound: Any) -> Any:
    """The value a page field holds, as entries keep it; None when nothing was filled in."""
    data = bound.data
    match spec.type:
        case "text":
            return data if data and data.strip() else None
        case "date":
            return data.isoformat() if isinstance(data, date) else None
        case "bool":
            return {"yes": True, "no": False}.get(data or "")
        case "rows":
            rows = [row_values(spec, one.form) for one in bound.entries]
            return [one for one in rows if one.keys() - {listed_in(spec)}] or None
        case "int":
            return data
    return data or None


def row_values(spec: Field, form: Any) -> dict[str, Any]:
    """The filled-in columns of one row."""
    told = {name: value_of(one, form[f"c_{name}"]) for name, one in spec.columns.items()}
    return {name: value for name, value in told.items() if value is not None}


def data_of(spec: Field, value: Any) -> Any:
    """What a page field must be given to show a recorded value."""
    if value is None:
        return None
    match spec.type:
        case "date":
            return date.fromisoformat(value)
        case "bool":
            return "yes" if value else "no"
        case "rows":
            return [
                {f"c_{name}": data_of(one, row.get(name)) for name, one in spec.columns.items()}
                for row in value
            ]
        case "codes" | "people" | "docs":
            return list(value)
    return value
