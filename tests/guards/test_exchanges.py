"""Exchange (交流、平级转任): what is asked of a promotion is not asked of who stays on his level."""

from dataclasses import replace

from candidacy import candidacy, fact, tenure

from workflow.dossier import Dossier
from workflow.guards.applies import APPLIES
from workflow.guards.career import measures
from workflow.guards.exchange import TABLE

ON_LEVEL = tenure("2020-06-01", level="county_deputy", position="deputy")
TRIAL = {"appointment_notice": {"kind": "trial"}}
FORMAL = {"appointment_notice": {"kind": "formal"}}


def rules(guard: str, seen: Dossier) -> list[str]:
    return [gap.rule for gap in TABLE[guard].judge(seen).gaps]


def holder_of_a_rank(changes: dict[str, dict[str, str]]) -> Dossier:
    on_rank = tenure("2020-06-01", level="county_deputy", position="other", leading=False)
    rank = fact("rank", title="四级调研员", **{"from": "2020-06-01"})
    return candidacy(changes, facts=[on_rank, rank])


def test_years_of_work_and_at_the_grassroots_are_asked_only_of_who_is_raised_to_the_level() -> None:
    raised = measures(candidacy())
    assert {"R-QUAL-02", "R-QUAL-03"} <= set(raised)
    moved = candidacy(facts=[ON_LEVEL])  # no grassroots years among his verified tenures
    assert not {"R-QUAL-02", "R-QUAL-03"} & set(measures(moved))


def test_a_move_on_the_same_level_is_no_exceptional_promotion() -> None:
    assert not APPLIES["exceptional"].holds(candidacy(facts=[ON_LEVEL]))
    fresh = candidacy(facts=[tenure("2026-01-05")])  # a lower chief for two months only
    assert APPLIES["exceptional"].holds(fresh)
    process = fresh.edition.process.model_copy(update={"effect": "lateral"})
    moved = replace(fresh, edition=fresh.edition.model_copy(update={"process": process}))
    assert not APPLIES["exceptional"].holds(moved)


def test_the_holder_of_a_rank_moves_on_the_level_of_the_rank_and_no_higher() -> None:
    assert rules("is_lateral", holder_of_a_rank(FORMAL)) == []
    higher = {"target_level": "county_chief", "position": "chief"}
    on_rank = tenure("2020-06-01", level="county_deputy", position="other", leading=False)
    rank = fact("rank", title="四级调研员", **{"from": "2020-06-01"})
    assert rules("is_lateral", candidacy(facts=[on_rank, rank], profile=higher)) == ["R-REC-01"]
    assert rules("is_lateral", candidacy(facts=[on_rank])) == ["R-REC-01"]  # nobody verified a rank


def test_who_holds_a_post_of_that_level_is_not_put_on_trial_again() -> None:
    assert rules("trial_from_rank", candidacy(TRIAL, facts=[ON_LEVEL])) == ["R-APT-07"]
    assert rules("trial_from_rank", holder_of_a_rank(TRIAL)) == []


def test_a_transfer_takes_effect_by_a_formal_notice_and_not_by_one_of_trial() -> None:
    assert rules("no_trial_due", candidacy(TRIAL, facts=[ON_LEVEL])) == ["R-APT-07"]
    assert rules("no_trial_due", candidacy(FORMAL, facts=[ON_LEVEL])) == []


def test_who_comes_from_a_rank_without_trial_needs_a_reason() -> None:
    assert rules("no_trial_due", holder_of_a_rank(FORMAL)) == ["R-APT-10"]
