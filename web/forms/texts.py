"""Texts (文字栏): what is typed freely is kept as it can be read, and no longer than can be read."""

from collections.abc import Callable

from wtforms import Field, Form, TextAreaField
from wtforms.validators import ValidationError

from workflow.canonical import forbidden_characters

SHORT, LONG = 500, 50_000  # characters of a line and of a text


def visible(form: Form, field: Field) -> None:
    """Refuse invisible characters in a text: two names that look alike must be alike."""
    found = forbidden_characters(field.data or "", multiline=isinstance(field, TextAreaField))
    if found:
        raise ValidationError(f"含有不可见的字符：{'、'.join(found)}")


def plain_lines(text: str | None) -> str | None:
    """Browsers send CR LF; a text is kept with plain line ends."""
    return text.replace("\r\n", "\n") if text else text


def no_longer(most: int) -> Callable[[Form, Field], None]:
    """Refuse a text of more characters: what is recorded once can never be taken out again."""

    def check(form: Form, field: Field) -> None:
        told = len(field.data or "")
        if told > most:
            raise ValidationError(f"不超过{most}字，现有{told}字；更长的内容作为附件上传。")

    return check
