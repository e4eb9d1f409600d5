"""Corrections (更正): which earlier entry a later one takes the place of, and what it says differently."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from web.reading import Line
from workflow.journal.read import Record

# Acts that people repeat to correct what they said; what else is repeated stands by itself.
REPEATED = ("record", "answer", "post", "state")
TOLD_APART = ("organization", "ask", "item", "office", "stage")  # several of one act in one round


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that is said differently; "" where it was not said before, or no longer is."""

    label: str
    before: str
    after: str


def corrected(records: Sequence[Record]) -> dict[str, Record]:
    """Entry → the earlier one that it corrects; `records` are journals, oldest first."""
    last: dict[tuple[object, ...], Record] = {}
    found: dict[str, Record] = {}
    for one in records:
        key = _key(one)
        if key is None:
            continue
        if key in last:
            found[one.id] = last[key]
        last[key] = one
    return found


def _key(record: Record) -> tuple[object, ...] | None:
    """What two entries share of which the later corrects the earlier; None for all others."""
    data = record.data
    if data.get("act") not in REPEATED or "activity" not in data:
        return None
    return (
        record.subject, data["activity"], data["act"], data.get("round", 1),
        *(str(record.values.get(one, "")) for one in TOLD_APART),
    )  # fmt: skip


def changes(before: Sequence[Line], after: Sequence[Line], *, whole: bool) -> tuple[Change, ...]:
    """What two entries say differently, by label; `whole`: what the later leaves out is gone."""
    earlier, later = dict(_flat(before)), dict(_flat(after))
    labels = dict.fromkeys((*(earlier if whole else ()), *later))
    return tuple(
        Change(label, earlier.get(label, ""), later.get(label, ""))
        for label in labels if earlier.get(label, "") != later.get(label, "")
    )  # fmt: skip


def _flat(lines: Sequence[Line], above: str = "") -> Iterator[tuple[str, str]]:
    """Every line under its full label: a row of a table is one, named by its first cell."""
    for line in lines:
        label = f"{above}{line.label}"
        if line.lines:
            yield from _flat(line.lines, f"{label}·")
        elif line.head:
            for number, row in enumerate(line.rows, 1):
                cells = [_words(one) for one in row]
                told = [(head, cell) for head, cell in zip(line.head, cells, strict=True) if cell]
                name = cells[0] or f"第{number}行"
                if cells[0] and len(told) > 1:
                    told = told[1:]  # it stands in the label already
                yield f"{label}·{name}", "，".join(f"{head}：{cell}" for head, cell in told)
        else:
            yield label, line.text or _words(line.documents)


def _words(cell: str | tuple[Mapping[str, object], ...]) -> str:
    return cell if isinstance(cell, str) else "、".join(str(one["name"]) for one in cell)
