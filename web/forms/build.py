"""Building the page form of a sheet (生成表单) and reading its values back."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask import request
from wtforms import FieldList
from wtforms.fields.core import Field as Bound

from web.forms.base import OrderForm
from web.forms.fields import SPARE_ROWS, Choices, built, data_of, listed_in, row_values, value_of
from web.forms.rows import MOST_ROWS
from web.forms.sheet import Section, Sheet
from workflow.activities.fields import check_values
from workflow.edition import Field

FEW_KINDS = 6  # more than these are a list to choose from, not rows to fill in


@dataclass(frozen=True, slots=True)
class Placed:
    """A definition's field beside the page field that shows it."""

    name: str
    spec: Field
    bound: Any


@dataclass(frozen=True, slots=True)
class Part:
    """A section with its page fields."""

    section: Section
    fields: tuple[Placed, ...]
    further: tuple[Placed, ...] = ()

    @property
    def has_further(self) -> bool:
        """Whether something stands in the folded fields, which are then shown open."""
        return any(one.bound.errors or value_of(one.spec, one.bound) is not None
                   for one in self.further)  # fmt: skip


class SheetForm:
    """The page form of one sheet: shown, added to by rows, read back, checked field by field."""

    def __init__(
        self, sheet: Sheet, choices: Choices, further: Mapping[str, Any] | None = None
    ) -> None:
        self.sheet = sheet
        fields: dict[str, Any] = {
            f"s{number}_{name}": built(spec, choices)
            for number, section in enumerate(sheet.sections)
            for name, spec in (*section.fields.items(), *section.further.items())
        }
        fields |= further or {}
        kind: type[OrderForm] = type("GeneratedForm", (OrderForm,), fields)
        self.form = kind(data=None if request.form else self._data())
        if not request.form:
            self._spare_rows()

    def _data(self) -> dict[str, Any]:
        return {
            f"s{number}_{name}": data_of(spec, _at(self.sheet.given, section.path).get(name))
            for number, section in enumerate(self.sheet.sections)
            for name, spec in (*section.fields.items(), *section.further.items())
        }

    def _spare_rows(self) -> None:
        for one in self._placed():
            if one.spec.type == "rows" and listed_in(one.spec) is None:
                lacking = _one_each(one.spec) - len(one.bound.entries)
                for _ in range(max(SPARE_ROWS, lacking)):
                    one.bound.append_entry()

    def parts(self) -> list[Part]:
        """The sections as the page shows them."""
        return [
            Part(section, self._of(number, section.fields), self._of(number, section.further))
            for number, section in enumerate(self.sheet.sections)
        ]

    def _of(self, number: int, fields: Mapping[str, Field]) -> tuple[Placed, ...]:
        return tuple(
            Placed(name, spec, self.form[f"s{number}_{name}"]) for name, spec in fields.items()
        )

    def _placed(self) -> Iterator[Placed]:
        for part in self.parts():
            yield from (*part.fields, *part.further)

    def add_row(self) -> bool:
        """Add rows where the button “增加一行” asked for it; whether it did."""
        wanted = request.form.get("add_row", "")
        for one in self._placed():
            if isinstance(one.bound, FieldList) and one.bound.name == wanted:
                if len(one.bound.entries) < MOST_ROWS:
                    one.bound.append_entry()
                return True
        return False

    def put(self, name: str, value: Any) -> None:
        """Show another value in a field than what was typed."""
        for one in self._placed():
            if one.name == name:
                one.bound.data = value

    def values(self) -> dict[str, Any]:
        """The values as the engine takes them; what is empty is left out."""
        told: dict[str, Any] = dict(self.sheet.unseen)
        for part in self.parts():
            found = {
                one.name: value
                for one in (*part.fields, *part.further)
                if (value := value_of(one.spec, one.bound)) is not None
            }
            place = told
            for key in part.section.path if found else ():
                place = place.setdefault(key, {})
            place.update(found)
        return told

    def validate(self) -> bool:
        """Whether what was typed can be taken; what is wrong stands beside its field."""
        well = self.form.validate_on_submit()
        for part in self.parts():
            placed = (*part.fields, *part.further)
            fields = {one.name: one.spec for one in placed}
            values = {one.name: value_of(one.spec, one.bound) for one in placed}
            if part.section.path[:1] in (("items",), ("groups",)) and not any(
                value is not None for value in values.values()
            ):
                continue  # an item that was not checked yet, a group that does not take part
            for fault in check_values(fields, values):
                well = False
                self._blame(placed, fault.path, fault.message)
            well = all([well, *(_answered(one) for one in placed if listed_in(one.spec))])
        return well

    def _blame(self, placed: Sequence[Placed], path: str, message: str) -> None:
        """Put a fault beside the field its path names: `posts[2].quota` is row 2 of the filled ones."""
        name, _, rest = path.partition("[")
        one = next(one for one in placed if one.name == name.partition(".")[0])
        bound: Bound = one.bound
        if rest and one.spec.type == "rows":
            row, _, column = rest.partition("].")
            filled = [entry for entry in one.bound.entries if any_value(one.spec, entry)]
            column = column.partition("[")[0].partition(".")[0]
            if row.isdigit() and int(row) < len(filled) and f"c_{column}" in filled[int(row)].form:
                bound = filled[int(row)].form[f"c_{column}"]
        if not bound.errors:
            bound.errors = (*bound.errors, message)


def any_value(spec: Field, entry: Any) -> bool:
    """Whether a row holds anything, beside the point of a list that it is about."""
    return bool(row_values(spec, entry.form).keys() - {listed_in(spec)})


def _answered(one: Placed) -> bool:
    """Whether every point of a list has what it asks for; what is missing stands beside it."""
    asked = [name for name, column in one.spec.columns.items()
             if column.required and name != listed_in(one.spec)]  # fmt: skip
    left = [entry.form[f"c_{name}"] for entry in one.bound.entries for name in asked
            if value_of(one.spec.columns[name], entry.form[f"c_{name}"]) is None]  # fmt: skip
    for bound in left:
        if not bound.errors:
            bound.errors = ("逐项核对，本项须写明",)
    return not left


def _one_each(spec: Field) -> int:
    """How many rows there are when each kind of row is told once (四个步骤); 0 where rows have no kind."""
    first = next(iter(spec.columns.values()))
    return len(first.options) if first.type == "code" and len(first.options) <= FEW_KINDS else 0


def _at(values: Mapping[str, Any], path: Sequence[str]) -> Mapping[str, Any]:
    for key in path:
        found = values.get(key)
        values = found if isinstance(found, Mapping) else {}
    return values
