"""Several moves in one commit (一并办理): what one sitting decided of case after case, recorded at once.

Each case was voted singly (逐人表决) and is judged singly, by its own dossier, and has its own entry; only
the recording is one act, so that it is there whole or not at all.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from sqlalchemy import select

from workflow.commands.cases import move
from workflow.commands.changing import content_of
from workflow.commands.looking import Before, looked_at
from workflow.commands.once import answer, answered
from workflow.commands.refresh import ask_all_requests
from workflow.errors import BadInput, CaseMoved, ConditionsUnmet, NotFound, Reason, Refused
from workflow.journal import Desk, Order, lock
from workflow.journal.locking import AROUND
from workflow.journal.picture import dossier
from workflow.journal.read import histories
from workflow.journal.write import Entry
from workflow.models import TABLES
from workflow.models.prepared import OneOf, Prepared
from workflow.shown import shown

_case = TABLES["case"].c
_ABOUT = Prepared(
    select(_case.id, *(_case[kind] for kind in AROUND)).where(OneOf(_case.id, "cases"))
)


@dataclass(frozen=True, slots=True)
class Decided:
    """One case and the move that was decided on, as `move` takes them; `view` as in `Order`."""

    case: str
    move: str
    given: Mapping[str, Any] = field(default_factory=dict)
    reasons: Mapping[str, str] = field(default_factory=dict)
    view: str = ""

    @property
    def payload(self) -> dict[str, Any]:
        """What is digested of it for the command id."""
        return {"case": self.case, "move": self.move, "given": dict(self.given),
                "reasons": dict(self.reasons)}  # fmt: skip


def move_together(desk: Desk, order: Order, decided: Sequence[Decided]) -> tuple[Entry, ...]:
    """Make all these moves, in their order, each under an id of its own below the order's.

    All are looked at before the first moves; each is judged on what those before it changed. Raises
    ConditionsUnmet with the reasons of every case that may not move, and CaseMoved when one was not as
    seen; then nothing has changed, whoever leaves the desk by that error.
    """
    cases = [one.case for one in decided]
    if not cases or len(set(cases)) < len(cases):
        raise BadInput(reasons=[Reason(
            "R-TRACE-02", f"一并办理{len(cases)}项，涉及{len(set(cases))}个事项", "逐个事项各写一项"
        )])  # fmt: skip
    payload = {"decided": [one.payload for one in decided]}
    known, had = answered(desk, order, "move_together", payload), dict[str, Before]()
    if known is None:
        histories(desk, lock(desk, _around(desk, cases), order.seen))  # with what is sealed, at once
        ask_all_requests(desk, cases)
        had = {one.case: _looked(desk, order, one) for one in decided if order.actor.session or one.view}
    entries, refused = [], dict[str, Refused | BadInput | NotFound]()
    for number, one in enumerate(decided):
        # Of what was seen all is compared by now; what changes from here on is of this act.
        own = replace(order, id=f"{order.id}/{number}", seen={}, view=one.view)
        looked = had.get(one.case)
        try:
            entries.append(move(desk, own, one.case, one.move, one.given, one.reasons, looked))
        except (Refused, BadInput, NotFound) as error:
            refused[one.case] = error
    if refused:
        told = [one for case, error in refused.items() for one in _told(desk, case, error)]
        raise ConditionsUnmet(f"{len(cases)}项中有{len(refused)}项不能办理，全部未办理", told)
    if known is None:
        answer(desk, order, "move_together", payload, entries[-1])
    return tuple(entries)


def _around(desk: Desk, cases: Sequence[str]) -> set[str]:
    """The rows that the moves lock, all of them: one after another would be another order."""
    rows = _ABOUT.rows(desk.db, cases=cases)
    if len(rows) < len(cases):
        raise NotFound("选拔任用事项不存在")
    return {f"{kind}:{id}" for row in rows for kind, id in zip(("case", *AROUND), row, strict=True)}


def _looked(desk: Desk, order: Order, one: Decided) -> Before:
    """What lay before whoever decides, of one case, while none has moved yet."""
    drawn = dossier(desk, one.case, order.at, account=order.actor.account)
    try:
        return Before(drawn.read, looked_at(replace(order, view=one.view), shown(drawn)))
    except CaseMoved as error:
        raise CaseMoved(f"事项{drawn.case.number}：{error.message}") from error


def _told(desk: Desk, case: str, error: Refused | BadInput | NotFound) -> list[Reason]:
    """Every reason with the number of its case."""
    number = content_of(desk, f"case:{case}").get("number", case)
    told = error.reasons or (Reason("R-TRACE-02", error.message, "写明本库中的事项和流转"),)
    return [replace(one, found=f"事项{number}：{one.found}") for one in told]
