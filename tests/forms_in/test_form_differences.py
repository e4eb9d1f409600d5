"""A form beside the file: what is new, what differs, what is the same; nothing of the file is lost."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from workflow.dossier import By, Fact, PersonFile
from workflow.forms_in import Form, corrected, differences, facts_of, read_form, unrepeated

BY = By("a", "填报人", "cadre_clerk", "dept")
Make = Callable[..., Form]
Xml = Callable[[str], bytes]


def on_file(**facts: Mapping[str, Any]) -> PersonFile:
    """A person with these facts; a key is a kind, perhaps with a number behind it."""
    return PersonFile("p", "某人", "dept", tuple(
        Fact(key, key.rstrip("0123456789"), values, BY, date(2026, 1, 1))
        for key, values in facts.items()
    ))  # fmt: skip


def told(form: Form, file: PersonFile) -> dict[str, str]:
    """Kind → whether the form's fact is new, changed or the same."""
    return {
        one.fact.kind: "new" if one.before is None else "same" if one.same else "changed"
        for one in differences(form, file)
    }


def test_what_nobody_has_on_file_is_new(form: Make) -> None:
    shown = form(XingBie="男", MinZu="汉族")
    assert told(shown, on_file()) == {"gender": "new", "nation": "new"}
    assert differences(shown, on_file())[0].after == {"value": "男"}


def test_codes_and_words_of_one_meaning_are_the_same(form: Make) -> None:
    shown = form(XingBie="女", NianDuKaoHeJieGuo="2024年称职；2025年优秀")
    file = on_file(gender={"value": "female"}, grade1={"year": 2024, "result": "competent"},
                   grade2={"year": 2025, "result": "competent", "fixed_on": "2026-01-16"})  # fmt: skip
    found = differences(shown, file)
    assert [(one.fact.values.get("year"), one.same) for one in found] == [
        (None, True), (2024, True), (2025, False),
    ]  # fmt: skip
    assert found[2].after == {"year": 2025, "result": "优秀", "fixed_on": "2026-01-16"}


def test_a_month_agrees_with_every_day_in_it_and_another_month_does_not(form: Make) -> None:
    file = on_file(birth={"on": "1990-03-12"}, work_start={"on": "2012-07-16", "precision": "day"})
    shown = form(ChuShengNianYue="199003", CanJiaGongZuoShiJian="201208")
    assert told(shown, file) == {"birth": "same", "work_start": "changed"}
    (later,) = (one for one in differences(shown, file) if not one.same)
    assert later.after == {"on": "2012-08-01", "precision": "month"}


def test_a_day_does_not_agree_with_a_month(form: Make) -> None:
    file = on_file(birth={"on": "1990-03-01", "precision": "month"})
    (found,) = differences(form(ChuShengNianYue="19900312"), file)
    assert not found.same and found.after == {"on": "1990-03-12", "precision": "day"}


def test_a_correction_keeps_what_only_the_file_says(form: Make) -> None:
    file = on_file(tenure={
        "from": "2018-05-03", "to": "", "organization": "市统计局", "post": "副局长",
        "level": "county_deputy", "position": "deputy", "text": "市统计局副局长",
    })  # fmt: skip
    (found,) = differences(form(JianLi="2018.05--2024.03  市统计局副局长"), file)
    assert not found.same
    assert found.after["to"] == "2024-03-01" and found.after["level"] == "county_deputy"
    assert found.after["from"] == "2018-05-03" and found.after["precision"] == "month"


def test_relatives_are_met_by_name_and_the_kind_of_the_file_stays(xml: Xml) -> None:
    row = "<ChengWei>{}</ChengWei><XingMing>陆远帆</XingMing><GongZuoDanWeiJiZhiWu>{}</GongZuoDanWeiJiZhiWu>"
    file = on_file(kinship={"relation": "spouse", "name": "陆远帆", "person": "lu"})

    def shown(relation: str, work: str) -> Form:
        body = row.format(relation, work)
        return read_form(xml(f"<JiaTingChengYuan><Item>{body}</Item></JiaTingChengYuan>"), "表")

    assert told(shown("丈夫", ""), file) == {"kinship": "same"}
    (moved,) = differences(shown("丈夫", "市一中教师"), file)
    assert moved.after == {
        "relation": "spouse", "name": "陆远帆", "person": "lu", "workplace": "市一中教师",
    }  # fmt: skip
    assert told(shown("父亲", ""), file) == {"kinship": "changed"}


def test_each_fact_on_file_is_met_once_and_the_rest_is_named(form: Make) -> None:
    file = on_file(grade1={"year": 2024, "result": "称职"}, grade2={"year": 2023, "result": "称职"},
                   education={"kind": "full_time", "level": "大学"}, sanction={"kind": "warning"})  # fmt: skip
    shown = form(NianDuKaoHeJieGuo="2024年称职", ZaiZhiJiaoYu_XueLi="研究生")
    assert told(shown, file) == {"grade": "same", "education": "new"}
    assert [one.id for one in unrepeated(shown, file)] == ["grade2", "education"]


def test_lists_are_compared_by_what_they_say(form: Make) -> None:
    file = on_file(politics={"value": "民建", "others": ["民盟"]})
    assert told(form(RuDangShiJian="民建；民盟"), file) == {"politics": "same"}
    (fact,) = facts_of(form(RuDangShiJian="民建"))
    assert corrected(file.facts[0], fact) == {"value": "民建", "others": ["民盟"]}


def test_the_photograph_is_kept_under_what_its_bytes_are(xml: Xml) -> None:
    for text, name in (("/9j/4AAQ", "照片.jpg"), ("iVBORw0KGgo=", "照片.png"), ("QUJD", ""), ("", "")):
        assert read_form(xml(f"<ZhaoPian>{text}</ZhaoPian>"), "表").photo_name == name
