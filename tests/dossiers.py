"""A tiny edition and dossiers on it, for tests of what is pure: give what matters, the rest is usual."""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any

from workflow.activities import KINDS
from workflow.dossier import (
    Act,
    By,
    CaseFile,
    Dossier,
    Fact,
    OrganizationFile,
    PersonFile,
    PostFile,
    Round,
    SelectionFile,
    Step,
)
from workflow.edition import Activity, Duty, Edition, Field, Item, Process
from workflow.workdays import Calendar

TODAY = date(2026, 3, 20)
DAY = date(2026, 3, 2)
DUTIES = ("clerk", "chief", "head", "checker", "secretary")
DOCUMENT: Mapping[str, Any] = {"digest": "0123456789abcdef" * 4, "name": "材料.pdf", "size": 10}


def by(account: str, duty: str = "clerk", person: str | None = "") -> By:
    """Somebody who acts; the person behind account `a` is `p-a` unless given."""
    return By(account, f"姓名{account}", duty, "department", f"p-{account}" if person == "" else person)


def act(name: str, seq: int, values: Mapping[str, Any] | None = None, **more: Any) -> Act:
    """One act in the journal of the case; `more` are other parts of an Act."""
    usual = {
        "subject": "case:c1", "at": datetime(2026, 3, 2, 1, tzinfo=UTC), "on": DAY,
        "by": by("recorder"), "digest": f"digest-{seq}",
    }  # fmt: skip
    return Act(**{**usual, **more}, act=name, seq=seq, values=values or {})


def round_of(*acts: Act, activity: Activity | None = None, number: int = 1) -> Round:
    """A round of these acts, merged by the kind of its activity where that is given."""
    values = KINDS[activity.kind].merge(activity, acts) if activity else {}
    return Round(number, acts, values)


def field(type: str, title: str = "栏目", **more: Any) -> Field:
    """A field of a type."""
    return Field.model_validate({"type": type, "title": title, **more})


def item(*results: str, clear: tuple[str, ...] = (), **more: Any) -> Item:
    """An item of a checklist; the first result is clear unless told."""
    told = {"title": "项目", "results": {one: one for one in results}, "clear": clear or results[:1]}
    return Item.model_validate({**told, **more})


def activity(kind: str, **more: Any) -> Activity:
    """An activity of a kind, recorded by the clerk in the first state."""
    usual = {"title": "办理内容", "of": "case", "in": ("first",), "record": ("clerk",)}
    return Activity.model_validate({"kind": kind, **usual, **more})


def edition(activities: Mapping[str, Activity] | None = None) -> Edition:
    """Three states in two stages, no moves."""
    states = {
        "first": {"stage": "one", "title": "第一步", "initial": True},
        "second": {"stage": "one", "title": "第二步"},
        "third": {"stage": "two", "title": "第三步"},
    }
    process = Process.model_validate({
        "process": "tiny", "title": "小流程", "edition": 1, "effect": "upward",
        "basis": {"document": "试用办法", "year": 2019}, "settings": {},
        "stages": {"one": "甲环节", "two": "乙环节"}, "states": states,
        "activities": activities or {}, "moves": (), "gates": {}, "goals": ("third",),
    })  # fmt: skip
    duties = {one: Duty(title=f"职责{one}", at="department") for one in DUTIES}
    return Edition(process=process, rules={}, duties=duties, digest="tiny")


def step(state: str, seq: int) -> Step:
    """A step into a state, as the case's journal has it."""
    return Step(seq, "move" if seq > 1 else "", "", state, DAY, by("head", "head"))


def kin(person: str, relation: str = "spouse") -> Fact:
    """A verified fact that somebody is a relative."""
    values = {"relation": relation, "name": person, "person": person}
    return Fact("f1", "kinship", values, by("a"), DAY, by("b"), DAY)


def dossier(**overrides: Any) -> Dossier:
    """A dossier; beside its own parts takes `activities`, `state` and `steps` of the case."""
    activities = overrides.pop("activities", None)
    state, steps = overrides.pop("state", "first"), overrides.pop("steps", (step("first", 1),))
    usual = {
        "at": datetime(2026, 3, 20, 1, tzinfo=UTC), "today": TODAY, "calendar": Calendar(()),
        "edition": edition(activities),
        "case": CaseFile("c1", "1", "candidate", "post", "s1", state, DAY, tuple(steps)),
        "selection": SelectionFile("s1", "批次", "department", "body"),
        "person": PersonFile("candidate", "人选", "unit"),
        "post": PostFile("post", "unit", "职位", "county_deputy", "deputy", 1),
        "organizations": {
            one: OrganizationFile(one, f"单位{one}", "organ", f"{one}/") for one in ("x", "y")
        },
    }  # fmt: skip
    return Dossier(**{**usual, **overrides})
