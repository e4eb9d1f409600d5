"""What a request tells of the candidate: verified facts of a closed list, chosen one by one."""

import dataclasses

import pytest
from dossiers import DAY, by, dossier

from workflow.activities.released import RELEASABLE, USUAL, not_on_file, offered, release
from workflow.dossier import Fact, PersonFile

FACTS = {
    "birth": {"on": "1990-03-12"}, "gender": {"value": "female"}, "nation": {"value": "汉族"},
    "native_place": {"value": "临江"}, "politics": {"value": "中共党员"},
    "party": {"joined_on": "2011-06-18"}, "work_start": {"on": "2012-07-16"},
    "education": {"kind": "full_time", "level": "大学", "school": "某大学"},
    "rank": {"title": "一级主任科员", "from": "2020-01-01"},
}  # fmt: skip
TENURES = (
    {"from": "2022-05-20", "organization": "x", "post": "部长", "level": "staff"},
    {"from": "2012-07-16", "to": "2022-05-19", "text": "清溪镇科员"},
)
GRADES = tuple({"year": year, "result": "称职"} for year in (2025, 2022, 2024, 2023))


def fact(kind, values, verified=True):
    return Fact(f"{kind}{values}", kind, values, by("a"), DAY, by("b") if verified else None, DAY)


def person(**verified):
    told = [fact(kind, values, verified.get(kind, True)) for kind, values in FACTS.items()]
    told += [fact("tenure", one) for one in TENURES] + [fact("grade", one) for one in GRADES]
    return PersonFile("candidate", "㛃𬀩䶮", "y", tuple(told))


def test_everything_on_the_list_reads_as_people_write_it() -> None:
    assert offered(dossier(person=person())) == {
        "name": "㛃𬀩䶮", "unit": "单位y", "present_post": "单位x部长", "planned_post": "职位",
        "gender": "女", "nation": "汉族", "birth": "1990年3月", "native_place": "临江",
        "politics": "中共党员", "party": "2011年6月", "work_start": "2012年7月",
        "education": "全日制大学，某大学", "rank": "一级主任科员",
        "resume": "2012年7月至2022年5月　清溪镇科员\n2022年5月至今　单位x部长",
        "grades": "2023年度称职，2024年度称职，2025年度称职",
    }  # fmt: skip
    assert set(offered(dossier(person=person()))) == set(RELEASABLE)


def test_nothing_is_told_that_nobody_verified() -> None:
    seen = dossier(person=person(birth=False, nation=False))
    assert not {"birth", "nation"} & set(offered(seen))
    assert list(not_on_file(seen, ["birth", "gender", "petitions"])) == ["出生年月", "petitions"]


def test_a_person_of_whom_nothing_is_known_has_a_name_and_the_post() -> None:
    assert offered(dossier()) == {"name": "人选", "planned_post": "职位"}
    odd = dataclasses.replace(person(), facts=(fact("birth", {"on": "1990年"}),))
    assert "birth" not in offered(dossier(person=odd))


@pytest.mark.parametrize(("chosen", "told"), [
    (None, list(USUAL)), ([], ["name"]), (["birth", "planned_post"], ["name", "planned_post", "birth"]),
])  # fmt: skip
def test_what_is_chosen_is_told_and_the_name_always(chosen, told) -> None:
    rows = release(dossier(person=person()), chosen)
    assert [one["fact"] for one in rows] == told
    assert all(one["text"] for one in rows)
