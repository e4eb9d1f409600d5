"""Commands that the pages tell are commands that there are: names, options, modules, targets, paths; so are links."""

import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from web.cli import engine

ROOT = Path(__file__).resolve().parents[2]
PAGES = (*ROOT.glob("*.md"), *(one for one in ROOT.glob("docs/*.md") if one.name != "decisions.md"))
FENCED = re.compile(r"```\w*\n(.*?)```", re.DOTALL)
INLINE = re.compile(r"`([^`\n]+)`")
CONTINUED = re.compile(r"\\\n\s*")
SETTINGS = re.compile(r"\w+=\S*")
LINK = re.compile(r"\]\(([^)#\s]*)#?([^)\s]*)\)")
HEADING = re.compile(r"^#+ (.*)$", re.MULTILINE)
RUNS = ("cadre", "python", "make", "pytest")


def told(page: Path) -> Iterator[list[str]]:
    """The commands of a page, each in words, whatever stands before the name of the program."""
    text = CONTINUED.sub("", page.read_text(encoding="utf-8"))
    lines = [line for block in FENCED.findall(text) for line in block.splitlines()]
    lines += INLINE.findall(FENCED.sub("", text))
    for line in lines:
        for part in re.split(r";|&&|\|", line.split("  #")[0].removeprefix("$ ")):
            words = _words(part)
            while words and (SETTINGS.fullmatch(words[0]) or words[0].endswith("as-cadre")):
                words.pop(0)
            if words and Path(words[0]).name in RUNS:
                yield [Path(words[0]).name, *words[1:]]


def _words(line: str) -> list[str]:
    try:
        return shlex.split(line)
    except ValueError:  # a quotation mark of prose
        return []


def wrong(words: list[str]) -> str:
    """What is wrong with a command; "" where nothing is."""
    program, *rest = words
    if program == "cadre":
        return of_cadre(rest)
    if program == "make":
        return of_make(rest)
    if program == "python" and rest[:1] == ["-m"]:
        return of_module(rest[1], rest[2:])
    if program == "pytest" or rest[:2] == ["-m", "pytest"]:
        return of_paths(rest)
    return ""


def of_cadre(rest: list[str]) -> str:
    """Names of commands, then options of the last of them."""
    command: click.Command = engine
    context = click.Context(command)
    while isinstance(command, click.Group) and rest and not rest[0].startswith("-"):
        found = command.get_command(context, rest[0])
        if found is None:
            return f"no command {rest[0]}"
        command, rest = found, rest[1:]
    known = {"--help"}.union(*((*one.opts, *one.secondary_opts) for one in command.params))
    return ", ".join(one for one in options(rest) if one not in known)


def options(words: list[str]) -> Iterator[str]:
    """The options among words, but for a lone dash."""
    return (one.partition("=")[0] for one in words if re.match(r"--?[a-z]", one))


def of_make(rest: list[str]) -> str:
    """Targets of the Makefile; what has an equals sign is a variable of it."""
    text = (ROOT / "Makefile").read_text(encoding="utf-8")
    for one in rest:
        name, sign, _ = one.partition("=")
        pattern = rf"\$[({{](or \$\()?{name}" if sign else rf"^{re.escape(name)}:"
        if re.fullmatch(r"[\w-]+", name) and not re.search(pattern, text, re.MULTILINE):
            return f"nothing named {name}"
    return ""


def of_module(name: str, rest: list[str]) -> str:
    """A module of ours that is there, and knows the options."""
    if name == "pytest":
        return of_paths(rest)
    if name.partition(".")[0] not in ("benchmarks", "deploy", "tests", "workflow", "web"):
        return ""
    file = ROOT / name.replace(".", "/")
    file = file / "__main__.py" if file.is_dir() else file.with_suffix(".py")
    if not file.exists():
        return f"no module {name}"
    source = file.read_text(encoding="utf-8")
    return ", ".join(one for one in options(rest) if not re.search(rf'"(--)?{one[2:]}"', source))


def of_paths(rest: list[str]) -> str:
    """Paths that there are."""
    named = (one.partition("::")[0] for one in rest if one.startswith("tests/"))
    return ", ".join(one for one in named if "…" not in one and not [*ROOT.glob(one.rstrip("/"))])


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_command_that_a_page_tells_is_one(page: Path) -> None:
    assert [f"{' '.join(one)}: {why}" for one in told(page) if (why := wrong(one))] == []


def anchors(page: Path) -> set[str]:
    """The headings of a page as links name them."""
    told = (
        re.sub(r"[^\w\- ]", "", one.strip().lower())
        for one in HEADING.findall(page.read_text("utf-8"))
    )
    return {one.replace(" ", "-") for one in told}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_link_leads_somewhere(page: Path) -> None:
    for file, anchor in LINK.findall(page.read_text(encoding="utf-8")):
        if not file.startswith("http"):
            there = page.parent / file if file else page
            assert there.exists(), file
            assert not anchor or anchor in anchors(there), f"{file}#{anchor}"


def test_a_command_that_is_none_is_found() -> None:
    assert wrong(["cadre", "journal", "verify", "--loud"]) == "--loud"
    assert wrong(["cadre", "jurnal"]) == "no command jurnal"
    assert wrong(["make", "fast"]) == "nothing named fast"
    assert wrong(["python", "-m", "benchmarks.reading", "x", "--slowly"]) == "--slowly"
    assert wrong(["python", "-m", "benchmarks.nothing"]) == "no module benchmarks.nothing"
    assert wrong(["pytest", "-m", "nightly", "tests/nothing"]) == "tests/nothing"


def test_commands_are_found_on_the_pages() -> None:
    assert sum(1 for page in PAGES for _ in told(page)) > 100


def test_every_benchmark_can_be_begun_without_the_tests_around_it() -> None:
    named = {words[2] for page in PAGES for words in told(page) if words[1:2] == ["-m"]}
    own = sorted(one for one in named if one.startswith("benchmarks."))
    assert own
    program = "import " + ", ".join(own)
    ran = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert (ran.returncode, ran.stdout) == (0, ""), ran.stderr
