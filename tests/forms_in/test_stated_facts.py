"""What a form states of a person (填报事实): facts, else doubts, nothing guessed."""

from collections.abc import Callable

import pytest

from workflow.forms_in import Form, StatedFact, facts_of, form_doubts, read_form

Make = Callable[..., Form]
Xml = Callable[[str], bytes]


def values(read: Form, kind: str) -> list[dict[str, object]]:
    return [fact.values for fact in facts_of(read) if fact.kind == kind]


def test_an_empty_form_states_nothing_and_leaves_no_doubt(form: Make) -> None:
    empty = form(XingMing="甄示范", ChuShengNianYue=" ", RuDangShiJian="", JianLi="\n")
    assert facts_of(empty) == []
    assert form_doubts(empty) == []


@pytest.mark.parametrize(
    ("kind", "element"), [("birth", "ChuShengNianYue"), ("work_start", "CanJiaGongZuoShiJian")]
)
def test_a_date_is_stated_beside_its_raw_text_or_doubted(
    form: Make, kind: str, element: str
) -> None:
    assert facts_of(form(**{element: "1990.6"})) == [
        StatedFact(kind, {"on": "1990-06-01", "precision": "month"}, "1990.6")
    ]
    assert values(form(**{element: "19900604"}), kind) == [{"on": "1990-06-04", "precision": "day"}]
    unclear = form(**{element: "1990"})
    assert facts_of(unclear) == []
    (doubt,) = form_doubts(unclear)
    assert "“1990”" in doubt


@pytest.mark.parametrize(
    ("kind", "element"),
    [
        ("nation", "MinZu"),
        ("native_place", "JiGuan"),
        ("birth_place", "ChuShengDi"),
        ("health", "JianKangZhuangKuang"),
        ("gender", "XingBie"),
    ],
)
def test_a_plain_fact_is_the_text_and_its_raw(form: Make, kind: str, element: str) -> None:
    assert facts_of(form(**{element: " 男 "})) == [StatedFact(kind, {"value": "男"}, " 男 ")]


def test_a_gender_of_neither_word_is_doubted(form: Make) -> None:
    assert facts_of(form(XingBie="1")) == []
    assert len(form_doubts(form(XingBie="1"))) == 1


def test_politics_is_the_first_party_and_the_others_follow(form: Make) -> None:
    read = form(RuDangShiJian="200108；民建；民革")
    assert values(read, "politics") == [{"value": "中共党员", "others": ["民建", "民革"]}]
    assert values(read, "party") == [{"joined_on": "2001-08-01", "precision": "month"}]


def test_the_date_of_another_party_is_no_date_of_joining_the_party(form: Make) -> None:
    read = form(RuDangShiJian="民建200108")
    assert values(read, "politics") == [{"value": "民建", "others": []}]
    assert values(read, "party") == []


def test_a_party_box_not_understood_gives_no_politics_at_all(form: Make) -> None:
    read = form(RuDangShiJian="200108；某党")
    assert facts_of(read) == []
    assert len(form_doubts(read)) == 1


def test_education_is_stated_for_each_of_the_two_ways(form: Make) -> None:
    read = form(
        QuanRiZhiJiaoYu_XueLi="大学",
        QuanRiZhiJiaoYu_XueLi_BiYeYuanXiaoXi="虚构大学",
        ZaiZhiJiaoYu_XueLi="研究生",
        ZaiZhiJiaoYu_XueLi_BiYeYuanXiaoXi="样例党校",
        ZaiZhiJiaoYu_XueWei="公共管理硕士",
        ZaiZhiJiaoYu_XueWei_BiYeYuanXiaoXi="样例大学",
    )
    full_time: dict[str, object]
    full_time = {"kind": "full_time", "level": "大学", "degree": "", "school": "虚构大学"}
    on_job: dict[str, object]
    on_job = {"kind": "on_job", "level": "研究生", "degree": "公共管理硕士", "school": "样例党校"}
    assert values(read, "education") == [full_time, on_job | {"degree_school": "样例大学"}]


def test_the_school_of_a_degree_stands_in_where_that_is_all(form: Make) -> None:
    read = form(ZaiZhiJiaoYu_XueWei="公共管理硕士", ZaiZhiJiaoYu_XueWei_BiYeYuanXiaoXi="样例大学")
    (education,) = values(read, "education")
    assert education["school"] == "样例大学"
    assert "degree_school" not in education


