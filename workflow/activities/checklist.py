"""The checklist (核查表): named items, each with its result, basis, document and checker.

`lacks` reports the items without a result and the approval. Whether a result lets the item pass is
judged by guards (exclusions_absent, file_clear, …), which know what each result means.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from workflow.activities.approval import approval_faults, approval_lacks
from workflow.activities.fields import check_values, optional, required_empty, step
from workflow.activities.kind import ACTS, Fault, Kind, Lack, duty_title
from workflow.dossier import Act, Dossier, Round, Values
from workflow.edition import Activity, Field, Item

# Every item has these; an activity's field of the same name takes their place.
ITEM_FIELDS: Mapping[str, Field] = {
    "basis": Field(type="text", title="依据", required=False, long=True),
    "document": Field(type="doc", title="材料", required=False),
}


class Checklist(Kind):
    """Recorded item by item, by one or several; a later record of an item takes its place.

    A field of the activity may stand in an item or beside the items, as the matter asks; a required
    one must be filled in somewhere before the list is complete. `basis` and `document` always stand
    in the items, and where the activity requires them, in each.
    """

    name = "checklist"
    acts = ("record", "approve")

    def duties(self, activity: Activity, act: str) -> tuple[str, ...]:
        """Who records: the activity's recorders and the checkers of single items."""
        if act != "record":
            return super().duties(activity, act)
        checkers = (duty for item in activity.items.values() for duty in item.checker)
        return tuple(dict.fromkeys((*activity.record, *checkers)))

    def fields(self, activity: Activity, act: str) -> Mapping[str, Field]:
        """What may stand beside the items; see `item_fields` for what stands in them."""
        return optional(_beside(activity)) if act == "record" else super().fields(activity, act)

    def faults(
        self, activity: Activity, act: str, values: Values, present: Round | None, dossier: Dossier
    ) -> Iterator[Fault]:
        """Known items with known results, each by its checker; approval when all have one."""
        if act == "approve":
            yield from approval_faults(activity, values, present, dossier)
            missing = [] if present is None else _unchecked(activity, present.values)
            if missing:
                titles = "、".join(activity.items[name].title for name in missing)
                yield Fault(ACTS["approve"], f"尚有项目没有核查结果：{titles}")
            return
        rest = {name: value for name, value in values.items() if name != "items"}
        yield from check_values(self.fields(activity, act), rest)
        items = values.get("items", {})
        if not isinstance(items, Mapping):
            yield Fault("items", "须按核查项目填写")
        elif not items and not rest:
            yield Fault("items", "没有填写任何核查项目")
        else:
            for name, row in items.items():
                yield from _item_faults(activity, name, row, dossier)

    def merged(self, activity: Activity, acts: Sequence[Act]) -> Values:
        """Every item as last recorded, with the day and who checked it; fields as last recorded."""
        items: dict[str, Values] = {}
        beside: dict[str, Any] = {}
        for act in (one for one in acts if one.act == "record"):
            beside.update({name: value for name, value in act.values.items() if name != "items"})
            who = {"on": act.on.isoformat(), "checker": act.by.account, "person": act.by.person}
            items.update({
                name: {**row, **who} for name, row in act.values.get("items", {}).items()
            })  # fmt: skip
        return {**beside, "items": items}

    def lacks(self, activity: Activity, present: Round | None, dossier: Dossier) -> Sequence[Lack]:
        """Items without a result, required fields filled in nowhere, the approval."""
        values = present.values if present else {}
        items = values.get("items", {})
        missing = required_empty(_beside(activity), values, *items.values())
        lacks = [_lack(activity, activity.items[name]) for name in _unchecked(activity, values)]
        if missing:
            who = self.duties(activity, "record")
            lacks.append(Lack(f"“{activity.title}”缺少：{'、'.join(missing)}", "填写齐全", who))
        return [*lacks, *approval_lacks(activity, present)]


def _beside(activity: Activity) -> dict[str, Field]:
    return {name: field for name, field in activity.fields.items() if name not in ITEM_FIELDS}


def _unchecked(activity: Activity, values: Values) -> list[str]:
    items = values.get("items", {})
    return [name for name in activity.items if name not in items]


def _lack(activity: Activity, item: Item) -> Lack:
    found = f"“{activity.title}”中“{item.title}”没有核查结果"
    return Lack(found, "核查并写明结果", item.checker or activity.record, item.rule or "")


def item_fields(activity: Activity, item: Item) -> dict[str, Field]:
    """What may be filled in for one item; a form is drawn from these."""
    own = {name: activity.fields.get(name, field) for name, field in ITEM_FIELDS.items()}
    result = Field(type="code", title="核查结果", options=item.results)
    return {"result": result, **optional(activity.fields), **own}


def _item_faults(activity: Activity, name: str, row: object, dossier: Dossier) -> Iterator[Fault]:
    path, item = step("items", name), activity.items.get(name)
    if item is None:
        yield Fault(path, "没有这一核查项目")
        return
    yield from check_values(item_fields(activity, item), row, path=path)
    allowed = item.checker or activity.record
    if dossier.actor is not None and allowed and dossier.actor.duty not in allowed:
        titles = "、".join(duty_title(dossier, duty) for duty in allowed)
        yield Fault(path, f"“{item.title}”由{titles}核查")
