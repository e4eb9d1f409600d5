"""The desk (办理台): one open transaction and what the engine needs beside it.

A `House` is one instance of the program on one database; it opens desks. Whoever opens a desk
(the web, the command line, a story) commits by leaving it without an error; nothing below does.
"""

from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from sqlalchemy import Connection, Engine, func, select

from workflow.dossier import By
from workflow.edition import Edition
from workflow.errors import HANDLER, NotFound, Reason, WorkflowError
from workflow.journal.away import Patience, connected, patiently
from workflow.journal.lines import Lines
from workflow.journal.shelf import Shelf
from workflow.journal.vault import Vault
from workflow.models import editions
from workflow.models.prepared import Answer, Known, Prepared
from workflow.models.sight import EVERYWHERE, seen, seen_whole
from workflow.workdays import Calendar, local_day

T = TypeVar("T")
# What a desk has looked up that no entry on a case can change: see `Desk.forget`.
PLACES = ("account", "path", "offices", "under")
_SEEN, _SEEN_WHOLE = Prepared(seen()), Prepared(seen_whole())


class Row(NamedTuple):
    """The row of a subject (对象现状): its last entry, and what it says since."""

    seq: int
    head: str
    content: str


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts, under which duty (岗位职责); `session` is the digest of the login session."""

    account: str
    name: str
    duty: str
    organization: str
    person: str | None = None
    session: str | None = None

    @property
    def by(self) -> By:
        """The actor as a dossier shows him."""
        return By(self.account, self.name, self.duty, self.organization, self.person)


@dataclass(frozen=True)
class Order:
    """What one person tells the engine to do once (办理指令): who, when, under which command id.

    `at` is the server's time (UTC), `occurred_on` the business day stated, `seen` the seq of each
    subject that was on the screen: a subject that has moved since is `CaseMoved`. `proved`: how the
    actor proved again who he is, for this order alone (password); "" where that was not asked.
    `view`: digest of what lay before the actor at a screen (`workflow.shown`); "" without one.
    """

    id: str
    actor: Actor
    at: datetime
    occurred_on: date | None = None
    late_reason: str = ""
    seen: Mapping[str, int] = field(default_factory=dict)
    proved: str = ""
    view: str = ""

    @cached_property
    def today(self) -> date:
        """The calendar day in Asia/Shanghai."""
        return local_day(self.at)

    @cached_property
    def on(self) -> date:
        """The business day: as stated, else today."""
        return self.occurred_on or self.today


@dataclass(frozen=True, slots=True)
class House:
    """One instance on one database. `read_edition` turns a published text into an Edition.

    `place` gives what was written its place in the tree before the transaction ends; None where
    that is done beside the work (PostgreSQL).
    """

    engine: Engine
    origin: str
    province: str
    calendar: Calendar
    software: str
    attachments: Path
    vault: Vault
    read_edition: Callable[[bytes], Edition]
    place: Callable[[Connection], int] | None = None
    cache: dict[str, Edition] = field(default_factory=dict)
    shelf: Shelf = field(default_factory=Shelf)
    lines: Lines = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "lines", Lines(self.engine))

    @contextmanager
    def desk(self) -> Iterator["Desk"]:
        """A desk to act at; on SQLite no other can act meanwhile.

        Raises GivenUp when the database gave this desk up for another that waited for it,
        DatabaseAway when it may or may not have been committed. A refusal that leaves the desk
        bears article and supplier in every reason (L5).
        """
        with connected(self.lines.take, self.lines.give) as db:
            try:
                with db.begin():
                    desk = Desk(db, self)
                    desk.see(EVERYWHERE)  # a command is judged by all there is
                    yield desk
                    if self.place is not None and desk.written:
                        self.place(db)
            except WorkflowError as refusal:
                if refusal.reasons:
                    with self.reading() as looking:
                        refusal.reasons = tuple(map(looking.completed, refusal.reasons))
                raise

    def carry_out(self, command: Callable[["Desk"], T], patience: Patience) -> T:
        """What a command answers at a desk of its own, begun anew while the database is away.

        For commands that a second time answer what they answered: those of an order with its id.
        """

        def attempt() -> T:
            with self.desk() as desk:
                return command(desk)

        return patiently(patience, attempt)

    @contextmanager
    def reading(self, paths: Sequence[str] | None = EVERYWHERE) -> Iterator["Desk"]:
        """A desk to look from; whatever was written there would be thrown away.

        It sees one moment: what others commit meanwhile is not half there (SQLite does so by itself).
        `paths`: what is in its sight, None while that is not known (see `Desk.see`).
        """
        with connected(self.engine.connect) as db:
            if db.dialect.name != "sqlite":
                db.execution_options(isolation_level="REPEATABLE READ")
            transaction = db.begin()
            try:
                desk = Desk(db, self)
                if paths is not None:
                    desk.see(paths)
                yield desk
            finally:
                transaction.rollback()


@dataclass(frozen=True, slots=True)
class Desk:
    """One transaction of a house, and what it has read and locked so far.

    `held` are the rows that nobody else can change any more: locked, or written here. `kept` holds
    the journals read, each entry read once: `lock` lets go of what was read before the lock, and
    `append` adds what it writes, so they are what the database would say. `looked` holds further
    answers of the database; both let go of them. `asked` are questions that were sent under the locks of
    this desk before they were needed. `written` tells what must have its place.
    """

    db: Connection
    house: House
    kept: dict[str, Any] = field(default_factory=dict)  # subject → its records
    held: dict[str, Row] = field(default_factory=dict)
    looked: dict[Hashable, Any] = field(default_factory=dict)
    asked: dict[Hashable, Answer | Known] = field(default_factory=dict)
    written: list[str] = field(default_factory=list)  # ids of the entries
    keys: dict[str, AESGCM | None] = field(default_factory=dict)  # person → key; None: destroyed

    def see(self, paths: Sequence[str]) -> None:
        """Have rows of these paths of organizations and below in sight, for this transaction alone.

        A net under what the questions ask for themselves (PostgreSQL: `workflow.models.sight`).
        """
        if self.db.dialect.name == "sqlite":
            return
        if "" in paths:
            _SEEN_WHOLE.ask(self.db)  # whoever asks next waits for both
        else:
            _SEEN.ask(self.db, paths=list(paths))

    def look(self, what: Hashable, read: Callable[[], T]) -> T:
        """The answer to a question that a page or a command asks more than once; read once."""
        if what not in self.looked:
            self.looked[what] = read()
        found: T = self.looked[what]
        return found

    def answer(self, what: Hashable, ask: Callable[[], Answer]) -> list[tuple[Any, ...]]:
        """The rows that a question finds, which may have been asked before; good for one time."""
        return (self.asked.pop(what, None) or ask()).rows()

    def forget(self, subject: str) -> None:
        """Let go of the answers that an entry on `subject` may have changed.

        One on a case changes no place, no account, and not what the case itself is about.
        """
        kind, _, id = subject.partition(":")
        stays = {
            one: told for one, told in self.looked.items()
            if kind == "case" and isinstance(one, tuple)
            and (one[0] in PLACES or one in (("ahead", id), ("drawn", id)))
        }  # fmt: skip
        self.looked.clear()
        self.looked.update(stays)

    @property
    def calendar(self) -> Calendar:
        """The working-day calendar in force."""
        return self.house.calendar

    def claim(self, name: str) -> None:
        """Have `name` for this desk alone, after whoever has it now; on SQLite a desk is alone anyway.

        For what has no row to lock yet: a command's id, an edition's name.
        """
        if self.db.dialect.name != "sqlite":
            self.db.execute(select(func.pg_advisory_xact_lock(func.hashtextextended(name, 0))))

    def settle(self) -> None:
        """Have this desk's COMMIT wait for a standby although it writes nothing (PostgreSQL).

        What is answered a second time may have been committed while no standby was there.
        """
        if self.db.dialect.name != "sqlite":
            self.db.execute(select(func.pg_logical_emit_message(True, "cadre", "")))

    def completed(self, reason: Reason) -> Reason:
        """A reason raised where no edition is at hand: with the article as last published (L5).

        Who is named by a duty is told by its title; where nobody is, whoever handles it can supply it.
        """
        if not isinstance(reason, Reason):  # a malformed form or story: sentences, no article
            return reason
        latest = select(editions.c.digest).order_by(editions.c.published_at.desc()).limit(1)
        digest = self.db.scalar(latest)
        who = reason.who or HANDLER
        if digest is None:
            return replace(reason, who=who)
        told = self.edition(digest).reason(reason.rule, reason.found, reason.needed, who)
        return replace(reason, who=told.who, article=reason.article or told.article)

    def edition(self, digest: str) -> Edition:
        """The published edition of that digest; raises NotFound."""
        known = self.house.cache.get(digest)
        if known is None:
            text = self.db.scalar(select(editions.c.text).where(editions.c.digest == digest))
            if text is None:
                raise NotFound(f"没有摘要为 {digest[:12]} 的流程版本")
            known = self.house.cache[digest] = self.house.read_edition(text)
        return known
