"""Acting (办理): who acts, the order a form gives, and one command at one desk."""

from collections.abc import Callable
from typing import TypeVar

from flask_login import current_user

from web.forms.base import OrderForm, command_id
from web.forms.mark import acting, read_seen
from web.house import carry_out, house, look_again, now
from workflow.commands import refusals
from workflow.errors import BadInput, CaseMoved, Refused, WorkflowError
from workflow.journal import Actor, Desk, Order

T = TypeVar("T")


def actor() -> Actor:
    """Who acts now, under which duty."""
    own = current_user.session
    return Actor(own.account, own.name, own.duty, own.organization, own.person, own.id)


def order_of(form: OrderForm) -> Order:
    """What the form tells the engine to do once; raises BadInput without command id or seqs."""
    id = command_id(form.command.data or "")
    seqs, view = read_seen(form.seen.data or "", acting())
    return Order(
        id, actor(), now(), form.on, form.late_reason.data or "", seqs, view=view
    )  # fmt: skip


def act(form: OrderForm, subject: str, what: str, command: Callable[[Desk, Order], T]) -> T:
    """Carry out a command and commit; a refusal is kept at a second desk and raised again."""
    order = order_of(form)
    try:
        return carry_out(lambda desk: command(desk, order))
    except WorkflowError as error:
        if error.status < 500:
            with house().desk() as desk:
                refusals.keep(desk, order, subject, what, error)
        raise
    finally:
        look_again()


def tried(
    form: OrderForm, subject: str, what: str, command: Callable[[Desk, Order], object]
) -> WorkflowError | None:
    """Carry out a command; give the refusal to be shown above the form, which keeps what was typed."""
    try:
        act(form, subject, what, command)
    except (BadInput, CaseMoved, Refused) as error:
        return error
    return None
