"""A guard all of whose papers do not apply is not asked; an entry says why they do not."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from recorded import RECORDED
from scene import dossier

from workflow.definition import read_package
from workflow.machine import findings

TRANSFER = read_package(Path(__file__).parents[2] / "definitions", "transfer/1")
TEAM = {"team_signed", "talk_groups", "face_talk_held", "synthesis_order", "material_blocks"}
ALWAYS = {"file_clear", "double_signature", "branch_heard", "five_dimensions", "discipline_replied"}


def asked(proposal: Mapping[str, Any]) -> set[str]:
    """What is judged when the investigation of a transfer is concluded."""
    seen = dossier({**RECORDED, "initial_proposal": proposal}, items={}, edition=TRANSFER)
    conclude = TRANSFER.move("conclude_investigation")
    assert conclude is not None
    return {one.guard for one in findings(seen, conclude)}


def test_a_transfer_on_a_recent_investigation_is_not_asked_for_a_team_but_for_all_checks() -> None:
    found = asked({"last_investigated_on": "2026-01-08", "same_line": True})
    assert not TEAM & found
    assert found >= ALWAYS


def test_a_transfer_to_another_line_of_work_is_asked_for_both() -> None:
    assert asked({"last_investigated_on": "2026-01-08", "same_line": False}) >= TEAM | ALWAYS
