"""The point of the negative list that a veto rests on (负面清单情形): named by code, kept in words."""

from collections.abc import Mapping
from typing import Any

from workflow.errors import BadInput, Reason
from workflow.journal import Desk
from workflow.queries.lists import lists_in_force, veto_points

ITEM, VERSION, WORDS = "item", "list_version", "item_words"


def with_point(desk: Desk, person: str, values: Mapping[str, Any]) -> Mapping[str, Any]:
    """`values` with the words of the point beside its code, so that the entry is read without the list.

    As they are where no edition has a list. Raises BadInput for words of one's own, a version that is
    not in force, a code that it lacks, and a point that is no ground of a veto (R-POL-05).
    """
    lists = lists_in_force(desk, person)
    if WORDS in values:
        raise _refused("清单情形的文字由清单给出", "只写清单编号")
    if not lists:
        return values
    item, version = str(values[ITEM]), str(values[VERSION])
    known = lists.get(version)
    if known is None:
        raise _refused(f"“{version}”不是现行清单的版本", f"写明现行清单的版本：{'、'.join(lists)}")
    point = known.circumstances.get(item)
    if point is None:
        raise _refused(f"负面清单没有“{item}”这一项", "写清单中的编号，如 N11")
    if item not in veto_points(known):
        raise _refused(
            f"“{item} {point.title}”查实的先行暂缓，不属一票否决的情形", "提出暂缓，由另一人查清处理"
        )
    return {**values, WORDS: point.title}


def _refused(found: str, needed: str) -> BadInput:
    return BadInput(reasons=[Reason("R-POL-05", found, needed)])
