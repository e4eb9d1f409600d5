"""The register of erasures (删除登记): kept beside the backups, for the backups made before them.

It holds the entries of every erasure, with commitments and digests, and nothing of what was erased.
A register never grows shorter: one that is written anew keeps what the instance has forgotten.
"""

from collections.abc import Iterable
from pathlib import Path

from workflow.canonical import NotCanonical, canonical, parse
from workflow.commands.erasing_again import Erasing, erasures, require_told
from workflow.durable import replace_file
from workflow.errors import BadInput
from workflow.journal import House

KIND = "cadre-erasures/1"
FILE = "erasures.json"  # beside the backups


def read_register(path: Path) -> tuple[Erasing, ...]:
    """The erasures in a register; raises BadInput for anything else."""
    try:
        told = parse(path.read_bytes())
        if told["kind"] != KIND:
            raise BadInput(f"{path.name} 不是删除登记")
        found = tuple(Erasing(tuple(one.encode() for one in bodies)) for bodies in told["erasures"])
    except (LookupError, TypeError, ValueError, AttributeError, NotCanonical) as error:
        raise BadInput(f"{path.name} 不是删除登记，或者已损坏") from error
    for one in found:
        require_told(one)
    return found


def write_register(house: House, path: Path) -> int:
    """Write what was erased so far beside what the register holds already; how many it has then."""
    with house.reading() as desk:
        found = erasures(desk)
    known = read_register(path) if path.exists() else ()
    every = {one.id: one for one in (*known, *found)}
    replace_file(path, _bytes(every.values()))
    return len(every)


def _bytes(told: Iterable[Erasing]) -> bytes:
    bodies = sorted([body.decode() for body in one.bodies] for one in told)
    return canonical({"kind": KIND, "erasures": bodies})
