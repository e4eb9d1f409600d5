"""Arrangements of holidays (放假安排) as people write them: YAML → calendar, or all faults."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import TypeGuard, cast

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError

from workflow.workdays.calendar import Calendar, CalendarInvalid, Status, Year

FIELDS = ("year", "status", "source", "holidays", "workdays")
HOLIDAY = ("name", "from", "to")
STATUSES = ("official", "estimated")
EARLIEST, LATEST = 2000, 2099  # a year outside is a slip of the pen


def load(folder: Path) -> Calendar:
    """The calendar of all `*.yaml` in `folder`; raises CalendarInvalid with every fault."""
    files = sorted(folder.glob("*.yaml"))
    if not files:
        raise CalendarInvalid([f"{folder.name}：没有放假安排文件"])
    # Editors on Windows begin a file with a mark; bytes that are no UTF-8 become a YAML fault.
    return calendar_from(
        {path.name: path.read_text("utf-8-sig", "surrogateescape") for path in files}
    )


def calendar_from(texts: Mapping[str, str]) -> Calendar:
    """The calendar of YAML texts by file name; raises CalendarInvalid with every fault."""
    faults: list[str] = []
    years: dict[str, Year] = {}
    for name, text in sorted(texts.items()):
        found: list[str] = []
        year = _year(text, found)
        faults += [f"{name}：{fault}" for fault in found]
        if year is not None:
            years[name] = year
    faults += _clashes(years)
    if faults:
        raise CalendarInvalid(faults)
    return Calendar(tuple(sorted(years.values(), key=lambda year: year.year)))


def _year(text: str, faults: list[str]) -> Year | None:
    """What is sound in one text; None if even the year is not. What is wrong goes to `faults`."""
    raw = _mapping(text, faults)
    if raw is None:
        return None
    faults += [f"缺少 {field}" for field in FIELDS if field not in raw]
    faults += [f"不认识的项 {key}" for key in raw if key not in FIELDS]
    number, status, source = raw.get("year"), raw.get("status"), raw.get("source")
    if "status" in raw and status not in STATUSES:
        faults.append("status 须为 official（正式）或 estimated（推算）")
    if "source" in raw and not (isinstance(source, str) and source.strip()):
        faults.append("source 须写明依据")
    if type(number) is not int or not EARLIEST <= number <= LATEST:
        if "year" in raw:
            faults.append(f"year 须为{EARLIEST}至{LATEST}之间的整数")
        return None
    first = date(number - 1, 12, 1) if status == "official" else date(number, 1, 1)
    reach = (first, date(number, 12, 31))
    off = _holidays(raw["holidays"], reach, faults) if "holidays" in raw else set()
    work = _workdays(raw["workdays"], reach, faults) if "workdays" in raw else set()
    return Year(number, cast(Status, status), str(source), frozenset(off), frozenset(work))


def _mapping(text: str, faults: list[str]) -> dict[object, object] | None:
    try:
        raw = YAML(typ="safe", pure=True).load(text)
    except MarkedYAMLError as error:
        line = f"第{error.problem_mark.line + 1}行" if error.problem_mark else ""
        faults.append(f"{line}不是合法的 YAML：{error.problem}")
        return None
    except (YAMLError, ValueError, RecursionError) as error:  # ValueError: such as 2026-02-30
        faults.append(f"不是合法的 YAML：{error}")
        return None
    if not isinstance(raw, dict):
        faults.append(f"须由以下各项组成：{'、'.join(FIELDS)}")
        return None
    return raw


def _holidays(raw: object, reach: tuple[date, date], faults: list[str]) -> set[date]:
    off: set[date] = set()
    if not isinstance(raw, list) or not raw:
        faults.append("holidays 须为列表，且不能为空")
        return off
    for index, item in enumerate(raw, start=1):
        if not isinstance(item, dict) or set(item) != set(HOLIDAY):
            faults.append(f"holidays 第{index}项须有且只有 {'、'.join(HOLIDAY)}")
            continue
        label = f"holidays 第{index}项（{item['name']}）："
        if not (isinstance(item["name"], str) and item["name"].strip()):
            faults.append(f"{label}name 须为节日名称")
        span = _span(item["from"], item["to"], reach)
        if isinstance(span, str):
            faults.append(label + span)
            continue
        faults += [f"{label}{day} 已在前面的假期里" for day in sorted(span & off)]
        off |= span
    return off


def _span(first: object, last: object, reach: tuple[date, date]) -> set[date] | str:
    """All days from `first` to `last`, or what is wrong with them."""
    if not (_is_day(first) and _is_day(last)):
        return "须为日期，如 2026-10-01"
    if last < first:
        return f"止日 {last} 早于起日 {first}"
    if not (reach[0] <= first and last <= reach[1]):
        return f"须在 {reach[0]} 至 {reach[1]} 之内"
    return {first + timedelta(days=step) for step in range((last - first).days + 1)}


def _workdays(raw: object, reach: tuple[date, date], faults: list[str]) -> set[date]:
    work: set[date] = set()
    if not isinstance(raw, list):
        faults.append("workdays 须为列表，没有时写 []")
        return work
    for item in raw:
        span = _span(item, item, reach)
        if isinstance(span, str):
            faults.append(f"workdays 中的 {item}：{span}")
        elif span & work:
            faults.append(f"workdays 中的 {item} 重复")
        elif item.weekday() < 5:
            faults.append(f"workdays 中的 {item} 不是周末，不必列出")
        else:
            work |= span
    return work


def _is_day(value: object) -> TypeGuard[date]:
    return isinstance(value, date) and not isinstance(value, datetime)


def _clashes(years: Mapping[str, Year]) -> list[str]:
    """What no file shows by itself: a year given twice, a day both off and worked."""
    faults: list[str] = []
    first_of: dict[int, str] = {}
    for name, year in years.items():
        earlier = first_of.setdefault(year.year, name)
        if earlier != name:
            faults.append(f"{name}：{year.year}年已由 {earlier} 给出")
    for name, year in years.items():
        for other, them in years.items():
            where = "" if other == name else f"（{other}）"
            faults += [f"{name}：{day} 既放假{where}又上班" for day in sorted(year.work & them.off)]
    return faults
