"""How an appointment form is turned away (不予导入): the file, and every reason at once."""

from collections.abc import Iterable

from workflow.errors import BadInput

_SHOWN = 60  # characters of a form's text that a message repeats


class FormRefused(BadInput):
    """任免审批表不能导入

    `file` is the name it came under; `reasons` are Chinese sentences and never empty.
    Nothing of a refused file has been read into anything.
    """

    # No article stands behind a malformed file, so its faults are sentences, not `Reason`s;
    # `lines()` stays the way to show any error of the family.
    reasons: list[str]  # type: ignore[assignment]

    def __init__(self, file: str, reasons: Iterable[str]) -> None:
        super().__init__(f"任免审批表“{file}”不能导入")
        self.file = file
        self.reasons = list(reasons)

    def lines(self) -> list[str]:
        """The message, then every reason, one line each."""
        return [self.message, *self.reasons]

    def __str__(self) -> str:
        return f"{self.message}：{'；'.join(self.reasons)}"


def quoted(text: str) -> str:
    """A text of the form within quotation marks, cut to what fits a message."""
    text = text.strip()
    return f"“{text if len(text) <= _SHOWN else text[:_SHOWN] + '…'}”"
