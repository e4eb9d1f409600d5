"""Rules of the arrangements of holidays (放假安排) as written in YAML."""

from datetime import date, timedelta
from pathlib import Path

import chinese_calendar
import pytest

from workflow.workdays import Calendar, CalendarInvalid, CalendarMissing, calendar_from, load

GOOD = """\
year: 2030
status: official
source: 某通知
holidays:
  - {name: 元旦, from: 2029-12-31, to: 2030-01-02}
workdays:
  - 2029-12-29
"""
BEFORE = """\
year: 2029
status: official
source: 某通知
holidays:
  - {name: 元旦, from: 2029-01-01, to: 2029-01-01}
workdays: []
"""


def faults_of(texts: dict[str, str]) -> tuple[str, ...]:
    with pytest.raises(CalendarInvalid) as refusal:
        calendar_from(texts)
    return refusal.value.faults


def test_every_day_of_the_official_years_agrees_with_chinesecalendar(calendar: Calendar) -> None:
    first, last = date(2023, 1, 1), date(2026, 12, 31)
    days = [first + timedelta(days=step) for step in range((last - first).days + 1)]
    assert len(days) == 1461
    assert [d for d in days if calendar.is_workday(d) != chinese_calendar.is_workday(d)] == []


def test_the_years_to_2026_are_official_and_the_two_after_are_estimated(calendar: Calendar) -> None:
    assert [(year.year, year.status) for year in calendar.years] == [
        (2023, "official"),
        (2024, "official"),
        (2025, "official"),
        (2026, "official"),
        (2027, "estimated"),
        (2028, "estimated"),
    ]


def test_an_estimated_year_holds_the_thirteen_statutory_days_and_no_working_weekend(
    calendar: Calendar,
) -> None:
    estimated = {year.year: year for year in calendar.years if year.status == "estimated"}
    assert all(not year.work for year in estimated.values())
    assert len(estimated[2027].off) == 13
    assert len(estimated[2028].off) == 12  # 中秋 falls on 3 October


def test_a_notice_may_reach_back_into_december() -> None:
    calendar = calendar_from({"a.yaml": BEFORE, "b.yaml": GOOD})
    assert not calendar.is_workday(date(2029, 12, 31))  # a Monday
    assert calendar.is_workday(date(2029, 12, 29))  # a Saturday
    with pytest.raises(CalendarMissing):
        calendar_from({"b.yaml": GOOD}).is_workday(date(2029, 12, 31))


