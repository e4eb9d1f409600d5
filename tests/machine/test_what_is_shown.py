"""The picture of a dossier: the same for the same dossier, another for whatever was shown otherwise."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from dossiers import DAY, DOCUMENT, act, by, round_of
from hypothesis import given, settings
from hypothesis import strategies as st
from talked import HEARD, TALK, move, seen

from workflow.dossier import Dossier, Fact, Hold, PersonFile, Round, Veto
from workflow.shown import Change, Line, differences, shown, shown_person

Made = Callable[[Dossier], Dossier]
OPEN = {"organization": "unit", "ask": "party", "stance": "object"}
ANSWER = {"organization": "unit", "ask": "party"}
FACT = Fact("f1", "politics", {"value": "群众"}, by("a"), DAY, by("b"), DAY, DOCUMENT, ("e1", "e2"))
HOLD = Hold("h1", DAY, by("a"), "反映")
VETO = Veto("v1", "情形", by("a"), by("b"), DAY)


def base() -> Dossier:
    """A case with a talk, an objection and a report, both still open."""
    opinion = Round(1, (act("answer", 5, {"document": DOCUMENT}),), {"answers": [OPEN]})
    notice = Round(1, (act("complain", 6),), {"complaints": [{"no": "一"}]})
    told = seen(
        move(needs=("appointment_talk",)), rounds={"appointment_talk": round_of(
            act("record", 4, HEARD), activity=TALK,
        )}, person=PersonFile("candidate", "人选", "unit", (FACT,), entry="e0"),
    )  # fmt: skip
    return replace(told, rounds={**told.rounds, "opinion": (opinion,), "notice": (notice,)})


def person(**more: Any) -> Made:
    return lambda d: replace(d, person=replace(d.person, **more))


def rounds(name: str, values: Mapping[str, Any]) -> Made:
    """The present round of an activity with other merged values."""
    return lambda d: replace(
        d, rounds={**d.rounds, name: (replace(d.rounds[name][0], values=values),)}
    )


def another_act(d: Dossier) -> Dossier:
    talk = d.rounds["appointment_talk"][0]
    more = replace(talk, acts=(*talk.acts, act("approve", 9)))
    return replace(d, rounds={**d.rounds, "appointment_talk": (more,)})


# Each touches something else, so any two sets of them show two different pictures.
CHANGES: Mapping[str, Made] = {
    "a fact stated": lambda d: replace(d, person=replace(d.person, facts=(
        *d.person.facts, Fact("f2", "politics", {"value": "x"}, by("a"), DAY, entries=("e3",)),
    ))),
    "another name": person(entry="e9"),
    "another unit": person(organization="elsewhere"),
    "a hold": person(holds=(HOLD,)),
    "a veto": person(veto=VETO),
    "an act": another_act,
    "an objection answered": rounds(
        "opinion", {"answers": [OPEN], "responses": [ANSWER]}
    ),
    "a report closed": rounds("notice", {"complaints": [{"no": "一", "closed_on": "2026-03-01"}]}),
    "a round reopened": lambda d: replace(d, reopened=frozenset({"appointment_talk"})),
    "a post filled": lambda d: replace(d, post=replace(d.post, holders=("p9",))),
    "a case annulled": lambda d: replace(d, case=replace(d.case, annulled=True)),
}  # fmt: skip


def after(names: frozenset[str]) -> Dossier:
    found = base()
    for name in sorted(names):
        found = CHANGES[name](found)
    return found


SETS = st.frozensets(st.sampled_from(sorted(CHANGES)), max_size=4)


@settings(max_examples=60)
@given(SETS, SETS)
def test_two_dossiers_show_the_same_picture_only_if_nothing_shown_differs(
    one: frozenset[str], other: frozenset[str]
) -> None:
    same = shown(after(one)).digest == shown(after(other)).digest
    assert same == (one == other)


@given(SETS)
def test_differences_are_empty_both_ways_only_for_the_same_picture(names: frozenset[str]) -> None:
    first, last = shown(base()), shown(after(names))
    there, back = differences(first, last), differences(last, first)
    assert [(one.before, one.after) for one in there] == [(one.after, one.before) for one in back]
    assert bool(there) == bool(names)


def test_who_looks_and_what_is_typed_changes_nothing() -> None:
    told = base()
    typed = replace(
        told, actor=by("z", "head"), given={"reason": "x"}, reasons={"g": "理由"},
        move=told.edition.move("go"),
    )  # fmt: skip
    assert shown(typed) == shown(told)


def test_a_corrected_fact_a_document_and_a_verdict_each_show() -> None:
    first = shown(base())
    corrected = replace(FACT, entries=("e7",))
    told = differences(first, shown(person(facts=(corrected,))(base())))
    assert [(one.line.part, one.line.name) for one in told] == [("fact", "f1")]
    other = replace(FACT, document={**DOCUMENT, "digest": "f" * 64})
    held = {**base().rounds, "opinion": (Round(1, (), base().rounds["opinion"][0].values),)}
    without = replace(base(), rounds=held)
    told = differences(shown(without), shown(person(facts=(other,))(without)))
    assert [(one.line.part, one.line.name) for one in told] == [
        ("paper", DOCUMENT["digest"]), ("paper", "f" * 64),
    ]  # fmt: skip
    (found,) = [one for one in differences(first, shown(person(holds=(HOLD,))(base())))
                if one.line.part == "condition"]  # fmt: skip
    assert found == Change(
        Line("condition", "go/standing_clear", ("met",)),
        Line("condition", "go/standing_clear", ("block",)),
    )


def test_no_personal_value_is_in_the_picture() -> None:
    told = person(holds=(HOLD,), veto=VETO)(base())
    body = shown(told).body.decode()
    for value in (told.person.name, "群众", "成绩", DOCUMENT["name"], HOLD.reason, VETO.item):
        assert value not in body


def test_a_person_is_pictured_by_file_and_by_what_was_done_about_the_standing() -> None:
    file = PersonFile("p0", "人选", "unit", (FACT,), (HOLD,))
    done = act("propose_veto", 3, {"documents": [DOCUMENT]}, subject="person:p0")
    first, last = shown_person(file, ()), shown_person(file, (done,))
    assert (first.subject, first.edition) == ("person:p0", "")
    assert [one.line.part for one in differences(first, last)] == ["act"]  # the paper was there
    told = shown_person(replace(file, veto=replace(VETO, told_on=date(2026, 3, 3))), (done,))
    later = shown_person(replace(file, veto=replace(
        VETO, told_on=date(2026, 3, 3) + timedelta(days=1), review_open=True,
    )), (done,))  # fmt: skip
    assert [one.line.part for one in differences(told, later)] == ["veto"]


def test_a_selection_by_itself_has_no_conditions_yet() -> None:
    told = base()
    alone = shown(replace(
        told, case=replace(told.case, id=""), person=PersonFile("", "", ""),
    ))  # fmt: skip
    assert alone.subject == f"selection:{told.selection.id}"
    assert {one.part for one in alone.lines} == {"act", "paper", "objection"}
