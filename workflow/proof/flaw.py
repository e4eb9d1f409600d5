"""What a proof answers (证明结果): flaws, how each gate is held, and what was only noted."""

from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Flaw:
    """Something that does not hold: the title of the check, and what is wrong, in Chinese."""

    check: str
    message: str

    def __str__(self) -> str:
        return f"{self.check}：{self.message}"


@dataclass(frozen=True, slots=True)
class GateProof:
    """How one gate is held (in one stage, for a gate of each stage).

    `moves` carry it; `around` is the shortest way past it, as titles of moves, empty when it holds.
    `promised`: what the engine adds to the graph (an entry stands where a condition is false).
    """

    gate: str
    title: str
    activities: tuple[str, ...]
    moves: tuple[str, ...]
    around: tuple[str, ...] = ()
    stage: str = ""
    promised: str = ""

    def lines(self) -> Iterator[str]:
        """The gate in words."""
        where = f"（{self.stage}环节）" if self.stage else ""
        what = "或".join(f"“{one}”" for one in self.activities)
        by = "、".join(f"“{one}”" for one in self.moves) or "（没有流转）"
        if self.around:
            yield f"关口“{self.title}”{where}可以绕过：{' → '.join(self.around)}；现由{by}把守"
            return
        yield f"关口“{self.title}”{where}守住：不经{what}到不了目标步骤，由{by}把守"
        if self.promised:
            yield f"　　{self.promised}"


@dataclass(frozen=True, slots=True)
class Proof:
    """Everything that was shown of an edition; `ok` when nothing speaks against publishing it."""

    edition: str
    title: str
    faults: tuple[Flaw, ...]
    gates: tuple[GateProof, ...]
    checks: tuple[str, ...]  # titles of all that was checked
    notes: tuple[str, ...] = ()

    @property
    def ok(self) -> bool:
        """No flaw at all."""
        return not self.faults

    def lines(self) -> list[str]:
        """The proof in words, for people."""
        head = "证明成立" if self.ok else f"证明不成立，共{len(self.faults)}处"
        failed = {flaw.check for flaw in self.faults}
        return [
            f"{self.title} {self.edition}：{head}",
            *(line for gate in self.gates for line in gate.lines()),
            *(f"{one}：{'不成立' if one in failed else '成立'}" for one in self.checks),
            *(f"× {flaw}" for flaw in self.faults),
            *(f"注：{note}" for note in self.notes),
        ]
