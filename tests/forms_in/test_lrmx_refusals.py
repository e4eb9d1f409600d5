"""What a reader of appointment forms must turn away (拒绝导入), with all its reasons at once."""

import base64
from collections.abc import Callable
from itertools import pairwise

import pytest

from workflow.errors import BadInput
from workflow.forms_in import Form, FormRefused, read_form
from workflow.forms_in.document import MAX_BYTES, MAX_DEPTH
from workflow.forms_in.lrmx import MAX_PHOTO_BYTES

Make = Callable[..., Form]
Xml = Callable[[str], bytes]
DTD = '<!DOCTYPE Person [<!ENTITY e "甲">]><Person><XingMing>&e;</XingMing></Person>'
BOMB = "<!DOCTYPE Person [<!ENTITY a0 'ha'>{}]><Person><JianLi>&a9;</JianLi></Person>".format(
    "".join(f"<!ENTITY a{up} '{f'&a{low};' * 10}'>" for low, up in pairwise(range(10)))
)
GB_FORM = '<?xml version="1.0" encoding="gb2312"?><Person><XingMing>甄示范</XingMing></Person>'


def reasons(data: bytes, *, encoding: str = "utf-8") -> list[str]:
    with pytest.raises(FormRefused) as refused:
        read_form(data, "表.lrmx", encoding=encoding)
    return refused.value.reasons


def only_reason(data: bytes, *, encoding: str = "utf-8") -> str:
    (reason,) = reasons(data, encoding=encoding)
    return reason


def test_a_refusal_is_bad_input_and_shows_every_reason_on_its_own_line() -> None:
    refused = FormRefused("表.lrmx", ["甲", "乙"])
    assert isinstance(refused, BadInput)
    assert refused.lines() == ["任免审批表“表.lrmx”不能导入", "甲", "乙"]
    assert str(refused) == "任免审批表“表.lrmx”不能导入：甲；乙"


@pytest.mark.parametrize("dtd", [DTD, BOMB, "<!DOCTYPE Person><Person/>"])
def test_any_document_type_is_refused_bomb_or_not(dtd: str) -> None:
    assert "DOCTYPE" in only_reason(dtd.encode())


