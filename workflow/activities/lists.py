"""Going through the lists of an assessment (逐项核对清单): every point answered, nothing counted.

The edition holds the lists (R-POL-04); a record names their version and the codes of their points, so
that a later version changes nothing of what was found. Without a list the points are free text, as
editions without one have recorded them.
"""

from collections.abc import Container, Iterator, Mapping

from workflow.activities.kind import Fault
from workflow.dossier import Values
from workflow.edition import Field, Lists

VERSION, POSITIVES, NEGATIVES, ITEM = "list_version", "positives", "negatives", "item"


def listed(fields: Mapping[str, Field], lists: Lists) -> dict[str, Field]:
    """The fields of a record with the points of `lists` as the words of their codes."""
    words = {POSITIVES: lists.indicators, NEGATIVES: {
        code: one.title for code, one in lists.circumstances.items()
    }}  # fmt: skip
    told = dict(fields)
    told[VERSION] = told[VERSION].model_copy(update={"required": True})
    told[NEGATIVES] = told[NEGATIVES].model_copy(update={"required": True})
    for name, points in words.items():
        columns = told[name].columns
        options = {code: f"{code} {text}" for code, text in points.items()}
        item = columns[ITEM].model_copy(update={"options": options})
        told[name] = told[name].model_copy(update={"columns": {**columns, ITEM: item}})
    return told


def list_faults(lists: Lists, values: Values) -> Iterator[Fault]:
    """What the record says beside the list: another version, unknown or doubled codes, gaps."""
    if values.get(VERSION) not in (None, "", lists.version):
        yield Fault(VERSION, f"本流程版本所附的清单是“{lists.version}”")
    yield from _code_faults(POSITIVES, values, lists.indicators)
    yield from _code_faults(NEGATIVES, values, lists.circumstances)
    answered = {code for _, code in _codes(NEGATIVES, values)}
    for code, one in lists.circumstances.items():
        if code not in answered:
            yield Fault(NEGATIVES, f"负面清单“{code} {one.title}”没有核对结果")


def _code_faults(name: str, values: Values, known: Container[str]) -> Iterator[Fault]:
    seen: set[str] = set()
    for number, code in _codes(name, values):
        path = f"{name}[{number}].{ITEM}"
        if code not in known:
            yield Fault(path, f"清单没有“{code}”这一项")
        elif code in seen:
            yield Fault(path, f"“{code}”重复")
        seen.add(code)


def _codes(name: str, values: Values) -> Iterator[tuple[int, str]]:
    """Row and code of every row that has one; rows of another shape are blamed as such already."""
    rows = values.get(name)
    for number, row in enumerate(rows if isinstance(rows, list | tuple) else ()):
        code = row.get(ITEM) if isinstance(row, Mapping) else None
        if isinstance(code, str) and code.strip():
            yield number, code
