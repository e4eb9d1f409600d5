"""Rows (多行栏目): as many as a page can show; whatever else is sent under their names is no row."""

from collections.abc import Iterator
from typing import Any

from wtforms import FieldList

MOST_ROWS = 200


class Rows(FieldList):  # type: ignore[misc]  # WTForms' stubs leave the base untyped
    """The rows of one field, at most MOST_ROWS; more are refused, never dropped unseen."""

    def _extract_indices(self, prefix: str, formdata: Any) -> Iterator[int]:
        """The numbers of the rows sent: WTForms takes every digit, also ² and one of a mile's length."""
        self.too_many = False
        sent = {name[len(prefix) + 1 :].partition("-")[0]
                for name in formdata if name.startswith(f"{prefix}-")}  # fmt: skip
        numbers = sorted(int(one) for one in sent if one.isascii() and one.isdigit() and len(one) < 10)
        self.too_many = len(numbers) > MOST_ROWS
        yield from numbers[:MOST_ROWS]

    def validate(self, form: Any, extra_validators: Any = ()) -> bool:
        """As the base; and no more rows than are shown."""
        well = bool(super().validate(form, extra_validators))
        if getattr(self, "too_many", False):
            self.errors = [*self.errors, f"不超过{MOST_ROWS}行；更多的内容作为附件上传。"]
            return False
        return well
