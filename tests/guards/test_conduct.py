"""How an item was conducted: told before the record is made, from the same readings as the moves."""

from dataclasses import replace

import pytest
from scene import ITEMS, act, dossier, item, person, relative, views

from workflow.dossier import Dossier, ItemFile, PersonFile, Round, Step, VetoItem
from workflow.guards.conduct import conduct_of_case, conduct_of_veto

DECISION = "committee_decision"


def before() -> Dossier:
    """The scene while the case waits for its decision: no item on it yet."""
    seen = dossier({})
    items = {name: one for name, one in seen.items.items() if name != DECISION}
    rounds = {name: one for name, one in seen.rounds.items() if name != DECISION}
    return replace(seen, items=items, rounds=rounds)


def rules(told: ItemFile, seen: Dossier | None = None) -> list[str]:
    """The rules of the gaps."""
    return sorted({one.rule for one in conduct_of_case(seen or before(), told)})


def test_a_lawful_item_lacks_nothing() -> None:
    assert rules(item()) == []
    assert rules(item("department_decision", ITEMS["department_decision"].meeting.body)) == []


@pytest.mark.parametrize(("told", "rule"), [
    (item(seen=views(7)), "R-DEC-04"),
    (item(seen=views(m3={"view": None})), "R-DEC-05"),
    (item(seen=views(m1={"order": 1}, m2={"order": 9})), "R-DEC-06"),
    (item(voted_seq=1), "R-DEC-07"),
    (item(agree=9), "R-REC-02"),
])  # fmt: skip
def test_what_would_stop_the_case_is_said_at_once(told: ItemFile, rule: str) -> None:
    assert rule in rules(told)


def test_a_relative_who_stays_is_told() -> None:
    seen = before()
    kin = replace(seen, person=person(relative("m4")))
    assert "R-DEC-12" in rules(item(), kin)


def test_a_vote_put_off_need_not_have_heard_everybody() -> None:
    nobody = tuple(replace(one, view=None, order=None) for one in views())
    assert rules(item(seen=nobody, postponed=True, agree=None)) == []


def test_who_was_asked_one_by_one_did_not_sit() -> None:
    told = item("plenary_ballot", seen=(), asked_members=[{"member": "m1"}])
    assert rules(told) == []


def test_a_vote_in_the_meeting_that_put_it_off_is_told() -> None:
    seen = before()
    earlier = item(postponed=True, meeting="same")
    first = replace(seen, items={**seen.items, DECISION: (earlier,)})
    assert rules(item(meeting="same"), first) == ["R-DEC-10"]


def test_a_second_vote_of_another_meeting_is_told() -> None:
    seen = dossier({})
    taken = Round(1, (act("item", 40, {"item_entry": f"entry-{DECISION}"}),))
    voted = replace(seen, rounds={**seen.rounds, DECISION: (taken,)})
    told = item(meeting="another")
    told = replace(told, act=told.act._replace(digest="another"))
    assert "R-DEC-11" in rules(told, voted)
    assert rules(replace(item(), act=item().act._replace(digest="again")), voted) == []  # corrected


def test_a_meeting_before_the_case_came_to_it_is_told() -> None:
    seen = before()
    later = Step(99, "x", "deliberation", "discussion", seen.today, seen.case.steps[-1].by)
    came = replace(seen, case=replace(seen.case, steps=(*seen.case.steps, later)))
    assert rules(item(), came) == ["R-DEC-01"]


def test_of_a_veto_the_same_is_told_and_what_binds() -> None:
    told, about = item(), PersonFile("p0", "人选", "unit")
    veto = VetoItem(told.meeting, "veto", "", told.act, told.views, told.values, "p0", "v", "d")

    def found(one: VetoItem, *earlier: VetoItem) -> list[str]:
        return [gap.rule for gap in conduct_of_veto(one, about, lambda p: p, "keep", earlier)]

    assert found(veto) == []
    assert found(replace(veto, values={**veto.values, "agree": 9})) == ["R-REC-02"]
    put_off = replace(veto, values={"postponed": True})
    assert "R-DEC-10" in found(veto, put_off)
