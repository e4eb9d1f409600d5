"""Lists of an assessment: an own file of the definitions, refused with every fault and its line."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st
from ruamel.yaml import YAML
from small_lists import AT, LIST, assessed
from small_process import Folder

from workflow.definition import differences, text_of, thaw
from workflow.definition.listed import list_faults
from workflow.definition.tree import Tree


@pytest.fixture
def listed(folder: Folder) -> Folder:
    """A process with an assessment that goes through a list."""
    assessed(folder, "    lists: local\n")
    return folder


def test_a_list_is_part_of_the_edition_and_of_its_digest(listed: Folder) -> None:
    before = listed.edition()
    lists = before.process.activities["quality"].lists
    assert lists is not None
    assert (lists.version, list(lists.circumstances)) == ("第1版", ["N1", "N2", "N3"])
    assert lists.indicators == {"P1": "旗帜鲜明", "P2": "言行一致"}
    assert thaw(text_of(before)) == before
    listed.change("小圈子", "团团伙伙", AT)
    (changed,) = differences(before, listed.edition())
    assert changed.keys[-3:] == ("points", "N3", "title")


def test_without_a_list_the_sealed_text_says_nothing_of_lists(folder: Folder) -> None:
    assert b"lists" not in text_of(folder.edition())


def test_a_list_written_out_in_place_is_the_same_edition(listed: Folder) -> None:
    named = listed.edition()
    inside = "".join(f"      {line}\n" for line in LIST.splitlines())
    listed.change("    lists: local\n", f"    lists:\n{inside}")
    assert listed.edition() == named


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("version: 第1版", "note: 无", "缺少“version”"),
        ("version: 第1版", "version: ''", "文字不能为空"),
        ("version: 第1版", "version: '  '", "文字不能为空"),
        ("{P1: 旗帜鲜明, P2: 言行一致}", "{}", "这一类没有条目"),
        ("{N3: {title: 小圈子, level: veto}}", "{}", "这一类没有条目"),
        ("{N3: {title", "{N1: {title", "编号“N1”重复，“隐瞒事项”已用"),
        ("{N3: {title", "{P2: {title", "编号“P2”重复，“言行一致”已用"),
        ("P2: 言行一致", "P1: 言行一致", "“P1”重复，第6行已有"),
        ("title: 小圈子", "title: 隐瞒事项", "与“N1”文字相同"),
        ("{N3: {title: 小圈子, level: veto}}", "{N3: {title: 小圈子, level: score}}", "“score”不在可选值内"),
        ("{N3: {title: 小圈子, level: veto}}", "{N3: {title: 小圈子}}", "缺少“level”"),
        ("{N3: {title: 小圈子, level: veto}}", "{N3: 小圈子}", "应当是键值表"),
        ("P1: 旗帜鲜明", "P1: {title: 旗帜鲜明, level: veto}", "应当是文字"),
        ("P1: 旗帜鲜明", "p1: 旗帜鲜明", "“p1”不合命名规格"),
        ("version: 第1版", "version: 第1版\nweight: 3", "不认识的键“weight”"),
    ],
)  # fmt: skip
def test_a_wrong_list_is_refused_with_its_line(
    listed: Folder, old: str, new: str, told: str
) -> None:
    line = listed.change(old, new, AT)
    ((file, at, message),) = listed.faults()
    assert told in message
    assert file == AT or (told.startswith("缺少“version”") and file == "small/1.yaml")
    assert at in (line, line + 1) or file != AT


@pytest.mark.parametrize("which", ["positive", "negative"])
def test_an_empty_list_is_none(listed: Folder, which: str) -> None:
    told = YAML(typ="safe").load(LIST)
    told[which] = {}
    with (listed.path / AT).open("w", encoding="utf-8") as file:
        YAML().dump(told, file)
    assert [one[2] for one in listed.faults()] == [f"“{which}”不能为空，清单至少有一项"]


def test_all_faults_of_a_list_come_at_once(listed: Folder) -> None:
    listed.change("version: 第1版\n", "", AT)
    listed.change("level: hold", "level: sometimes", AT)
    listed.change("{N3: {title: 小圈子", "{N2: {title: 隐瞒事项", AT)
    told = [message for _, _, message in listed.faults()]
    assert len(told) == 3
    assert any("version" in one for one in told) and any("N2”重复" in one for one in told)


def test_a_list_that_is_not_there_and_lists_where_none_belong(listed: Folder) -> None:
    listed.change("lists: local", "lists: lokal")
    assert [one[2] for one in listed.faults()] == ["没有这份清单：“lokal”"]
    listed.change("lists: lokal", "lists: ../rules")
    assert [one[2] for one in listed.faults()] == ["没有这份清单：“../rules”"]
    listed.change("lists: ../rules", "lists: local")
    listed.change("mode: full", "mode: check")
    assert [one[2] for one in listed.faults()] == ["“lists”只用于 mode: full"]
    listed.change("kind: assessment", "kind: form")
    assert "“lists”不属于 form，只用于 assessment" in [one[2] for one in listed.faults()]


def test_a_list_that_is_no_yaml_is_told_at_its_own_line(listed: Folder) -> None:
    listed.write(AT, "title: [\n")
    assert (AT, 2) in [one[:2] for one in listed.faults()]


CODES = st.sampled_from(["N1", "N2", "N3", "P1"])


@given(st.lists(st.lists(CODES, min_size=1, unique=True), min_size=1, max_size=4))
def test_a_code_is_blamed_exactly_as_often_as_it_stands_again(classes: list[list[str]]) -> None:
    points = [{code: f"{code} {n}" for code in codes} for n, codes in enumerate(classes)]
    negative = {f"c{n}": {"title": "类", "points": one} for n, one in enumerate(points)}
    tree = Tree("a", {"negative": negative}, {}, {})
    counted = Counter(code for codes in classes for code in codes)
    assert len(list(list_faults(tree, ()))) == sum(count - 1 for count in counted.values())
