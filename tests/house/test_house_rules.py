"""The house rules that lint cannot know: who commits, who writes entries, no clock below the web."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent
CODE = sorted((*ROOT.glob("workflow/**/*.py"), *ROOT.glob("web/**/*.py")))


def _matches(pattern: str, *allowed: str) -> Iterator[str]:
    for path in CODE:
        name = path.relative_to(ROOT).as_posix()
        if name.startswith(allowed):
            continue
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            if re.search(pattern, line):
                yield f"{name}:{number}"


def test_only_the_journal_writes_entries() -> None:
    assert list(_matches(r"insert\(entries\)", "workflow/journal/write.py")) == []


def test_nobody_commits_by_hand() -> None:
    # The driver's own COMMIT is listened to: whether a standby has what it was told.
    assert list(_matches(r"\.commit\(\)", "workflow/models/committed.py")) == []


def test_no_clock_below_the_web_and_the_command_line() -> None:
    clocks = r"(datetime|date)\.(now|today|utcnow)\(|time\.time\("
    assert list(_matches(clocks, "web/", "workflow/cli/")) == []


def test_only_the_machine_knows_the_state_machine_library() -> None:
    assert list(_matches(r"from transitions|import transitions", "workflow/machine.py")) == []


@pytest.mark.parametrize("path", CODE, ids=lambda p: p.relative_to(ROOT).as_posix())
def test_a_file_says_what_it_is_for_and_stays_readable(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    tree = ast.parse(text)
    assert ast.get_docstring(tree), "the first line is a docstring"
    assert text.count("\n") <= 300, "split it"
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef):
            assert (node.end_lineno or 0) - node.lineno < 50, f"{node.name} is too long"
            inner = [one for one in ast.walk(node) if isinstance(one, ast.Import | ast.ImportFrom)]
            assert not inner, f"{node.name} imports inside"


def test_no_file_is_an_attic() -> None:
    assert [p.name for p in CODE if re.search(r"util|helper|misc|common", p.name)] == []


def test_nothing_unfinished_is_left() -> None:
    assert list(_matches(r"\b(TODO|FIXME|XXX)\b")) == []
