"""Reading what was recorded (取数): what is absent or malformed reads as nothing, never as an error."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from workflow.dossier import NOTHING, Act, Dossier, Step, Values
from workflow.guards.verdict import Gap


def day(value: object) -> date | None:
    """The date of an ISO text; None for anything else."""
    try:
        return date.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None


def text(values: Values, key: str) -> str:
    """The text under a key without surrounding space; empty when there is none."""
    value = values.get(key)
    return value.strip() if isinstance(value, str) else ""


def rows(values: Values, key: str) -> tuple[Mapping[str, Any], ...]:
    """The rows of a table under a key; what is no row is left out."""
    return tuple(row for row in sequence(values, key) if isinstance(row, Mapping))


def sequence(values: Values, key: str) -> Sequence[Any]:
    """The list under a key; empty when there is none."""
    value = values.get(key)
    return value if isinstance(value, Sequence) and not isinstance(value, str) else ()


def table(values: Values, key: str) -> Values:
    """The mapping under a key; empty when there is none."""
    value = values.get(key)
    return value if isinstance(value, Mapping) else {}


def number(values: Values, key: str) -> int | None:
    """The integer under a key; None for anything else, a tick included."""
    value = values.get(key)
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def figure(d: Dossier, name: str, usual: int) -> int:
    """A figure of the edition's settings; the usual one where the edition is silent."""
    found = number(d.edition.process.settings, name)
    return usual if found is None else found


def choice(d: Dossier, name: str, usual: str) -> str:
    """A choice of the edition's settings; the usual one where the edition is silent."""
    return text(d.edition.process.settings, name) or usual


def called(d: Dossier, person: object) -> str:
    """The name of a person; the id where no name is on file."""
    return d.people.get(str(person), str(person))


def organ(d: Dossier, organization: object) -> str:
    """The name of an organization; the id where it is not on file."""
    known = d.organizations.get(str(organization))
    return known.name if known else str(organization)


def blank(
    rule: str, values: Values, needed: Mapping[str, str], what: str, who: tuple[str, ...]
) -> Gap | None:
    """A gap that names every text of `needed` (key → title) that is empty."""
    missing = [title for key, title in needed.items() if not text(values, key)]
    if not missing:
        return None
    return Gap(rule, f"{what}缺少：{'、'.join(missing)}", f"{what}各项内容填写齐全", who)


def entered(d: Dossier, activity: str) -> Step | None:
    """The last step into a state in which an activity may be recorded."""
    known = d.edition.process.activities.get(activity)
    within = known.within if known else ()
    return next((step for step in reversed(d.case.steps) if step.target in within), None)


def put_to(d: Dossier, meeting_item: str, paper: str) -> Values | None:
    """What a meeting had before it: the last record of a paper before the meeting's item.

    NOTHING where there was none yet; None while the item itself is not recorded.
    """
    present = d.round(meeting_item)
    item = present.last("item") if present else None
    if item is None:
        return None
    before = [act for act in d.acts(paper) if act.act == "record" and act.seq < item.seq]
    return before[-1].values if before else NOTHING


def since(d: Dossier, act: Act, step: Step | None) -> bool:
    """Whether an act of the case's own journal stands after a step; True when there is no step."""
    return step is None or (act.subject == f"case:{d.case.id}" and act.seq > step.seq)
