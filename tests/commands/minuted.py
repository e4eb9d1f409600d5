"""A vote of a committee as its minutes have it (会议记录)."""

from collections.abc import Sequence
from typing import Any


def minuted(members: Sequence[str], words: Sequence[str]) -> dict[str, Any]:
    """One word a member, "absent" or a view; the chair, who is first of the members, speaks last."""
    said = dict(zip(members, words, strict=True))
    there = [one for one in (*members[1:], members[0]) if said[one] != "absent"]
    views = [
        {"person": one, "present": one in there, "recused": False, "kinship": "",
         "view": said[one] if one in there else None,
         "order": there.index(one) + 1 if one in there else None}
        for one in members
    ]  # fmt: skip
    tally = {view: list(words).count(view) for view in ("agree", "disagree", "postpone")}
    return {"views": views, "vote_form": "hands", **tally, "abstain": 0}
