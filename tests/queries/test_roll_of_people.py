"""The list of people: found by name, pinyin and unit, filtered, counted, paged; only who may be seen."""

from collections.abc import Iterator
from datetime import date

import pytest
from people_house import people_house
from sqlalchemy import event

from workflow.journal import House
from workflow.queries import people as asked
from workflow.queries.people import Wanted, namesakes, roll, units

DAY = date(2026, 3, 1)


@pytest.fixture(scope="module")
def house(shared_url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """The people of people_house.py; here they are only looked at."""
    found = people_house(shared_url, tmp_path_factory.mktemp("people"))
    yield found
    found.engine.dispose()


def found(house: House, below: str = "", page: int = 1, **wanted: str) -> list[str]:
    """The ids of those who are wanted."""
    with house.reading() as desk:
        told = roll(desk, below, Wanted(**wanted), DAY, page)
        assert told.total >= len(told.rows)
        return [one.id for one in told.rows]


def test_people_are_sorted_by_the_syllables_of_their_names(house: House) -> None:
    assert found(house) == ["ai", "p0", "shan", "xie", "zeng"]
    assert Wanted().is_any and not Wanted(age="35").is_any


@pytest.mark.parametrize(("text", "ids"), [
    ("国", ["zeng"]), ("曾国强", ["zeng"]), ("zgq", ["zeng"]), ("zeng", ["zeng"]),
    ("guoq", ["zeng"]), ("cgq", ["zeng"]), ("ZengGuo", ["zeng"]), ("xxd", ["xie"]),
    ("阿依努尔艾尔肯", ["ai"]), ("艾尔肯", ["ai"]), ("财政", ["xie", "zeng"]),
    ("财政 x", ["xie"]), ("x y z", []), ("%", []), ("_", ["shan"]), ("'", []),
])  # fmt: skip
def test_people_are_found_by_name_pinyin_and_unit(house: House, text: str, ids: list[str]) -> None:
    assert found(house, text=text) == ids


def test_choices_narrow_and_are_counted_beside_each_other(house: House) -> None:
    assert found(house, sex="男") == ["shan", "zeng"]
    assert found(house, sex="none") == ["ai", "p0"]
    assert found(house, level="township_chief") == ["zeng"]
    assert found(house, facts="waiting") == ["ai"]
    assert found(house, unit="tongji") == ["ai", "shan"]
    assert found(house, unit="dept", sex="女") == ["xie"]
    assert found(house, unit="nix") == []
    with house.reading() as desk:
        told = roll(desk, "", Wanted(sex="男"), DAY)
    assert told.total == 2
    assert told.counts["sex"] == {"男": 2, "女": 1, "none": 2}
    assert told.counts["level"] == {"township_chief": 1, "none": 1}
    assert told.counts["standing"] == {"clear": 2}


@pytest.mark.parametrize(("age", "ids"), [
    ("35", []), ("40", ["xie", "zeng"]), ("60", ["shan"]), ("none", ["ai", "p0"]),
])  # fmt: skip
def test_ages_are_full_years_on_the_day(house: House, age: str, ids: list[str]) -> None:
    assert found(house, age=age) == ids  # 曾国强 turned 36 today, 解晓东 turns 41 tomorrow


def test_only_people_below_the_path_are_listed_and_counted(house: House) -> None:
    assert found(house, below="dept/tongji/") == ["ai", "shan"]
    assert found(house, below="dept/tongji/", unit="caizheng") == []
    with house.reading() as desk:
        assert units(desk, "dept/tongji/") == {"tongji": ("统计局", 2)}
        assert list(units(desk, "")) == ["dept", "caizheng", "tongji"]
        assert roll(desk, "dept/tongji/", Wanted(), DAY).total == 2
        assert [one.id for one in namesakes(desk, "", "阿依努尔 艾尔肯")] == ["ai"]
        assert namesakes(desk, "dept/caizheng/", "阿依努尔艾尔肯") == []


def test_a_page_holds_so_many_and_the_next_the_rest(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(asked, "PAGE", 2)
    assert [found(house, page=one) for one in (1, 2, 3, 4)] == [
        ["ai", "p0"], ["shan", "xie"], ["zeng"], [],
    ]  # fmt: skip


def test_the_list_costs_two_statements_whatever_the_number_of_people(house: House) -> None:
    def statements() -> int:
        said: list[str] = []
        with house.reading() as desk:
            listen = lambda *told: said.append(told[2])  # noqa: E731
            event.listen(house.engine, "before_cursor_execute", listen)
            roll(desk, "dept/", Wanted(text="a", sex="女"), DAY)
            event.remove(house.engine, "before_cursor_execute", listen)
        return len(said)

    assert statements() == 2
