"""What somebody wanted to do (想办什么): refused attempts in the words of the pages."""

from collections.abc import Callable, Mapping

from web.history import DONE
from web.house import desk
from web.reading import Reader
from workflow.activities.kind import ACTS
from workflow.facts import FACTS
from workflow.queries.entries import deeds
from workflow.queries.watch import Refusal

WHAT: Mapping[str, str] = {
    **DONE, **ACTS, "move": "流转", "state_fact": "填报事实", "verify_fact": "核实事实",
    "plan_agenda": "编排议程", "move_together": "一并办理会议决定", "take_attendance": "登记到会",
    "correct_person": "更正干部登记",
}  # fmt: skip


def in_words(reader: Reader) -> Callable[[Refusal], str]:
    """What somebody wanted to do, from the act and the name of an activity, a move or a fact."""
    known = {**{kind: one[0] for kind, one in FACTS.items()}, **deeds(desk())}

    def told(refusal: Refusal) -> str:
        act, _, name = refusal.what.partition(" ")
        return "　".join(filter(None, (WHAT.get(act, known.get(act, "")), known.get(name, "")))) or "办理"

    return told
