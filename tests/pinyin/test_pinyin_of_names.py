"""Names in pinyin: surnames by our own table, all else as the library reads it; what is typed fits."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypinyin import lazy_pinyin

from workflow.pinyin import SURNAMES, initials, sort_key, spelled, syllables, typed

# Ordinary characters of names that are no surname of the table.
CHARACTERS = "李王张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈明国强丽芳秀英伟敏静涛磊洋"
NAMES = st.text(st.sampled_from(CHARACTERS), min_size=1, max_size=4)


@given(NAMES)
def test_initials_are_those_of_the_library_where_the_table_says_nothing(name: str) -> None:
    assert initials(name) == "".join(one[0] for one in lazy_pinyin(name))


@given(st.sampled_from(sorted(SURNAMES)), NAMES)
def test_a_surname_of_the_table_is_read_as_the_table_says(surname: str, given_name: str) -> None:
    read = SURNAMES[surname]
    assert syllables(surname + given_name)[: len(read)] == list(read)
    rest = lazy_pinyin(surname + given_name)[len(surname) :]
    assert syllables(surname + given_name)[len(read) :] == rest


@given(st.one_of(NAMES, st.tuples(st.sampled_from(sorted(SURNAMES)), NAMES).map("".join)), st.data())
def test_every_beginning_of_a_name_or_a_given_name_finds_it(name: str, data: st.DataObject) -> None:
    told = syllables(name)
    start = data.draw(st.integers(0, len(told) - 1))
    whole = "".join(told[start:])
    for words in (whole, "".join(one[0] for one in told[start:])):
        length = data.draw(st.integers(1, len(words)))
        assert f" {words[:length]}" in spelled(name)


@pytest.mark.parametrize(("name", "key"), [
    ("曾国强", "zeng guo qiang"), ("单立人", "shan li ren"), ("解晓东", "xie xiao dong"),
    ("仇和", "qiu he"), ("朴志勇", "piao zhi yong"), ("查英", "zha ying"), ("区伟", "ou wei"),
    ("盖叫天", "ge jiao tian"), ("尉迟恭", "yu chi gong"), ("张　三", "zhang san"),
    ("阿依努尔·艾尔肯", "a yi nu er ai er ken"), ("李Mary", "li mary"), ("㛃𬀩䶮", "jie wei yan"),
    ("", ""),
])  # fmt: skip
def test_known_names_are_sorted_by_their_syllables(name: str, key: str) -> None:
    assert sort_key(name) == key


def test_the_usual_reading_of_a_surname_finds_the_person_too() -> None:
    assert " cengguoqiang" in spelled("曾国强") and " cgq" in spelled("曾国强")
    assert " zengguoqiang" in spelled("曾国强") and " guoqiang" in spelled("曾国强")


@pytest.mark.parametrize("text", ["LÜ Bu", "lyubu", "lu:bu", "lvbu", " Lv　BU "])
def test_what_is_typed_is_written_as_the_roster_has_it(text: str) -> None:
    assert f" {typed(text)}" in spelled("吕布")
