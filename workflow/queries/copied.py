"""What the roster says of a person (名册的推算): copies for finding, filtering and counting people.

Commands write these rows beside an entry; verification makes them once more and compares.
"""

from typing import Any

from workflow.dossier import PersonFile
from workflow.facts import EDUCATION_RANK, SEXES
from workflow.journal.seal import ERASED
from workflow.pinyin import sort_key, spelled

NAMELESS = {"name": ERASED, "sort_key": "", "spelled": ""}
BLANK = {"sex": "", "nation": "", "born_on": "", "level": "", "education": "", "unverified": 0}


def name_row(name: str, organization: str) -> dict[str, str]:
    """The row of a name: what it is sorted by, and whatever may be typed to find it."""
    if name == ERASED:
        return {"organization": organization, **NAMELESS}
    return {"name": name, "organization": organization, "sort_key": sort_key(name),
            "spelled": spelled(name)}  # fmt: skip


def profile_row(file: PersonFile) -> dict[str, Any]:
    """What is verified of a person by now; of a person whose values were erased nothing."""
    sex = str(file.value("gender") or "")
    return {
        "sex": SEXES.get(sex, sex), "nation": str(file.value("nation") or ""),
        "born_on": str(file.value("birth", "on") or ""), "level": _level(file),
        "education": _education(file),
        "unverified": sum(not fact.verified for fact in file.facts),
    }  # fmt: skip


def _level(file: PersonFile) -> str:
    """The level of the tenure begun last, as far as it is said."""
    tenures = [one.values for one in file.known("tenure") if one.values.get("level")]
    last = max(tenures, key=lambda one: str(one.get("from", "")), default={})
    return str(last.get("level", ""))


def _education(file: PersonFile) -> str:
    levels = [str(one.values.get("level") or "") for one in file.known("education")]
    return max(levels, key=lambda one: EDUCATION_RANK.get(one, 0), default="")
