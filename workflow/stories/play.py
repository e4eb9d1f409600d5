"""Playing a story (情景演示): step by step through the real commands, until the first difference."""

import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta

from sqlalchemy import func, select

from workflow.commands.changing import content_of
from workflow.commands.refusals import keep
from workflow.errors import Reason, WorkflowError
from workflow.journal import Actor, Desk, House, Order
from workflow.models import entries
from workflow.stories import narrate
from workflow.stories.doing import Doing, Scene, do, remember, subject_of
from workflow.stories.expecting import unmet
from workflow.stories.names import Names
from workflow.stories.reading import Placed, Story
from workflow.stories.world import found_world
from workflow.workdays import SHANGHAI

FOUNDED_AT, OPENS_AT = time(8), time(9)
Tell = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Difference:
    """The first place where the engine did otherwise than the story says (不符之处)."""

    file: str
    number: int
    line: int
    expected: str
    found: tuple[str, ...]

    def lines(self) -> list[str]:
        """What people read: where, what was expected, what was found with all reasons."""
        where = f"{self.file} 第{self.number}步（第{self.line}行）"
        return [f"{where}：与预期不符", f"　预期：{self.expected}", f"　实际：{self.found[0]}",
                *(f"　　　　{one}" for one in self.found[1:])]  # fmt: skip


@dataclass(slots=True)
class Played:
    """How a story went: the ids of what it opened, how many steps, and the difference if any."""

    story: Story
    scene: Scene
    steps: int = 0
    refusals: int = 0
    difference: Difference | None = None
    lines: list[str] = field(default_factory=list)

    @property
    def ok(self) -> bool:
        """Whether everything went as the story says."""
        return self.difference is None

    @property
    def cases(self) -> list[str]:
        """The ids of the cases, in the order in which they were opened."""
        return [self.scene.names.mine(one) for one in self.scene.cases]


def play(story: Story, house: House, *, prefix: str = "", tell: Tell | None = None) -> Played:
    """Play a story in a house whose editions are published; its world is founded if none is.

    `prefix` keeps the ids of several stories in one house apart; `tell` hears each step as a line.
    Raises the refusal of a world that cannot be founded; a step never raises a refusal.
    """
    return go_on(begin(story, house, prefix=prefix), house, tell=tell)


def begin(story: Story, house: House, *, prefix: str = "") -> Played:
    """Found the story's world; no step is played yet. Raises the refusal of such a world."""
    scene = Scene(story, Names(prefix))
    with house.desk() as desk:
        found_world(desk, story, scene.names, _moment(story.begin, FOUNDED_AT, 0))
    return Played(story, scene)


def go_on(
    played: Played, house: House, *, until: int | None = None, tell: Tell | None = None
) -> Played:
    """Play the steps that are left, up to and without number `until`, in the house played in so far.

    So what several stories begin with can be played once and copied with its database.
    """
    first = played.steps
    for placed, at in list(zip(played.story.steps, moments(played.story), strict=True))[first:until]:
        _step(house, placed, at, played, tell)
        if played.difference:
            break
        played.steps += 1
    return played


def moments(story: Story) -> Iterator[datetime]:
    """When each step is done: at nine in the morning of its day, and a minute later each."""
    minute, before = 0, None
    for placed in story.steps:
        minute = minute + 1 if placed.day == before else 0
        before = placed.day
        yield _moment(placed.day, OPENS_AT, minute)


def _moment(day: date, opens: time, minute: int) -> datetime:
    """That many minutes after `opens` in Shanghai, as UTC."""
    local = datetime.combine(day, opens, SHANGHAI) + timedelta(minutes=minute)
    return local.astimezone(UTC)


