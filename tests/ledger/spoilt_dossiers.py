"""Dossiers spoilt in one place, and the words of the verifier that stands alone.

An auditor acts on these words, so they are held as they are; one flaw gives its own lines and no others.
"""

import json
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from dossier_by_hand import ORIGIN, SIZE, WITNESS, Bodies, Files, cosigned, files_of

from workflow.canonical import canonical
from workflow.ledger.standalone.verify import BROKEN

AT = datetime(2026, 3, 2, 12, 34, 56, tzinfo=UTC)
FOUND = f"c1：9条纪实，均在日志 {ORIGIN} 的前{SIZE}条之中\n"
SEEN = "见证　shenji.example/w1 于 2026-03-02 12:34 UTC\n"
WELL = FOUND + SEEN + "核验通过，并有见证\n"
UNTRUSTED = FOUND + "内容相符，但没有可信见证：存证点没有所信任的见证方签名\n"
Said = Callable[..., tuple[int, str]]


def no(*faults: str) -> tuple[int, str]:
    """Broken, for these reasons."""
    lines = "".join(f"不符　{one}\n" for one in faults)
    return BROKEN, f"{lines}核验不通过：{len(faults)}处不符\n"


def never(why: str) -> tuple[int, str]:
    """Broken, and nothing more could be read."""
    return BROKEN, f"核验不通过：{why}\n"


def witnessed(bodies: Bodies, name: str = "sha256", size: int = SIZE) -> Files:
    """These entries in a dossier whose head a witness saw."""
    return cosigned(files_of(bodies, name, size), WITNESS, AT)


def in_file(name: str, change: Callable[[Any], object]) -> Callable[[Files], Files]:
    """A file of the dossier with something else in it."""

    def changed(files: Files) -> Files:
        told = json.loads(files[name])
        change(told)
        return {**files, name: canonical(told)}

    return changed


def in_manifest(**changes: object) -> Callable[[Files], Files]:
    """Other words in the list of the dossier."""
    return in_file("manifest.json", lambda told: told.update(changes))


def without(*names: str) -> Callable[[Files], Files]:
    """Files taken away."""
    return lambda f: {name: data for name, data in f.items() if name not in names}


def in_entries(change: Callable[[list[bytes]], list[bytes]]) -> Callable[[Files], Files]:
    """Other lines of entries."""
    return lambda f: {**f, "events.jsonl": b"\n".join(change(f["events.jsonl"].split(b"\n")))}
