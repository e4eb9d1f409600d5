"""YAML is read as written: text stays text, and what has no place is a fault with its line."""

import pytest

from workflow.definition.tree import read_tree


def told(text: str) -> list[tuple[int, str]]:
    return [(fault.line, fault.message) for fault in read_tree(text, "a.yaml").faults]


def test_on_no_off_and_yes_stay_text_as_keys_and_as_values() -> None:
    tree = read_tree("on: no\noff: yes\nlist: [on, y, n]\n", "a.yaml")
    assert tree.data == {"on": "no", "off": "yes", "list": ("on", "y", "n")}
    assert tree.faults == ()


def test_true_and_whole_numbers_are_what_they_look_like() -> None:
    assert read_tree("a: true\nb: -12\nc: '5'\n", "a.yaml").data == {"a": True, "b": -12, "c": "5"}


def test_every_duplicate_key_is_found_with_the_line_of_the_first() -> None:
    text = "a: 1\nb: {x: 1, x: 2}\na: 2\na: 3\n"
    assert told(text) == [
        (2, "“x”重复，第2行已有"),
        (3, "“a”重复，第1行已有"),
        (4, "“a”重复，第1行已有"),
    ]


@pytest.mark.parametrize(
    ("value", "word"),
    [
        ("1.5", "小数"),
        ("2020-01-01", "未加引号的日期"),
        ("null", "空值"),
        ("", "空值"),
        ("0o14", "这种写法"),
        ("012", "这种写法"),
        ("!!python/name:os.system", "这种写法"),
        ("&anchor 3", "锚点"),
    ],
)
def test_what_has_no_place_in_a_definition_is_a_fault_of_its_line(value: str, word: str) -> None:
    faults = told(f"first: 1\nsecond: {value}\n")
    assert len(faults) == 1
    assert faults[0][0] == 2
    assert word in faults[0][1]


def test_a_value_that_contains_itself_ends_as_a_fault_and_not_in_a_circle() -> None:
    assert [line for line, _ in told("a: &x [*x]\n")] == [1]


def test_merge_keys_and_numbers_are_no_keys() -> None:
    assert [line for line, _ in told("1: a\n<<: {b: c}\n")] == [1, 2]


def test_a_yaml_1_1_directive_cannot_turn_no_into_false() -> None:
    assert [line for line, _ in told("%YAML 1.1\n---\na: no\n")] == [3]


def test_invisible_characters_are_faults() -> None:
    assert told('a: "支部\\u200b意见"\n') == [(1, "含有看不见的字符 U+200B")]


@pytest.mark.parametrize(
    ("text", "line"),
    [("a: 1\nb: [\n", 3), ("a: 1\nb: c: d\n", 2), ("a: 1\n---\nb: 2\n", 2), ("- a\n", 1),
     ("", 1), ("[" * 400, 1), ("a: \x07\n", 1), ("[" * 20_000, 1)],
)  # fmt: skip
def test_text_that_is_no_single_mapping_is_one_fault_with_its_line(text: str, line: int) -> None:
    assert [one for one, _ in told(text)] == [line]


def test_a_place_is_the_line_and_column_where_a_value_stands() -> None:
    tree = read_tree("a:\n  - x\n  - {b: wrong}\n", "a.yaml")
    assert tree.values[("a", 1, "b")] == ("a.yaml", 3, 9)
    assert str(tree.fault(("a", 1, "b"), "不对")) == "a.yaml:3:9 a[1].b：不对"
    assert tree.fault(("a", 1, "gone"), "不对").line == 3
