"""The form of a tally (票数登记单): the figures of each group in one table, with their sums."""

from collections.abc import Mapping, Sequence
from typing import Any

from web.forms.build import Part, Placed, SheetForm
from web.forms.fields import Choices
from web.forms.sheet import Section, Sheet
from workflow.ballots.tally import CHAIN, GRADES, rows_of
from workflow.dossier import Dossier, Values
from workflow.queries.ballots import Ballot, tally_of

FIGURES = (*tuple(CHAIN)[::-1], "talked", *GRADES)  # numbers that count people or papers
GROUP = "group"


class TallyForm(SheetForm):
    """As a sheet; every group of the activity has a row, and only those filled in are recorded."""

    def __init__(self, sheet: Sheet, choices: Choices, ballot: Ballot | None) -> None:
        super().__init__(sheet, choices)
        self.ballot = ballot

    def values(self) -> dict[str, Any]:
        """The values as the engine takes them: the groups as rows."""
        told = super().values()
        groups: Mapping[str, Any] = told.pop("groups", {})
        if groups:
            told["groups"] = [{GROUP: group, **row} for group, row in groups.items()]
        return told

    def general(self) -> list[Placed]:
        """Dates, people and whatever else is no figure."""
        return [one for one in self.parts()[0].fields if one.name not in (*FIGURES, "figures")]

    def totals(self) -> list[Placed]:
        """The figures of the whole, the largest first."""
        told = {one.name: one for one in self.parts()[0].fields}
        return [told[name] for name in FIGURES if name in told]

    def votes(self) -> Placed | None:
        """The rows of nominees with their votes."""
        return next((one for one in self.parts()[0].fields if one.name == "figures"), None)

    def groups(self) -> list[Part]:
        """A part for each group."""
        return [part for part in self.parts() if part.section.path[:1] == ("groups",)]

    def named(self, *names: str) -> str:
        """The page fields of figures of the whole that are there, for a sum; `-name` is taken off."""
        told = {one.name: one.bound.name for one in self.totals()}
        found = [(name.startswith("-"), told.get(name.lstrip("-"))) for name in names]
        return " ".join(f"{'-' if minus else ''}{name}" for minus, name in found if name)

    def column(self, name: str) -> str:
        """The page fields of a column of the table of groups, for its sum."""
        return " ".join(one.bound.name for part in self.groups() for one in part.fields
                        if one.name == name)  # fmt: skip

    def summed(self, names: str) -> str:
        """The sum that a page shows at first; － while nothing is filled in."""
        told = [(-1 if name.startswith("-") else 1, self._figure(name.lstrip("-")))
                for name in names.split()]  # fmt: skip
        filled = [sign * figure for sign, figure in told if figure is not None]
        return str(sum(filled)) if filled else "－"

    def _figure(self, name: str) -> int | None:
        found = self.form
        for step in name.split("-"):
            found = found[int(step)].form if step.isdigit() else found[step]
        data = found.data
        return data if isinstance(data, int) else None


def tally_form(
    seen: Dossier, name: str, choices: Choices, ballot: Ballot | None
) -> TallyForm:
    """The form of an activity: as recorded before, as an electronic ballot counted, else prepared."""
    activity = seen.edition.process.activities[name]
    rows = activity.fields.get("groups")
    general = {key: one for key, one in activity.fields.items() if key != "groups"}
    sections = [Section("", general)]
    if rows is not None:
        columns = {key: one for key, one in rows.columns.items() if key != GROUP}
        sections += [Section(title, columns, ("groups", group))
                     for group, title in activity.groups.items()]  # fmt: skip
    return TallyForm(Sheet(tuple(sections), _given(seen, name, ballot)), choices, ballot)


def _given(seen: Dossier, name: str, ballot: Ballot | None) -> dict[str, Any]:
    present = seen.round(name)
    record = present.last("record") if present else None
    activity = seen.edition.process.activities[name]
    told: Values = record.values if record else {}
    if record is None and ballot is not None and ballot.state == "checked":
        told = tally_of(ballot, activity)
    given = {key: value for key, value in told.items() if key != "groups"}
    if not told and "issued" in activity.fields and "figures" in activity.fields:
        given["figures"] = _listed(seen)
    given["groups"] = {row.get(GROUP): row for row in rows_of(told, "groups")}
    return given


def _listed(seen: Dossier) -> Sequence[Values]:
    """A row for everybody on the reference list; the votes are counted, not known beforehand."""
    return [{"person": row["person"]} for row in rows_of(seen.values("reference_list"), "names")]
