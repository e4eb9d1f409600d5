"""Impact periods of sanctions (影响期): the longest counts, and expiry alone clears nobody (R-CAND-06)."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from workflow.dossier import Dossier, Values
from workflow.edition import Edition
from workflow.guards.checklist import contrary, marks
from workflow.guards.reading import day, number, rows, table, text
from workflow.guards.verdict import Gap, Verdict, verdict
from workflow.workdays import add_months

REVIEW, RULE = "exclusion_review", "R-CAND-06"
OFFICER = ("discipline_officer",)
AFTER_RESTORED = "party_probation"  # 留党察看: counted from the day rights are restored

# kind: title, months (R-CAND-08). An edition's setting `sanction_months` goes before these.
KINDS: Mapping[str, tuple[str, int]] = {
    "party_warning": ("党内警告", 12),
    "party_serious_warning": ("党内严重警告", 18),
    "party_post_removal": ("撤销党内职务", 24),
    AFTER_RESTORED: ("留党察看", 24),
    "warning": ("政务警告", 6),
    "demerit": ("记过", 12),
    "major_demerit": ("记大过", 18),
    "demotion": ("降级", 24),
    "dismissal": ("撤职", 24),
    "admonition": ("诫勉", 6),
    "suspension": ("停职检查", 6),
    "reassignment": ("调整职务", 12),
    "ordered_resignation": ("责令辞职", 24),
    "removal": ("免职", 24),
    "demoted_use": ("降职", 24),
}


@dataclass(frozen=True, slots=True)
class Sanction:
    """One sanction: `free_from` is the first day after its impact, None while that is unknown."""

    kind: str
    effective_on: date | None
    free_from: date | None
    cleared: bool

    @property
    def title(self) -> str:
        """The kind as people read it."""
        return KINDS.get(self.kind, (self.kind or "处分", 0))[0]


def free_from(d: Dossier, values: Values) -> date | None:
    """The first day on which a sanction no longer bears: the longest of what is set and recorded."""
    return free_under(d.edition, values)


def free_under(edition: Edition, values: Values) -> date | None:
    """As `free_from`, under an edition's settings; None while the day cannot be told."""
    kind, effective = text(values, "kind"), day(values.get("effective_on"))
    restored = day(values.get("rights_restored_on"))
    start = restored or (None if kind == AFTER_RESTORED else effective)
    if start is None:
        return None
    setting = number(table(edition.process.settings, "sanction_months"), kind)
    months = KINDS[kind][1] if setting is None and kind in KINDS else setting
    ends = [add_months(start, one) for one in (months, number(values, "months")) if one is not None]
    for key in ("until", "impact_until"):
        if until := day(values.get(key)):
            ends.append(until + timedelta(days=1))
    return max(ends, default=None)


def sanctions(d: Dossier) -> Iterator[Sanction]:
    """Every sanction: of the verified facts, and what the review lists beside them."""
    found = marks(d, REVIEW, RULE)
    listed = [*rows(d.values(REVIEW), "sanctions"),
              *(row for mark in found for row in rows(mark.row, "sanctions"))]  # fmt: skip
    facts = [fact.values for fact in d.person.known("sanction")]
    whole = len(facts) == 1 and any(mark.row.get("cleared") is True for mark in found)
    for values in facts:
        cleared = [row.get("cleared") is True for row in listed if _same(row, values)]
        yield _sanction(d, values, all(cleared) if cleared else whole)
    for row in listed:
        if not any(_same(row, values) for values in facts):
            yield _sanction(d, row, row.get("cleared") is True)


def _sanction(d: Dossier, values: Values, cleared: bool) -> Sanction:
    on = day(values.get("effective_on"))
    return Sanction(text(values, "kind"), on, free_from(d, values), cleared)


def _same(row: Values, values: Values) -> bool:
    return all(text(row, key) == text(values, key) for key in ("kind", "effective_on"))


def sanctions_cleared(d: Dossier) -> Verdict:
    """受处分、组织处理、诫勉的，影响期均已届满，并逐项认定不影响使用。"""
    on = d.today  # whoever is still under one today may not be listed today, whatever is planned
    found = list(sanctions(d))
    gaps = [gap for one in found if (gap := _gap(one, on))]
    waiting = len(d.person.unverified("sanction"))
    if waiting:
        told = f"{waiting}条处分、处理、诫勉记录尚未核实"
        gaps.append(Gap(RULE, told, "核实后认定", OFFICER))
    gaps += contrary(d, REVIEW, RULE, "影响期届满并认定不影响使用", OFFICER)
    return verdict(*gaps, as_of=on, sanctions=[
        [one.kind, one.effective_on, one.free_from, one.cleared] for one in found
    ])  # fmt: skip


def _gap(one: Sanction, on: date) -> Gap | None:
    needed = "影响期届满，并认定不影响使用"
    told = f"{one.title}（{one.effective_on or '日期不明'}）"
    if one.free_from is None:
        return Gap("R-CAND-08", f"{told}的影响期不能确定", "写明影响期起止", OFFICER)
    if on < one.free_from:
        until = one.free_from - timedelta(days=1)
        return Gap(RULE, f"{told}影响期至{until}", needed, OFFICER)
    if not one.cleared:
        return Gap(RULE, f"{told}期满，但未认定“不影响使用”", needed, OFFICER)
    return None