def _step(house: House, placed: Placed, at: datetime, played: Played, tell: Tell | None) -> None:
    step, scene = placed.step, played.scene
    error: WorkflowError | None = None
    order: Order | None = None
    if step.verb:
        order = order_of(placed, scene, at)
        error = _attempt(house, placed, order, played)
    if not played.difference:
        with house.reading() as desk:
            _compare(desk, placed, error, played)
            said = narrate.step(Doing(desk, order, step, scene) if order else None, placed, error)
        played.lines += said
        for line in said if tell else ():
            assert tell is not None
            tell(line)


def order_of(placed: Placed, scene: Scene, at: datetime) -> Order:
    """Who orders a step, under which duty, and when."""
    step, world = placed.step, scene.story.world
    account = world.accounts[step.who or ""]
    held = [one.split("@") for one in scene.story.duties(placed)]
    duty, organization = next(one for one in held if step.duty in (None, one[0]))
    person = scene.names.person(account.person) if account.person else None
    actor = Actor(step.who or "", account.name, duty, organization, person)
    return Order(str(uuid.uuid4()), actor, at, step.dated, step.late_reason)


def _attempt(house: House, placed: Placed, order: Order, played: Played) -> WorkflowError | None:
    """Do the step, or keep its refusal and see that nothing else has changed."""
    step, scene = placed.step, played.scene
    before = _entries(house)
    try:
        with house.desk() as desk:
            do(Doing(desk, order, step, scene))
    except WorkflowError as error:
        with house.desk() as desk:
            subject = subject_of(Doing(desk, order, step, scene))
            keep(desk, order, subject, f"{step.verb} {step.target}", error)
        played.refusals += 1
        if _entries(house) != before:
            found = ("全程纪实多出了条目", *error.lines())
            played.difference = _difference(placed, "被拒绝的办理不留下任何条目", found)
        return error
    followed = _followed(house, order) if step.expect.opens is not None else {}
    remember(step, order, scene, followed)
    told = set((step.expect.opens or {}).values())
    if told != set(followed):
        played.difference = _difference(placed, _opened(told), (_opened(set(followed)),))
    return None


def _followed(house: House, order: Order) -> dict[str, str]:
    """Post → case that the engine opened of itself while it did what was ordered."""
    with house.reading() as desk:
        subjects = desk.db.scalars(
            select(entries.c.subject).where(
                entries.c.command == order.id, entries.c.kind == "open",
                entries.c.subject.like("case:%"),
            )
        ).all()  # fmt: skip
        return {content_of(desk, one)["post"]: one.partition(":")[2] for one in subjects}


def _opened(posts: set[str]) -> str:
    return f"同时立项：{'、'.join(sorted(posts)) or '（无）'}"


def _entries(house: House) -> int:
    with house.reading() as desk:
        return desk.db.scalar(select(func.count()).select_from(entries)) or 0


def _compare(desk: Desk, placed: Placed, error: WorkflowError | None, played: Played) -> None:
    """The refusal first, then whatever else the step expects."""
    expect = placed.step.expect
    if error is None and expect.refused is not None:
        told = "、".join(expect.refused) or "拒绝"
        played.difference = _difference(placed, f"不予办理：{told}", ("办理成功",))
    elif error is not None and expect.refused is None:
        played.difference = _difference(placed, "办理成功", tuple(error.lines()))
    elif error is not None and expect.refused is not None:
        rules = {one.rule for one in error.reasons if isinstance(one, Reason)}
        lines = tuple(error.lines())
        if rules != set(expect.refused):
            told = "、".join(sorted(expect.refused)) or "不带规则编号的拒绝"
            found = (f"不予办理：{'、'.join(sorted(rules))}", *lines)
            played.difference = _difference(placed, f"不予办理：{told}", found)
        elif expect.because and expect.because not in "\n".join(lines):
            played.difference = _difference(placed, f"说明中有“{expect.because}”", lines)
    if played.difference is None:
        wrong = unmet(desk, placed, played.scene)
        if wrong:
            played.difference = _difference(placed, wrong[0], (wrong[1],))


def _difference(placed: Placed, expected: str, found: tuple[str, ...]) -> Difference:
    return Difference(placed.file, placed.number, placed.line, expected, found)
