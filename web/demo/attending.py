"""What people of the demonstration attend to (演示关注与签收): so that no list of the desk is empty."""

from datetime import UTC, datetime, time

from web.demo.batches import DAY
from workflow.commands.attention import claim, follow
from workflow.commands.reminding import remind
from workflow.journal import Actor, Desk, House
from workflow.queries.cases import cases
from workflow.queries.requests import inbox
from workflow.workdays import SHANGHAI

AT = datetime.combine(DAY, time(9), SHANGHAI).astimezone(UTC)
CLERK = Actor("chen_xiao", "陈晓", "cadre_clerk", "zuzhibu")
HEAD = Actor("gu_mingcheng", "顾明成", "organization_head", "zuzhibu")
FOLLOWED = ("discussion", "publicity", "investigation", "probation")  # states that people watch


def attended(house: House) -> None:
    """The clerk and the head follow what comes to a decision; the clerk has signed for two tasks.

    What waits for the head of the inspection the clerk has urged.
    """
    with house.desk() as desk:
        watched = [one.id for one in cases(desk) if one.state in FOLLOWED]
        for actor in (CLERK, HEAD):
            for case in watched:
                follow(desk, actor, case, AT)
        _sign(desk)
        for one in inbox(desk, "inspection_leader", CLERK.organization, most=2):
            if one.act != "answer":
                remind(desk, CLERK, one.id, "请在本周内办理。", AT)


def _sign(desk: Desk) -> None:
    for one in inbox(desk, CLERK.duty, CLERK.organization, most=2):
        claim(desk, CLERK, one.task, AT)
