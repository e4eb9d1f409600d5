"""Activities of another process are copied in before anything is checked."""

import pytest
from small_process import PROCESS, Folder

from workflow.definition import read_process
from workflow.errors import DefinitionInvalid

OTHER = """\
process: other
title: 另一流程
edition: 1
effect: lateral
basis: {document: 试用办法, year: 2019}
settings: {reply_days: 3, posting_day: exclusive}
stages: {draft: 起草环节}
states:
  drafting: {stage: draft, title: 起草, initial: true}
  ready: {stage: draft, title: 完成, final: true}
shared: {from: small/1, activities: [paper, branch]}
activities: {}
moves:
  - {name: finish, title: 完成, from: [drafting], to: ready, by: [head], needs: [paper, branch]}
gates:
  papers: {title: 材料齐全, activities: [paper]}
goals: [ready]
"""


@pytest.fixture
def both(folder: Folder) -> Folder:
    folder.write("other/1.yaml", OTHER)
    return folder


def test_a_shared_activity_is_the_same_in_both(both: Folder) -> None:
    mine, other = both.edition("small/1").process, both.edition("other/1").process
    assert list(other.activities) == ["paper", "branch"]
    assert other.activities["branch"] == mine.activities["branch"]


def test_a_fault_in_a_shared_activity_keeps_the_line_of_its_own_file(both: Folder) -> None:
    line = both.change("ask: [person_branches]", "ask: [person_branch]")
    assert [(file, at) for file, at, _ in both.faults("other/1")] == [("small/1.yaml", line)]


def test_a_shared_activity_keeps_those_of_its_states_that_exist_here(both: Folder) -> None:
    both.change("title: 材料\n    of: case\n    in: [drafting]",
                "title: 材料\n    of: case\n    in: [drafting, meeting]")  # fmt: skip
    assert both.edition("other/1").process.activities["paper"].within == ("drafting",)
    assert both.edition("small/1").process.activities["paper"].within == ("drafting", "meeting")


def test_a_state_that_exists_nowhere_is_a_fault_also_when_shared(both: Folder) -> None:
    line = both.change("title: 材料\n    of: case\n    in: [drafting]",
                       "title: 材料\n    of: case\n    in: [drafting, drafted]") + 2  # fmt: skip
    assert [(file, at) for file, at, _ in both.faults("other/1")] == [("small/1.yaml", line)]


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("[paper, branch]}\nact", "[paper, brunch]}\nact", "没有办理内容“brunch”，是否“branch”？"),
        ("[paper, branch]}\nact", "[paper, branch, vote]}\nact", "（meeting）本流程都没有"),
        ("from: small/1", "from: small/9", "没有这个流程：“small/9”"),
        ("from: small/1", "from: ../rules", "应当写明来源流程"),
        ("from: small/1", "form: small/1", "不认识的键“form”，是否“from”？"),
        ("from: small/1, activities: [paper, branch]", "from: small/1", "应当写明共用的办理内容"),
        ("[paper, branch]}\nact", "[paper, branch, 7]}\nact", "应当是办理内容的名称"),
    ],
)
def test_what_cannot_be_shared_is_a_fault_of_its_line(
    both: Folder, old: str, new: str, message: str
) -> None:
    line = both.change(old, new, "other/1.yaml")
    assert any(
        (file, at) == ("other/1.yaml", line) and message in text
        for file, at, text in both.faults("other/1")
    )


def test_a_shared_activity_may_be_recorded_elsewhere_and_under_a_condition_here(both: Folder) -> None:
    both.change("[paper, branch]}\nact", "[paper, branch, vote], here: {vote: {in: [drafting], "
                "applies: is_other}}}\nact", "other/1.yaml")  # fmt: skip
    mine, other = both.edition("small/1").process, both.edition("other/1").process
    vote = other.activities["vote"]
    assert (vote.within, vote.applies) == (("drafting",), "is_other")
    assert vote.title == mine.activities["vote"].title
    assert mine.activities["vote"].within == ("meeting",)


@pytest.mark.parametrize(
    ("here", "message"),
    [
        ("{paper: {in: [meeting]}}", "没有这个步骤：“meeting”"),
        ("{paper: {applies: is_othr}}", "没有这个适用条件：“is_othr”，是否“is_other”？"),
        ("{paper: {title: 别的}}", "不能另定“title”"),
        ("{papr: {in: [drafting]}}", "“papr”没有列为共用，是否“paper”？"),
    ],
)
def test_what_is_said_otherwise_here_is_blamed_here(
    both: Folder, here: str, message: str
) -> None:
    line = both.change("[paper, branch]}\nact", f"[paper, branch],\n  here: {here}}}\nact",
                       "other/1.yaml") + 1  # fmt: skip
    assert [(file, at) for file, at, text in both.faults("other/1") if message in text] == [
        ("other/1.yaml", line)
    ]


def test_a_shared_activity_cannot_be_written_again(both: Folder) -> None:
    both.change("activities: {}", "activities: {paper: {kind: form, title: 别的, of: case, "
                "in: [drafting], record: [clerk]}}", "other/1.yaml")  # fmt: skip
    assert [(at, text) for _, at, text in both.faults("other/1")] == [
        (12, "已从别的流程共用，不能再写一遍")
    ]


def test_the_text_of_the_other_process_is_given_by_name() -> None:
    assert "paper" in read_process(OTHER, "o.yaml", shared={"small/1": PROCESS}).activities
    with pytest.raises(DefinitionInvalid):
        read_process(OTHER, "o.yaml")
