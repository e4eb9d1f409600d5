"""Where a fault lies, in words (填报有误之处): `posts[2].quota` is “职位第3行·职数”."""

import re
from collections.abc import Mapping

from workflow.activities.kind import Kind
from workflow.edition import Activity, Field

STEP = re.compile(r"([^.\[\]]+)(?:\[(\d+)\])?")
# Keys that the kinds give and no field of a definition describes.
KEYS: Mapping[str, str] = {
    "items": "核查项目", "asks": "征求对象", "dimensions": "五个方面", "inputs": "四方面印证",
    "views": "到会与表态", "members": "应到会成员", "over": "所签材料", "result": "核查结果",
    "steps": "四个步骤",
}  # fmt: skip


def place_of_fault(kind: Kind, activity: Activity, act: str, path: str) -> str:
    """The titles along a path; a key that has none stays as it is."""
    items = {name: one.title for name, one in activity.items.items()}
    return place_in(kind.fields(activity, act), path, items)


def place_in(
    fields: Mapping[str, Field], path: str, titles: Mapping[str, str] | None = None
) -> str:
    """The same below some fields; `titles` of further keys."""
    words, known = [], fields
    for name, row in STEP.findall(path):
        field = known.get(name)
        title = field.title if field else (titles or {}).get(name, KEYS.get(name, name))
        words.append(f"{title}第{int(row) + 1}行" if row else title)
        known = field.columns if field and field.columns else fields
    return "·".join(words)
