"""A veto is proposed on a point of a list in force: named by its code, kept in its words for ever."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from by_hand import order
from linear import CLERK, OFFICE
from standing_house import (
    CONFIRMED,
    ENDED,
    HEAD,
    HOLD,
    PROPOSAL,
    SECRETARY,
    acts,
    standing_edition,
    standing_house,
    voted,
)

from workflow.commands.editions import latest, publish
from workflow.commands.selections import open_case, open_selection
from workflow.commands.standing import confirm_veto, end_hold, hold, propose_veto
from workflow.definition import freeze, text_of
from workflow.edition import Edition
from workflow.errors import BadInput
from workflow.journal import House
from workflow.journal.fold import person_file
from workflow.journal.read import history
from workflow.queries.lists import lists_in_force
from workflow.queries.vetoes import open_proposals

LISTS = {
    "title": "清单", "version": "第1版",
    "positive": {"loyalty": {"title": "政治忠诚", "points": {"P1": "旗帜鲜明"}}},
    "negative": {"honesty": {"title": "不老实", "points": {
        "N1": {"title": "隐瞒事项", "level": "veto"}, "N2": {"title": "含糊其辞", "level": "hold"}}}},
}  # fmt: skip
LISTED = {**PROPOSAL, "item": "N1", "list_version": "第1版"}


def with_list(edition: int, version: str = "第1版", process: str = "linear") -> Edition:
    """The small edition as a later one, with an assessment that goes through a list."""
    plain = standing_edition()
    told = plain.process.model_dump(by_alias=True)
    told["activities"] = {"quality": {
        "kind": "assessment", "mode": "full", "title": "考察", "of": "case", "in": ("s0",),
        "record": ("cadre_clerk",), "lists": {**LISTS, "version": version},
    }}  # fmt: skip
    told |= {"edition": edition, "process": process}
    return freeze(type(plain.process).model_validate(told), plain.rules, plain.duties)


@pytest.fixture
def house(url: str, tmp_path: Path) -> House:
    """Cases under an edition without a list, and a later edition that has one."""
    found = standing_house(url, tmp_path, 1)
    with found.desk() as desk:
        publish(desk, text_of(with_list(2)), order(OFFICE).at)
    return found


def propose(house: House, values: Mapping[str, Any]) -> str:
    one = order(OFFICE)
    with house.desk() as desk:
        propose_veto(desk, one, "p0", values)
    return one.id


def test_the_entry_keeps_code_version_and_words(house: House) -> None:
    veto = propose(house, LISTED)
    (entry,) = acts(house, "p0", "propose_veto")
    assert [entry.values[key] for key in ("item", "list_version", "item_words")] == [
        "N1", "第1版", "隐瞒事项",
    ]  # fmt: skip
    (held,) = acts(house, "p0", "hold")
    assert held.values["to_verify"] == "N1 隐瞒事项"
    with house.reading() as desk:
        assert [one.item for one in open_proposals(desk)] == ["N1 隐瞒事项"]
    voted(house, "p0", veto)
    with house.desk() as desk:
        confirm_veto(desk, order(SECRETARY), "p0", veto, CONFIRMED)
    with house.reading() as desk:
        file = person_file("p0", history(desk, "person:p0"))
        assert file.veto is not None and file.veto.item == "N1 隐瞒事项"


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"item": "对党不忠诚、不老实"}, "负面清单没有“对党不忠诚、不老实”这一项"),
        ({"item": "N9"}, "负面清单没有“N9”这一项"), ({"item": "P1"}, "负面清单没有“P1”这一项"),
        ({"list_version": "第0版"}, "“第0版”不是现行清单的版本"),
        ({"item": "N2"}, "“N2 含糊其辞”查实的先行暂缓，不属一票否决的情形"),
        ({"item_words": "别的文字"}, "清单情形的文字由清单给出"),
    ],
)  # fmt: skip
def test_what_is_no_ground_by_the_list_is_refused_and_leaves_nothing(
    house: House, change: Mapping[str, str], told: str
) -> None:
    with pytest.raises(BadInput) as error:
        propose(house, {**LISTED, **change})
    (reason,) = error.value.reasons
    assert (reason.rule, reason.found) == ("R-POL-05", told)
    assert acts(house, "p0", "propose_veto") == acts(house, "p0", "hold") == []


def test_the_same_proposal_sent_twice_is_one(house: House) -> None:
    one = order(OFFICE)
    for _ in range(2):
        with house.desk() as desk:
            propose_veto(desk, one, "p0", LISTED)
    assert len(acts(house, "p0", "propose_veto")) == 1


def test_in_force_are_the_latest_lists_and_those_of_open_cases(house: House) -> None:
    with house.desk() as desk:
        assert list(lists_in_force(desk, "p0")) == ["第1版"]
        publish(desk, text_of(with_list(3, "第2版")), order(OFFICE).at.replace(hour=2))
        publish(desk, text_of(with_list(1, "别的版", "other")), order(OFFICE).at.replace(hour=3))
        assert set(lists_in_force(desk, "p0")) == {"第2版", "别的版"}
        assert set(lists_in_force(desk, "nobody")) == {"第2版", "别的版"}
    with pytest.raises(BadInput) as error:
        propose(house, LISTED)
    assert "第2版" in error.value.reasons[0].needed  # type: ignore[union-attr]


def test_the_list_under_which_a_case_of_the_person_runs_stays_in_force(house: House) -> None:
    with house.desk() as desk:
        listed = latest(desk, "linear")
        open_selection(desk, order(CLERK), "selx", {
            "title": "批次", "department": "dept", "body": "body",
        }, listed)  # fmt: skip
        open_case(desk, order(CLERK), "casex", {
            "number": "x", "person": "p0", "post": "post0", "selection": "selx",
        })  # fmt: skip
        publish(desk, text_of(with_list(3, "第2版")), order(OFFICE).at.replace(hour=2))
        assert list(lists_in_force(desk, "p0")) == ["第2版", "第1版"]
        assert list(lists_in_force(desk, "nobody")) == ["第2版"]
    propose(house, LISTED)
    assert len(acts(house, "p0", "propose_veto")) == 1


def test_an_ended_hold_tells_what_came_of_it(house: House) -> None:
    with house.desk() as desk:
        one = order(HEAD)
        hold(desk, one, "p0", HOLD)
        end_hold(desk, order(OFFICE), "p0", one.id, ENDED)
    with house.reading() as desk:
        file = person_file("p0", history(desk, "person:p0"))
    assert [(each.hold, each.outcome) for each in file.settled] == [(one.id, "unfounded")]
    assert file.holds == ()
