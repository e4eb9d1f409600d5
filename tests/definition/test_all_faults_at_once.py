"""A definition is refused once, with everything that is wrong with it."""

import pytest
from small_process import PROCESS, SMALL, Folder

from workflow.definition import Fault, read_all, read_file, read_package
from workflow.errors import DefinitionInvalid


def test_five_different_faults_are_five_faults_with_their_lines(folder: Folder) -> None:
    made = {
        folder.change("duty: clerk", "duty: clark"): "没有这个岗位职责",  # a name
        folder.change("needs: [vote]", "neds: [vote]"): "不认识的键",  # a key
        folder.change("goals: [done]", "goals: [done]\ngoals: [closed]") + 1: "重复",  # a duplicate
        folder.change("workdays: reply_days", "workdays: 1.5"): "小数",  # a value
        folder.change("ask: [person_branches]", "ask: []"): "不能为空",  # a kind
    }
    told = folder.faults()
    assert sorted(line for _, line, _ in told) == sorted(made)
    assert all(made[line] in message for _, line, message in told)


def test_faults_of_all_files_come_together_in_the_order_of_the_files(folder: Folder) -> None:
    folder.change("duty: clerk", "duty: clark")
    folder.change("at: committee", "at: comittee", "duties.yaml")
    folder.change("title: 材料,", "titel: 材料,", "rules.yaml")
    files = [file for file, _, _ in folder.faults()]
    assert files == ["duties.yaml", "rules.yaml", "rules.yaml", "small/1.yaml"]


def test_reading_a_folder_tells_the_faults_of_every_edition(folder: Folder) -> None:
    text = (folder.path / "small/1.yaml").read_text(encoding="utf-8")
    folder.write("small/2.yaml", text.replace("edition: 1", "edition: 3"))
    folder.change("duty: clerk", "duty: clark")
    with pytest.raises(DefinitionInvalid) as refused:
        read_all(folder.path, SMALL)
    faults = [fault for fault in refused.value.faults if isinstance(fault, Fault)]
    assert [fault.file for fault in faults] == ["small/1.yaml", "small/2.yaml"]
    assert str(faults[1]) in str(refused.value)


def test_reading_a_folder_finds_its_editions_and_nothing_else(folder: Folder) -> None:
    text = (folder.path / "small/1.yaml").read_text(encoding="utf-8")
    folder.write("small/10.yaml", text.replace("edition: 1", "edition: 10"))
    folder.write("small/2.yaml", text.replace("edition: 1", "edition: 2"))
    folder.write("calendars/cn-2026.yaml", "year: 2026\n")
    editions = read_all(folder.path, SMALL)
    assert list(editions) == ["small/1", "small/2", "small/10"]
    assert editions["small/10"] == read_package(folder.path, "small/10", SMALL)


def test_a_file_in_another_encoding_is_a_fault_that_names_the_byte(folder: Folder) -> None:
    (folder.path / "rules.yaml").write_bytes("R-PAP-01: 材".encode() + b"\xff")
    assert [(file, text) for file, _, text in folder.faults()] == [
        ("rules.yaml", "第14字节不是 UTF-8")
    ]


def test_a_folder_where_a_file_should_be_is_a_fault(folder: Folder) -> None:
    (folder.path / "rules.yaml").unlink()
    (folder.path / "rules.yaml").mkdir()
    assert ("rules.yaml", 1, "文件不能读取") in folder.faults()


def test_a_draft_may_lie_anywhere_and_be_called_as_it_likes(folder: Folder) -> None:
    folder.write("drafts/未定稿.yaml", PROCESS)
    draft = read_file(folder.path / "drafts" / "未定稿.yaml", folder.path, SMALL)
    assert draft == folder.edition()