def test_each_dated_line_is_a_tenure_that_guesses_neither_level_nor_post(form: Make) -> None:
    read = form(JianLi="2008.09--2012.07  虚构大学审计学专业学习\n2012.08--  副局长（其间：挂职）")
    study: dict[str, object] = {"from": "2008-09-01", "to": "2012-07-01", "precision": "month"}
    work: dict[str, object] = {"from": "2012-08-01", "to": None, "precision": "month"}
    assert values(read, "tenure") == [
        study | {"text": "虚构大学审计学专业学习", "study": True, "inner": []},
        work | {"text": "副局长", "study": False, "inner": ["（其间：挂职）"]},
    ]
    assert facts_of(read)[1].raw == "2012.08--  副局长（其间：挂职）"


def test_a_resume_line_without_dates_is_doubted(form: Make) -> None:
    assert "自幼习医" in form_doubts(form(JianLi="自幼习医"))[0]


def family(xml: Xml, **texts: str) -> Form:
    leaves = "".join(f"<{tag}>{text}</{tag}>" for tag, text in texts.items())
    return read_form(xml(f"<JiaTingChengYuan><Item>{leaves}</Item></JiaTingChengYuan>"), "表")


def test_kinship_states_what_the_row_gives(xml: Xml) -> None:
    father = {"ChengWei": "父亲", "XingMing": "甄老例", "ChuShengRiQi": "195102"}
    read = family(xml, **father, GongZuoDanWeiJiZhiWu="原云溪市农机厂厂长（已去世）")
    assert facts_of(read) == [
        StatedFact(
            "kinship",
            {
                "relation": "父亲",
                "name": "甄老例",
                "born_on": "1951-02-01",
                "precision": "month",
                "politics": "",
                "workplace": "原云溪市农机厂厂长（已去世）",
                "deceased": True,
            },
            "父亲\n甄老例\n195102\n原云溪市农机厂厂长（已去世）",
        )
    ]


def test_a_relative_of_unclear_birth_is_still_a_relative(xml: Xml) -> None:
    read = family(xml, ChengWei="父亲", XingMing="甄老例", ChuShengRiQi="1951")
    (kin,) = values(read, "kinship")
    assert (kin["born_on"], kin["precision"], kin["deceased"]) == (None, None, False)
    assert form_doubts(read) == ["家庭成员第 1 行出生年月“1951”不能识别，只保留原文"]


@pytest.mark.parametrize("missing", ["ChengWei", "XingMing"])
def test_a_row_without_relation_or_name_is_doubted(xml: Xml, missing: str) -> None:
    row = {"ChengWei": "父亲", "XingMing": "甄老例"} | {missing: " "}
    assert facts_of(family(xml, **row)) == []
    assert len(form_doubts(family(xml, **row))) == 1


@pytest.mark.parametrize("result", ["优秀", "称职", "基本称职", "不称职", "不定等次"])
def test_a_grade_is_stated_where_year_and_result_are_explicit(form: Make, result: str) -> None:
    read = form(NianDuKaoHeJieGuo=f"2022年{result}；2023年称职。")
    assert values(read, "grade") == [
        {"year": 2022, "result": result},
        {"year": 2023, "result": "称职"},
    ]
    assert form_doubts(read) == []


@pytest.mark.parametrize(
    "text", ["近三年年度考核均为称职", "2022年", "22年优秀", "除2022年优秀外", "2022年较好", "无"]
)
def test_other_words_about_assessment_are_doubted(form: Make, text: str) -> None:
    assert facts_of(form(NianDuKaoHeJieGuo=text)) == []
    assert form_doubts(form(NianDuKaoHeJieGuo=text)) == [
        f"年度考核结果“{text}”不能识别，只保留原文"
    ]


def test_two_grades_of_one_year_contradict_and_neither_is_stated(form: Make) -> None:
    read = form(NianDuKaoHeJieGuo="2022年优秀；2022年称职；2023年称职；2023年称职")
    assert values(read, "grade") == [{"year": 2023, "result": "称职"}]
    assert len(form_doubts(read)) == 2


def test_dates_of_the_form_itself_are_doubted_but_no_facts(form: Make) -> None:
    clear = form(TianBiaoShiJian="20260615", JiSuanNianLingShiJian="202606")
    assert (facts_of(clear), form_doubts(clear)) == ([], [])
    assert form_doubts(form(TianBiaoShiJian="近日")) == ["填表时间“近日”不能识别，只保留原文"]


def test_the_identity_number_is_read_but_is_no_fact(form: Make) -> None:
    read = form(ShenFenZheng="990000197804120018")
    assert read.text("ShenFenZheng") == "990000197804120018"
    assert facts_of(read) == []


def test_a_long_text_is_cut_in_a_doubt_only(form: Make) -> None:
    (doubt,) = form_doubts(form(NianDuKaoHeJieGuo="长" * 1000))
    assert len(doubt) < 120
