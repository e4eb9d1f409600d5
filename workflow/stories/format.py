"""The shape of a story (情景) and of the world it plays in: what a domain expert writes in YAML.

Keys are few and English, values are Chinese or identifiers of the definition. A step has one verb;
a step without one only looks (`expect`).
"""

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any, Literal, Self

from pydantic import BeforeValidator, Field, model_validator
from pydantic_core import PydanticCustomError

from workflow.edition import Name, RuleId, Strict, Title

Values = Mapping[str, Any]

# Acts of an activity; the value is the activity's name.
ACTS = (
    "record", "approve", "ask", "answer", "respond", "remind", "escalate", "sign", "post",
    "complain", "resolve", "conclude",
)  # fmt: skip
# What is done about a person's standing; the value is the person's key.
STANDINGS = (
    "hold", "end_hold", "propose_veto", "veto_item", "confirm_veto", "tell_veto", "request_review",
    "review",
)  # fmt: skip
OTHERS = (
    "move", "item", "convene", "open_selection", "open_case", "annul", "state_fact", "verify_fact",
    "grant_duty", "end_duty", "retire_account", "enter_post", "enter_body",
)  # fmt: skip
VERBS = (*ACTS, *STANDINGS, *OTHERS)


def _day(text: object) -> object:
    try:
        return date.fromisoformat(str(text))
    except ValueError as wrong:
        # The reader of shapes shows the type of an error it does not know, so the type speaks.
        raise PydanticCustomError("应当是日期，如 2026-01-12", "应当是日期") from wrong


Day = Annotated[date, BeforeValidator(_day)]


class Attendance(Strict):
    """Who sat at an item (出席与表态). Whoever is not named came and agreed; the chair speaks last."""

    absent: tuple[Name, ...] = ()
    recused: Mapping[Name, Title] = {}  # person → kinship
    disagree: tuple[Name, ...] = ()
    postpone: tuple[Name, ...] = ()


class Expect(Strict):
    """What must be so after a step (预期); what is not named is not looked at."""

    state: Name | None = None
    standing: Literal["clear", "held", "vetoed"] | None = None
    refused: tuple[RuleId, ...] | None = None  # exactly these, in any order; nothing else changes
    because: Title | None = None  # stands in the text of the refusal
    requests: tuple[Name, ...] = ()  # activities or moves that are asked for now
    no_requests: tuple[Name, ...] = ()
    due: Mapping[Name, Day] = {}  # of an open request
    holders: tuple[Name, ...] | None = None  # who fills the post of the case, exactly
    # cases that the engine itself opened in this step, exactly: key for later steps → post
    opens: Mapping[Name, Name] | None = None


class Step(Strict):
    """One step (步骤): on which day, who, does what, with which data, and what then must be so."""

    on: Day | None = None  # carried forward from the step before
    who: Name | None = None  # login
    duty: Name | None = Field(None, alias="as")  # where the account has several
    label: Title | None = None  # for until, skip, replace and of
    note: str = ""
    case: Name | None = None
    selection: Name | None = None
    with_: Values = Field({}, alias="with")
    reasons: Mapping[Name, Title] = {}  # guard → written reason
    dated: Day | None = None  # 办理日期, where it is not the day of the step
    late_reason: str = ""
    of: Title | None = None  # label of the step that opened the hold, the veto, the fact
    meeting: Name | None = None
    attendance: Attendance | None = None
    expect: Expect = Expect()

    record: Name | None = None
    approve: Name | None = None
    ask: Name | None = None
    answer: Name | None = None
    respond: Name | None = None
    remind: Name | None = None
    escalate: Name | None = None
    sign: Name | None = None
    post: Name | None = None
    complain: Name | None = None
    resolve: Name | None = None
    conclude: Name | None = None
    hold: Name | None = None
    end_hold: Name | None = None
    propose_veto: Name | None = None
    veto_item: Name | None = None
    confirm_veto: Name | None = None
    tell_veto: Name | None = None
    request_review: Name | None = None
    review: Name | None = None
    move: Name | None = None
    item: Name | None = None
    convene: Name | None = None
    open_selection: Name | None = None
    open_case: Name | None = None
    annul: Name | None = None
    state_fact: Name | None = None
    verify_fact: Name | None = None
    grant_duty: Name | None = None
    end_duty: Name | None = None
    retire_account: Name | None = None
    enter_post: Name | None = None
    enter_body: Name | None = None

    @model_validator(mode="after")
    def _one_verb(self) -> Self:
        verbs = [verb for verb in VERBS if getattr(self, verb) is not None]
        if len(verbs) > 1:
            raise PydanticCustomError("一步只做一件事：" + "、".join(verbs), "一步只做一件事")
        if verbs and self.who is None:
            raise PydanticCustomError("缺少“who”：由谁办理", "缺少 who")
        return self

    @property
    def verb(self) -> str:
        """What is done; empty where the step only looks."""
        return next((verb for verb in VERBS if getattr(self, verb) is not None), "")

    @property
    def target(self) -> str:
        """To what: the activity, move, person, meeting … that stands behind the verb."""
        return str(getattr(self, self.verb)) if self.verb else ""


