"""What is kept of a large scope equals a count, over whole months, and is of that scope alone."""

from collections import Counter
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import pytest
from by_hand import order
from sqlalchemy import delete, insert, select, update
from statistics_house import FAR_CLERK, SECURITY, TODAY, counted_house, desk_editions

from workflow.commands import figures as keeping
from workflow.commands import refusals
from workflow.commands.figures import (
    HOUR,
    count_anew,
    departments_of,
    keep_figures,
    large_places,
    renew_figures,
)
from workflow.commands.organizations import enter_organization
from workflow.commands.people import correct_person
from workflow.errors import Reason, Refused
from workflow.journal import Desk, House
from workflow.models import figures, requests
from workflow.queries import board, cards
from workflow.queries.statistics import asked, folding, gathered, scope
from workflow.queries.statistics.kept import OWN, WHOLE, counted, kept, told
from workflow.queries.statistics.packed import packed, unpacked
from workflow.queries.statistics.scope import Scope
from workflow.queries.statistics.tally import ALL, AtPlace

AT = datetime(2026, 6, 1, 4, 0, tzinfo=UTC)
MINE, FAR, COUNTRY = Scope("dept/"), Scope("far/"), Scope("")
MONTHS = [date(2026, month, 1) for month in range(2, 8)]


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


def scopes(below: str, edition: str) -> Iterator[Scope]:
    """All periods of whole months, with and without an edition."""
    for first in (None, *MONTHS):
        for last in (None, *MONTHS):
            for digest in ("", edition, "0" * 64):
                yield Scope(below, first, last, edition=digest).in_months()


def test_what_is_kept_equals_a_count_of_any_months(house: House) -> None:
    with house.reading() as desk:
        edition = next(desk_editions(desk))
    for below in ("dept/", "far/", ""):
        count_anew(house, below, AT)
        with house.reading() as desk:
            found = kept(desk, below)
            assert found and found.made_at == AT
            for each in scopes(below, edition):
                assert told(desk, found.tally.within(each)) == counted(desk, each, TODAY), each
            whole = told(desk, found.tally)
            assert whole.opened and whole.stays and whole.asked and whole.refused
            assert list(whole.structure) == list(counted(desk, Scope(below), TODAY).structure)
    with house.reading() as desk:
        asks = gathered.own_counts(desk, "dept/", TODAY).asked
        assert any(len({one.month for one in task}) > 1 for task in asks)  # asked in several months


def test_a_board_is_kept_as_it_counts(house: House) -> None:
    viewer = cards.Viewer("", "", "", TODAY, cards.near(house.calendar, TODAY))
    count_anew(house, "", AT)
    with house.reading() as desk:
        found = kept(desk, "")
        assert found
        for active in (frozenset(), frozenset({"open"}), frozenset({"open", "blocked"})):
            exact = board.tallies(desk, viewer, cards.Scope(""), active)
            states = Counter[str]()
            for one, count in found.tally.board.items():
                if active <= set(one.marks):
                    states[one.state] += count
            assert states == {name: one.shown for name, one in exact.states.items() if one.shown}
    places = found.tally.places
    assert (places[AtPlace("dept", ALL)], places[AtPlace("far", ALL)]) == (7, 2)
    assert places[AtPlace("dept", "open")] <= 7 and found.tally.board.total() == 9


def test_what_is_kept_is_of_that_scope_alone(house: House) -> None:
    count_anew(house, "dept/", AT)
    with house.reading() as desk:
        assert kept(desk, "far/") is None and kept(desk, "") is None
        assert kept(desk, "far/", OWN) is None
    count_anew(house, "", AT)
    with house.reading() as desk:
        mine, far, whole = kept(desk, "dept/"), kept(desk, "far/", OWN), kept(desk, "")
    assert mine and far and whole
    assert whole.tally.opened == mine.tally.opened + far.tally.opened


def test_nothing_of_a_person_is_kept(house: House) -> None:
    count_anew(house, "", AT)
    with house.reading() as desk:
        text = " ".join(desk.db.scalars(select(figures.c.content)))
    assert "人选" not in text and "外县0" not in text and "case0" not in text and "19" not in [
        one[:2] for one in text.split('"')
    ]  # nor a day of birth


def test_the_later_count_stays_whoever_comes_last(house: House) -> None:
    with house.desk() as desk:
        mine, far = (gathered.own_counts(desk, one, TODAY) for one in ("dept/", "far/"))
        assert mine != far
        keep_figures(desk, "dept/", WHOLE, far, AT)
        keep_figures(desk, "dept/", WHOLE, mine, AT + HOUR)
        keep_figures(desk, "dept/", WHOLE, far, AT)
        found = kept(desk, "dept/")
    assert found and (found.tally, found.made_at) == (mine, AT + HOUR)
    assert unpacked(packed(mine)) == mine


def test_what_another_version_kept_is_not_there_and_is_counted_again(house: House, few: None) -> None:
    assert renew_figures(house, AT) == 2
    for content in ("{}", "nix", '{"editions": [], "opened": [["2026-03", 0, "s0", 1]]}'):
        with house.desk() as desk:
            desk.db.execute(update(figures).values(content=content))
            assert kept(desk, "dept/") is None
        assert renew_figures(house, AT + HOUR) == 2
        with house.reading() as desk:
            found = kept(desk, "")
            assert found and told(desk, found.tally) == counted(desk, COUNTRY, TODAY)
        with house.desk() as desk:
            desk.db.execute(delete(figures))
    

