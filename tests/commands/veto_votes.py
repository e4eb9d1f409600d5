"""What a meeting may do with a proposed veto: vote it down, put it off; and its items as recorded."""

from standing_house import vote

from workflow.journal import House
from workflow.journal.read import Record, history

PUT_OFF = {
    "postponed": True, "reason": "分歧较大", "question": "聚会的情况", "owner": "m1",
    "due_on": "2026-03-20",
}  # fmt: skip
NO_MAJORITY = ("agree", "agree", "disagree", "disagree", "postpone")


def items(house: House, meeting: str = "sitting") -> list[Record]:
    """The items in a meeting's journal, as recorded."""
    with house.reading() as desk:
        return [one for one in history(desk, f"meeting:{meeting}") if one.data["act"] == "item"]


def put_off() -> dict[str, object]:
    """Minutes of a vote put off, with its grounds."""
    tally = ("vote_form", "agree", "disagree", "postpone", "abstain")
    return {key: one for key, one in vote().items() if key not in tally} | PUT_OFF
