"""Chance that does not depend on the order of events (推演随机数): each figure has a name of its own.

Two simulations that differ in one thing only draw the same figure for everything else (common
random numbers), so the difference of their results is the effect of that thing.
"""

from hashlib import blake2b

from workflow.simulation.parameters import Span


class Chance:
    """The figures of one seed."""

    def __init__(self, seed: int) -> None:
        self._key = seed.to_bytes(8, "big")

    def within(self, span: Span, name: str) -> int:
        """A whole number of the span, both ends included, each as likely."""
        return span[0] + self._figure(name) % (span[1] - span[0] + 1)

    def per_cent(self, name: str) -> int:
        """A number from 0 to 99."""
        return self._figure(name) % 100

    def _figure(self, name: str) -> int:
        return int.from_bytes(blake2b(name.encode(), digest_size=8, key=self._key).digest(), "big")
