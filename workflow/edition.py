"""The frozen shape of an edition (流程版本): what a definition file may say, and nothing else.

Every name in a definition is looked up in a closed table (`workflow.proof` reports the ones that
do not exist); there are no expressions. Unknown keys are refused.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, StringConstraints
from pydantic import Field as Key

from workflow.errors import HANDLER, Reason

Name = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$")]
RuleId = Annotated[str, StringConstraints(pattern=r"^R-[A-Z]+-[0-9]{2}$")]
Title = Annotated[str, StringConstraints(min_length=1, strip_whitespace=False)]
Code = Annotated[str, StringConstraints(pattern=r"^[A-Z][0-9]{1,4}$")]  # of a point of a list
Severity = Literal["block", "warn", "record"]
Scope = Literal["selection", "case", "person", "meeting"]
FieldType = Literal[
    "text", "date", "int", "bool", "code", "codes", "organization", "post", "person", "people",
    "doc", "docs", "rows",
]  # fmt: skip


class Strict(BaseModel):
    """Common ground: immutable, no unknown keys, no silent conversions."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True, populate_by_name=True)


class Field(Strict):
    """One field (栏目) of an activity or move; `rows` have `columns`, `code`/`codes` have `options`."""

    type: FieldType
    title: Title
    required: bool = True
    options: Mapping[Name, Title] = {}
    columns: Mapping[Name, "Field"] = {}
    rule: RuleId | None = None
    long: bool = False  # a text of several lines


class Item(Strict):
    """One item (核查项目) of a checklist."""

    title: Title
    rule: RuleId | None = None
    checker: tuple[Name, ...] = ()  # duties that may check it; empty: the recorders
    results: Mapping[Name, Title]
    clear: tuple[Name, ...]  # results that let the item pass


class Due(Strict):
    """When an answer is due (办理期限): `workdays` names a setting or gives a number."""

    workdays: Name | int


class Silence(Strict):
    """What no answer means (逾期未复): consent after so many calendar months, else nothing."""

    consent_after_months: int


class Window(Strict):
    """A public window (公示期) in working days; both values name settings."""

    workdays: Name
    posting_day: Name


class Length(Strict):
    """How long a period (期限) runs, in calendar years, and which activity field starts it."""

    years: int
    starts: str  # activity.field


class Circumstance(Strict):
    """A point of a negative list (负面清单情形): what follows where it is confirmed (R-POL-05)."""

    title: Title
    level: Literal["veto", "hold"]


class Indicators(Strict):
    """A class of a positive list (正向指标类别); indicators are told of, never counted (R-POL-04)."""

    title: Title
    points: Mapping[Code, Title]


class Circumstances(Strict):
    """A class of a negative list (负面清单类别)."""

    title: Title
    points: Mapping[Code, Circumstance]


class Lists(Strict):
    """The lists that an assessment goes through point by point (考察清单), in one version."""

    title: Title
    version: Title
    note: str = ""  # e.g. that it is a sample
    positive: Mapping[Name, Indicators]
    negative: Mapping[Name, Circumstances]

    @property
    def indicators(self) -> dict[str, str]:
        """Code → words of every indicator, in order."""
        return {code: one for group in self.positive.values() for code, one in group.points.items()}

    @property
    def circumstances(self) -> dict[str, Circumstance]:
        """Code → circumstance of the whole negative list, in order."""
        return {code: one for group in self.negative.values() for code, one in group.points.items()}


class Activity(Strict):
    """Something recorded (办理内容), of one of the nine kinds of `workflow.activities`."""

    kind: Literal[
        "form", "opinion", "ballot", "checklist", "assessment", "signatures", "meeting_item",
        "notice", "period",
    ]  # fmt: skip
    title: Title
    of: Scope
    within: tuple[Name, ...] = Key(alias="in")  # states in which it may be recorded
    applies: Name | None = None  # a name of APPLIES; where false an entry says so
    record: tuple[Name, ...] = ()  # duties that record (opinion: that answer; signatures: offices)
    approve: tuple[Name, ...] = ()  # duties that approve; always another person
    fields: Mapping[Name, Field] = {}
    rules: tuple[RuleId, ...] = ()
    evidence: str = ""
    # opinion
    ask: tuple[str, ...] = ()  # names of ASK: whom
    ask_by: tuple[Name, ...] = ()  # duties that send the request
    stances: Mapping[Name, Title] = {}
    silence: Silence | None = None
    due: Due | None = None
    on_objection: Literal["respond"] | None = None
    respond_by: tuple[Name, ...] = ()
    # ballot
    groups: Mapping[Name, Title] = {}
    # checklist
    items: Mapping[Name, Item] = {}
    # assessment
    mode: Literal["check", "full"] | None = None
    lists: Lists | None = None
    # signatures
    offices: tuple[Name, ...] = ()  # each signs once; empty: every member of `signers`
    signers: str | None = None  # activity whose people sign (考察组)
    over: Name | None = None  # activity whose present digest is signed
    # meeting_item
    body: Literal["deciding_body", "department", "full_committee"] | None = None
    # notice
    window: Window | None = None
    conclude_by: tuple[Name, ...] = ()
    # period
    length: Length | None = None


