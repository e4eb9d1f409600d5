"""Every gap that any test of a guard brings about must be a whole one (L5)."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from workflow.guards.verdict import Gap

DEFINITIONS = Path(__file__).parents[2] / "definitions"
DUTIES = frozenset(YAML(typ="safe").load(DEFINITIONS / "duties.yaml"))
RULE = re.compile(r"R-[A-Z]+-[0-9]{2}")
CHINESE = re.compile(r"[\u4e00-\u9fff]")


@pytest.fixture(autouse=True, scope="module")
def every_gap_is_whole() -> Iterator[None]:
    """Rule, what was found, what is needed, and who can supply it: a duty, or a title in Chinese."""
    made = Gap.__init__

    def checked(gap: Gap, *values: Any, **named: Any) -> None:
        made(gap, *values, **named)
        assert isinstance(gap.rule, str) and RULE.fullmatch(gap.rule), gap
        for text in (gap.found, gap.needed):
            assert isinstance(text, str) and CHINESE.search(text) and "None" not in text, gap
        assert isinstance(gap.who, tuple) and gap.who, gap
        assert all(one in DUTIES or CHINESE.search(one) for one in gap.who), gap
        assert isinstance(gap.part, str), gap

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Gap, "__init__", checked)
        yield
