"""The kind `checklist` (核查): named items, each with result, checker and basis."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from workflow.activities.fields import blank, check_values
from workflow.activities.kind import Fault, Kind, Lack, approval_faults, approval_lacks
from workflow.dossier import Act, Dossier, Round, Values
from workflow.edition import Activity, Field


class Checklist(Kind):
    """Complete: every item has a result, approved where asked.

    Whether a result is clear is judged by the guards that read the item, with rule and article.
    """

    name = "checklist"
    acts = ("record", "approve")

    def check(
        self, activity: Activity, act: str, values: Values, present: Round | None, dossier: Dossier
    ) -> Sequence[Fault]:
        """Record: `items`, some or all of them, each with a result of its own list."""
        if act == "approve":
            return (*approval_faults(activity, present, dossier), *check_values({}, values))
        items = values.get("items")
        if not isinstance(items, Mapping) or not items:
            return (Fault("items", "没有填写任何核查项目"),)
        extra = [Fault(name, "没有这一栏") for name in values if name != "items"]
        return [*extra, *self._items(activity, items, dossier)]

    def _items(
        self, activity: Activity, items: Mapping[str, Any], dossier: Dossier
    ) -> Iterator[Fault]:
        for name, given in items.items():
            path = f"items.{name}"
            item = activity.items.get(name)
            if item is None or not isinstance(given, Mapping):
                yield Fault(path, "没有这个核查项目")
                continue
            if given.get("result") not in item.results:
                told = "、".join(item.results.values())
                yield Fault(f"{path}.result", f"“{item.title}”的结果应为：{told}")
            if item.checker and dossier.actor and dossier.actor.duty not in item.checker:
                yield Fault(path, f"“{item.title}”应由专门人员核查")
            rest = {key: value for key, value in given.items() if key != "result"}
            yield from check_values(_fields(activity), rest, path=path)

    def merge(self, activity: Activity, acts: Sequence[Act]) -> Values:
        """The items as last checked, each with its checker and day."""
        items: dict[str, Any] = {}
        for act in acts:
            if act.act != "record":
                continue
            for name, given in act.values.get("items", {}).items():
                items[name] = {
                    **given, "on": act.on.isoformat(), "checker": act.by.account,
                    "person": act.by.person,
                }  # fmt: skip
        return {"items": items} if items else {}

    def lacks(self, activity: Activity, present: Round | None, dossier: Dossier) -> Sequence[Lack]:
        """Every item without a result, then the approval."""
        items = present.values.get("items", {}) if present else {}
        open_ = [
            Lack(
                f"“{activity.title}”的“{item.title}”尚未核查", f"核查“{item.title}”并登记结果",
                item.checker or activity.record, item.rule or "",
            )
            for name, item in activity.items.items()
            if blank(items.get(name, {}).get("result"))
        ]  # fmt: skip
        return open_ or (approval_lacks(activity, present) if present else ())


def _fields(activity: Activity) -> Mapping[str, Field]:
    return activity.fields
