"""Two editions differ exactly where their texts do, and people can read where."""

import pytest
from small_process import Folder

from workflow.definition import differences


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("title: 小流程", "title: 新流程", ["title：小流程 → 新流程"]),
        ("reply_days: 5", "reply_days: 3", ["settings.reply_days：5 → 3"]),
        ("needs: [vote]", "needs: [vote, paper]", ["moves.adopt.needs：vote → vote、paper"]),
        ("guards: [papers_right]", "guards: []", ["moves.submit.guards：papers_right → （无）"]),
        ("doubt: 存疑", "open: 未了结",
         ["activities.check.items.file.results.doubt：存疑 → （无）",
          "activities.check.items.file.results.open：（无） → 未了结"]),
        ("options: {no: 不, yes: 是}", "options: {yes: 是, no: 不}",
         ["activities.paper.fields.way.options（次序）：no、yes → yes、no"]),
        ("name: adopt, title: 通过", "name: pass_on, title: 通过",
         ["moves.adopt：通过 → （无）", "moves.pass_on：（无） → 通过"]),
        ("settings: {reply_days: 5", "settings: {strict: true, reply_days: 5",
         ["settings.strict：（无） → 是"]),
    ],
)  # fmt: skip
def test_a_change_is_told_by_its_path(folder: Folder, old: str, new: str, told: list[str]) -> None:
    before = folder.edition()
    folder.change(old, new)
    assert [str(one) for one in differences(before, folder.edition())] == told
    assert before.digest != folder.edition().digest


def test_true_and_one_are_different_settings(folder: Folder) -> None:
    before = folder.edition()
    folder.change("reply_days: 5", "reply_days: 1")
    one = folder.edition()
    folder.change("reply_days: 1", "reply_days: true")
    assert [str(d) for d in differences(one, folder.edition())] == ["settings.reply_days：1 → 是"]
    assert differences(before, before) == []


def test_rules_and_duties_are_compared_too(folder: Folder) -> None:
    before = folder.edition()
    folder.change("severity: warn", "severity: block", "rules.yaml")
    folder.change("apart: [head]", "apart: []", "duties.yaml")
    assert [str(one) for one in differences(before, folder.edition())] == [
        "rules.R-PAP-02.severity：warn → block",
        "duties.clerk.apart：head → （无）",
    ]
