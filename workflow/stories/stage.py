"""The stage for stories (演示场地): a house with its calendar and all proved editions published."""

from datetime import datetime
from pathlib import Path

from workflow.commands.editions import publish
from workflow.definition import Fault, house_names, read_all, text_of
from workflow.errors import DefinitionInvalid
from workflow.house import create_house
from workflow.journal import House
from workflow.proof import prove_all
from workflow.workdays import load

ORIGIN, PROVINCE = "story", "000000"


def fresh_house(folder: Path, definitions: Path, at: datetime, url: str = "") -> House:
    """A new house in `folder` (SQLite unless `url` says otherwise), ready for stories."""
    house = create_house(
        url or f"sqlite:///{folder / 'cadre.db'}", attachments=folder / "attachments",
        calendar=load(definitions / "calendars"), origin=ORIGIN, province=PROVINCE,
    )  # fmt: skip
    publish_all(house, definitions, at)
    return house


def publish_all(house: House, definitions: Path, at: datetime) -> dict[str, str]:
    """Publish every edition of the folder into the house; name → digest.

    Raises DefinitionInvalid when one cannot be read or its proof does not hold.
    """
    editions = read_all(definitions)
    proofs = prove_all(editions, house_names())
    faults = [
        Fault(f"{name}.yaml", 1, 1, "", str(flaw))
        for name, proof in proofs.items()
        for flaw in proof.faults
    ]
    if faults:
        raise DefinitionInvalid(faults)
    with house.desk() as desk:
        return {name: publish(desk, text_of(one), at) for name, one in editions.items()}
