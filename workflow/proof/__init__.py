"""Proof of an edition (流程证明): what must hold of a definition before it may be published.

Each check is a function from the edition to its flaws; `CHECKS` lists them all, and no edition is
exempt from any.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping

from workflow.definition import Names
from workflow.edition import Edition
from workflow.proof.effects import EFFECT, downward_goals, effect_note
from workflow.proof.flaw import Flaw, GateProof, Proof
from workflow.proof.gates import CHECK, PAIR, gate_flaws, gate_proofs, pair_flaws
from workflow.proof.graph import Subject, subject
from workflow.proof.paths import (
    CLOSING,
    FINAL,
    GOALS,
    HONEST,
    REACHED,
    TRAP,
    closing,
    directions,
    exits_of_finals,
    goals,
    traps,
    unreached,
)
from workflow.proof.recording import EMPTY, RETURNED, SUPPLIED, idle, unsaid, unsupplied
from workflow.proof.staffing import DOERS, STAFFED, doers, staff_note, unstaffed

__all__ = ["CHECKS", "Flaw", "GateProof", "Proof", "prove", "prove_all"]

CHECKS: tuple[tuple[str, Callable[[Subject], Iterator[Flaw]]], ...] = (
    (REACHED, unreached),
    (TRAP, traps),
    (FINAL, exits_of_finals),
    (GOALS, goals),
    (HONEST, directions),
    (CLOSING, closing),
    (CHECK, gate_flaws),
    (PAIR, pair_flaws),
    (SUPPLIED, unsupplied),
    (RETURNED, unsaid),
    (EMPTY, idle),
    (DOERS, doers),
    (STAFFED, unstaffed),
    (EFFECT, downward_goals),
)
NOTES: tuple[Callable[[Subject], Iterator[str]], ...] = (staff_note, effect_note)


def prove(edition: Edition, names: Names, *, others: Iterable[Edition] = ()) -> Proof:
    """All that can be shown of an edition; `others` are compared with it where effects differ.

    Never raises for a flawed edition: the flaws are in the answer. The edition itself must have
    been read by `workflow.definition`, so that its names exist.
    """
    it = subject(edition, names, others)
    return Proof(
        edition=edition.name,
        title=edition.process.title,
        faults=tuple(flaw for _, check in CHECKS for flaw in check(it)),
        gates=tuple(gate_proofs(it)),
        checks=tuple(title for title, _ in CHECKS),
        notes=tuple(note for notes in NOTES for note in notes(it)),
    )


def prove_all(editions: Mapping[str, Edition], names: Names) -> dict[str, Proof]:
    """The proof of each edition, compared with all others."""
    return {
        name: prove(
            edition, names, others=[one for other, one in editions.items() if other != name]
        )
        for name, edition in editions.items()
    }