def test_the_digest_is_of_the_content_and_not_of_names_order_or_comments() -> None:
    one = calendar_from({"a.yaml": BEFORE, "b.yaml": GOOD})
    other = calendar_from({"z.yaml": "# 说明\n" + BEFORE, "b.yaml": GOOD})
    assert one == other
    assert one.digest == other.digest
    for changed in (
        GOOD.replace("official", "estimated")
        .replace("2029-12-31", "2030-01-01")
        .replace("2029-12-29", "2030-01-05"),
        GOOD.replace("某通知", "另一通知"),
        GOOD.replace("to: 2030-01-02", "to: 2030-01-03"),
        GOOD.replace("2029-12-29", "2029-12-30"),
    ):
        assert calendar_from({"a.yaml": BEFORE, "b.yaml": changed}).digest != one.digest


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("year: 2030", "year: 二〇三〇", "year 须为2000至2099之间的整数"),
        ("year: 2030\n", "", "缺少 year"),
        ("year: 2030", "year: true", "year 须为2000至2099之间的整数"),
        ("year: 2030", "year: 203", "year 须为2000至2099之间的整数"),
        ("official", "final", "status 须为"),
        ("source: 某通知", "source: ''", "source 须写明依据"),
        ("source: 某通知\n", "", "缺少 source"),
        ("workdays:", "weekdays:", "缺少 workdays"),
        ("workdays:", "weekdays:", "不认识的项 weekdays"),
        ("\n  - 2029-12-29", "", "workdays 须为列表"),
        ("  - {name: 元旦, from: 2029-12-31, to: 2030-01-02}\n", "", "holidays 须为列表"),
        (", to: 2030-01-02", "", "须有且只有 name、from、to"),
        ("name: 元旦", "name: ", "须为节日名称"),
        ("to: 2030-01-02", "to: 2029-12-30", "早于"),
        ("to: 2030-01-02", "to: 1月2日", "须为日期"),
        ("to: 2030-01-02", "to: 2030-01-02 08:00:00", "须为日期"),
        ("to: 2030-01-02", "to: 2030-02-30", "不是合法的 YAML"),
        ("from: 2029-12-31", "from: 2029-11-30", "须在 2029-12-01 至 2030-12-31 之内"),
        ("2029-12-29", "2030-01-03", "不是周末"),
        ("2029-12-29", "2031-01-04", "之内"),
        ("2029-12-29", "2029-12-29\n  - 2029-12-29", "重复"),
        ("from: 2029-12-31", "from: 2029-12-29", "2029-12-29 既放假又上班"),
        ("official", "estimated", "须在 2030-01-01 至 2030-12-31 之内"),
        ("status:", "year: 2030\nstatus:", "不是合法的 YAML"),
        ("workdays:", "workdays: [", "第7行不是合法的 YAML"),
        ("source: 某通知", "source: !!python/name:os.system x", "不是合法的 YAML"),
    ],
)
def test_each_slip_of_the_pen_is_named_with_its_file(old: str, new: str, fault: str) -> None:
    assert old in GOOD
    faults = faults_of({"cn-2030.yaml": GOOD.replace(old, new)})
    assert [each for each in faults if each.startswith("cn-2030.yaml：") and fault in each]


def test_two_holidays_may_not_share_a_day() -> None:
    twice = GOOD.replace(
        "workdays:", "  - {name: 春节, from: 2030-01-02, to: 2030-01-04}\nworkdays:"
    )
    assert faults_of({"a.yaml": twice}) == (
        "a.yaml：holidays 第2项（春节）：2030-01-02 已在前面的假期里",
    )


def test_a_year_given_twice_and_files_that_contradict_each_other_are_named() -> None:
    contrary = BEFORE.replace(
        "workdays: []", "  - {name: 调休, from: 2029-12-29, to: 2029-12-29}\nworkdays: []"
    )
    assert faults_of({"a.yaml": BEFORE, "b.yaml": BEFORE}) == ("b.yaml：2029年已由 a.yaml 给出",)
    assert faults_of({"a.yaml": contrary, "b.yaml": GOOD}) == (
        "b.yaml：2029-12-29 既放假（a.yaml）又上班",
    )


def test_all_faults_of_all_files_come_at_once() -> None:
    faults = faults_of(
        {
            "a.yaml": BEFORE.replace("某通知", "''").replace("official", "final"),
            "b.yaml": "- 1",
            "c.yaml": GOOD.replace("2029-12-29", "2030-01-03"),
        }
    )
    assert [fault.split("：")[0] for fault in faults] == ["a.yaml", "a.yaml", "b.yaml", "c.yaml"]


def test_a_folder_is_read_with_or_without_a_byte_order_mark(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(BEFORE, "utf-8")
    (tmp_path / "b.yaml").write_text(GOOD, "utf-8-sig")
    assert load(tmp_path) == calendar_from({"a.yaml": BEFORE, "b.yaml": GOOD})


def test_a_file_in_another_encoding_and_an_empty_folder_are_faults(tmp_path: Path) -> None:
    with pytest.raises(CalendarInvalid, match="没有放假安排文件"):
        load(tmp_path)
    (tmp_path / "a.yaml").write_text(BEFORE, "gb18030")
    with pytest.raises(CalendarInvalid, match=r"a\.yaml：不是合法的 YAML"):
        load(tmp_path)
