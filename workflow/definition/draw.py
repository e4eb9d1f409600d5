"""Pictures of an edition (流程图): SVG for the screen, Mermaid text for documents.

No script, no ids, no style sheet inside: colours are attributes, which the page's CSS overrides by
the classes `flow-…`. What a colour says is said in words too, in the title of the box.
"""

from collections.abc import Collection, Iterator, Mapping
from types import MappingProxyType
from typing import Literal
from xml.sax.saxutils import escape, quoteattr

from workflow.definition.layout import COLUMNS, HEIGHT, WIDTH, Band, Layout, Line, Point, lay_out
from workflow.edition import Edition, State

Mark = Literal["done", "current", "next", "blocked"]
NO_MARKS: Mapping[str, Mark] = MappingProxyType({})
NO_DATES: Mapping[str, str] = MappingProxyType({})
MARKS: Mapping[Mark, tuple[str, str, str]] = MappingProxyType({  # words, sign, fill
    "done": ("已完成", "✓", "#e6f0e8"),
    "current": ("当前步骤", "▶", "#fde8e4"),
    "next": ("可进入", "→", "#ffffff"),
    "blocked": ("条件未满足", "！", "#fff6dd"),
})  # fmt: skip
TAKEN = "#1b6b3a"  # of a line that the case went along
STROKES = {"forward": ("#3d4a57", ""), "back": ("#8a5a00", "5 3"), "end": ("#8b949e", "2 3")}
SORTS = {"forward": "前行", "back": "退回", "end": "终结"}
LINE_LENGTH = 7  # characters of a title in one line of a box
FONT = "font-family=\"'Noto Sans CJK SC','Microsoft YaHei','PingFang SC',sans-serif\""


def svg(
    edition: Edition, *, marks: Mapping[str, Mark] = NO_MARKS, dates: Mapping[str, str] = NO_DATES,
    links: Mapping[str, str] = NO_DATES, taken: Collection[tuple[str, str]] = (),
    columns: int = COLUMNS,
) -> str:  # fmt: skip
    """The picture of an edition; `marks` and `dates` (texts, by state) show where a case stands.

    `links`: address by state, where a box leads; `taken`: the steps from state to state gone so far;
    `columns`: how many boxes wide.
    """
    layout, process = lay_out(edition, columns), edition.process
    title = f"{process.title}流程图（第{process.edition}版）"
    return "".join((
        f'<svg xmlns="http://www.w3.org/2000/svg" class="flow" role="group" '
        f"aria-label={quoteattr(title)} "
        f'width="{layout.width}" height="{layout.height}" '
        f'viewBox="0 0 {layout.width} {layout.height}" {FONT}>',
        f"<title>{escape(title)}</title><desc>{escape(_told(edition, layout))}</desc>",
        *map(_band, layout.bands),
        *(_line(edition, line, taken=(line.source, line.target) in taken) for line in layout.lines),
        *map(_stage, layout.bands),
        *(_box(edition, name, at, marks.get(name), dates.get(name, ""), links.get(name, ""))
          for name, at in layout.boxes.items()),
        "</svg>",
    ))  # fmt: skip


def mermaid(edition: Edition) -> str:
    """The same as Mermaid flowchart text; ids carry a prefix because `end` is a word of Mermaid."""
    process = edition.process
    lines = ["flowchart LR"]
    for stage, title in process.stages.items():
        lines.append(f"  subgraph g_{stage}[{_quoted(title)}]")
        lines += [f"    {_node(name, state)}" for name, state in process.states.items()
                  if state.stage == stage]  # fmt: skip
        lines.append("  end")
    lines += [f"  {_node(name, state)}" for name, state in process.states.items()
              if state.stage is None]  # fmt: skip
    for move in process.moves:
        arrow = "-->" if move.direction == "forward" else "-.->"
        lines += [f"  s_{source} {arrow}|{_quoted(move.title)}| s_{move.target}"
                  for source in move.source]  # fmt: skip
    return "\n".join(lines) + "\n"


def _node(name: str, state: State) -> str:
    opening, closing = ("([", "])") if state.final or state.initial else ("[", "]")
    return f"s_{name}{opening}{_quoted(state.title)}{closing}"


def _quoted(text: str) -> str:
    return '"' + text.replace("#", "#35;").replace('"', "#quot;") + '"'


def _told(edition: Edition, layout: Layout) -> str:
    """The picture in words: every state with its ways out."""
    return "。".join(_ways_out(edition, name) for name in layout.boxes) + "。"


def _ways_out(edition: Edition, name: str) -> str:
    states = edition.process.states
    out = [f"{move.title}（{SORTS[move.direction]}至{states[move.target].title}）"
           for move in edition.moves_from(name)]  # fmt: skip
    return f"{states[name].title}：{'、'.join(out) or '结束'}"


