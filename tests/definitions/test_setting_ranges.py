"""Settings (设置): an edition has every one that its guards read, and none beyond what may be chosen."""

import ast
import shutil
from collections.abc import Iterable, Mapping
from pathlib import Path

import pytest

from workflow.definition import read_package
from workflow.definition.settings import SETTINGS
from workflow.edition import Edition
from workflow.errors import DefinitionInvalid
from workflow.guards.sanctions import KINDS

ROOT = Path(__file__).parents[2]
READERS = ("figure", "choice", "setting", "window", "notice_window")


Change = tuple[str, str, str]  # what stands there, what is written instead, what is said of it
BEYOND: tuple[Change, ...] = (
    ("publicity_workdays: 5", "publicity_workdays: 4", "5至30"),
    ("publicity_posting_day: exclusive", "publicity_posting_day: both", "exclusive、inclusive"),
    ("preview_workdays: 1", "preview_workdays: 4", "0至3"),
    ("branch_opinion_days: 5", "branch_opinion_days: 16", "1至15"),
    ("branch_opinion_severity: B", "branch_opinion_severity: R", "B、W"),
    ("former_branch_months: 12", "former_branch_months: 5", "6至12"),
    ("recusal_base: keep", "recusal_base: shrnk", "keep、shrink"),
    ("prior_report_reply_days: 15", "prior_report_reply_days: 12", "10、15"),
    ("complaint_delay_months: 3", "complaint_delay_months: 4", "1至3"),
    ("opinion_freshness_months: 6", "opinion_freshness_months: 2", "3至12"),
    ("investigation_min_days: 3", "investigation_min_days: 0", "1至10"),
    ("backdate_tolerance_days: 3", "backdate_tolerance_days: 11", "0至10"),
    ("rank_holder_table: false", "rank_holder_table: 0", "true、false"),
    ("{county: 3, prefecture: 5}", "{county: 2, prefecture: 5}", "3至20"),
)
ODD: tuple[Change, ...] = (
    ("{county: 3, prefecture: 5}", "{county: 3}", "缺少“prefecture”"),
    ("training_hours: 550", "training_hour: 550", "没有这个设置：“training_hour”"),
)
MORE: tuple[Change, ...] = (
    ("{county: 3, prefecture: 5}", "{county: 3, prefecture: 5, town: 1}", "没有这一项：“town”"),
)
WITHIN: tuple[Change, ...] = (
    ("publicity_workdays: 5", "publicity_workdays: 7", ""),
    ("preview_workdays: 1", "preview_workdays: 0", ""),
    ("former_branch_months: 12", "former_branch_months: 6", ""),
    ("prior_report_reply_days: 15", "prior_report_reply_days: 10", ""),
    ('recommendation_quorum: "off"', "recommendation_quorum: two_thirds", ""),
)


def faults(folder: Path, changes: Iterable[Change]) -> list[str]:
    """What reading the promotion edition says after all these changes."""
    shutil.copytree(ROOT / "definitions", folder, dirs_exist_ok=True)
    file = folder / "promotion" / "1.yaml"
    text = file.read_text(encoding="utf-8")
    for old, new, _ in changes:
        assert text.count(old) == 1
        text = text.replace(old, new)
    file.write_text(text, encoding="utf-8")
    try:
        read_package(folder, "promotion/1")
    except DefinitionInvalid as wrong:
        return [str(fault) for fault in wrong.faults]
    return []


@pytest.mark.parametrize("changes", [BEYOND, ODD, MORE], ids=["beyond", "odd", "more"])
def test_each_value_beyond_what_may_be_chosen_is_a_fault_with_its_line(
    tmp_path: Path, changes: tuple[Change, ...]
) -> None:
    said = faults(tmp_path, changes)
    assert len(said) == len(changes)
    assert all("promotion/1.yaml" in one for one in said)
    for _, new, told in changes:
        name = "" if new.startswith("{") else new.partition(":")[0]
        assert len([one for one in said if told in one and name in one]) == 1, new


def test_other_values_within_the_range_are_an_edition(tmp_path: Path) -> None:
    assert faults(tmp_path, WITHIN) == []


def test_every_setting_that_a_guard_reads_by_name_is_one_that_can_be_set() -> None:
    read = {
        one.value
        for path in sorted((ROOT / "workflow" / "guards").glob("*.py"))
        for call in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name)
        and call.func.id in READERS
        for one in call.args
        if isinstance(one, ast.Constant) and isinstance(one.value, str) and "_" in one.value
    }  # fmt: skip
    usual = {"as_decision", "publicity_notice", "entrant_notice"}  # a value, names of activities
    assert {"publicity_workdays", "recusal_base", "branch_opinion_severity"} <= read
    assert read - usual - SETTINGS.keys() == set()


def test_the_promotion_sets_everything_but_what_only_transfers_read(
    editions: Mapping[str, Edition],
) -> None:
    told = editions["promotion/1"].process.settings
    assert SETTINGS.keys() - told.keys() == {"investigation_reuse_months"}


def test_every_kind_of_sanction_has_its_months() -> None:
    spans = SETTINGS["sanction_months"]
    assert isinstance(spans, Mapping)
    assert set(spans) == set(KINDS)
