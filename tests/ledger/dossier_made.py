"""A verifiable dossier to be looked into and forged (可核验卷宗): opened, changed, closed again."""

import json
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path

from linear import AT, OFFICE, linear_edition, linear_house

from workflow.commands.cases import move
from workflow.commands.checkpoints import keep_receipt, place_waiting, sign_head
from workflow.commands.heads import commit_heads
from workflow.journal import House, Order
from workflow.ledger.bundle import with_manifest, zipped
from workflow.ledger.hashing import hash_named
from workflow.ledger.holder import Holder
from workflow.ledger.keys import make_key
from workflow.ledger.log import Log
from workflow.ledger.note import COSIGNATURE
from workflow.queries.dossiers import dossier_bundle

DAY = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
Files = dict[str, bytes]
Made = tuple[House, Path, bytes]  # with the file of trusted keys, and the dossier of a case
Verdict = Callable[..., tuple[int, str]]


def make_dossier(folder: Path, back: timedelta = timedelta()) -> Made:
    """A house with a witnessed head, the file of trusted keys, and the dossier of a case.

    `back`: how far the clock went back before the second move of each case.
    """
    house = linear_house(f"sqlite:///{folder / 'c.db'}", folder, linear_edition(3), 2)[0]
    for case in ("case0", "case1"):
        for name, at in (("m0", AT), ("m1", AT - back)):
            with house.desk() as desk:
                move(desk, Order(f"{case}{name}", OFFICE, at), case, name, {})
    hash = hash_named("sha256")
    log = Holder(make_key(folder / "l", Log(house.origin).name(1)), folder / "ls", hash)
    witness = Holder(make_key(folder / "w", "shenji.example/w1", COSIGNATURE), folder / "ws", hash)
    with house.desk() as desk:
        commit_heads(desk, DAY)
    place_waiting(house)
    with house.desk() as desk:
        note = sign_head(desk, log, DAY)
        keep_receipt(desk, witness.witness(note, log.signer.key, (), DAY), witness.signer.key)
    keys = folder / "keys.txt"
    keys.write_text(f"log {log.signer.key}\nwitness {witness.signer.key}\n", encoding="utf-8")
    with house.reading() as desk:
        return house, keys, dossier_bundle(desk, "case0", folder)


def opened(data: bytes) -> Files:
    with zipfile.ZipFile(BytesIO(data)) as bundle:
        return {name: bundle.read(name) for name in bundle.namelist()}


def closed(files: Files) -> bytes:
    """The archive with its list of digests made right again, as a forger would."""
    said = json.loads(files["manifest.json"])
    rest = {name: data for name, data in files.items() if name != "manifest.json"}
    return zipped(with_manifest({k: v for k, v in said.items() if k != "files"}, rest))
