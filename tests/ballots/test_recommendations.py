"""What was held for a selection is told side by side, never in the order of votes."""

from ballot_house import AT, CASE, EVALUATION, MEETING, SELECTION, SHEN, opened, order
from sqlalchemy import select

from workflow.commands.activities import record
from workflow.commands.ballots import void_ballot
from workflow.journal import Desk, House
from workflow.models import TABLES
from workflow.queries.recommendation import Nominee, Recommendation, recommendations

FIGURES = {
    "held_on": "2026-02-04", "chair": "gu_mingcheng", "sealed": True, "expected": 16,
    "present": 15, "issued": 15, "returned": 15, "valid": 14, "tellers": ["xu_ke", "ding_wen"],
    "figures": [{"person": "yan_guibin", "votes": 9}, {"person": SHEN, "votes": 4},
                {"person": "lu_ping", "post": "gongwei_deputy", "votes": 1}],
    "groups": [{"group": "others", "expected": 16, "present": 15}],
}  # fmt: skip


def told(desk: Desk, subject: str = SELECTION) -> Recommendation:
    edition = desk.edition(desk.db.scalar(select(TABLES["selection"].c.edition)) or "")
    return recommendations(desk, {subject: edition})[subject]


def seen(house: House, subject: str = SELECTION) -> Recommendation:
    with house.reading() as desk:
        return told(desk, subject)


def test_talk_and_meeting_stand_side_by_side_in_the_order_of_the_list(house: House) -> None:
    with house.desk() as desk:
        record(desk, order(desk, "ma_chao"), SELECTION, MEETING, "record", FIGURES)
    after = seen(house)
    meeting = after.of(MEETING)
    assert meeting is not None
    assert (meeting.state, meeting.base, meeting.ballot) == ("recorded", 14, None)
    assert after.of("none") is None
    assert after.nominees() == [
        Nominee(SHEN, "gongwei_deputy", 17, 4), Nominee("wei_tongzhou", "gongwei_deputy", 7, None),
        Nominee("yan_guibin", "gongwei_deputy", 4, 9), Nominee("lu_ping", "gongwei_deputy", None, 1),
    ]  # fmt: skip
    assert list(after.beside) == ["reference_list"]


def test_a_ballot_that_was_made_void_is_none(house: House) -> None:
    first = opened(house)
    assert [one.ballot and one.ballot.id for one in seen(house).held] == [None, first.id]
    with house.desk() as desk:
        void_ballot(desk, order(desk, "ma_chao", AT), first.id, "票码印错。")
    assert [one.ballot for one in seen(house).held] == [None, None]


def test_an_evaluation_is_told_of_its_case(house: House) -> None:
    (evaluation,) = seen(house, CASE).held
    assert (evaluation.name, evaluation.state, dict(evaluation.values)) == (EVALUATION, "none", {})
    assert seen(house, CASE).plan == {}
