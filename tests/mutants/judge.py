"""Mutants are judged in one pytest: all is collected once, then each has a child of this process of its own.

Collecting anew for each mutant would take longer than the tests do. A child runs the tests that reach
the function that was changed, quick ones first, until one fails; its limits are of CPU time, so that
a busy machine gives the same verdicts.
"""

import gc
import json
import os
import resource
import signal
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from math import ceil
from pathlib import Path

import pytest
from _pytest.runner import runtestprotocol
from mutmut.mutation.trampoline import set_mutant_under_test
from mutmut.state import state
from mutmut.utils.format_utils import mangled_name_from_mutant_name

LEAST, TIMES = 2, 10  # seconds of CPU for each test, and how often what it needs without a mutant
LONGEST = 3600  # seconds of CPU for all together
WAITING = 60  # seconds on the clock for each second of CPU, and for what waits for something
MEMORY = 4 << 30  # bytes; a loop without an end may take them quickly
SURVIVED, KILLED, BROKEN = 0, 1, 3
SAID = {SURVIVED: "survived", KILLED: "killed", -signal.SIGXCPU: "timeout", -signal.SIGALRM: "timeout"}
Survey = list[tuple[float, list[str]]]  # for each test its seconds of CPU and the functions that it reaches


class Judge:
    """A plugin that judges mutants where the tests would be run."""

    def __init__(self, names: Sequence[str], told: Callable[[str, str], object]) -> None:
        self.names = names
        self.told = told

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Tell of each mutant what became of it."""
        gc.freeze()  # children share what was imported
        survey = surveyed(session.items)
        for name in self.names:
            function = mangled_name_from_mutant_name(name)
            asked = sorted((told[0], place) for place, told in enumerate(survey) if function in told[1])
            tests = [(session.items[place], seconds) for seconds, place in asked]
            self.told(name, judged(name, tests) if tests else "no tests")
        return True


def surveyed(items: list[pytest.Item]) -> Survey:
    """Run all tests once without a mutant; raises SystemExit where one fails."""
    with tempfile.NamedTemporaryFile("r+") as file:
        if in_child(lambda: _survey(items, Path(file.name))) != SURVIVED:
            raise SystemExit("the tests do not pass without a mutant: " + file.read())
        return [(seconds, reached) for seconds, reached in json.load(file)]


def _survey(items: list[pytest.Item], path: Path) -> int:
    set_mutant_under_test("stats")
    found: Survey = []
    for place, item in enumerate(items):
        state()._stats.clear()
        start = time.process_time()
        if not passes(item, items[place + 1] if place + 1 < len(items) else None):
            path.write_text(item.nodeid, encoding="utf-8")
            return KILLED
        found.append((time.process_time() - start, sorted(state()._stats)))
    path.write_text(json.dumps(found), encoding="utf-8")
    return SURVIVED


def judged(name: str, tests: list[tuple[pytest.Item, float]]) -> str:
    """What becomes of a mutant; with the tests come the seconds of CPU that they need without it."""

    def run() -> int:
        set_mutant_under_test(name)
        following = [*(item for item, _ in tests[1:]), None]
        for (item, seconds), after in zip(tests, following, strict=True):
            limit = ceil(time.process_time() + LEAST + TIMES * seconds)
            resource.setrlimit(resource.RLIMIT_CPU, (limit, LONGEST))
            signal.alarm(ceil(WAITING * (1 + seconds)))
            if not passes(item, after):
                return KILLED
        return SURVIVED

    return SAID.get(in_child(run), "suspicious")


def passes(item: pytest.Item, following: pytest.Item | None) -> bool:
    """Whether a test passes."""
    return not any(one.failed for one in runtestprotocol(item, log=False, nextitem=following))


def in_child(run: Callable[[], int]) -> int:
    """The exit code of a function that runs in a child, or the negative signal that ended it."""
    child = os.fork()
    if child:
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    code = BROKEN
    try:
        silence = os.open(os.devnull, os.O_WRONLY)
        os.dup2(silence, sys.__stdout__.fileno()), os.dup2(silence, sys.__stderr__.fileno())
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        code = run()
    finally:
        os._exit(code)