class State(Strict):
    """Where a case stands (步骤)."""

    stage: Name | None = None
    title: Title
    initial: bool = False
    final: bool = False
    rests: bool = False  # shown as ended, though a way out exists (未通过 → 复议)
    duty: Name | None = None  # who holds the case here


class Move(Strict):
    """An action that changes the state (流转)."""

    name: Name
    title: Title
    source: tuple[Name, ...] = Key(alias="from")
    target: Name = Key(alias="to")
    direction: Literal["forward", "back", "end"] = "forward"
    by: tuple[Name, ...]
    not_by: tuple[str, ...] = ()  # separation of duties, names of NOT_BY
    needs: tuple[Name, ...] = ()
    guards: tuple[Name, ...] = ()
    fields: Mapping[Name, Field] = {}
    reopens: tuple[Name, ...] = ()
    reopens_chosen: Name | None = None  # field of the move that lists further ones
    keeps: tuple[Name, ...] = ()


class Gate(Strict):
    """What no path may go around (关口, L1)."""

    title: Title
    activities: tuple[Name, ...]  # several: a pair whose conditions exclude each other
    each: Literal["stage"] | None = None  # once in every stage, on leaving it


class Duty(Strict):
    """A duty (岗位职责): where it is held and with which others it may not meet in one case."""

    title: Title
    at: Literal[
        "department", "committee", "unit", "addressee", "upper", "team", "any",
    ]  # fmt: skip
    apart: tuple[Name, ...] = ()


class Rule(Strict):
    """A rule of the Regulation (规则) as this edition applies it."""

    title: Title
    article: Title  # e.g. 条例第三十七条; data, because numbers differ between editions
    text: Title  # what is asked, in our own words
    severity: Severity
    parts: Mapping[Name, Severity] = {}  # where one rule has parts of different severity


class Basis(Strict):
    """The document a process rests on (依据)."""

    document: Title
    year: int


class Process(Strict):
    """A definition file as written (流程定义)."""

    process: Name
    title: Title
    edition: int
    effect: Literal["upward", "lateral", "downward"]
    basis: Basis
    settings: Mapping[Name, bool | int | str | Mapping[Name, int]]
    stages: Mapping[Name, Title]
    states: Mapping[Name, State]
    activities: Mapping[Name, Activity]
    moves: tuple[Move, ...]
    forward_guards: tuple[Name, ...] = ()  # asked at every forward move
    gates: Mapping[Name, Gate]
    goals: tuple[Name, ...]  # the states that the gates protect


class Edition(Strict):
    """A package (流程版本): process, rules and duties together; its digest is its name (L7)."""

    process: Process
    rules: Mapping[RuleId, Rule]
    duties: Mapping[Name, Duty]
    digest: str

    def __hash__(self) -> int:
        return hash(self.digest)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Edition) and other.digest == self.digest

    @property
    def name(self) -> str:
        """`promotion/1`."""
        return f"{self.process.process}/{self.process.edition}"

    @property
    def initial(self) -> str:
        """The state in which a case opens."""
        return next(name for name, state in self.process.states.items() if state.initial)

    def moves_from(self, state: str) -> Iterator[Move]:
        """The moves that may leave `state`, in the order of the definition."""
        return (move for move in self.process.moves if state in move.source)

    def move(self, name: str) -> Move | None:
        """The move of that name, or None."""
        return next((move for move in self.process.moves if move.name == name), None)

    def article(self, rule: str) -> str:
        """The article that a rule rests on; "" for a rule that the edition does not have."""
        known = self.rules.get(rule)
        return known.article if known else ""

    def reason(
        self, rule: str, found: str, needed: str, who: Sequence[str] = HANDLER
    ) -> Reason:
        """A reason of a refusal with the article of this edition and the titles of duties (L5)."""
        titles = tuple(self.duty_title(one) for one in who)
        return Reason(rule, found, needed, titles, self.article(rule))

    def duty_title(self, duty: str) -> str:
        """The title of a duty, or its identifier where the edition has none."""
        known = self.duties.get(duty)
        return known.title if known else duty

    def severity(self, rule: str, part: str = "") -> Severity:
        """How heavily a failed rule weighs: block, warn (a written reason) or record."""
        told = self.rules[rule]
        return told.parts.get(part, told.severity) if part else told.severity
