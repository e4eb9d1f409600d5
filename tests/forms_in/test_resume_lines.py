"""The lines of a résumé (简历): every spelling of a period, what is nested, what is study."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflow.forms_in.dates import StatedDate
from workflow.forms_in.resume import Period, read_resume

MARCH, JUNE = StatedDate(date(2017, 3, 1), "month"), StatedDate(date(2018, 6, 1), "month")
CONTINUED = " " * 18


def only_period(text: str) -> Period:
    periods, doubts = read_resume(text)
    assert doubts == []
    (period,) = periods
    return period


@given(
    st.sampled_from(["2017.03", "2017.3", "2017/03", "2017年3月", "2017年03月", "201703"]),
    st.sampled_from(["--", "-", "—", "——", "–", "~", "～", "至", " -- ", " 至 "]),
    st.sampled_from(["2018.06", "2018.6", "2018/6", "2018年6月", "201806"]),
    st.sampled_from(["  ", " ", "\t", "　", ""]),
    st.sampled_from(["", "  "]),
)
def test_every_spelling_of_a_closed_period_is_the_same_period(
    start: str, mark: str, end: str, gap: str, margin: str
) -> None:
    period = only_period(f"{margin}{start}{mark}{end}{gap}云溪市审计局科员")
    assert (period.start, period.end, period.precision) == (MARCH, JUNE, "month")
    assert (period.text, period.study, period.inner) == ("云溪市审计局科员", False, ())


@pytest.mark.parametrize(
    "line",
    [
        "2018.06--         副局长",
        "2018.06—\t副局长",
        "2018.06--至今  副局长",
        "2018.06-今  副局长",
        "2018.06至今  副局长",
        "2018年6月至今 副局长",
        "2018年6月至今副局长",
        "2018年6月至现在　副局长",
    ],
)
def test_every_spelling_of_an_open_end_lasts_until_now(line: str) -> None:
    period = only_period(line)
    assert (period.start, period.end, period.text) == (JUNE, None, "副局长")


@pytest.mark.parametrize("text", ["今日云溪杂志社主编", "301医院医生"])
def test_an_open_end_does_not_eat_the_beginning_of_the_text(text: str) -> None:
    assert only_period(f"2018.06--         {text}").text == text


@pytest.mark.parametrize(
    "line",
    [
        "2018.06--2019  副局长",
        "2018.06--2019.13  副局长",
        "2018.06--  2019.13  副局长",
        "2018.06-12  副局长",
        "2018.06----2019.01  副局长",
        "2018.06--201913  副局长",
        "2018.13--2019.01  副局长",
        "2018.06--2017.03  副局长",
        "2018.06  副局长",
        "2018.06至  副局长",
        "2018年评为先进",
        "2018.06--2019.01",
        "自幼习医",
    ],
)
def test_a_line_not_understood_is_a_doubt_and_never_an_open_period(line: str) -> None:
    periods, doubts = read_resume(line)
    assert periods == []
    (doubt,) = doubts
    assert "第 1 行" in doubt and line in doubt


def test_a_doubtful_line_takes_nothing_from_its_neighbours() -> None:
    text = f"2017.03--2018.06  科员\n2018  不明\n{CONTINUED}不明续\n2018.06--         科长"
    periods, doubts = read_resume(text)
    assert [period.text for period in periods] == ["科员", "科长"]
    assert len(doubts) == 1 and "第 2 行" in doubts[0]


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r", "<br>", "<br/>"])
def test_lines_may_end_in_any_of_the_ways_met(line_end: str) -> None:
    lines = ["2017.03--2018.06  科员", "", "2018.06--         科长"]
    assert [period.text for period in read_resume(line_end.join(lines))[0]] == ["科员", "科长"]


@pytest.mark.parametrize("indent", [CONTINUED, "\t\t", "　" * 9])
def test_a_wrapped_line_continues_the_text_even_if_it_starts_with_a_year(indent: str) -> None:
    period = only_period(f"2017.03--2018.06  科员，\n{indent}2018年起兼团委书记")
    assert period.text == "科员，2018年起兼团委书记"


@pytest.mark.parametrize(
    "nested",
    [
        "（其间：2017.09--2018.01党校学习）",
        "(其中:2017.09--2018.01 挂职(副科长级))",
        "（其间：2017.09--2018.01党校学习（其中：2017.12--2018.01实习））",
    ],
)
@pytest.mark.parametrize("gap", ["", f"\n{CONTINUED}", "\n"])
def test_what_lay_within_is_kept_apart_from_the_text(nested: str, gap: str) -> None:
    period = only_period(f"2017.03--2018.06  科员{gap}{nested}")
    assert (period.text, period.inner, period.study) == ("科员", (nested,), False)
    assert period.raw.endswith(nested)


def test_a_nested_remark_may_be_wrapped_and_followed_by_text() -> None:
    text = f"2017.03--2018.06  科员（其间：\n{CONTINUED}2017.09--2018.01党校学习）、干事"
    assert only_period(text).inner == ("（其间：2017.09--2018.01党校学习）",)
    assert only_period(text).text == "科员、干事"


def test_an_indented_dated_line_lies_within_the_one_above() -> None:
    text = f"2017.03--2018.06  科员\n{CONTINUED}2017.09--2018.01  借调\n{CONTINUED}市委办"
    assert only_period(text).inner == ("2017.09--2018.01  借调市委办",)


def test_a_resume_indented_as_a_whole_is_read_from_its_own_margin() -> None:
    text = f"{CONTINUED}2017.03--2018.06  科员\n{CONTINUED}2018.06--         科长"
    assert [period.text for period in read_resume(text)[0]] == ["科员", "科长"]


def test_a_bracket_left_open_is_a_doubt_beside_the_period() -> None:
    periods, doubts = read_resume("2017.03--2018.06  科员（其间：党校学习")
    assert [period.text for period in periods] == ["科员"]
    assert len(doubts) == 1 and "括号" in doubts[0]


@pytest.mark.parametrize(
    ("text", "study"),
    [
        ("虚构大学经济管理学院工商管理专业学习", True),
        ("样例大学公共管理专业在职研究生学习，获硕士学位", True),
        ("虚构大学中文系本科", True),
        ("虚构大学法律专业（本科）", True),
        ("云溪市第一中学教师", False),
        ("虚构大学研究生院科员", False),
        ("云溪市审计局副局长，在中央党校学习", False),
    ],
)
def test_a_line_is_of_study_when_its_first_clause_says_so(text: str, study: bool) -> None:
    assert only_period(f"2017.03--2018.06  {text}").study is study


def test_days_make_a_day_only_when_both_ends_give_them() -> None:
    assert only_period("2017.03.05--2018.06.07 科员").precision == "day"
    assert only_period("2017.03.05--2018.06 科员").precision == "month"
    assert only_period("2018.06.07--2018.06 科员").end == JUNE


@given(st.text(alphabet="2018.06-—至今（其间）：科员\n 　\t", max_size=60))
def test_no_line_of_a_resume_is_lost(text: str) -> None:
    periods, doubts = read_resume(text)
    lines = [line for line in text.split("\n") if line.strip()]
    assert bool(periods or doubts) == bool(lines)
    kept = "\n".join(period.raw for period in periods)
    if not doubts:
        assert kept == "\n".join(lines)


def test_a_flood_of_blanks_after_a_date_is_read_in_one_pass() -> None:
    periods, doubts = read_resume("2018.01" + " " * 300_000 + "科员")
    assert periods == []
    assert len(doubts[0]) < 120
