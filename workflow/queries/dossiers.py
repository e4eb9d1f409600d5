"""Verifiable dossiers (可核验卷宗): one case with everything an outsider needs to verify it offline.

Whole are the journals of the case, its selection and its person; of meetings only the entries that
name the case. Personal values are released for the case's person and for what names nobody else.
"""

import io
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, and_, or_, select

from workflow import attachments
from workflow.canonical import canonical, leaf, reread
from workflow.errors import NotFound
from workflow.journal import Desk
from workflow.journal.read import content, history
from workflow.journal.seal import unsealed
from workflow.ledger.bundle import verifier, with_manifest, zipped
from workflow.ledger.checkpoint import Checkpoint, read_checkpoint
from workflow.ledger.heads import SUBJECT, heads_at
from workflow.ledger.kept import latest
from workflow.ledger.log import Log, Stored, end
from workflow.ledger.note import Note, read_note
from workflow.ledger.standalone.cover import COVER, cover
from workflow.ledger.standalone.verify import KIND
from workflow.ledger.tree import inclusion
from workflow.models import editions, entries, leaves, personal_values, receipts

README = """可核验卷宗

本卷宗收录一个选拔任用事项的全程纪实，连同证明：每一条都在已签署的存证之中，各条依次衔接，
没有缺少末尾的条目。先看封面 cover.txt。核验不需要联网，也不需要出具单位的任何程序：

    python3 verify.py 卷宗.zip --keys 公钥.txt

公钥文件每行写 “log 公钥” 或者 “witness 公钥”。公钥须从卷宗以外取得（纸质抄件、当面），随卷宗来的公钥
不能证明任何事。

它证明：记录了什么、按什么次序、在哪两次见证之间、由谁以何岗位职责办理、依据哪些已记录的情况。
它不能证明：所记录的陈述属实；没有记录的事没有发生；最近一次见证之后的内容未被同时掌握服务器和
签署密钥的人改写。
"""


@dataclass(frozen=True, slots=True)
class Placed:
    """An entry's bytes with its place in the log."""

    position: int
    body: bytes
    said: Mapping[str, Any]


def dossier_bundle(desk: Desk, case: str, attached: Path) -> bytes:
    """The archive of a case as of the last signed head; raises NotFound without one or the case."""
    note = latest(desk.db)
    if note is None:
        raise NotFound("还没有已签署的存证点，不能出具可核验卷宗")
    head, (epoch, _) = read_checkpoint(note), end(desk.db)
    whole = _whole(desk, case)
    day = _day(desk.db, epoch, head)
    found = list(_placed(desk.db, epoch, head.size, case, whole, day))
    log = Log(desk.house.origin)
    hash, stored = log.hash(desk.db, epoch), Stored(desk.db, epoch)
    papers = dict(_papers(found, attached))
    files = {
        "events.jsonl": b"".join(one.body + b"\n" for one in found),
        "proofs.json": canonical([
            {"position": one.position,
             "path": [step.hex() for step in inclusion(hash, stored, one.position, head.size)]}
            for one in found
        ]),
        "checkpoint": str(_with_receipts(desk.db, note, epoch, head.size)).encode(),
        "heads.json": canonical(_heads(desk, epoch, found, day, whole)),
        "secrets.json": canonical(_secrets(desk, found, case, whole)),
        "verify.py": verifier(), "README.txt": README.encode(),
        **{f"blobs/{mark}": data for mark, data in papers.items() if data is not None},
        **{f"editions/{mark}": text for mark, text in _editions(desk.db, found)},
    }  # fmt: skip
    said = {
        "kind": KIND, "case": case, "origin": head.origin, "hash": hash.name, "whole": whole,
        "withheld": sorted(mark for mark, data in papers.items() if data is None),
    }  # fmt: skip
    sealed = head.origin, head.size, head.root
    files[COVER] = cover(said, sealed, [(dict(one.said), leaf(one.body)) for one in found], files)
    return zipped(with_manifest(said, files))


def entries_in(data: bytes) -> int:
    """How many entries an archive shows."""
    with zipfile.ZipFile(io.BytesIO(data)) as bundle:
        return bundle.read("events.jsonl").count(b"\n")


