"""Settings of an edition (设置取值核对): which exist, and how far the Regulation leaves them open."""

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import TypeAlias

from workflow.definition.fault import Fault, nearest
from workflow.definition.tree import Tree

# Values to choose from; a span of numbers; or a table whose keys are all there, each with its span.
Choices: TypeAlias = tuple[str | bool | int, ...]
Allowed: TypeAlias = Choices | range | Mapping[str, range]

COUNTING: Choices = ("as_decision", "minutes_only")
SANCTIONS = (
    "party_warning", "party_serious_warning", "party_post_removal", "party_probation", "warning",
    "demerit", "major_demerit", "demotion", "dismissal", "admonition", "suspension",
    "reassignment", "ordered_resignation", "removal", "demoted_use",
)  # fmt: skip

# What the rulebook calls setting or profile, with its bounds (rules of each in `rules.yaml`).
SETTINGS: Mapping[str, Allowed] = MappingProxyType({
    "publicity_posting_day": ("exclusive", "inclusive"),
    "publicity_workdays": range(5, 31),  # never below five (R-APT-03)
    "preview_workdays": range(4),
    "branch_opinion_days": range(1, 16),
    "branch_opinion_severity": ("B", "W"),
    "former_branch_months": range(6, 13),
    "recommendation_validity": ("strict", "inclusive"),
    "recommendation_quorum": ("off", "two_thirds"),
    "recusal_base": ("keep", "shrink"),
    "shortlist_counting": COUNTING,
    "department_counting": COUNTING,
    "prior_report_reply_days": (10, 15),
    "complaint_delay_months": range(1, 4),  # at most three (R-APT-05)
    "opinion_freshness_months": range(3, 13),
    "investigation_min_days": range(1, 11),
    "investigation_reuse_months": range(1, 13),
    "training_hours": range(1, 2001),
    "backdate_tolerance_days": range(11),
    "hold_confirm_workdays": range(1, 31),
    "review_days": range(15, 91),
    "rank_holder_table": (True, False),
    "party_years": {"county": range(3, 21), "prefecture": range(5, 21)},  # R-QUAL-12, never less
    "township_months": {"township_chief": range(12, 61), "township_deputy": range(12, 61)},
    "sanction_months": dict.fromkeys(SANCTIONS, range(6, 61)),
})  # fmt: skip


def setting_faults(tree: Tree, known: Mapping[str, Allowed] | None) -> Iterator[Fault]:
    """Settings that no guard knows, and values beyond what may be chosen; nothing without a table."""
    for name, value in tree.table("settings").items() if known is not None else ():
        allowed = known.get(name) if known else None
        if allowed is None:
            near = nearest(name, known or ())
            yield tree.fault(("settings", name), f"没有这个设置：“{name}”{near}", at_key=True)
        elif isinstance(allowed, Mapping):
            yield from _table_faults(tree, name, allowed)
        elif not _fits(value, allowed):
            yield tree.fault(("settings", name), f"“{_shown(value)}”不在可选范围（{_told(allowed)}）内")


def _table_faults(tree: Tree, name: str, allowed: Mapping[str, range]) -> Iterator[Fault]:
    given = tree.table("settings", name)
    for key in allowed:
        if key not in given:
            yield tree.fault(("settings", name), f"缺少“{key}”", at_key=True)
    for key, value in given.items():
        path = ("settings", name, key)
        if key not in allowed:
            yield tree.fault(path, f"没有这一项：“{key}”{nearest(key, allowed)}", at_key=True)
        elif not _fits(value, allowed[key]):
            yield tree.fault(path, f"“{_shown(value)}”不在可选范围（{_told(allowed[key])}）内")


def _fits(value: object, allowed: Choices | range) -> bool:
    """Whether a value is one of the choices, of the same type: true is no 1."""
    if isinstance(allowed, range):
        return type(value) is int and value in allowed
    return any(type(value) is type(one) and value == one for one in allowed)


def _told(allowed: Choices | range) -> str:
    if isinstance(allowed, range):
        return f"{allowed[0]}至{allowed[-1]}"
    return "、".join(_shown(one) for one in allowed)


def _shown(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)
