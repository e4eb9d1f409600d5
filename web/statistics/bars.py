"""Bars (条形图): drawn on the server, told apart by pattern so that they print in black and white."""

from collections.abc import Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape, quoteattr

WIDTH, LABEL, TOLD, LINE, THICK = 620, 200, 110, 24, 14
SHORT = 15  # characters of a label that fit
FILLS = (  # a pattern each, drawn within 6 × 6
    "", "M0 6L6 0M-1 1L1 -1M5 7L7 5", "M2 2h.8v.8h-.8z", "M0 1h6M0 4h6",
    "M1 0v6M4 0v6", "M0 0L6 6M6 0L0 6", "M1 1h4v4h-4z",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: its label, its parts in the order of the legend, and what stands at its end."""

    label: str
    parts: tuple[float, ...]
    told: str


def chart(name: str, title: str, legend: Sequence[str], bars: Sequence[Bar]) -> str:
    """The bars of one figure as SVG; `name` keeps its patterns apart from those of other charts."""
    most = max((sum(one.parts) for one in bars), default=0) or 1
    scale = (WIDTH - LABEL - TOLD) / most
    top = LINE if len(legend) > 1 else 4
    height = top + LINE * len(bars) + 4
    return "".join((
        f'<svg xmlns="http://www.w3.org/2000/svg" class="bars" role="img" width="{WIDTH}" '
        f'height="{height}" viewBox="0 0 {WIDTH} {height}" aria-label={quoteattr(title)}>',
        f"<title>{escape(title)}</title>",
        f"<defs>{''.join(_pattern(name, one) for one in range(len(legend)))}</defs>",
        *(_legend(name, legend) if len(legend) > 1 else ()),
        *(_bar(name, one, top + LINE * place, scale) for place, one in enumerate(bars)),
        "</svg>",
    ))  # fmt: skip


def _pattern(name: str, number: int) -> str:
    """The fill of one part; the first is solid, so a chart of single parts is dark throughout."""
    ground = "bar-solid" if number == 0 else "bar-ground"
    strokes = FILLS[number % len(FILLS)]
    drawn = f'<path d="{strokes}" class="bar-stroke"/>' if strokes else ""
    return (
        f'<pattern id="{name}-{number}" width="6" height="6" patternUnits="userSpaceOnUse">'
        f'<rect width="6" height="6" class="{ground}"/>{drawn}</pattern>'
    )


def _legend(name: str, legend: Sequence[str]) -> list[str]:
    drawn, left = [], 0
    for number, title in enumerate(legend):
        drawn.append(_rect(name, number, left, 4, 14))
        drawn.append(f'<text x="{left + 18}" y="15" class="bar-text">{escape(title)}</text>')
        left += 34 + 12 * len(title)
    return drawn


def _bar(name: str, bar: Bar, top: int, scale: float) -> str:
    short = bar.label if len(bar.label) <= SHORT else f"{bar.label[: SHORT - 1]}…"
    drawn, left = [], float(LABEL)
    for number, part in enumerate(bar.parts):
        width = round(part * scale, 1)
        if width:
            drawn.append(_rect(name, number, left, top + 4, width))
        left += width
    return (
        f'<text x="{LABEL - 8}" y="{top + 15}" text-anchor="end" class="bar-text">{escape(short)}</text>'
        f"{''.join(drawn)}"
        f'<text x="{round(left + 6, 1)}" y="{top + 15}" class="bar-text">{escape(bar.told)}</text>'
    )


def _rect(name: str, number: int, left: float, top: int, width: float) -> str:
    return (
        f'<rect x="{left}" y="{top}" width="{width}" height="{THICK}" fill="url(#{name}-{number})" '
        f'class="bar-rim"/>'
    )
