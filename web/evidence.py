"""What a condition rests on (条件的依据): the entries and facts that were looked at, with their place."""

from collections.abc import Iterator
from dataclasses import dataclass

from flask import url_for

from workflow.activities.kind import ACTS
from workflow.dossier import Act, Dossier
from workflow.guards import GUARDS
from workflow.machine import Finding

# Chapters of conditions that judge the facts of the person's file.
OF_FACTS = frozenset(("qualification", "exceptional", "avoidance", "exchange", "sanctions"))
OF_FILE = frozenset(("standing_clear", "annual_grade", "review_period_over"))


@dataclass(frozen=True, slots=True)
class Evidence:
    """One thing looked at: what it is, by whom and when, and where it stands."""

    title: str
    note: str
    url: str


def evidence(seen: Dossier, finding: Finding) -> Iterator[Evidence]:
    """What a finding looked at on this dossier; nothing where nothing is recorded yet."""
    guard = GUARDS.get(finding.guard)
    names = dict.fromkeys((finding.guard, *(guard.reads if guard else ())))
    for name in names:
        activity, present = seen.edition.process.activities.get(name), seen.round(name)
        if activity is not None and present is not None and present.acts:
            last = present.acts[-1]
            yield Evidence(f"{activity.title}·{ACTS[last.act]}", said(last), entry_page(seen, last))
    chapter = guard.judge.__module__.rpartition(".")[2] if guard else ""
    if chapter in OF_FACTS or finding.guard in OF_FILE:
        yield Evidence(
            "干部档案", "已核实的事实和现有结论", url_for("people.show", person=seen.person.id)
        )
    if guard and not guard.reads and seen.case.steps and chapter in ("general", "standing"):
        last_step = seen.case.steps[-1]
        yield Evidence("流转记录", f"{last_step.on}，{last_step.by.name}",
                       f"{record_page(seen)}#entry-case-{last_step.seq}")  # fmt: skip


def said(act: Act) -> str:
    """An act in a few words."""
    return f"第{act.seq}条，{act.on}，{act.by.name}"


def entry_page(seen: Dossier, act: Act) -> str:
    """Where the entry of an act stands in the record of the case."""
    return f"{record_page(seen)}#entry-{act.subject.partition(':')[0]}-{act.seq}"


def record_page(seen: Dossier) -> str:
    """The record of the case."""
    return url_for("cases.record", case=seen.case.id)
