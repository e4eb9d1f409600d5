"""The day of a recommending meeting (会议推荐之前), played once for all rooms that vote on it."""

from pathlib import Path

from playing import HAPPY, played_in

from workflow.journal import House
from workflow.stories.stage import Editions


def before_the_vote(folder: Path, url: str = "", editions: Editions | None = None) -> House:
    """The happy story up to the recommending meeting; everybody has the password."""
    story = f"story: 会议推荐之前\nfrom: {HAPPY}\nuntil: meeting_recommendation.record\n"
    return played_in(folder, story, url, editions)
