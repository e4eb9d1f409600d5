"""Whether the figures of a tally agree with each other (票数相符, R-REC-02): every contradiction.

Read of what was filled in, whatever it is: what is absent or no whole number is said by the fields.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from workflow.dossier import Dossier, Values

CHAIN: Mapping[str, str] = {
    "valid": "有效", "returned": "收回", "issued": "发出", "present": "到会", "expected": "应到",
}  # fmt: skip
GRADES: Mapping[str, str] = {
    "excellent": "优秀", "competent": "称职", "basic": "基本称职", "incompetent": "不称职",
}


def contradictions(
    values: Values, groups: Mapping[str, str], names: Mapping[str, str], most: int
) -> Iterator[str]:
    """Every contradiction in the figures of a recommendation or an evaluation, in plain words.

    `groups`: group → title; `names`: person → name; `most`: how many people one ballot may name.
    """
    yield from chain(values)
    yield from _by_group(values, groups)
    yield from _nominees(values, names, most)
    graded = {key: figure for key in GRADES if (figure := whole(values, key)) is not None}
    valid = whole(values, "valid")
    if graded and sum(graded.values()) != valid:
        yield f"各等次合计{sum(graded.values())}，有效票{_told(valid)}"


def chain(values: Values) -> Iterator[str]:
    """Every figure that exceeds the next larger one that was filled in."""
    told = [(title, figure) for key, title in CHAIN.items()
            if (figure := whole(values, key)) is not None]  # fmt: skip
    for (small, one), (large, other) in pairwise(told):
        if one > other:
            yield f"{small}{one}多于{large}{other}"
    if any(figure < 0 for _, figure in told):
        yield "人数或者票数为负"


def _by_group(values: Values, groups: Mapping[str, str]) -> Iterator[str]:
    """Each group against itself, and all of them against the whole."""
    told = rows_of(values, "groups")
    for row in told:
        present, expected = whole(row, "present"), whole(row, "expected")
        if present is not None and expected is not None and present > expected:
            title = groups.get(str(row.get("group")), "某类人员")
            yield f"{title}到会{present}多于应到{expected}"
    for key, title in (("expected", "应到"), ("present", "到会"), ("talked", "谈话人数")):
        total, column = whole(values, key), "present" if key == "talked" else key
        summed = sum(whole(row, column) or 0 for row in told)
        if told and total is not None and summed != total:
            yield f"各类人员{CHAIN[column]}合计{summed}，{title}填的是{total}"


def _nominees(values: Values, names: Mapping[str, str], most: int) -> Iterator[str]:
    """Nobody has more votes than there are ballots; all together not more than these may name."""
    told = rows_of(values, "figures")
    votes = [whole(row, "votes") or 0 for row in told]
    valid, title = whole(values, "valid"), "有效票"
    if "talked" in values:
        valid, title = whole(values, "talked"), "谈话人数"
    if votes and valid is None:
        yield "没有有效票数（谈话人数）"
    elif valid is not None:
        for row, figure in zip(told, votes, strict=True):
            if figure > valid:
                yield f"{_named(row, names)}得票{figure}，多于{title}{valid}"
        if votes and sum(votes) > valid * most:
            yield f"得票合计{sum(votes)}，多于{title}{valid}与职位数{most}之积"
    twice = Counter((_named(row, names), str(row.get("post"))) for row in told)
    for (name, _), times in twice.items():
        if times > 1:
            yield f"{name}列了{times}行"


def seats(dossier: Dossier) -> int:
    """How many people one participant may name: by the reference list, else one for each post."""
    listed = whole(dossier.values("reference_list"), "seats")
    return listed or max(1, len(rows_of(dossier.values("post_profile"), "posts")))


def whole(values: Values, key: str) -> int | None:
    """The whole number under a key; None for anything else, a tick included."""
    found = values.get(key)
    return found if isinstance(found, int) and not isinstance(found, bool) else None


def rows_of(values: Values, key: str) -> list[Values]:
    """The rows of a table under a key; what is no row is left out."""
    found = values.get(key)
    if not isinstance(found, Sequence) or isinstance(found, str):
        return []
    return [row for row in found if isinstance(row, Mapping)]


def _named(row: Values, names: Mapping[str, str]) -> str:
    person = row.get("person")
    return names.get(person, person) if isinstance(person, str) else "某人选"


def _told(figure: int | None) -> str:
    return "没有填写" if figure is None else str(figure)
