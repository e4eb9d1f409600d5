"""Posts, organizations and bodies (职位、单位、领导班子)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True, slots=True)
class PostFile:
    """职位 with its quota (职数): how many may hold it, who does, who is decided to leave."""

    id: str
    organization: str
    title: str
    level: str
    position: str  # chief, deputy, other
    quota: int
    holders: tuple[str, ...] = ()  # persons
    leaving: tuple[str, ...] = ()  # persons among the holders


@dataclass(frozen=True, slots=True)
class OrganizationFile:
    """单位 / 党组织; `links` name its offices: organization, discipline, party, peer_discipline …"""

    id: str
    name: str
    kind: str
    path: str  # ids from the root, each followed by "/"
    links: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Member:
    """A member of a body on one day; role: chair, member, organization_member, alternate."""

    person: str
    name: str
    role: str
    joined_on: date
    left_on: date | None = None


@dataclass(frozen=True, slots=True)
class BodyFile:
    """领导班子; kind: committee, standing_committee, full_committee, department."""

    id: str
    name: str
    kind: str
    organization: str
    members: tuple[Member, ...] = ()

    def roster(self, day: date) -> tuple[Member, ...]:
        """The members due on that day (应到会成员); alternates are not due."""
        return tuple(
            one for one in self.members
            if one.role != "alternate" and one.joined_on <= day
            and (one.left_on is None or day < one.left_on)
        )  # fmt: skip
