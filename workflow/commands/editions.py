"""Publishing editions (发布流程版本): the text under its digest, in the database, once."""

from datetime import datetime

from sqlalchemy import insert, select

from workflow.canonical import digest
from workflow.errors import DefinitionInvalid, NotFound
from workflow.journal import Desk
from workflow.models import editions


def publish(desk: Desk, text: bytes, at: datetime) -> str:
    """Store a package's text under its digest and give the digest; the same text twice is once.

    Raises DefinitionInvalid when the name already stands for another text (L7).
    """
    mark = digest(text)
    edition = desk.house.read_edition(text)
    desk.claim(edition.name)
    known = desk.db.scalar(select(editions.c.digest).where(editions.c.name == edition.name))
    if known not in (None, mark):
        raise DefinitionInvalid([f"“{edition.name}”已经发布，内容不得再改；请另立新版本"])
    if known is None:
        desk.db.execute(
            insert(editions).values(
                digest=mark, name=edition.name, process=edition.process.process,
                title=edition.process.title, published_at=at.isoformat(), text=text,
            )
        )  # fmt: skip
    return mark


def latest(desk: Desk, process: str) -> str:
    """The digest of the edition of a process that was published last; raises NotFound."""
    mark: str | None = desk.db.scalar(
        select(editions.c.digest)
        .where(editions.c.process == process)
        .order_by(editions.c.published_at.desc(), editions.c.name.desc())
        .limit(1)
    )
    if mark is None:
        raise NotFound(f"流程“{process}”尚未发布")
    return mark