@pytest.mark.parametrize("codec", ["utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_a_document_type_hidden_in_wide_characters_is_found_too(codec: str) -> None:
    wide, hidden = reasons(DTD.encode(codec))
    assert "UTF-16" in wide
    assert "DOCTYPE" in hidden


@pytest.mark.parametrize("codec", ["utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_utf_16_is_refused_even_when_well_formed(codec: str, encoding: str) -> None:
    assert "UTF-16" in only_reason("\n<Person/>".encode(codec), encoding=encoding)


def test_words_about_a_document_type_within_a_text_are_only_words(form: Make) -> None:
    said = "<![CDATA[<!DOCTYPE Person>]]>"
    assert form(RenMianLiYou=said).text("RenMianLiYou") == "<!DOCTYPE Person>"


@pytest.mark.parametrize("root", ["Persons", "person", "html"])
def test_another_root_is_refused_by_name(root: str) -> None:
    assert f"“{root}”" in only_reason(f"<{root}><XingMing>甲</XingMing></{root}>".encode())


def test_a_person_of_a_foreign_namespace_is_another_root() -> None:
    assert "“{urn:x}Person”" in only_reason(b'<Person xmlns="urn:x"/>')


def test_a_wrong_root_and_a_broken_end_are_both_named() -> None:
    broken, root = reasons(b"<Rows><Row></Rows>")
    assert "第 1 行" in broken
    assert "“Rows”" in root


@pytest.mark.parametrize(
    ("data", "because"),
    [
        (b"", "空的"),
        (b" \r\n", "空的"),
        (b"<Person><XingMing>", "中断"),
        (b"<Person><XingMing", "中断"),
        (b"<Person><XingMing>a</Person>", "格式不正确"),
        (b"<Person><XingMing>a & b</XingMing></Person>", "格式不正确"),
        (b"<Person><XingMing>&undefined;</XingMing></Person>", "格式不正确"),
        (b"<Person><x:XingMing>a</x:XingMing></Person>", "格式不正确"),
        (b"<Person/><Person/>", "格式不正确"),
        (b"name,age", "格式不正确"),
    ],
)
def test_ill_formed_or_cut_short_is_refused(data: bytes, because: str) -> None:
    assert because in only_reason(data)


def test_eight_megabytes_are_read_and_one_byte_more_is_not(xml: Xml) -> None:
    frame = xml("<JianLi></JianLi>")
    full = frame.replace(b"<JianLi>", b"<JianLi>" + b"a" * (MAX_BYTES - len(frame)))
    assert len(read_form(full, "表").text("JianLi")) == MAX_BYTES - len(frame)
    assert "8 MB" in only_reason(full + b"\n")


def test_six_levels_are_kept_and_a_seventh_is_refused(xml: Xml) -> None:
    def nested(levels: int) -> bytes:
        return xml("<a>" * (levels - 1) + "</a>" * (levels - 1))

    assert set(read_form(nested(MAX_DEPTH), "表").unknown) == {"a"}
    assert f"{MAX_DEPTH} 层" in only_reason(nested(MAX_DEPTH + 1))
    assert f"{MAX_DEPTH} 层" in only_reason(b"<Person>" + b"<a>" * 1_000_000)


def test_national_encoding_is_read_only_when_asked_for() -> None:
    data = GB_FORM.encode("gb18030")
    assert "--encoding gb18030" in only_reason(data)
    assert read_form(data, "表", encoding="gb18030").texts == {"XingMing": "甄示范"}


def test_national_encoding_carries_supplementary_planes_and_its_own_bom() -> None:
    data = "\ufeff<Person><XingMing>\U0002c029䶮</XingMing></Person>".encode("gb18030")
    assert read_form(data, "表", encoding="gb18030").text("XingMing") == "\U0002c029䶮"


def test_a_document_type_is_refused_in_national_encoding_too() -> None:
    assert "DOCTYPE" in only_reason(DTD.encode("gb18030"), encoding="gb18030")
    undecodable, hidden = reasons(DTD.encode("gb18030"))
    assert "UTF-8" in undecodable
    assert "DOCTYPE" in hidden


def test_utf_8_asked_for_as_national_encoding_is_refused_before_it_garbles_names(xml: Xml) -> None:
    data = xml("<XingMing>甄示范</XingMing>")
    for utf8 in (data, b"\xef\xbb\xbf" + data):
        assert "按 UTF-8 读取" in only_reason(utf8, encoding="gb18030")
    assert read_form(b"<Person/>", "表", encoding="gb18030").texts == {}


def test_bytes_of_neither_encoding_are_refused_under_both() -> None:
    data = b"<Person><XingMing>\xff\xff</XingMing></Person>"
    assert "UTF-8" in only_reason(data)
    assert "GB18030" in only_reason(data, encoding="gb18030")


def test_a_declaration_that_contradicts_the_bytes_is_refused() -> None:
    assert "gb18030" in only_reason(GB_FORM.encode())
    assert "utf-7" in only_reason(b'<?xml version="1.0" encoding="utf-7"?><Person/>')


def test_an_encoding_nobody_offers_is_a_mistake_of_the_caller() -> None:
    with pytest.raises(ValueError, match="big5"):
        read_form(b"<Person/>", "表", encoding="big5")


@pytest.mark.parametrize(
    "text", ["不是照片", "abc", "ab=c", "AAAA=", "AAAA====", "A===", "====", "<![CDATA[AA&A]]>"]
)
def test_a_photo_that_is_not_base64_is_refused(text: str, xml: Xml) -> None:
    assert "base64" in only_reason(xml(f"<ZhaoPian>{text}</ZhaoPian>"))


def test_a_photo_of_four_megabytes_is_read_and_one_byte_more_is_not(xml: Xml) -> None:
    def photo(size: int) -> bytes:
        return xml(f"<ZhaoPian>{base64.b64encode(bytes(size)).decode()}</ZhaoPian>")

    assert len(read_form(photo(MAX_PHOTO_BYTES), "表").photo or b"") == MAX_PHOTO_BYTES
    assert "4 MB" in only_reason(photo(MAX_PHOTO_BYTES + 1))


def test_a_leaf_told_twice_is_refused_only_when_it_says_two_things(xml: Xml) -> None:
    twice = "<XingMing>甲</XingMing><XingMing>{}</XingMing>"
    assert read_form(xml(twice.format("甲")), "表").text("XingMing") == "甲"
    assert "重复出现" in only_reason(xml(twice.format("乙")))


def test_a_text_with_parts_is_refused_rather_than_half_read(xml: Xml) -> None:
    assert "子元素“br”" in only_reason(xml("<JianLi>甲<br/>乙</JianLi>"))


def test_every_fault_of_a_form_is_named_at_once(xml: Xml) -> None:
    item = "<Item><ChengWei><b/></ChengWei></Item>"
    body = f"<ZhaoPian>?</ZhaoPian><JiaTingChengYuan>{item}</JiaTingChengYuan><MinZu><b/></MinZu>"
    named = reasons(xml(body))
    assert len(named) == 3
    for word in ("base64", "Item[1]/ChengWei", "“MinZu”"):
        assert any(word in reason for reason in named)
