"""A figure by units: each unit's share is as long as its list, and together they are the figure."""

from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest
from by_hand import order
from sqlalchemy import delete, insert
from statements import counting
from statistics_house import SECURITY, TODAY, counted_house

from workflow.commands.figures import count_anew
from workflow.commands.organizations import enter_organization
from workflow.journal import Desk, House
from workflow.models import figures, requests
from workflow.queries.statistics import appointed, asked, folding, opened, refused, stays, units
from workflow.queries.statistics.behind import Which, lengths
from workflow.queries.statistics.kept import kept
from workflow.queries.statistics.packed import packed, unpacked
from workflow.queries.statistics.scope import Scope
from workflow.queries.statistics.tally import Tally

AT = datetime(2026, 6, 1, 4, 0, tzinfo=UTC)
COUNTRY = Scope("")


@pytest.fixture(scope="module")
def house(shared_url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """Two departments as roots; one has a unit below it that is asked, too."""
    found = counted_house(shared_url, tmp_path_factory.mktemp("units"), 3)
    with found.desk() as desk:
        enter_organization(desk, order(SECURITY), "sub",
                           {"name": "下设处", "kind": "office", "parent": "dept"})  # fmt: skip
        for number, due_on in enumerate(("2026-05-01", "")):
            desk.db.execute(insert(requests).values(**{
                **{column.name: "" for column in requests.columns}, "onwards": True,
                "id": f"sub{number}", "task": f"sub{number}", "subject": "case:case0",
                "activity": "m0", "act": "move", "title": "办理", "duty": "cadre_clerk",
                "organization": "sub", "due_on": due_on, "opened_on": "2026-04-01",
            }))  # fmt: skip
        desk.db.execute(delete(figures))
    count_anew(found, "", AT)
    yield found
    found.engine.dispose()


def every(total: int) -> tuple[int, int]:
    return 0, total


def listed(desk: Desk, scope: Scope, which: Which) -> int:
    """How long the list is."""
    match which.name:
        case "opened":
            return opened.opened_cases(desk, scope, which.row, which.column, every).total
        case "stays":
            process, _, state = which.row.partition(".")
            return stays.stay_list(desk, scope, TODAY, (process, state, which.column), every).total
        case "asked":
            duty, _, organization = which.row.partition("@")
            return asked.asked_list(desk, scope, TODAY, (duty, organization, which.column), every).total
        case "refused":
            return refused.refused_list(desk, scope, which.row, every).total
    rows = appointed.appointed(desk, scope)
    return sum(not which.row or one.bands[which.row] == which.column for one in rows)


def everything(tally: Tally) -> Iterator[Which]:
    """Every row and column of which something was counted, and the whole."""
    yield from (Which(name, "", "") for name in ("opened", "stays", "asked", "appointed"))
    yield Which("asked", "", asked.LATE)
    for month in {one.month for one in tally.opened}:
        yield from (Which("opened", month, stage) for stage in ("", "直线", opened.REACHED))
    for state in {one.state for one in tally.stays}:
        yield from (Which("stays", f"linear.{state}", part) for part in ("", stays.LEFT, stays.THERE))
    for task in tally.asked:
        row = f"{task[0].duty}@{task[0].organization}"
        yield from (Which("asked", row, part) for part in (asked.OPEN, asked.LATE))
    yield from (Which("asked", f"@{place}", asked.OPEN) for place in ("dept", "far", "sub", "nix"))
    yield from (Which("refused", one.rule, "") for one in tally.refused)
    yield from (Which("appointed", one.dimension, one.band) for one in tally.appointed)


@pytest.mark.parametrize("scope", [COUNTRY, Scope("", since=date(2026, 4, 1))])
def test_the_shares_of_the_units_are_as_long_as_their_lists_and_make_the_figure(
    house: House, scope: Scope
) -> None:
    with house.reading() as desk:
        found = kept(desk, "")
        assert found
        for which in everything(found.tally):
            shares, after = units.units_with(desk, scope, which)
            assert after == ""
            total = lengths(desk, which, {"": found.tally.within(scope)})[""]
            assert sum(one.count or 0 for one in shares) == total == listed(desk, scope, which), which
            for one in shares:
                below = Scope(one.path, scope.since)
                assert one.count == listed(desk, below, which) > 0, (which, one)


def test_what_was_folded_is_found_by_the_place_it_was_folded_into(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(folding, "PLACES", 2)
    count_anew(house, "dept/", AT)
    with house.reading() as desk:
        for row in ("@dept", "@sub"):
            (share,), _ = units.units_with(desk, COUNTRY, Which("asked", row, asked.OPEN))
            assert (share.id, share.count) == ("dept", listed(desk, Scope("dept/"), Which("asked", row, "")))
        whole = kept(desk, "dept/")
        assert whole and {one[0].organization for one in whole.tally.asked} >= {"sub", "dept"}
    monkeypatch.setattr(folding, "PLACES", 1)  # what is asked below is told by the department
    count_anew(house, "dept/", AT)
    with house.reading() as desk:
        (share,), _ = units.units_with(desk, COUNTRY, Which("asked", "@sub", asked.OPEN))
        assert (share.id, share.count) == ("dept", None)
    with house.desk() as desk:
        desk.db.execute(delete(figures).where(figures.c.below == "dept/", figures.c.part == "whole"))


def test_how_often_something_was_refused_by_any_rule_was_not_counted(house: House) -> None:
    with house.reading() as desk:
        shares, _ = units.units_with(desk, COUNTRY, Which("refused", "", ""))
        assert [(one.id, one.count) for one in shares] == [("dept", None), ("far", None)]


def test_the_organization_itself_is_a_unit_of_its_own_cases(house: House) -> None:
    with house.reading() as desk:
        shares, _ = units.units_with(desk, Scope("dept/"), Which("opened", "", ""))
        assert [(one.id, one.alone, one.count) for one in shares] == [("dept", True, 7)]
        assert listed(desk, Scope("dept/", alone=True), Which("opened", "", "")) == 7


def test_units_are_told_page_by_page_in_few_statements(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(units, "PLACES", 1)
    which = Which("opened", "", "")
    with house.reading() as desk, counting(house.engine) as seen:
        first, after = units.units_with(desk, COUNTRY, which)
        assert seen.count == 3
        second, end = units.units_with(desk, COUNTRY, which, after)
    assert [one.id for one in (*first, *second)] == ["dept", "far"] and end == ""


def test_the_unit_of_whoever_was_asked_comes_first(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(units, "PLACES", 1)
    which = Which("asked", "@far", asked.OPEN)
    with house.reading() as desk:
        first, after = units.units_with(desk, COUNTRY, which)
        assert [one.id for one in first] == ["far", "dept"]  # whose cases ask the other, too
        rest, end = units.units_with(desk, COUNTRY, which, "dept/")
    assert (after, rest, end) == ("", [], "")


def test_only_the_part_in_question_is_read(house: House) -> None:
    with house.reading() as desk:
        found = kept(desk, "")
    assert found and found.tally.asked and found.tally.stays
    asks = unpacked(packed(found.tally), {"asked"})
    assert asks == Tally(asked=found.tally.asked, articles=found.tally.articles)


def test_what_another_version_kept_is_no_share(house: House) -> None:
    with house.desk() as desk:
        kept_by_now = desk.db.execute(figures.select()).all()
        desk.db.execute(figures.update().values(content="{}"))
        assert units.units_with(desk, COUNTRY, Which("opened", "", "")) == ([], "")
        desk.db.execute(delete(figures))
        desk.db.execute(insert(figures), [dict(row._mapping) for row in kept_by_now])
