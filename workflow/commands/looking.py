"""What whoever decides had before him (所见): asked of every decision and kept in its entry.

The dossier that a command has drawn anyway is pictured; nothing more is read. Whoever decided at a
screen (the order bears a login session) must have looked at that very picture. An order from no
screen, of a story or the command line, is decided on the dossier read here, so that is what it saw.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from workflow.errors import BadInput, CaseMoved, Reason
from workflow.journal import Desk, Order
from workflow.journal.before import shown_of_person
from workflow.journal.read import history
from workflow.shown import Shown

STALE = "您看到的卷宗之后又有变化，请核对变化的内容，确认后再提交"
UNSEEN = Reason("R-TRACE-02", "提交的决定没有附上所见卷宗的标记", "打开办理页面，看过卷宗再提交")


@dataclass(frozen=True, slots=True)
class Before:
    """What a decision rests on: up to where journals were read, and the digest of the picture."""

    read: Mapping[str, int] = field(default_factory=dict)
    view: str | None = None

    def and_read(self, more: Mapping[str, int]) -> "Before":
        """The same, with journals that were read besides."""
        return replace(self, read={**more, **self.read})


NO_VIEW = Before()


def earlier(had: Before, read: Mapping[str, int]) -> Mapping[str, Mapping[str, int]]:
    """What an entry says of journals that lay before whoever decided at an earlier seq than was judged.

    So it is where one act moves several cases: all were looked at before the first of them moved.
    """
    told = {one: seq for one, seq in had.read.items() if read.get(one, seq) != seq}
    return {"looked": told} if told else {}


def looked_at(order: Order, now: Shown) -> str:
    """The digest of the picture that the decision was made on, for its entry.

    Raises BadInput for a decision at a screen without one, CaseMoved when it is another by now.
    """
    if not order.view and order.actor.session is not None:
        raise BadInput("没有看过卷宗，不能作出决定", [UNSEEN])
    if order.view and order.view != now.digest:
        raise CaseMoved(STALE)
    return now.digest


def looked_at_person(desk: Desk, order: Order, person: str) -> Before:
    """As `looked_at`, of a person whose row is locked; with up to where the journal was read."""
    records = history(desk, f"person:{person}")
    view = looked_at(order, shown_of_person(person, records))
    return Before({f"person:{person}": records[-1].seq}, view)
