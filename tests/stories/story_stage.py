"""Where the stories lie and when their editions are published (情景测试的场地)."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

HERE = Path(__file__).parent
DEFINITIONS = HERE.parents[1] / "definitions"
BEFORE = datetime(2026, 1, 1, tzinfo=UTC)  # the editions are published before any story begins
Write = Callable[[str], Path]
