"""An edition that amends an earlier one says only what differs; the whole is checked and sealed."""

import pytest
from small_lists import LIST, assessed
from small_process import PROCESS, Folder

from workflow.definition import read_process, text_of
from workflow.errors import DefinitionInvalid

SECOND = "process: small\nedition: 2\namends: small/1\n"
AT = "small/2.yaml"


def test_an_amended_edition_is_the_one_written_out_whole(folder: Folder) -> None:
    assessed(folder)
    folder.write(AT, f"{SECOND}settings: {{reply_days: 7}}\nlists: {{quality: local}}\n")
    amended, first = folder.edition("small/2"), folder.edition("small/1")
    assert first.process.activities["quality"].lists is None
    whole = (folder.path / "small/1.yaml").read_text("utf-8").replace("edition: 1", "edition: 2")
    folder.write(AT, whole.replace("reply_days: 5", "reply_days: 7").replace(
        "    mode: full\n", "    mode: full\n    lists: local\n"
    ))  # fmt: skip
    assert text_of(folder.edition("small/2")) == text_of(amended)


def test_what_is_amended_may_be_amended_again(folder: Folder) -> None:
    assessed(folder)
    folder.write("lists/other.yaml", LIST.replace("第1版", "第2版"))
    folder.write(AT, f"{SECOND}settings: {{reply_days: 7}}\nlists: {{quality: local}}\n")
    folder.write("small/3.yaml", "process: small\nedition: 3\namends: small/2\nlists: {quality: other}\n")
    third = folder.edition("small/3").process
    assert third.settings == {"reply_days": 7, "posting_day": "exclusive"}
    assert third.activities["quality"].lists.version == "第2版"  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("amends", "told"),
    [
        ("small/2", "应当写明本流程较早的版本"), ("small/3", "应当写明本流程较早的版本"),
        ("other/1", "应当写明本流程较早的版本"), ("../rules", "应当写明本流程较早的版本"),
        ("[small/1]", "应当写明本流程较早的版本"), ("small/0", "应当写明本流程较早的版本"),
    ],
)  # fmt: skip
def test_only_an_earlier_edition_of_the_same_process_is_amended(
    folder: Folder, amends: str, told: str
) -> None:
    folder.write(AT, SECOND.replace("amends: small/1", f"amends: {amends}"))
    ((file, line, message),) = folder.faults("small/2")
    assert (file, line) == (AT, 3)
    assert told in message


def test_an_earlier_edition_that_is_not_there_is_told(folder: Folder) -> None:
    folder.write("small/9.yaml", "process: small\nedition: 9\namends: small/8\n")
    assert folder.faults("small/9") == [("small/9.yaml", 3, "没有这个流程：“small/8”")]
    with pytest.raises(DefinitionInvalid):
        read_process(SECOND, AT)
    assert read_process(SECOND, AT, shared={"small/1": PROCESS}).edition == 2


@pytest.mark.parametrize(
    ("more", "told"),
    [
        ("moves: []", "修订只能另定 settings、lists，不能另定“moves”"),
        ("gates: {}", "修订只能另定 settings、lists，不能另定“gates”"),
        ("lists: {qality: local}", "没有这个办理内容：“qality”，是否“quality”？"),
        ("lists: {quality: lokal}", "没有这份清单：“lokal”"),
        ("lists: {quality: [local]}", "应当是键值表，现为列表"),
        ("lists: {paper: local}", "“lists”不属于 form，只用于 assessment"),
        ("settings: 7", "应当是键值表"), ("lists: local", "应当是键值表"),
        ("settings: {reply_days: [7]}", "应当是"),
    ],
)  # fmt: skip
def test_what_is_amended_wrongly_is_told_at_its_line(folder: Folder, more: str, told: str) -> None:
    assessed(folder)
    folder.write(AT, f"{SECOND}{more}\n")
    faults = folder.faults("small/2")
    assert [(file, line) for file, line, _ in faults] == [(AT, 4)]
    assert told in faults[0][2]


def test_a_fault_of_the_earlier_edition_keeps_its_line(folder: Folder) -> None:
    folder.write(AT, SECOND)
    line = folder.change("ask: [person_branches]", "ask: [person_branch]")
    assert [one[:2] for one in folder.faults("small/2")] == [("small/1.yaml", line)]
    folder.write("small/1.yaml", "process: [\n")
    assert ("small/1.yaml", 2) in [one[:2] for one in folder.faults("small/2")]


def test_what_stood_in_place_of_an_amended_list_leaves_no_lines_behind(folder: Folder) -> None:
    assessed(folder)
    folder.change("    mode: full\n", "    mode: full\n    lists: local\n")
    folder.write("lists/other.yaml", LIST.replace("level: hold", "level: never"))
    folder.write(AT, f"{SECOND}lists: {{quality: other}}\n")
    assert folder.faults("small/1") == []
    assert [one[0] for one in folder.faults("small/2")] == ["lists/other.yaml"]