def _band(band: Band) -> str:
    return (
        f'<rect class="flow-band" x="{band.x}" y="{band.y}" width="{band.width}" '
        f'height="{band.height}" rx="4" fill="#f6f8fa" stroke="#d8dee4"/>'
    )


def _stage(band: Band) -> str:
    """The title of a stage, with a rim so that it stays readable where a line crosses it."""
    return (
        f'<text class="flow-stage" x="{band.x + 8}" y="{band.y + 16}" font-size="12" '
        f'fill="#57606a" stroke="#f6f8fa" stroke-width="3" paint-order="stroke">'
        f"{escape(band.title)}</text>"
    )


def _line(edition: Edition, line: Line, *, taken: bool) -> str:
    states = edition.process.states
    colour, dashes = STROKES[line.sort]
    said = f"{'、'.join(line.moves)}：{states[line.source].title} → {states[line.target].title}"
    kind, width = f"flow-line flow-{line.sort}", "1.4"
    if taken:
        said, kind, width, colour = f"{said}（已办理）", f"{kind} flow-taken", "2.8", TAKEN
    path = "M" + "L".join(f"{x} {y}" for x, y in line.points)
    dashed = f' stroke-dasharray="{dashes}"' if dashes else ""
    return (
        f'<g class="{kind}"><title>{escape(said)}</title>'
        f'<path d="{path}" fill="none" stroke="{colour}" stroke-width="{width}"{dashed}/>'
        f'<path class="flow-tip" d="{_tip(*line.points[-2:])}" fill="{colour}"/></g>'
    )


def _tip(before: Point, end: Point) -> str:
    """The arrow head at `end`, in the direction of the last part of the line."""
    (x, y), dx, dy = end, _sign(end[0] - before[0]), _sign(end[1] - before[1])
    return f"M{x} {y}L{x - 7 * dx - 4 * dy} {y - 7 * dy - 4 * dx}" \
           f"L{x - 7 * dx + 4 * dy} {y - 7 * dy + 4 * dx}Z"  # fmt: skip


def _sign(number: int) -> int:
    return (number > 0) - (number < 0)


def _said(edition: Edition, name: str, mark: Mark | None, day: str) -> str:
    """A state in words: its ways out, how it stands, since when."""
    words = MARKS[mark][0] if mark else ""
    return "；".join(one for one in (_ways_out(edition, name), words, day) if one)


def _box(
    edition: Edition, name: str, at: Point, mark: Mark | None, day: str, href: str
) -> str:
    """A box that leads somewhere is a link; each is reached by the keyboard."""
    state = edition.process.states[name]
    _, sign, fill = MARKS[mark] if mark else ("", "", "#ffffff")
    said = _said(edition, name, mark, day)
    label = f"aria-label={quoteattr(said)}"
    classes = ["flow-node", *([f"flow-{mark}"] if mark else [])]
    classes += ["flow-final"] if state.final else []
    heavy = 2.4 if mark == "current" else 1.2
    group = f'<g class="{" ".join(classes)}"'
    opening, closing = f'{group} tabindex="0" role="img" {label}>', "</g>"
    if href:
        opening = f'<a class="flow-link" href={quoteattr(href)} {label}>{group}>'
        closing = "</g></a>"
    return "".join((
        opening,
        f"<title>{escape(said)}</title>",
        f'<rect x="{at[0]}" y="{at[1]}" width="{WIDTH}" height="{HEIGHT}" '
        f'rx="{HEIGHT // 2 if state.final or state.initial else 5}" fill="{fill}" '
        f'stroke="#3d4a57" stroke-width="{heavy}"/>',
        *_texts(state, at, sign, day),
        closing,
    ))  # fmt: skip


def _texts(state: State, at: Point, sign: str, day: str) -> Iterator[str]:
    """The title in the middle, the sign of the mark before it, the day below."""
    lines = _wrapped(state.title)
    middle = at[1] + HEIGHT // 2 - (7 if day else 0)
    for number, text in enumerate(lines):
        y = middle + 5 + number * 16 - (len(lines) - 1) * 8
        yield _text("flow-name", at[0] + WIDTH // 2, y, 13, text)
    if sign:
        yield _text("flow-sign", at[0] + 10, at[1] + HEIGHT // 2 + 5, 12, sign)
    if day:
        yield _text("flow-date", at[0] + WIDTH // 2, at[1] + HEIGHT - 7, 11, day)


def _text(kind: str, x: int, y: int, size: int, text: str) -> str:
    return (
        f'<text class="{kind}" x="{x}" y="{y}" font-size="{size}" text-anchor="middle" '
        f'fill="#1f2328">{escape(text)}</text>'
    )


def _wrapped(title: str) -> list[str]:
    """A title in lines of about equal length."""
    count = -(-len(title) // LINE_LENGTH)
    length = -(-len(title) // count)
    return [title[n : n + length] for n in range(0, len(title), length)]
