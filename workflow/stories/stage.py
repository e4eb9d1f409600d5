"""The stage for stories (演示场地): a house with its calendar and all proved editions published."""

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from workflow.commands.editions import publish
from workflow.definition import Fault, house_names, read_all, text_of
from workflow.edition import Edition
from workflow.errors import DefinitionInvalid
from workflow.house import create_house
from workflow.journal import House
from workflow.proof import prove_all
from workflow.workdays import load

ORIGIN, PROVINCE = "story", "000000"
Editions = Mapping[str, Edition]


def proved(definitions: Path) -> Editions:
    """Every edition of the folder by name; raises DefinitionInvalid unless all are proved."""
    editions = read_all(definitions)
    faults = [
        Fault(f"{name}.yaml", 1, 1, "", str(flaw))
        for name, proof in prove_all(editions, house_names()).items()
        for flaw in proof.faults
    ]
    if faults:
        raise DefinitionInvalid(faults)
    return editions


def newest(editions: Editions, process: str) -> Edition:
    """The edition of a process with the highest number: a story is played under it."""
    found = [one for one in editions.values() if one.process.process == process]
    return max(found, key=lambda one: one.process.edition)


def fresh_house(
    folder: Path, definitions: Path, at: datetime, url: str = "", editions: Editions | None = None
) -> House:
    """A new house in `folder` (SQLite unless `url` says otherwise), ready for stories.

    `editions`: the proved ones of that folder, where many houses are made; proving takes a while.
    """
    house = create_house(
        url or f"sqlite:///{folder / 'cadre.db'}", attachments=folder / "attachments",
        calendar=load(definitions / "calendars"), origin=ORIGIN, province=PROVINCE,
    )  # fmt: skip
    publish_all(house, proved(definitions) if editions is None else editions, at)
    return house


def publish_all(house: House, editions: Editions, at: datetime) -> dict[str, str]:
    """Publish proved editions into the house; name → digest."""
    house.cache.update({one.digest: one for one in editions.values()})
    with house.desk() as desk:
        return {name: publish(desk, text_of(one), at) for name, one in editions.items()}
