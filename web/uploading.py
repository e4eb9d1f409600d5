"""Appointment forms taken in the browser (载入任免审批表): read, previewed, chosen from, confirmed."""

from dataclasses import dataclass
from pathlib import PurePath
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_login import login_required
from wtforms import FileField, HiddenField, SelectField

from web.acting import actor, order_of, tried
from web.errors import shown_status
from web.forms.base import OrderForm, offered
from web.forms.held import held, hold
from web.forms.mark import acting
from web.forms.uploads import LONGEST_NAME
from web.house import desk, house, today
from web.people import portrait_of
from web.preview import Preview, chosen, preview
from web.where import units_below
from workflow import attachments, authority
from workflow.commands import refusals
from workflow.commands.forms import open_file, person_id, take_form
from workflow.dossier import PersonFile
from workflow.errors import BadInput, NotFound, WorkflowError
from workflow.forms_in import Form, FormRefused, read_form
from workflow.journal import Desk, Order
from workflow.queries.people import person as person_of

bp = Blueprint("uploading", __name__, url_prefix="/people")
ENCODINGS = {"utf-8": "UTF-8（任免审批表编辑器）", "gb18030": "GB18030（旧程序）"}


class FormForm(OrderForm):
    """A file to be read, or the one that was read and is now confirmed."""

    file = FileField("任免审批表（.lrmx）")
    encoding = SelectField("文字编码", choices=list(ENCODINGS.items()), default="utf-8")
    organization = SelectField("工作单位", validate_choice=False)
    held = HiddenField()


@dataclass(frozen=True, slots=True)
class Upload:
    """One file as it was sent, and what was read from it."""

    data: bytes
    name: str
    form: Form


@bp.route("/forms", methods=["GET", "POST"])
@login_required
def new() -> Any:
    """A form of somebody who has no file yet; of somebody who has, it is compared with the file."""
    authority.require(desk(), actor(), "register_person", today())
    form = _form()
    if request.method == "GET" or not form.validate():
        return _page(form, None, None)
    try:
        upload = _read(form)
        _require_unit(form)
    except BadInput as error:
        return _page(form, None, error)
    known = _known(person_id(upload.form))
    if known is not None or "confirm" not in request.form:
        return _page(form, _preview(form, upload, known, _unentitled(known)), None)
    error = tried(
        form, f"person:{person_id(upload.form)}", f"import {upload.name}",
        lambda at, order: _open(at, order, form, upload),
    )  # fmt: skip
    if error is not None:
        return _page(form, _preview(form, upload, None), error)
    flash(f"已为{upload.form.text('XingMing')}建立档案，所填事实待另一人核实。")
    return redirect(url_for("people.show", person=person_id(upload.form)), 303)


@bp.route("/<person>/form", methods=["GET", "POST"])
@login_required
def take(person: str) -> Any:
    """A newer form of somebody on file: what it says otherwise, to be chosen from."""
    file = portrait_of(person).file
    authority.require(desk(), actor(), "state_fact", today())
    form = _form()
    if request.method == "GET" or not form.validate():
        return _page(form, None, None, file)
    try:
        upload = _read(form)
    except BadInput as error:
        return _page(form, None, error, file)
    shown = _preview(form, upload, file)
    if "confirm" not in request.form or shown.faults:
        return _page(form, shown, None, file)
    error = tried(
        form, f"person:{person}", f"take {upload.name}",
        lambda at, order: take_form(
            at, order, person, upload.form, chosen(request.form.getlist("state")), *_kept(upload),
        ),
    )  # fmt: skip
    if error is not None:
        return _page(form, _preview(form, upload, person_of(desk(), person)[0]), error, file)
    flash("已载入任免审批表，所选事实待另一人核实。")
    return redirect(url_for("people.show", person=person), 303)


def _form() -> FormForm:
    form = FormForm()
    below = authority.people_in_sight(desk(), actor(), today())
    form.organization.choices = offered(units_below(below))
    return form


def _require_unit(form: FormForm) -> None:
    if form.organization.data not in {key for key, _ in form.organization.choices if key}:
        raise BadInput("请选择工作单位")


def _known(person: str) -> PersonFile | None:
    """The file of that person, where the actor may see it."""
    try:
        return portrait_of(person).file
    except NotFound:
        return None


def _read(form: FormForm) -> Upload:
    """The file just sent, else the one held by the page; raises BadInput, a refusal of it is kept."""
    sent = form.file.data
    if sent is None or not getattr(sent, "filename", ""):
        if not form.held.data:
            raise BadInput("请选择任免审批表文件（.lrmx）")
        data, name = held(form.held.data, acting())
    else:
        data = sent.stream.read()
        name = PurePath(sent.filename.replace("\\", "/")).name[-LONGEST_NAME:]
    try:
        return Upload(data, name, read_form(data, name, encoding=form.encoding.data))
    except FormRefused as error:
        with house().desk() as at:
            refusals.keep(at, order_of(form), "", f"import {name}", error)
        raise


def _unentitled(known: PersonFile | None) -> tuple[str, ...]:
    """What keeps the actor from stating facts of somebody on file, where a new one was expected."""
    if known is None or actor().duty in authority.DO["state_fact"]:
        return ()
    return ("此人已有档案；现在的岗位职责只能登记新的干部，载入已有干部的审批表由能够填报事实的人员办理",)


def _preview(
    form: FormForm, upload: Upload, file: PersonFile | None, faults: tuple[str, ...] = ()
) -> Preview:
    form.held.data = ""
    try:
        form.held.data = hold(upload.data, upload.name, acting())
    except ValueError as error:
        faults = (*faults, str(error))
    return preview(upload.form, upload.name, file, faults)


def _open(at: Desk, order: Order, form: FormForm, upload: Upload) -> str:
    unit, told = str(form.organization.data), chosen(request.form.getlist("state"))
    return open_file(at, order, upload.form, unit, told, *_kept(upload))


def _kept(upload: Upload) -> tuple[dict[str, Any], dict[str, Any] | None]:
    """The file and its photograph, on disk before the record speaks of them."""
    folder, name = house().attachments, upload.form.photo_name
    photo = attachments.put(folder, upload.form.photo or b"", name) if name else None
    document = attachments.put(folder, upload.data, upload.name)
    return dict(document), dict(photo) if photo else None


def _page(
    form: FormForm, shown: Preview | None, error: WorkflowError | None,
    file: PersonFile | None = None,
) -> Any:  # fmt: skip
    about = shown.file if shown and shown.file else file
    seen = {}
    if about is not None:
        seen = {f"person:{about.id}": person_of(desk(), about.id)[1][-1].seq}
    form.renew(seen)
    if "occurred_on" not in request.form:
        form.occurred_on.data = today()
    page = render_template(
        "people/form.html", form=form, shown=shown, error=error, file=file, about=about,
        state=request.form.getlist("state") if "confirm" in request.form else None,
    )  # fmt: skip
    return page, 200 if shown and error is None else shown_status(error)
