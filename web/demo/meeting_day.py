"""The meeting day of the demonstration (演示当天的会议): convened, planned, signed in, not yet recorded.

What is to be decided today waits for the meeting's secretary; next week's department meeting still
waits for its agenda.
"""

from collections.abc import Iterator
from datetime import datetime, time, timedelta
from typing import Any

from web.demo.batches import DAY
from workflow.commands.agendas import plan_agenda
from workflow.commands.attendances import take_attendance
from workflow.commands.meetings import convene
from workflow.journal import Actor, Desk, House, Order
from workflow.queries.agendas import matters
from workflow.queries.meetings import sitting
from workflow.workdays import SHANGHAI

SECRETARY = Actor("song_yu", "宋玉", "meeting_secretary", "linjiang", "song_yu")
NOTICED = DAY - timedelta(days=2)
TODAY, NEXT = "yanshi_changwei", "yanshi_buwuhui"
ON_IT = "committee_decision"  # what today's agenda holds
AWAY = {"wan_li": "公出"}  # who does not come today, and why


def met(house: House) -> None:
    """Convene both meetings and set today's agenda, two days before; today's members have signed in."""
    with house.desk() as desk:
        orders = _orders()
        for id, values in _meetings():
            convene(desk, next(orders), id, values)
        plan_agenda(desk, next(orders), TODAY, _agenda(desk))
        at = datetime.combine(DAY, time(9), SHANGHAI)
        take_attendance(desk, Order("yanshi-daohui", SECRETARY, at), TODAY, _came(desk))


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


def _came(desk: Desk) -> dict[str, Any]:
    roster = sitting(desk, TODAY).file.roster
    return {"members": [
        {"person": one.person, "how": "absent", "reason": AWAY[one.person]} if one.person in AWAY
        else {"person": one.person, "how": "whole"} for one in roster
    ]}  # fmt: skip


def _orders() -> Iterator[Order]:
    at = datetime.combine(NOTICED, time(9), SHANGHAI)
    for number in range(1, 10):
        yield Order(f"yanshi-huiyi-{number}", SECRETARY, at + timedelta(minutes=number))
