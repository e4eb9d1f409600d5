"""Cases (选拔任用事项): the list, and why a move may not be made yet."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import RowMapping, select

from workflow.canonical import reread
from workflow.dossier import Dossier
from workflow.edition import Move
from workflow.errors import Reason
from workflow.journal import Desk
from workflow.journal.picture import Until, dossier
from workflow.machine import Finding, findings, reason, reasons
from workflow.models import TABLES, WHOLE, beneath, names, summaries


@dataclass(frozen=True, slots=True)
class CaseRow:
    """One line of a list of cases; `blocked` as of the last evaluation."""

    id: str
    number: str
    name: str
    person: str
    standing: str
    post: str
    post_title: str
    selection: str
    process: str
    state: str
    state_title: str
    stage: str
    seq: int
    blocked: int
    warned: int


def cases(
    desk: Desk, selection: str | None = None, person: str | None = None, below: str = ""
) -> list[CaseRow]:
    """All cases, or those of a selection or a person, by number; one statement.

    `below` a path of organizations: only those that a department there runs.
    """
    case, people, post = TABLES["case"].c, WHOLE["person"].c, TABLES["post"].c
    query = (
        select(
            case.id, case.content, case.seq, names.c.name, people.standing, post.title,
            summaries.c.blocked, summaries.c.warned,
        )
        .join_from(TABLES["case"], WHOLE["person"], people.id == case.person)
        .join(names, names.c.person == case.person)
        .join(TABLES["post"], post.id == case.post)
        .outerjoin(summaries, summaries.c.case_id == case.id)
        .order_by(case.number)
    )  # fmt: skip
    if selection is not None:
        query = query.where(case.selection == selection)
    if person is not None:
        query = query.where(case.person == person)
    if below:
        place = TABLES["organization"].c
        within = select(place.id).where(beneath(place.path, below))
        query = query.where(case.department.in_(within))
    return [_row(desk, row._mapping) for row in desk.db.execute(query)]


def _row(desk: Desk, row: RowMapping) -> CaseRow:
    said = reread(row["content"])
    state = desk.edition(said["edition"]).process.states[said["state"]]
    return CaseRow(
        row["id"], said["number"], row["name"], said["person"], row["standing"], said["post"],
        row["title"], said["selection"], said["process"], said["state"], state.title,
        said["stage"] or "", row["seq"], row["blocked"] or 0, row["warned"] or 0,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Condition:
    """One condition of a move with what people read of it."""

    finding: Finding
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class MoveView:
    """How one move stands: every condition, and what would be answered now without reasons."""

    move: Move
    conditions: tuple[Condition, ...]
    refusal: tuple[Reason, ...]

    @property
    def blocked(self) -> int:
        """How many conditions refuse."""
        return sum(one.finding.severity == "block" for one in self.conditions)

    @property
    def warnings(self) -> tuple[Condition, ...]:
        """The conditions that ask for a written reason."""
        return tuple(one for one in self.conditions if one.finding.severity == "warn")


def why(desk: Desk, case: str, at: datetime) -> tuple[Dossier, list[MoveView]]:
    """The dossier of a case now, and every move from its state with all its conditions."""
    seen = dossier(desk, case, at)
    return seen, [move_view(seen, move) for move in seen.edition.moves_from(seen.case.state)]


def move_view(seen: Dossier, move: Move) -> MoveView:
    """How one move stands on a dossier, whoever would make it."""
    found = findings(seen, move)
    told = tuple(
        Condition(one, tuple(reason(seen, one, gap) for gap in one.gaps)) for one in found
    )
    return MoveView(move, told, tuple(reasons(seen, found, {})))


def as_of(desk: Desk, case: str, at: datetime, until: Until) -> Dossier:
    """What was known of a case then: until a time, or until a seq of its own journal.

    With a seq the other journals are taken as that entry read them.
    """
    return dossier(desk, case, at, until)
