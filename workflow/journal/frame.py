"""The frame of a dossier (卷宗框架): what of it only changes with the journals around the case.

It lies on the shelf with the digests of the entries it was drawn from, and holds as long as a case rests
on the very same. No personal value is in it: of post, selection, bodies and organizations it takes what
their rows say, and nothing of the person.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from workflow.dossier import BodyFile, OrganizationFile, PostFile, SelectionFile
from workflow.edition import Edition
from workflow.journal.ahead import branches, under
from workflow.journal.desk import Desk
from workflow.journal.read import Record, content

ABOUT = ("person", "post", "selection", "department", "edition")


@dataclass(frozen=True, slots=True)
class Frame:
    """Files that do not depend on what the case's own journal or the person's says."""

    origin: tuple[Any, ...]  # see `origin`
    heads: Mapping[str, str]  # subject → digest of its last entry, "" without any; as they were read
    edition: Edition
    selection: SelectionFile
    post: PostFile
    bodies: Mapping[str, BodyFile]
    organizations: Mapping[str, OrganizationFile]
    people: Mapping[str, str]  # person id → name, of all who are in these bodies

    def holds(self, desk: Desk, own: Sequence[Record]) -> bool:
        """Whether the case rests on the very same entries now; its other journals lie at the desk."""
        for subject, head in self.heads.items():
            journal = desk.kept.get(subject)
            if journal is None or (journal[-1].digest if journal else "") != head:
                return False
        return self.origin == origin(desk, own, self.post.organization)


def origin(desk: Desk, own: Sequence[Record], place: str) -> tuple[Any, ...]:
    """What says which journals a dossier is drawn from: but for their own content this is all.

    `place`: the organization of the post. The branches of the person lie under seal, so they may be gone
    although no entry has changed.
    """
    said = content(own)
    return (
        tuple(said[key] for key in ABOUT),
        frozenset(record.data["meeting"] for record in own if record.data.get("meeting")),
        tuple(under(desk, place)),
        frozenset(branches(desk.kept[f"person:{said['person']}"])),
    )