def test_large_places_are_counted_anew_when_an_hour_has_gone(house: House, few: None) -> None:
    with house.reading() as desk:
        found = departments_of(desk)
        assert found == {"dept/": 7, "far/": 2}
        assert large_places(found) == ["", "dept/"]
        assert [scope.is_large(desk, one) for one in (COUNTRY, MINE, FAR)] == [True, True, False]
        one = Scope("dept/", selection="sel1")
        assert not scope.is_large(desk, one) and not scope.is_kept(desk, one)
    assert renew_figures(house, AT) == 2
    assert renew_figures(house, AT + HOUR - timedelta(seconds=1)) == 0
    assert renew_figures(house, AT + HOUR) == 2
    with house.reading() as desk:
        for below in ("", "dept/"):
            told_ = kept(desk, below)
            assert told_ and told_.made_at == AT + HOUR


def counted_at(house: House) -> dict[str, datetime]:
    with house.reading() as desk:
        return keeping.made_at(desk, OWN)


def test_only_where_something_was_entered_is_counted_again(house: House, few: None) -> None:
    renew_figures(house, AT)
    later = AT + HOUR
    assert counted_at(house) == {"dept/": AT, "far/": AT}
    renew_figures(house, later)
    assert counted_at(house) == {"dept/": AT, "far/": AT}  # nothing was
    refused = Refused(reasons=[Reason("R-GEN-05", "现状", "要求", ("某岗位",), "第1条")])
    with house.desk() as desk:
        refusals.keep(desk, order(FAR_CLERK, at=later), "case:far0", "move m0", refused)
    renew_figures(house, later + HOUR)
    assert counted_at(house) == {"dept/": AT, "far/": later + HOUR}
    with house.desk() as desk:
        at = later + 2 * HOUR
        correct_person(desk, order(FAR_CLERK, at=at), "far-p1", "外县壹", "far")
    renew_figures(house, at)
    assert counted_at(house) == {"dept/": AT, "far/": at}
    with house.reading() as desk:
        found = kept(desk, "")
        assert found and told(desk, found.tally) == counted(desk, COUNTRY, TODAY)


def test_another_day_everything_is_counted_again(house: House, few: None) -> None:
    renew_figures(house, AT)
    renew_figures(house, AT + timedelta(days=1))
    assert set(counted_at(house).values()) == {AT + timedelta(days=1)}


def test_what_moved_or_shrank_is_kept_no_longer(house: House, few: None) -> None:
    with house.desk() as desk:
        mine = gathered.own_counts(desk, "dept/", TODAY)
        for below, part in (("far/", WHOLE), ("gone/", OWN), ("gone/", WHOLE)):
            keep_figures(desk, below, part, mine, AT)
    renew_figures(house, AT)
    with house.reading() as desk:
        known = set(desk.db.execute(select(figures.c.below, figures.c.part)).tuples())
        found = kept(desk, "")
    assert known == {("", WHOLE), ("dept/", WHOLE), ("dept/", OWN), ("far/", OWN)}
    assert found and found.tally.board.total() == 9


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
        assert told_by_places(desk) == plain  # few lines are not folded
        monkeypatch.setattr(folding, "PLACES", 1)
        check_folded(desk, plain, whole={"dept"}, own={"far"})
        monkeypatch.setattr(folding, "PLACES", 2)
        check_folded(desk, plain, whole={"sub"}, own={"dept", "far"})
        nowhere = asked.asked_list(desk, MINE, TODAY, ("", "nix", asked.OPEN), every)
        assert nowhere.total == 0


def told_by_places(desk: Desk, within: Scope = MINE) -> list[asked.Asked]:
    found = asked.task_counts(desk, within, TODAY)
    return asked.asked_of(desk, folding.folded(desk, found, within.below))


def check_folded(desk: Desk, plain: list[asked.Asked], whole: set[str], own: set[str]) -> None:
    told = told_by_places(desk)
    assert sums(told) == sums(plain)
    assert {one.organization for one in told if not one.duty} == whole
    assert {one.organization for one in told if one.duty} == own
    for one in told:
        for part, count in ((asked.OPEN, one.open), (asked.LATE, one.late)):
            found = asked.asked_list(desk, MINE, TODAY, (one.duty, one.organization, part), every)
            assert found.total == len(found.rows) == count


def test_of_too_many_roots_the_busiest_are_told_and_one_line_for_all_others(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(folding, "PLACES", 1)
    with house.reading() as desk:
        plain = asked.asked(desk, COUNTRY, TODAY)
        found = told_by_places(desk, COUNTRY)
    assert [(one.duty, one.organization) for one in found] == [("", "dept"), asked.REST]
    assert found[-1].place == asked.OTHERS and sums(found) == sums(plain)
    assert found[0].open > found[1].open > 0


def sums(rows: list[asked.Asked]) -> tuple[int, int, str]:
    return (sum(one.open for one in rows), sum(one.late for one in rows),
            min(one.earliest for one in rows if one.earliest))  # fmt: skip


def _request(desk: Desk, id: str, duty: str, organization: str, due_on: str) -> None:
    desk.db.execute(insert(requests).values(**{
        **{column.name: "" for column in requests.columns}, "id": id, "task": id, "onwards": True,
        "subject": "case:case0", "activity": "m0", "act": "move", "title": "办理", "duty": duty,
        "organization": organization, "due_on": due_on, "opened_on": "2026-03-02",
    }))  # fmt: skip
