"""What is kept of a large scope equals a count, says its time, and is of that scope alone."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import pytest
from by_hand import order
from sqlalchemy import delete, insert, select, update
from statistics_house import SECURITY, TODAY, counted_house

from workflow.commands import figures as keeping
from workflow.commands.figures import HOUR, keep_figures, large_places, renew_figures
from workflow.commands.organizations import enter_organization
from workflow.journal import Desk, House
from workflow.models import figures, requests
from workflow.queries.statistics import asked, scope
from workflow.queries.statistics.kept import counted, kept
from workflow.queries.statistics.scope import Scope

AT = datetime(2026, 6, 1, 4, 0, tzinfo=UTC)
MINE, FAR, ALL = Scope("dept/"), Scope("far/"), Scope("")
NARROWED = (
    Scope("dept/", since=date(2026, 3, 5)), Scope("dept/", selection="sel1"),
    Scope("dept/", until=date(2026, 4, 1)), Scope("dept/", edition="0" * 64),
)  # fmt: skip


@pytest.fixture(scope="module")
def counted_once(
    shared_url: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[House]:
    found = counted_house(shared_url, tmp_path_factory.mktemp("kept"), 3)
    yield found
    found.engine.dispose()


@pytest.fixture
def house(counted_once: House) -> House:
    """The house with nothing kept yet."""
    with counted_once.desk() as desk:
        desk.db.execute(delete(figures))
    return counted_once


@pytest.fixture
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    """Five cases are much already."""
    for room in (keeping, scope):
        monkeypatch.setattr(room, "MOST", 5)


def test_what_is_kept_equals_a_count_and_says_its_time(house: House) -> None:
    with house.desk() as desk:
        told = counted(desk, MINE, TODAY)
        keep_figures(desk, MINE, told, AT)
    with house.reading() as desk:
        found = kept(desk, MINE)
        assert found and found.figures == told == counted(desk, MINE, TODAY)
        assert found.made_at == AT
        assert list(found.figures.structure) == list(told.structure)
        assert told.opened and told.stays and told.asked and told.refused and told.structure


def test_what_is_kept_is_of_that_scope_alone(house: House) -> None:
    with house.desk() as desk:
        for each in (MINE, *NARROWED):
            keep_figures(desk, each, counted(desk, each, TODAY), AT)
    with house.reading() as desk:
        assert kept(desk, FAR) is None and kept(desk, ALL) is None
        for each in (MINE, *NARROWED):
            found = kept(desk, each)
            assert found and found.figures == counted(desk, each, TODAY)
        assert len(desk.db.execute(select(figures)).all()) == 5


def test_nothing_of_a_person_is_kept(house: House) -> None:
    with house.desk() as desk:
        text = counted(desk, ALL, TODAY).text()
    assert "人选" not in text and "外县0" not in text and "case0" not in text


def test_the_later_count_stays_whoever_comes_last(house: House) -> None:
    with house.desk() as desk:
        mine, far = counted(desk, MINE, TODAY), counted(desk, FAR, TODAY)
        assert mine != far
        keep_figures(desk, MINE, far, AT)
        keep_figures(desk, MINE, mine, AT + HOUR)
        keep_figures(desk, MINE, far, AT)
        found = kept(desk, MINE)
    assert found and (found.figures, found.made_at) == (mine, AT + HOUR)


def test_what_another_version_kept_is_not_there(house: House) -> None:
    with house.desk() as desk:
        keep_figures(desk, MINE, counted(desk, MINE, TODAY), AT)
        for content in ("{}", "nix", '{"opened": [{"month": "2026-03"}]}'):
            desk.db.execute(update(figures).values(content=content))
            assert kept(desk, MINE) is None


def test_large_scopes_are_counted_anew_when_an_hour_has_gone(house: House, few: None) -> None:
    with house.reading() as desk:
        assert large_places(desk) == ["", "dept/"]  # nine and seven; the far county has two
        assert [scope.is_large(desk, one) for one in (ALL, MINE, FAR)] == [True, True, False]
        assert not scope.is_large(desk, Scope("dept/", selection="sel1"))
    assert renew_figures(house, AT) == 2
    assert renew_figures(house, AT + HOUR - timedelta(seconds=1)) == 0
    assert renew_figures(house, AT + HOUR) == 2
    with house.reading() as desk:
        for each in (ALL, MINE):
            found = kept(desk, each)
            assert found and found.figures == counted(desk, each, TODAY)
            assert found.made_at == AT + HOUR


def test_what_nobody_renews_goes_after_a_day(house: House, few: None) -> None:
    with house.desk() as desk:
        for each in (MINE, FAR, *NARROWED):
            keep_figures(desk, each, counted(desk, each, TODAY), AT)
    renew_figures(house, AT + timedelta(days=1))
    with house.reading() as desk:
        assert all(kept(desk, one) for one in (ALL, MINE, FAR, *NARROWED))
    renew_figures(house, AT + timedelta(days=1, seconds=1))
    with house.reading() as desk:
        assert [bool(kept(desk, one)) for one in (ALL, MINE, FAR, *NARROWED)] == [
            True, True, False, False, False, False, False
        ]  # fmt: skip


def every(total: int) -> tuple[int, int]:
    return 0, total


def test_a_folded_line_is_the_sum_of_its_duties_and_leads_to_as_long_a_list(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    with house.desk() as desk:
        enter_organization(desk, order(SECURITY), "sub",
                           {"name": "下设处", "kind": "office", "parent": "dept"})  # fmt: skip
        _request(desk, "sub1", "cadre_clerk", "sub", "2026-05-01")
        _request(desk, "sub2", "cadre_chief", "sub", "")
    with house.reading() as desk:
        plain = asked.asked(desk, MINE, TODAY)
        assert asked.folded(desk, MINE, TODAY) == plain  # few lines are not folded
        monkeypatch.setattr(asked, "PLACES", 1)
        check_folded(desk, plain, whole={"dept"}, own={"far"})
        monkeypatch.setattr(asked, "PLACES", 2)
        check_folded(desk, plain, whole={"sub"}, own={"dept", "far"})
        nowhere = asked.asked_list(desk, MINE, TODAY, ("", "nix", asked.OPEN), every)
        assert nowhere.total == 0


def check_folded(desk: Desk, plain: list[asked.Asked], whole: set[str], own: set[str]) -> None:
    told = asked.folded(desk, MINE, TODAY)
    assert sums(told) == sums(plain)
    assert {one.organization for one in told if not one.duty} == whole
    assert {one.organization for one in told if one.duty} == own
    for one in told:
        for part, count in ((asked.OPEN, one.open), (asked.LATE, one.late)):
            found = asked.asked_list(desk, MINE, TODAY, (one.duty, one.organization, part), every)
            assert found.total == len(found.rows) == count


def sums(rows: list[asked.Asked]) -> tuple[int, int, str]:
    return (sum(one.open for one in rows), sum(one.late for one in rows),
            min(one.earliest for one in rows if one.earliest))  # fmt: skip


def _request(desk: Desk, id: str, duty: str, organization: str, due_on: str) -> None:
    desk.db.execute(insert(requests).values(**{
        **{column.name: "" for column in requests.columns}, "id": id, "task": id, "onwards": True,
        "subject": "case:case0", "activity": "m0", "act": "move", "title": "办理", "duty": duty,
        "organization": organization, "due_on": due_on, "opened_on": "2026-03-02",
    }))  # fmt: skip
