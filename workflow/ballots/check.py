"""The scrutineers' check (监票计票核对): the count against the roll and the slips, by group."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise


@dataclass(frozen=True, slots=True)
class Group:
    """One group at the voting: by the roll, by the slips, by the box.

    `made`, `returned`: what the system made and counted; the rest is counted by the scrutineers.
    """

    title: str
    made: int
    returned: int
    expected: int
    present: int
    issued: int
    left: int

    def contradictions(self) -> Iterator[str]:
        """What no explanation mends: more came out than went in."""
        chain = (("收回", self.returned), ("发出", self.issued), ("到会", self.present),
                 ("应到", self.expected))  # fmt: skip
        for (small, one), (large, other) in pairwise(chain):
            if one > other:
                yield f"{self.title}{small}{one}多于{large}{other}"
        if self.issued + self.left > self.made:
            yield f"{self.title}发出{self.issued}与剩余{self.left}之和多于制作{self.made}"

    def differences(self) -> Iterator[str]:
        """What must be explained: slips that were handed out and not used, or are missing."""
        if self.returned < self.issued:
            yield f"{self.title}发出{self.issued}张，收回{self.returned}张"
        if self.issued + self.left < self.made:
            yield f"{self.title}制作{self.made}张，发出和剩余合计{self.issued + self.left}张"


def stated_differences(groups: Sequence[Group]) -> list[str]:
    """All differences that the scrutineers must explain."""
    return [one for group in groups for one in group.differences()]


def check_faults(
    groups: Sequence[Group], scrutineers: Sequence[str], names: Mapping[str, str],
    concerned: Sequence[str], explanation: str,
) -> Iterator[str]:  # fmt: skip
    """Why a check cannot be taken, all reasons at once.

    `scrutineers`: 监票人 and 计票人; `concerned`: who stands on the paper, so may not count.
    """
    for group in groups:
        yield from group.contradictions()
    if len(scrutineers) != 2 or len(set(scrutineers)) != 2 or not all(scrutineers):
        yield "监票人、计票人须为两个不同的人"
    for one in dict.fromkeys(scrutineers):
        if one in concerned:
            yield f"{names.get(one, one)}在选票上，不得监票计票"
    open_ones = stated_differences(groups)
    if open_ones and not explanation.strip():
        yield f"差异没有说明：{'；'.join(open_ones)}"
