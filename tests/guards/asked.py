"""Recorded values that refuse a question for what no definition and no recorded paper has.

A guard that asks for a misspelt field reads "nothing" and may find nothing: the worst of faults, as
it lets people through. So the pictures of these tests answer only for names that exist.
"""

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from workflow.activities.assessment import DIMENSIONS
from workflow.facts import FACTS

FOLDER = Path(__file__).parents[2] / "definitions"
# What the kinds of activity and the meetings add of their own (`workflow/activities`).
OF_KINDS = frozenset((
    "asked", "ask", "organization", "answers", "responses", "stance", "person", "account", "on", "by",
    "signer", "items", "item", "result", "document", "complaints", "conclusions", "duty", "no",
    "signed", "office", "over", "closed_on", "outcome", "finding", "status", "negatives", "steps",
    "step", "dimensions", "evidence", "class", "text", "source", "six_musts", "heard_on", "from",
    "to", "views", "rows", "figures", "groups", "group", "votes", "presenter", "presenter_role",
    "presented_seq", "discussed_seq", "voted_seq", "vote_form", "agree", "disagree", "postpone",
    "abstain", "issued", "returned", "valid", "book_no", "page", "recorder", "tellers", "guests",
    "package_with", "objections_read", "upper_reply_told", "objects", "seats", "postponed", "start",
    "end", "basis", "checker", "delayed_until",
))  # fmt: skip


def _written() -> frozenset[str]:
    """Every key that a file of `definitions` has, and every value of every kind of fact."""
    texts = [path.read_text(encoding="utf-8") for path in FOLDER.glob("*/*.yaml")]
    keys = {key for text in texts for key in re.findall(r"\b([a-z][a-z0-9_]*):", text)}
    facts = {key for _, needed, more in FACTS.values() for key in (*needed, *more)}
    return frozenset(keys | facts | OF_KINDS | set(DIMENSIONS))


WRITTEN = _written()
# Items of the small editions (`scene_edition.py`, `candidacy_edition.py`).
OF_SCENES = re.compile(r"[cqt][0-9]+|part[0-9]|one|odd|kin|growth|business")


class Asked(dict[str, Any]):
    """A recorded mapping; its own names may be asked for, and those of the definitions."""

    def get(self, key: Any, default: Any = None) -> Any:
        """As of any mapping, but only for a name that exists."""
        known = key in self or key in WRITTEN or OF_SCENES.fullmatch(str(key))
        assert known, f"no definition has {key!r}"
        return super().get(key, default)


def asked(value: Any) -> Any:
    """The same, with every mapping in it one that minds what it is asked for."""
    if isinstance(value, Mapping):
        return Asked({key: asked(one) for key, one in value.items()})
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [asked(one) for one in value]
    return value


def asked_settings(settings: Mapping[str, Any] | None) -> Asked:
    """Settings of an edition; those it lacks are asked for by their names in `definitions`."""
    return Asked(settings or {})
