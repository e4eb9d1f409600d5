"""What a story expects after a step (预期核对): compared with what the rows and requests say."""

from collections.abc import Iterator

from workflow.commands.changing import content_of
from workflow.journal import Desk
from workflow.queries.requests import open_requests
from workflow.stories.doing import Scene
from workflow.stories.reading import Placed

Unmet = tuple[str, str]  # expected, found


def unmet(desk: Desk, placed: Placed, scene: Scene) -> Unmet | None:
    """The first expectation that is not met; None when all are."""
    return next(_unmet(desk, placed, scene), None)


def _unmet(desk: Desk, placed: Placed, scene: Scene) -> Iterator[Unmet]:
    step, expect = placed.step, placed.step.expect
    case = content_of(desk, f"case:{scene.case_of(step)}")
    if expect.state is not None and case.get("state") != expect.state:
        yield f"步骤 {expect.state}", f"步骤 {case.get('state', '（没有事项）')}"
    if expect.standing is not None:
        person = content_of(desk, f"person:{case.get('person', '')}")
        if person.get("standing") != expect.standing:
            yield f"状态 {expect.standing}", f"状态 {person.get('standing', '（没有人选）')}"
    if expect.holders is not None:
        holders = content_of(desk, f"post:{case.get('post', '')}").get("holders", [])
        wanted = [scene.names.person(one) for one in expect.holders]
        if sorted(holders) != sorted(wanted):
            yield f"任职者 {'、'.join(wanted)}", f"任职者 {'、'.join(holders) or '无'}"
    yield from _requests(desk, placed, scene)


def _requests(desk: Desk, placed: Placed, scene: Scene) -> Iterator[Unmet]:
    step, expect = placed.step, placed.step.expect
    if not (expect.requests or expect.no_requests or expect.due):
        return
    found = open_requests(desk, f"case:{scene.case_of(step)}")
    names = sorted({one.activity for one in found})
    told = f"待办有 {'、'.join(names) or '（无）'}"
    for name in expect.requests:
        if name not in names:
            yield f"待办中有 {name}", told
    for name in expect.no_requests:
        if name in names:
            yield f"待办中没有 {name}", told
    for name, day in expect.due.items():
        days = {one.due_on for one in found if one.activity == name}
        if days != {day.isoformat()}:
            yield f"{name} 于 {day} 到期", f"{name} 于 {'、'.join(sorted(days)) or '（无）'} 到期"
