"""What a reader of appointment forms must accept (读取宽容度), and that nothing gets lost."""

import base64
from collections.abc import Callable

from hypothesis import given
from hypothesis import strategies as st

from workflow.forms_in import Form, FormRefused, as_json, read_form
from workflow.forms_in.elements import LEAVES

Make = Callable[..., Form]
Xml = Callable[[str], bytes]
PLAIN = "<XingMing>甄示范</XingMing><JianLi>一\n二</JianLi>"
ITEM = "<Item><ChengWei>女儿</ChengWei><XingMing>{}</XingMing></Item>"
EMPTY_ITEM = "<Item><ChengWei> </ChengWei><XingMing/><ChuShengRiQi></ChuShengRiQi></Item>"


def test_bom_line_ends_and_a_missing_declaration_change_nothing(xml: Xml) -> None:
    plain = xml(PLAIN)
    texts = read_form(plain, "表").texts
    assert texts == {"XingMing": "甄示范", "JianLi": "一\n二"}
    for same in (
        b"\xef\xbb\xbf" + plain,
        plain.replace(b"\n", b"\r\n"),
        plain.partition(b"\n")[2],
        plain.replace(b'"utf-8"', b'"UTF-8" standalone="yes"'),
    ):
        assert read_form(same, "表").texts == texts


@given(order=st.permutations(sorted(LEAVES)))
def test_the_order_of_the_elements_does_not_matter(order: list[str], form: Make) -> None:
    assert form(**{tag: f"{tag}文" for tag in order}).texts == {tag: f"{tag}文" for tag in LEAVES}


def test_white_space_alone_is_empty_and_other_text_is_kept_to_the_blank(form: Make) -> None:
    read = form(XingMing=" 张　三 ", MinZu="\n  ", JiGuan="　", JiangChengQingKuang="(无)")
    assert read.texts == {
        "XingMing": " 张　三 ",
        "MinZu": "",
        "JiGuan": "",
        "JiangChengQingKuang": "(无)",
    }
    assert read.text("JianLi") == "", "a missing element is no key, but asks as empty"


def test_cdata_and_a_comment_within_a_text_do_not_cut_it(xml: Xml) -> None:
    data = xml("<RenMianLiYou>工作<!-- x --><![CDATA[需要 & <br>]]></RenMianLiYou>")
    assert read_form(data, "表").text("RenMianLiYou") == "工作需要 & <br>"


def test_ideographs_of_the_supplementary_planes_survive(xml: Xml) -> None:
    data = xml("<XingMing>\U0002c029䶮</XingMing><TianBiaoRen>&#x2C029;</TianBiaoRen>")
    read = read_form(data, "表")
    assert read.text("XingMing") == "\U0002c029䶮"
    assert read.text("TianBiaoRen") == "\U0002c029"


def test_several_family_containers_are_joined_and_empty_items_dropped(xml: Xml) -> None:
    box = "<JiaTingChengYuan>{}</JiaTingChengYuan>"
    first = box.format(EMPTY_ITEM + ITEM.format("甄一"))
    second = box.format(ITEM.format("甄二") + EMPTY_ITEM * 8)
    family = read_form(xml(first + "<MinZu>汉族</MinZu>" + second), "表").family
    assert [member.texts for member in family] == [
        {"ChengWei": "女儿", "XingMing": "甄一"},
        {"ChengWei": "女儿", "XingMing": "甄二"},
    ]
    assert family[0].text("ZhengZhiMianMao") == ""


def test_what_the_format_does_not_name_is_kept_raw() -> None:
    data = (
        '<Person xmlns:xsi="urn:x" made="4.0"><Age>48</Age><Age>49</Age>散落'
        '<XingMing lang="zh">甄示范</XingMing><Foo><Bar a="1">甲</Bar></Foo>'
        '<e:Note xmlns:e="urn:e">乙</e:Note>'
        "<JiaTingChengYuan><Item><ChengWei>子</ChengWei><Age>9</Age></Item><Odd/>"
        "</JiaTingChengYuan></Person>"
    ).encode()
    read = read_form(data, "表")
    assert read.texts == {"XingMing": "甄示范"}
    assert read.unknown == {
        "xmlns:xsi": "urn:x",
        "xmlns:e": "urn:e",
        "@made": "4.0",
        "text()": "散落",
        "Age": "48",
        "Age[2]": "49",
        "XingMing/@lang": "zh",
        "Foo": '<Foo><Bar a="1">甲</Bar></Foo>',
        "{urn:e}Note": "乙",
        "JiaTingChengYuan/Item[1]/Age": "9",
        "JiaTingChengYuan/Odd": "",
    }
    assert as_json(read)["_unknown"] == read.unknown


def test_a_form_of_edition_four_keeps_its_two_new_fields_and_its_version(form: Make) -> None:
    read = form(Version="4.0", DaoLingNianYue="203806", GaiGeQianRenZhiNianLingJieXian="已到龄")
    assert read.version == "4.0"
    assert read.text("DaoLingNianYue") == "203806"
    assert "_unknown" not in as_json(read)


@given(photo=st.binary(min_size=1, max_size=300), width=st.integers(1, 90))
def test_a_photo_is_the_same_however_its_lines_are_broken(
    photo: bytes, width: int, form: Make
) -> None:
    encoded = base64.b64encode(photo).decode()
    lines = "\r\n".join(encoded[i : i + width] for i in range(0, len(encoded), width))
    assert form(ZhaoPian=f"\n{lines}\n").photo == photo


def test_an_empty_photo_is_no_photo(form: Make) -> None:
    assert form(ZhaoPian=" \n ").photo is None
    assert form(XingMing="甄示范").photo is None


@given(st.binary(max_size=200), st.sampled_from(["utf-8", "gb18030"]), st.booleans())
def test_any_bytes_are_a_form_or_are_refused_with_reasons(
    noise: bytes, encoding: str, inside: bool
) -> None:
    data = b"<Person><XingMing>" + noise + b"</XingMing></Person>" if inside else noise
    try:
        read_form(data, "表", encoding=encoding)
    except FormRefused as refused:
        assert refused.reasons
    else:
        assert inside, "noise alone is no form"
