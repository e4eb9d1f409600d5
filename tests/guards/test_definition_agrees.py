"""What the guards read is what the definition lets people record: no field under another name."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from recorded import RECORDED
from ruamel.yaml import YAML

from workflow.activities import KINDS
from workflow.edition import Activity, Field

DEFINITIONS = Path(__file__).parents[2] / "definitions"
# Written by the kinds themselves, when acts of a round are merged.
MERGED = {"asked", "answers", "responses", "complaints", "conclusions", "signed", "over",
          "dimensions", "inputs", "items"}  # fmt: skip


def activities() -> Mapping[str, Activity]:
    raw = YAML(typ="safe", pure=True).load((DEFINITIONS / "promotion" / "1.yaml").read_text())
    shape = set(Activity.model_fields) | {"in"}
    return {
        name: Activity.model_validate({k: v for k, v in told.items() if k in shape}, strict=False)
        for name, told in raw["activities"].items()
    }


ACTIVITIES = activities()
SHARED = sorted(set(RECORDED) & set(ACTIVITIES))


def unknown(values: Mapping[str, Any], fields: Mapping[str, Field], at: str) -> list[str]:
    """The places of `values` that no field of the definition has; codes outside the options."""
    found: list[str] = []
    for key, value in values.items():
        field = fields.get(key)
        if field is None:
            found += [] if key in MERGED else [f"{at}.{key}"]
        elif field.type == "rows":
            found += [one for row in value for one in unknown(row, field.columns, f"{at}.{key}")]
        elif field.type in ("code", "codes"):
            told = value if isinstance(value, list) else [value]
            found += [f"{at}.{key}={one}" for one in told if one not in field.options]
    return found


@pytest.mark.parametrize("name", SHARED)
def test_what_the_guards_read_can_be_recorded_under_that_name(name: str) -> None:
    activity, values = ACTIVITIES[name], RECORDED[name]
    kind = KINDS[activity.kind]
    act = {"notice": "post", "opinion": "answer", "signatures": "sign"}.get(activity.kind, "record")
    fields = kind.fields(activity, act)
    if activity.kind == "opinion":
        taken = {"by", "person", "on", "account"}
        for answer in values["answers"]:
            told = {key: one for key, one in answer.items() if key not in taken}
            assert unknown(told, fields, name) == []
    elif activity.kind == "checklist":
        for item, row in values["items"].items():
            told = {key: one for key, one in row.items() if key != "result"}
            assert unknown(told, activity.fields, f"{name}.{item}") == []
    elif activity.kind == "signatures":
        for row in values["signed"]:
            told = {k: v for k, v in row.items() if k not in ("person", "account", "on")}
            assert unknown(told, fields, name) == []
    else:
        assert unknown(values, fields, name) == []


def test_most_papers_are_compared() -> None:
    assert len(SHARED) >= 35


def test_every_part_of_a_gap_weighs_something_in_the_rules() -> None:
    rules = YAML(typ="safe", pure=True).load((DEFINITIONS / "rules.yaml").read_text())
    rules = rules.get("rules", rules)
    for rule, part in (
        ("R-APT-03", "estimated"), ("R-INV-05", "estimated"), ("R-INV-10", "kept"),
        ("R-INV-14", "examples"), ("R-BRANCH-01", "answer"), ("R-FTSB-03", "effect"),
    ):  # fmt: skip
        assert part in rules[rule]["parts"]
