"""An electronic evaluation (民主测评): one paper grades the candidate alone, in no groups."""

from datetime import date

from dossiers import activity, by, dossier, field

from workflow.ballots import Nominee
from workflow.commands.ballot_papers import is_voted_on, paper_faults
from workflow.queries.ballots import Ballot, groups_of, paper_of, tally_of

GRADES = ("excellent", "competent", "basic", "incompetent")
CHAIN = ("expected", "present", "issued", "returned", "valid")
EVALUATION = activity("ballot", fields={
    "held_on": field("date"), **{key: field("int", key) for key in (*CHAIN, *GRADES)},
})  # fmt: skip
VOTES = tuple({"id": str(n), "choice": one}
              for n, one in enumerate(("excellent",) * 4 + ("competent", "basic")))  # fmt: skip
BALLOT = Ballot(
    "b", "case:c1", "evaluation", 1, (Nominee("candidate"),), 0, {"": 7}, date(2026, 2, 27), by("a"),
    "checked", returned={"": 6}, lists=(VOTES,), scrutineers=("x", "y"),
    checked={"": {"expected": 8, "present": 7, "issued": 7, "left": 0}},
)  # fmt: skip


def test_a_paper_of_an_evaluation_has_the_candidate_and_the_grades() -> None:
    paper = paper_of(EVALUATION, [Nominee("candidate")], 3)
    assert is_voted_on(EVALUATION)
    assert (tuple(paper.choices), paper.seats) == (GRADES, 0)
    assert list(paper.faults(("excellent",))) == []
    assert list(paper.faults(("recommend",))) == ["每一栏都要选择一项"]


def test_only_the_candidate_is_evaluated_and_by_everybody_alike() -> None:
    values = {"nominees": [{"person": "candidate"}], "seats": 0}
    other = {"nominees": [{"person": "somebody"}], "seats": 0}
    seen = dossier(activities={"evaluation": EVALUATION})
    assert list(paper_faults(seen, EVALUATION, values, {"": 7})) == []
    assert list(paper_faults(seen, EVALUATION, other, {"leaders": 7})) == [
        "有不属于规定参加范围的人员类别", "民主测评的对象是考察对象本人",
    ]  # fmt: skip


def test_the_tally_of_an_evaluation_has_grades_and_no_groups() -> None:
    assert not BALLOT.by_group
    assert tally_of(BALLOT, EVALUATION) == {
        "held_on": "2026-02-27", "expected": 8, "present": 7, "issued": 7, "returned": 6, "valid": 6,
        "excellent": 4, "competent": 1, "basic": 1, "incompetent": 0,
    }  # fmt: skip
    (group,) = groups_of(BALLOT, {}, BALLOT.checked)
    assert list(group.differences()) == ["发出7张，收回6张"]
