"""Every flaw that any test brings about is one of a check of the proof, told in Chinese."""

import re
from collections.abc import Iterator
from typing import Any

import pytest

from workflow.proof import CHECKS
from workflow.proof.flaw import Flaw

TITLES = frozenset(title for title, _ in CHECKS)
CHINESE = re.compile(r"[\u4e00-\u9fff]")


@pytest.fixture(autouse=True, scope="module")
def every_flaw_is_whole() -> Iterator[None]:
    """Which check does not hold, and what is wrong."""
    made = Flaw.__init__

    def checked(flaw: Flaw, *values: Any, **named: Any) -> None:
        made(flaw, *values, **named)
        assert flaw.check in TITLES, flaw
        assert isinstance(flaw.message, str) and CHINESE.search(flaw.message), flaw
        assert "None" not in flaw.message, flaw

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Flaw, "__init__", checked)
        yield