def _whole(desk: Desk, case: str) -> list[str]:
    """The journals that the dossier shows from first to last."""
    said = content(history(desk, f"case:{case}"))
    if not said:
        raise NotFound(f"没有选拔任用事项“{case}”")
    return [f"case:{case}", f"person:{said['person']}", f"selection:{said['selection']}"]


def _day(db: Connection, epoch: int, head: Checkpoint) -> tuple[int, int]:
    """Position of the last entry of daily heads under the signed head, and the size it counted.

    One of an earlier epoch counted the places of that epoch, so it does not tell.
    """
    row = db.execute(
        select(leaves.c.position, entries.c.content)
        .join(entries, entries.c.id == leaves.c.entry)
        .where(leaves.c.epoch == epoch, leaves.c.position < head.size, entries.c.subject == SUBJECT)
        .order_by(leaves.c.position.desc()).limit(1)
    ).one_or_none()  # fmt: skip
    said = reread(row.content) if row is not None else {"epoch": 0}
    if row is None or said["epoch"] != epoch:
        raise NotFound("已签署的存证中还没有每日总账，不能证明卷宗没有缺条")
    return row.position, said["size"]


def _placed(
    db: Connection, epoch: int, size: int, case: str, whole: list[str], day: tuple[int, int]
) -> Iterator[Placed]:
    told = (
        select(leaves.c.position, entries.c.body)
        .join(entries, entries.c.id == leaves.c.entry)
        .where(leaves.c.epoch == epoch, leaves.c.position < size)
        .where(or_(
            entries.c.subject.in_(whole), leaves.c.position == day[0],
            and_(
                entries.c.subject.like("meeting:%"), entries.c.about != "",
                entries.c.about == f"case:{case}",
            ),
        ))
        .order_by(leaves.c.position)
    )  # fmt: skip
    for row in db.execute(told):
        yield Placed(row.position, row.body, reread(row.body))


def _with_receipts(db: Connection, note: Note, epoch: int, size: int) -> Note:
    """The signed head with every witness's line below it."""
    told = select(receipts.c.note).where(receipts.c.epoch == epoch, receipts.c.size == size)
    lines = list(note.signatures)
    for text in db.scalars(told.order_by(receipts.c.id)):
        lines += [one for one in read_note(text).signatures if one not in lines]
    return Note(note.text, tuple(lines))


def _heads(
    desk: Desk, epoch: int, found: Iterable[Placed], day: tuple[int, int], whole: list[str]
) -> dict[str, Any]:
    position, size = day
    hash = Log(desk.house.origin).hash(desk.db, epoch)
    ways = heads_at(desk.db, hash, epoch, size).ways(dict.fromkeys(whole))
    return {"position": position, "ways": {
        subject: {"place": place, "path": [step.hex() for step in path]}
        for subject, place, path in ways
    }}  # fmt: skip


def _secrets(
    desk: Desk, found: Iterable[Placed], case: str, whole: list[str]
) -> dict[str, dict[str, Any]]:
    """The personal values behind the entries, but those of somebody else."""
    wanted = {mark for one in found for mark in one.said["values"]}
    person = whole[1].partition(":")[2]
    told = personal_values.c
    own = desk.db.scalars(
        select(told.commitment)
        .where(told.commitment.in_(sorted(wanted)), told.person.in_([person, ""]))
    )  # fmt: skip
    return {
        mark: {"salt": salt.hex(), "value": reread(value)}
        for mark, (salt, value) in unsealed(desk, own).items()
    }


def _papers(found: Iterable[Placed], folder: Path) -> Iterator[tuple[str, bytes | None]]:
    """The files that the entries name; None where one is not there any more."""
    for mark in sorted({file["digest"] for one in found for file in one.said["attachments"]}):
        try:
            yield mark, attachments.find(folder, mark).read_bytes()
        except NotFound:
            yield mark, None


def _editions(db: Connection, found: Iterable[Placed]) -> Iterator[tuple[str, bytes]]:
    wanted = sorted({one.said["edition"] for one in found if one.said["edition"]})
    told = select(editions.c.digest, editions.c.text).where(editions.c.digest.in_(wanted))
    for row in db.execute(told.order_by(editions.c.digest)):
        yield row.digest, row.text
