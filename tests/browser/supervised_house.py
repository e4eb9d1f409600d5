"""A played house under supervision (监督之下): a favour recorded, prompts, a witness that is overdue."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from every_duty import HOME

from web.demo.supervised import BY_PHONE, REPLY, TO_UNIT
from workflow.commands.checkpoints import place_waiting, sign_head
from workflow.commands.interference import record_interference
from workflow.commands.prompts import issue_prompt, reply_prompt
from workflow.journal import Actor, House, Order
from workflow.ledger.hashing import hash_named
from workflow.ledger.holder import Holder
from workflow.ledger.keys import make_key
from workflow.ledger.log import Log

AT = datetime(2026, 2, 26, 1, 0, tzinfo=UTC)  # two days before people look
FAVOUR = {**BY_PHONE, "happened_on": "2026-02-25"}
ANSWERED = {**REPLY, "measures": [{**REPLY["measures"][0], "due_on": "2026-03-29"}]}
# duty → its pages, beside those that every house has
PAGES = {
    "cadre_chief": ("/supervision/interference/favour", "/supervision/interference/favour/correct"),
    "discipline_officer": (
        "/supervision/interference/favour", "/supervision/interference/favour/handle",
        "/supervision/prompts/", "/supervision/prompts/answered", "/supervision/prompts/answered/judge",
        "/supervision/prompts/answered/paper",
    ),
    "unit_secretary": ("/supervision/prompts/open", "/supervision/prompts/open/reply"),
    "organization_head": ("/", "/cases/shen", "/meetings/", "/supervision/"),  # with the witness told
    "audit_admin": ("/records/", "/supervision/interference/favour"),
}  # fmt: skip


def supervise(house: House, folder: Path) -> None:
    """What supervision does on a day, and a head that nobody has witnessed for weeks."""
    place_waiting(house)
    key = make_key(folder / "log.key", Log(house.origin).name(1))
    with house.desk() as desk:
        sign_head(desk, Holder(key, folder / "log.state", hash_named("sha256")), AT - timedelta(days=20))
        record_interference(desk, _order("cadre_chief", "favour"), "favour", FAVOUR, "case:shen")
        for id in ("open", "answered"):
            told = {**TO_UNIT, "number": f"监提〔2026〕{len(id)}号"}
            issue_prompt(desk, _order("discipline_officer", id), id, told, 10)
        reply_prompt(desk, _order("unit_secretary", "reply"), "answered", ANSWERED)


def _order(duty: str, name: str) -> Order:
    return Order(f"supervise-{name}", Actor(f"own_{duty}", "新来者", duty, HOME[duty]), AT)
