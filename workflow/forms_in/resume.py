"""Reads the résumé (简历) of an appointment form line by line: from, to, what, and what lay within.

A line is `yyyy.MM--yyyy.MM  text`, with an open end `yyyy.MM--` or 至今. What follows without a
leading date belongs to it: a wrapped line, or a nested `（其间：…）`. Nothing is guessed of
level or post; only whether the line tells of study is read off its wording.
"""

import re
from dataclasses import dataclass, field
from datetime import date

from workflow.forms_in.dates import StatedDate, read_date
from workflow.forms_in.refusal import quoted

# The editor indents continuations by 18 blanks; from half a date range on it is an indent.
_INDENT = 8
_TAB = 8


def _date(name: str) -> str:
    """The pattern of a date in a group; `-` parts no date here, since it parts the two ends."""
    dotted = rf"(?P<{name}_mark>[./])[0-9]{{1,2}}(?:(?P={name}_mark)[0-9]{{1,2}})?"
    spelt = r"年[0-9]{1,2}月(?:[0-9]{1,2}日)?"
    return rf"(?P<{name}>(?:19|20)[0-9]{{2}}(?:{dotted}|{spelt}|[0-9]{{2}})(?![0-9]))"


_DASH = r"(?:--|——|[-—–~～－])"
# Blanks are taken possessively: eight megabytes of them must not be tried in every split.
_HEAD = re.compile(
    rf"{_date('start')}\s*+"
    rf"(?:{_DASH}\s*+{_date('end')}|至\s*+{_date('until')}"
    rf"|{_DASH}?\s*+至(?:今|现在)|{_DASH}\s*+(?:今|现在)(?=\s|$)|(?P<open>{_DASH}))"
    r"(?P<gap>\s*+)(?P<text>.*)"
)
_STARTS_WITH_YEAR = re.compile(r"(?:19|20)[0-9]{2}(?:[./年\-—–~～－]|[0-9]{2}|\s)")
# After an open end: the rest of an end that could not be read, and must not pass for no end.
_MANGLED_END = re.compile(
    rf"\s+(?:19|20)[0-9]{{2}}(?![0-9])|\s+(?:19|20)[0-9]{{4}}"
    rf"|\s*(?:{_DASH}|至)|[0-9]"
)
_NESTED = re.compile(r"[（(](?=其[间中])")
_BREAK = re.compile(r"\r\n|\r|\n|<br\s*/?>", re.IGNORECASE)
_FIRST_CLAUSE = re.compile(r"[，,；;。（(]")
_STUDY = re.compile(
    r".*(?:学习|就读|读书|求学|深造|进修|在读|毕业|学生|学员|专业|本科|专科|研究生|硕士生|博士生)"
)


@dataclass(frozen=True, slots=True)
class Period:
    """One dated line with what belongs to it; `end` None means until now. `raw` is as written."""

    start: StatedDate
    end: StatedDate | None
    text: str
    study: bool
    inner: tuple[str, ...]
    raw: str

    @property
    def precision(self) -> str:
        """The coarser of the two ends."""
        ends = [self.start] if self.end is None else [self.start, self.end]
        return "day" if all(end.precision == "day" for end in ends) else "month"


@dataclass
class _Block:
    """A line and the lines after it that have no date of their own."""

    number: int
    lines: list[str] = field(default_factory=list)


def read_resume(text: str) -> tuple[list[Period], list[str]]:
    """The periods in the order written, and a Chinese sentence for each line not understood."""
    periods: list[Period] = []
    doubts: list[str] = []
    for block in _blocks(text):
        period = _period(block)
        if period:
            periods.append(period)
        else:
            doubts.append(
                f"简历第 {block.number} 行不能识别起止时间和内容：{quoted(block.lines[0])}"
            )
        if period and _open_brackets(period.raw) != 0:
            doubts.append(f"简历第 {block.number} 行起的括号不成对：{quoted(block.lines[0])}")
    return periods, doubts


def _blocks(text: str) -> list[_Block]:
    """A block begins at the margin with a year, whether the rest can be read or not."""
    blocks: list[_Block] = []
    margin = 0
    for number, line in enumerate(_BREAK.split(text), start=1):
        if not line.strip():
            continue
        if not blocks:
            margin = _indent(line)
        at_margin = _indent(line) - margin < _INDENT
        if not blocks or (at_margin and _STARTS_WITH_YEAR.match(line.strip())):
            blocks.append(_Block(number))
        blocks[-1].lines.append(line)
    return blocks


def _indent(line: str) -> int:
    """Columns before the text: a tab counts eight, an ideographic blank two."""
    blanks = line[: len(line) - len(line.lstrip())]
    return sum({"\t": _TAB, "\u3000": 2}.get(blank, 1) for blank in blanks)


def _period(block: _Block) -> Period | None:
    head = _HEAD.fullmatch(block.lines[0].strip())
    if head is None:
        return None
    written_end = head["end"] or head["until"]
    start, end = read_date(head["start"]), read_date(written_end) if written_end else None
    if start is None or (written_end and end is None) or (end and _before(end, start)):
        return None
    if head["open"] and _MANGLED_END.match(head["gap"] + head["text"]):
        return None
    text, inner = _without_nested(head["text"], block.lines[1:])
    if not text and not inner:
        return None
    return Period(start, end, text, _is_study(text), inner, "\n".join(block.lines))


def _before(end: StatedDate, start: StatedDate) -> bool:
    """Whether the end precedes the start, compared by month unless both give the day."""
    if end.precision == start.precision == "day":
        return end.on < start.on
    return _month(end.on) < _month(start.on)


def _month(day: date) -> date:
    return day.replace(day=1)


def _without_nested(text: str, following: list[str]) -> tuple[str, tuple[str, ...]]:
    """The text with its wrapped lines joined, and apart from it what is told as nested."""
    joined, dated = [text], list[str]()
    depth = _open_brackets(text)
    for line in following:
        stripped = line.strip()
        if depth <= 0 and _HEAD.fullmatch(stripped):
            dated.append(stripped)
        elif dated and depth <= 0 and not _NESTED.match(stripped):
            dated[-1] += stripped
        else:
            joined.append(stripped)
            depth += _open_brackets(stripped)
    main, nested = _cut_nested("".join(joined))
    return main, (*nested, *dated)


def _cut_nested(text: str) -> tuple[str, list[str]]:
    """Take every `（其间：…）` and `（其中：…）` out; one left unclosed goes to the end."""
    kept, nested, done = list[str](), list[str](), 0
    for found in _NESTED.finditer(text):
        if found.start() < done:
            continue
        kept.append(text[done : found.start()].rstrip())
        done = _closing(text, found.start())
        nested.append(text[found.start() : done])
    kept.append(text[done:])
    return "".join(kept).strip(), nested


def _closing(text: str, start: int) -> int:
    """Where the bracket opened at `start` has closed; the end of the text if it never does."""
    depth = 0
    for place in range(start, len(text)):
        depth += {"（": 1, "(": 1, "）": -1, ")": -1}.get(text[place], 0)
        if depth == 0:
            return place + 1
    return len(text)


def _open_brackets(text: str) -> int:
    return sum(text.count(mark) for mark in "（(") - sum(text.count(mark) for mark in "）)")


def _is_study(text: str) -> bool:
    """Whether the first clause ends as a line of study does (…专业学习, …研究生, …毕业)."""
    return bool(_STUDY.fullmatch(_FIRST_CLAUSE.split(text, maxsplit=1)[0].strip()))
