"""Common ground of all forms (表单基础): Chinese messages, command id, what was on the screen."""

import uuid
from collections.abc import Mapping
from datetime import date
from typing import Any

from flask import request
from flask_wtf import FlaskForm
from wtforms import DateField, Form, HiddenField, StringField
from wtforms.validators import Length, Optional

from web.forms.mark import Picture, acting, sign_seen
from web.forms.texts import visible
from web.house import today
from workflow.errors import BadInput

# What WTForms' own Chinese catalogue leaves in English.
WORDS: Mapping[str, str] = {
    "Not a valid date value.": "不是有效的日期。",
    "Not a valid integer value.": "不是有效的整数。",
    "Not a valid choice.": "不是可选的内容。",
    "Invalid Choice: could not coerce.": "不是可选的内容。",
    "The CSRF token is missing.": "页面标记缺失，请刷新后再提交。",
    "The CSRF token is invalid.": "页面标记有误，请刷新后再提交。",
    "The CSRF tokens do not match.": "页面标记有误，请刷新后再提交。",
    "This field is required.": "本栏必填。",
    "'%(value)s' is not a valid choice for this field.": "不是可选的内容：%(value)s。",
}


class Chinese:
    """WTForms' Chinese catalogue, completed."""

    def __init__(self, catalogue: Any) -> None:
        self._catalogue = catalogue

    def gettext(self, string: str) -> str:
        """The Chinese of a message of WTForms."""
        return WORDS.get(string) or str(self._catalogue.gettext(string))

    def ngettext(self, singular: str, plural: str, n: int) -> str:
        """The Chinese of a message about a number of things."""
        return WORDS.get(singular) or str(self._catalogue.ngettext(singular, plural, n))


class ChineseForm(Form):
    """A form or a part of one, with Chinese messages."""

    class Meta(Form.Meta):
        """WTForms' own catalogue, no Babel."""

        locales = ("zh",)

        def get_translations(self, form: Form) -> Chinese:
            """The completed catalogue."""
            return Chinese(super().get_translations(form))


class PageForm(FlaskForm):
    """A whole form of a page, guarded against forged requests."""

    class Meta(FlaskForm.Meta):
        """As ChineseForm; the token is Flask-WTF's."""

        locales = ("zh",)

        def get_translations(self, form: Form) -> Chinese:
            """The completed catalogue."""
            return Chinese(ChineseForm.Meta().get_translations(form))


class OrderForm(PageForm):
    """A form that tells the engine to do something once (办理指令)."""

    command = HiddenField()
    seen = HiddenField()
    occurred_on = DateField("办理日期", validators=[Optional()])
    late_reason = StringField("补录说明", validators=[Optional(), Length(max=500), visible])

    def renew(self, seen: Mapping[str, int], view: Picture | None = None) -> None:
        """Give the form, about to be shown, a new command id and the seqs that it shows.

        `view`: the picture of the dossier that a decision is made on, as it was drawn for the page.
        """
        self.command.data = str(uuid.uuid4())
        self.seen.data = sign_seen(seen, acting(), view)
        if self.occurred_on.data is None and not request.form:
            self.occurred_on.data = today()

    @property
    def on(self) -> date | None:
        """The business day stated."""
        day: date | None = self.occurred_on.data
        return day


def command_id(text: str) -> str:
    """The command id of a form, written as `renew` writes it; raises BadInput when it is none.

    Ids of what a form opens are made from it, so other spellings of a UUID are none either.
    """
    try:
        if str(uuid.UUID(text)) == text:
            return text
    except ValueError:
        pass
    raise BadInput("办理编号缺失或有误，请刷新后再提交")


def offered(choices: Mapping[str, str]) -> list[tuple[str, str]]:
    """What a list offers, with nothing chosen beforehand: a wrong choice must not slip through."""
    return [("", "（请选择）"), *choices.items()]


def plain(form: Any, *names: str) -> dict[str, Any]:
    """The filled-in values of some simple fields; dates as texts, empty ones left out."""
    told: dict[str, Any] = {}
    for name in names:
        value = form[name].data
        if isinstance(value, date):
            value = value.isoformat()
        if value not in (None, "", []):
            told[name] = value
    return told
