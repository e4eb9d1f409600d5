"""Rules of invisible characters at input (不可见字符)."""

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from workflow.canonical import canonical, forbidden_characters


def test_names_with_rare_ideographs_dots_and_variants_pass() -> None:
    for name in ("沈砚青", "\U00020164", "\uf9d1", "阿依古丽·买买提", "葛\U000e0100", "王 小"):
        assert forbidden_characters(name) == []


def test_each_invisible_character_is_named_once_in_the_order_met() -> None:
    text = "沈\u202e砚\u200b青\u202e\x00\ufeff"
    assert forbidden_characters(text) == ["U+202E", "U+200B", "U+0000", "U+FEFF"]


def test_newline_and_tab_pass_in_multi_line_text_only() -> None:
    assert forbidden_characters("一\n二\t三", multiline=True) == []
    assert forbidden_characters("一\n二\t三") == ["U+000A", "U+0009"]
    assert forbidden_characters("一\r\n二", multiline=True) == ["U+000D"]


def test_a_lone_surrogate_is_caught_before_it_reaches_the_bytes() -> None:
    assert forbidden_characters("\udfff") == ["U+DFFF"]


@given(st.text(), st.booleans())
def test_text_that_passes_can_be_hashed_and_holds_nothing_invisible(
    text: str, multiline: bool
) -> None:
    if forbidden_characters(text, multiline=multiline):
        return
    canonical(text)
    rest = text.replace("\n", "").replace("\t", "") if multiline else text
    assert not {unicodedata.category(mark) for mark in rest} & {"Cc", "Cf", "Cs"}
