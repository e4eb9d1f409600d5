"""How much there is (范围大小): what one look can read at once, one department with more, or many of them."""

from enum import Enum
from typing import Any

from sqlalchemy import ColumnElement, Select, func, select

from workflow.journal import Desk
from workflow.models import TABLES, beneath

_cases, _places = TABLES["case"].c, TABLES["organization"].c


class Extent(Enum):
    """How a list is told: whole; some selections (批次) at a time; by the units of which one is to be chosen."""

    WHOLE = "whole"
    BY_BATCHES = "by batches"
    BY_UNITS = "by units"


def extent(desk: Desk, below: str, most: int, *wanted: ColumnElement[bool]) -> Extent:
    """How the cases that are wanted below a path are listed; reads no more than `most` of them."""
    if not is_more(desk, most, select(_cases.id).where(*wanted)):
        return Extent.WHOLE
    return Extent.BY_BATCHES if _is_of_one(desk, below) else Extent.BY_UNITS


def is_more(desk: Desk, most: int, rows: Select[Any]) -> bool:
    """Whether there are more rows than so many; reads no further."""
    some = rows.limit(most + 1).subquery()
    return (desk.db.scalar(select(func.count()).select_from(some)) or 0) > most


def _is_of_one(desk: Desk, below: str) -> bool:
    """Whether the cases below a path are of a single department: places are asked for cases, not these for places."""
    has_cases = select(_cases.id).where(_cases.department == _places.id).exists()
    query = select(_places.id).where(beneath(_places.path, below), has_cases).limit(2)
    return len(desk.db.scalars(query).all()) < 2
