"""Dates and party boxes as forms write them (日期与入党时间): one meaning a spelling, or none."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflow.forms_in.dates import StatedDate, read_date
from workflow.forms_in.parties import Membership, read_parties

DAYS = st.dates(min_value=date(1900, 1, 1), max_value=date(2099, 12, 31))
BLANKS = st.sampled_from(["", " ", "\n", "　"])


@given(DAYS, BLANKS)
def test_all_spellings_of_a_month_state_the_same_month(day: date, blank: str) -> None:
    year, month = day.year, day.month
    spellings = {f"{year}{month:02}"}
    for number in (f"{month}", f"{month:02}"):
        spellings |= {f"{year}{mark}{number}" for mark in ".-/"} | {f"{year}年{number}月"}
    stated = {read_date(blank + spelling + blank) for spelling in spellings}
    assert stated == {StatedDate(day.replace(day=1), "month")}


@given(DAYS)
def test_all_spellings_of_a_day_state_the_same_day(day: date) -> None:
    year, month, number = day.year, day.month, day.day
    spellings = {f"{year}{month:02}{number:02}"}
    for inner in (f"{month}{{0}}{number}", f"{month:02}{{0}}{number:02}"):
        spellings |= {f"{year}{mark}{inner.format(mark)}" for mark in ".-/"}
        spellings |= {f"{year}年{inner.format('月')}日"}
    assert {read_date(spelling) for spelling in spellings} == {StatedDate(day, "day")}


@given(DAYS, st.integers(13, 99), st.integers(32, 99))
def test_what_the_calendar_does_not_know_is_not_understood(day: date, month: int, no: int) -> None:
    unknown = (f"{day.year}{month}", f"{day.year}.{month}", f"{day.year}00", f"{day:%Y%m}00")
    for text in (*unknown, f"{day:%Y%m}{no}", f"{day:%Y.%m}.{no}"):
        assert read_date(text) is None


@given(st.text(alphabet="0123456789.-/年月日 ０９१x", max_size=11))
def test_whatever_is_understood_says_exactly_the_digits_that_were_written(text: str) -> None:
    stated = read_date(text)
    if stated is not None:
        written = "".join(char if char in "0123456789" else " " for char in text).split()
        if len(written) == 1:
            written = [written[0][:4], written[0][4:6], written[0][6:]]
        numbers = [int(part) for part in written if part]
        said = [stated.on.year, stated.on.month, stated.on.day]
        assert numbers == (said if stated.precision == "day" else said[:2])


@pytest.mark.parametrize(
    "text",
    ["", "1990", "1990年", "90.01", "1990.01-05", "2004.10.", "199013", "20230229", "1990.1.1.1",
     "１９９０.０１", "1990 01", "189912", "2100.01", "约1990.01", "1990.01后", "20171", "无"],
)  # fmt: skip
def test_other_texts_are_no_dates(text: str) -> None:
    assert read_date(text) is None


MAY_2001 = StatedDate(date(2001, 5, 1), "month")
PARTY = Membership("中共党员", MAY_2001)
OTHERS = (Membership("民建"), Membership("民革"))


@pytest.mark.parametrize(
    ("text", "memberships"),
    [
        ("", ()),
        ("200105", (PARTY,)),
        ("2001.05", (PARTY,)),
        ("民建", (Membership("民建"),)),
        ("无党派", (Membership("无党派"),)),
        ("群众", (Membership("群众"),)),
        ("民建；民革", OTHERS),
        ("200105；民建", (PARTY, Membership("民建"))),
        ("200105；民建；民革", (PARTY, *OTHERS)),
        ("民建200105", (Membership("民建", MAY_2001),)),
        ("民建2001.05", (Membership("民建", MAY_2001),)),
        ("(民建)", (Membership("民建"),)),
        ("（民建、民革）", OTHERS),
        ("九三学社", (Membership("九三"),)),
        ("预备党员2001.05", (Membership("中共预备党员", MAY_2001),)),
    ],
)
def test_every_known_form_of_the_party_box(text: str, memberships: tuple[Membership, ...]) -> None:
    assert read_parties(text) == memberships


@pytest.mark.parametrize(
    "text",
    ["2001", "某党", "民建、民革", "民建；", "民建；某党", "民建2001", "(200105)", "(民建；民革)",
     "民建；民建", "200105；200106", "200105；预备党员", "无党派；民建", "200105；群众"],
)  # fmt: skip
def test_a_party_box_that_is_partly_clear_is_not_understood_at_all(text: str) -> None:
    assert read_parties(text) is None
