"""How an item was conducted (议题办理是否合规): what a secretary is told before the record is made.

The record itself is never refused for it: a vote that took place is kept (R-TRACE-01). But what
would stop the case afterwards is said while it can still be put right, or is explained in writing.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from workflow.dossier import Act, Dossier, ItemFile, PersonFile, Round, VetoItem
from workflow.guards.ballots import tally_faults
from workflow.guards.decision import item_order
from workflow.guards.deferral import no_vote_after_deferral
from workflow.guards.meeting import DECISION, base, early_gaps, member_name, present_gap
from workflow.guards.reading import rows
from workflow.guards.reconsideration import reconsideration_allowed
from workflow.guards.revoting import again_gaps
from workflow.guards.verdict import Gap
from workflow.guards.views import SECRETARY, Naming, chair_gap, recusal_gaps, view_gaps


def conduct_of_case(d: Dossier, item: ItemFile) -> list[Gap]:
    """What is irregular in an item on a case, as if it were on record already."""
    seen = _with_item(d, item)
    gaps = [
        *early_gaps(seen, item, "R-DEC-01"),
        *_conduct(item, d.person, lambda person: member_name(d, item, person), base(d)),
    ]
    if item.activity == DECISION and item.values.get("postponed") is not True:
        for judge in (item_order, no_vote_after_deferral, reconsideration_allowed):
            gaps += judge(seen).gaps
    return gaps


def conduct_of_veto(
    item: VetoItem, about: PersonFile, name: Naming, recusal_base: str, told: Sequence[VetoItem]
) -> list[Gap]:
    """What is irregular in an item on a veto; `told`: what meetings that decide have of it so far."""
    return [*_conduct(item, about, name, recusal_base), *again_gaps(item, (*told, item))]


def _conduct(item: ItemFile, about: PersonFile, name: Naming, recusal_base: str) -> Iterator[Gap]:
    found: list[Gap | None] = [*recusal_gaps(item, about, name)]
    if not rows(item.values, "asked_members"):  # asked one by one: nobody sat
        found.append(present_gap(item, "R-DEC-04", recusal_base))
        if item.values.get("postponed") is not True:
            found += [*view_gaps(item, name), chair_gap(item)]
            found += [
                Gap("R-REC-02", wrong, "票数、人数前后相符", SECRETARY)
                for wrong in tally_faults(item, recusal_base)
            ]
    return (gap for gap in found if gap is not None)


def _with_item(d: Dossier, item: ItemFile) -> Dossier:
    """The dossier as it would be with this item on record."""
    present, rounds = d.round(item.activity), d.rounds.get(item.activity, ())
    naming = {"meeting": item.meeting.id, "item_entry": item.act.digest}
    act = Act(
        f"case:{d.case.id}", d.read.get(f"case:{d.case.id}", 0) + 1, "item", item.act.at,
        item.act.on, item.act.by, naming,
    )  # fmt: skip
    number = present.number if present else len(rounds) + 1
    now = Round(number, (*(present.acts if present else ()), act), naming)
    earlier = rounds[:-1] if present else rounds
    return replace(
        d, rounds={**d.rounds, item.activity: (*earlier, now)},
        reopened=d.reopened - {item.activity},
        items={**d.items, item.activity: (*d.items.get(item.activity, ()), item)},
    )  # fmt: skip
