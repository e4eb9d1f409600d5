"""`cadre case trace` (倒查): who did what, on what, with what before them; what should have met a problem."""

from collections.abc import Iterator
from datetime import datetime

import click

from workflow.authority import READERS, require_look
from workflow.cli.acting import order_of
from workflow.cli.case import case, found_case
from workflow.cli.chain import titles, trace_lines
from workflow.cli.known import known_lines, missed_lines, watched_lines
from workflow.cli.place import Place, pass_place, place_option
from workflow.commands.changing import content_of
from workflow.journal import Desk
from workflow.queries.interference import register
from workflow.queries.known import known
from workflow.queries.missed import PROBLEMS, missed
from workflow.queries.naming import naming
from workflow.queries.trace import trace_of
from workflow.queries.watch import readings, refusals

AROUND = ("selection", "person", "post")  # of a case: what is about these concerns it too


@case.command("trace")
@click.argument("case", metavar="编号")
@click.option("--problem", type=click.Choice(list(PROBLEMS)), help="哪类问题：列出哪些审核应当遇到它")
@click.option("--day", type=click.DateTime(["%Y-%m-%d"]), metavar="日期", help="问题最早存在之日")
@click.option("--who", metavar="登录名", help="审计员：另列打招呼登记、被拒绝的办理、材料查阅")
@place_option
@pass_place
def traced(
    place: Place, case: str, problem: str | None, day: datetime | None, who: str | None
) -> None:
    """倒查：从最后一次流转往回，谁、以何岗位职责、依据哪些纪实、当时所见、理由为何。"""
    if (problem is None) != (day is None):
        raise click.UsageError("--problem 和 --day 须一并给出")
    with place.house().reading() as desk:
        id = found_case(desk, case)
        lines = list(_lines(desk, id, problem, day))
        if who is not None:
            lines += _watched(desk, id, who)
    for line in lines:
        click.echo(line)


def _lines(desk: Desk, id: str, problem: str | None, day: datetime | None) -> Iterator[str]:
    found, duties = trace_of(desk, id), titles(desk)
    edition = desk.edition(str(content_of(desk, f"case:{id}")["edition"]))
    if problem is not None and day is not None:
        yield from missed_lines(problem, missed(edition, found, problem, day.date()), duties)
        return
    steps = {one.record.seq: one.record for one in found.decisions}
    before = {seq: list(known_lines(edition, steps[seq], told, duties))
              for seq, told in known(desk, id, "").items() if seq in steps}  # fmt: skip
    yield from trace_lines(found, naming(desk).people, duties, before)


def _watched(desk: Desk, id: str, login: str) -> list[str]:
    """What supervision knows of the case, for an auditor; raises NotFound, NotAuthorised."""
    order = order_of(desk, login, READERS)
    require_look(desk, order.actor, "watch", order.today)
    said = content_of(desk, f"case:{id}")
    subjects = [f"case:{id}", *(f"{kind}:{said[kind]}" for kind in AROUND)]
    favours = register(desk, order.actor, order.today, concerns=subjects)
    return list(watched_lines(favours, refusals(desk, subjects=subjects),
                              readings(desk, subjects=subjects), titles(desk)))  # fmt: skip
