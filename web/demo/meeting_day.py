"""The meeting day of the demonstration (演示当天的会议): convened, on the agenda, not yet recorded.

What is to be decided today waits for the meeting's secretary; next week's department meeting still
waits for its agenda.
"""

from collections.abc import Iterator
from datetime import datetime, time, timedelta
from typing import Any

from web.demo.batches import DAY
from workflow.commands.agendas import plan_agenda
from workflow.commands.meetings import convene
from workflow.journal import Actor, Desk, House, Order
from workflow.queries.agendas import matters
from workflow.queries.meetings import sitting
from workflow.workdays import SHANGHAI

SECRETARY = Actor("song_yu", "宋玉", "meeting_secretary", "linjiang", "song_yu")
NOTICED = DAY - timedelta(days=2)
TODAY, NEXT = "yanshi_changwei", "yanshi_buwuhui"
ON_IT = "committee_decision"  # what today's agenda holds


def met(house: House) -> None:
    """Convene both meetings and set today's agenda, two days before."""
    with house.desk() as desk:
        orders = _orders()
        for id, values in _meetings():
            convene(desk, next(orders), id, values)
        plan_agenda(desk, next(orders), TODAY, _agenda(desk))


def _meetings() -> Iterator[tuple[str, dict[str, Any]]]:
    notice = NOTICED.isoformat()
    yield TODAY, {
        "body": "changwei", "kind": "standing_committee", "held_on": DAY.isoformat(),
        "chair": "liang_zhengyuan", "notice_on": notice, "place": "市委一号会议室", "starts_at": "09:00",
    }  # fmt: skip
    yield NEXT, {
        "body": "buwuhui", "kind": "department", "held_on": (DAY + timedelta(days=6)).isoformat(),
        "chair": "gu_mingcheng", "notice_on": notice, "place": "市委组织部会议室", "starts_at": "14:30",
    }  # fmt: skip


def _agenda(desk: Desk) -> list[dict[str, str]]:
    file = sitting(desk, TODAY).file
    return [{"activity": one.activity, "case": one.case} for one in matters(desk, file, NOTICED)
            if one.ready and one.activity == ON_IT]  # fmt: skip


def _orders() -> Iterator[Order]:
    at = datetime.combine(NOTICED, time(9), SHANGHAI)
    for number in range(1, 10):
        yield Order(f"yanshi-huiyi-{number}", SECRETARY, at + timedelta(minutes=number))