class Organization(Strict):
    """A 单位 of the world; above those that it is a parent of."""

    name: Title
    kind: Name
    parent: Name | None = None
    links: Mapping[Name, Name] = {}


class Post(Strict):
    """A 职位 with its quota."""

    organization: Name
    title: Title
    level: Name
    position: Literal["chief", "deputy", "other"]
    quota: int
    holders: tuple[Name, ...] = ()
    leaving: tuple[Name, ...] = ()


class Member(Strict):
    """A member of a body; since the day of the world where none is given."""

    name: Title
    role: Name
    since: Day | None = Field(None, alias="from")
    to: Day | None = None


class Body(Strict):
    """A 领导班子 with its members, by their keys."""

    name: Title
    kind: Name
    organization: Name
    members: Mapping[Name, Member] = {}


class Account(Strict):
    """An 账户: who, and which duties where, each as duty@organization."""

    name: Title
    person: Name | None = None
    duties: tuple[Annotated[str, Field(pattern=r"^[a-z_]+@[a-z0-9_]+$")], ...]


class Person(Strict):
    """A 干部, inline or from a form; facts by a name of their own, verified unless said otherwise.

    A fact here takes the place of the form's on the same thing (the same month, relative, year).
    """

    name: Title | None = None  # read from the form where there is one
    organization: Name
    form: Title | None = None  # path of a .lrmx, beside the world's file
    facts: Mapping[str, Values] = {}  # each with its kind, under `fact` where it has a `kind` too
    unverified: tuple[str, ...] = ()
    drop: tuple[str, ...] = ()  # facts that a story takes out of a shared world


class World(Strict):
    """What is there before the first step (背景): places, bodies, accounts, people."""

    world: Title
    since: Day  # from which duties and memberships count
    organizations: Mapping[Name, Organization]
    posts: Mapping[Name, Post] = {}
    bodies: Mapping[Name, Body] = {}
    accounts: Mapping[Name, Account]
    persons: Mapping[Name, Person] = {}


class StoryFile(Strict):
    """A story file as written: a whole story, or one made from another."""

    story: Title
    about: str = ""
    process: Name | None = None
    begin: Day | None = None
    world: Title | World | None = None  # path of a world file, or the world itself
    with_world: Mapping[str, Any] = {}  # merged deeply into the world
    source: Title | None = Field(None, alias="from")
    until: Title | None = None  # up to and without this step of that story
    skip: tuple[Title, ...] = ()  # labels, activities, moves, or activity.act
    replace: Mapping[str, Values] = {}  # label or activity → keys of the step, merged deeply
    before: Mapping[str, tuple[Step, ...]] = {}  # steps put in before the one meant by the word
    steps: tuple[Step, ...] = ()
