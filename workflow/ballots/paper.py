"""The paper of an electronic ballot (选票): who stands on it, what may be marked, how many times."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

LEAST_VOTERS = 5  # below this a result shows what single people think
RECOMMEND = "recommend"
RECOMMENDING: Mapping[str, str] = {RECOMMEND: "推荐", "pass": "不推荐"}


@dataclass(frozen=True, slots=True)
class Nominee:
    """Somebody on the paper; `post` is "" where the paper is not about posts."""

    person: str
    post: str = ""


@dataclass(frozen=True, slots=True)
class Paper:
    """What a voter marks: one choice for each nominee.

    `seats`: how many nominees one paper may recommend; 0 where people are graded, not chosen among.
    """

    nominees: tuple[Nominee, ...]
    choices: Mapping[str, str]
    seats: int = 0

    def faults(self, marks: Sequence[str]) -> Iterator[str]:
        """What cannot stand on a marked paper; `marks` has a choice for each nominee, in order."""
        if len(marks) != len(self.nominees) or any(one not in self.choices for one in marks):
            yield "每一栏都要选择一项"
        chosen = sum(one == RECOMMEND for one in marks)
        if self.seats and chosen > self.seats:
            yield f"最多推荐{self.seats}名，现推荐{chosen}名"
