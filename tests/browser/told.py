"""A story told through pages (故事在网页上): each step by the one who does it, with keys alone."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from browser_stage import Site, Visitor
from keys import follow, press, put, rows
from playing import PASSWORD
from sqlalchemy import select

from workflow.activities.assessment import DIMENSIONS
from workflow.activities.lists import NEGATIVES, POSITIVES
from workflow.authority import SEES_CASE
from workflow.edition import Activity, Edition
from workflow.models import names
from workflow.stories import Story
from workflow.stories.format import Step

ACTS = ("record", "approve", "ask", "answer", "respond", "remind", "sign", "post", "complain",
        "resolve", "conclude")  # fmt: skip
INPUTS = "四方面印证"


@dataclass(slots=True)
class Teller:
    """Who tells a story: the people at their screens, and the ids that the site gave."""

    story: Story
    site: Site
    edition: Edition
    sit: Any
    folder: Path
    people: dict[str, Visitor] = field(default_factory=dict)
    ids: dict[str, str] = field(default_factory=dict)  # key of the story → id on the site
    selection: str = ""
    case: str = ""
    meeting: str = ""
    fact: str = ""

    def tell(self, start: int = 0) -> int:
        """Tell the story from a step on; how many steps were done."""
        with self.site.house.engine.connect() as db:
            known = set(db.scalars(select(names.c.person)))
        persons = self.story.world.persons
        # Who was read from a form has an id of the engine's; a story has one of them.
        (read,) = known - set(persons)
        self.ids |= {key: read for key in persons if key not in known}
        count = 0
        for placed in self.story.steps[start:]:
            step = placed.step
            if placed.day != self.site.clock.day:
                self._new_day(placed.day)
            if step.verb:
                self._step(step)
                count += 1
        return count

    def _new_day(self, day: date) -> None:
        """Nobody stays logged in overnight."""
        self.site.clock.day = day
        for one in self.people.values():
            one.page.context.close()
        self.people.clear()

    def _who(self, login: str) -> Visitor:
        if login not in self.people:
            self.people[login] = self.sit(login)
        return self.people[login]

    def _step(self, step: Step) -> None:
        guest = self._who(str(step.who))
        refused = step.expect.refused is not None
        if step.verb in ACTS:
            self._act(guest, step)
        else:
            getattr(self, f"_{step.verb}")(guest, step)
        told = guest.main.locator(".refusal")
        if refused:
            text = told.inner_text()
            assert all(rule in text for rule in step.expect.refused or ()), text
        else:
            faults = guest.main.locator(".fault").all_inner_texts()
            shown = told.inner_text() if told.count() else ""
            assert not shown and not faults, f"{step.verb} {step.target}: {shown} {faults}"

    # ── reaching a page ──

    def _reach(self, guest: Visitor, path: str) -> None:
        """Come to a page by links from where people start; the last resort is none."""
        starts = ["/", f"/cases/{self.case}", f"/selections/{self.selection}", f"/meetings/{self.meeting}"]
        for start in starts:
            if start.endswith("/") and start != "/":
                continue
            if guest.go(start).status == 200 and follow(guest, path):
                return
        raise AssertionError(f"no page of {', '.join(starts)} leads to {path}")

    def _submit(self, guest: Visitor, values: Mapping[str, Any] | None = None) -> None:
        form = guest.main.locator("form.panel").first
        for name, value in (values or {}).items():
            put(guest, form, name, value, self.folder)
        press(guest, form.locator("button.btn-primary").last)

    # ── the verbs ──

    def _act(self, guest: Visitor, step: Step) -> None:
        activity = self.edition.process.activities[step.target]
        kind = "selections" if activity.of == "selection" else "cases"
        id = self.selection if kind == "selections" else self.case
        path = f"/{kind}/{id}/activities/{step.target}/{step.verb}"
        outside = self._duty(step).partition("@")[0] not in SEES_CASE
        if outside or step.verb == "answer":
            guest.go("/")
            press(guest, guest.main.get_by_role("link", name=activity.title).first)
        else:
            self._reach(guest, path)
        self._fill(guest, activity, step)
        proof = guest.main.locator("form.panel input[type=password]")
        if proof.count():
            put(guest, guest.main.locator("form.panel").first, "password", PASSWORD, self.folder)
        self._submit(guest)

    def _duty(self, step: Step) -> str:
        """Under which duty, at which organization, a step is done."""
        return step.duty or self.story.world.accounts[str(step.who)].duties[0]

    def _fill(self, guest: Visitor, activity: Activity, step: Step) -> None:
        form = guest.main.locator("form.panel").first
        values = dict(step.with_)
        if activity.kind == "checklist" and step.verb == "record":
            self._items(guest, activity, values.pop("items", {}))
        for key, title in DIMENSIONS.items():
            for name, value in values.get("dimensions", {}).get(key, {}).items():
                self._one(guest, self._section(guest, title), name, value)
        values.pop("dimensions", None)
        for name, value in (values.pop("inputs", None) or {}).items():
            self._one(guest, self._section(guest, INPUTS), name, value)
        if activity.kind == "ballot" and values.get("groups"):
            self._groups(guest, activity, values.pop("groups"))
        if activity.lists and step.verb == "record":
            assert values.pop("list_version") == activity.lists.version
            for name in (POSITIVES, NEGATIVES):
                self._points(guest, form, name, values.pop(name, ()))
        values.pop("stage", None)
        totals = guest.main.locator(".count-grid")
        for name, value in values.items():
            of_all = totals.locator(f"[name$=_{name}]").count()  # a group has figures of the same name
            self._one(guest, totals if of_all else form, name, value)

    def _section(self, guest: Visitor, title: str) -> Any:
        return guest.main.locator("section.part").filter(
            has=guest.page.locator("h2, h3", has_text=re.compile(rf"^\s*{re.escape(title)}"))
        ).first  # fmt: skip

    def _items(self, guest: Visitor, activity: Activity, items: Mapping[str, Any]) -> None:
        told = dict(items)
        base = told.pop("all", None)
        for name, item in activity.items.items():
            if self._section(guest, item.title).count():
                for key, value in {**(base or {}), **told.get(name, {})}.items():
                    self._one(guest, self._section(guest, item.title), key, value)

    def _groups(self, guest: Visitor, activity: Activity, groups: list[Mapping[str, Any]]) -> None:
        titles = activity.groups
        for one in groups:
            row = guest.main.locator("table.counts tbody tr").filter(
                has=guest.page.locator("th", has_text=titles[one["group"]])
            ).first  # fmt: skip
            for name, value in one.items():
                if name != "group":
                    put(guest, row, rf"s\d+_{name}", value, self.folder)

    def _points(self, guest: Visitor, form: Any, name: str, told: Iterable[Mapping[str, Any]]) -> None:
        """Every point of a list has its row on the page already; whoever tells goes down them."""
        for row in told:
            item = form.locator(f'input[name*="_{name}-"][value="{row["item"]}"]')
            place = re.escape(str(item.get_attribute("name")).removesuffix("c_item"))
            for column, value in row.items():
                if column != "item":
                    put(guest, form, f"{place}c_{column}", value, self.folder)

    def _one(self, guest: Visitor, scope: Any, name: str, value: Any) -> None:
        if isinstance(value, list | tuple) and value and isinstance(value[0], Mapping):
            told = [{k: self._mine(v) for k, v in row.items()} for row in value]
            rows(guest, scope, name, told, self.folder)
        else:
            put(guest, scope, rf"s\d+_{name}", self._mine(value), self.folder)

    def _mine(self, value: Any) -> Any:
        if isinstance(value, list | tuple):
            return [self._mine(one) for one in value]
        return self.ids.get(value, value) if isinstance(value, str) else value

    def _open_selection(self, guest: Visitor, step: Step) -> None:
        guest.go("/selections/")
        assert follow(guest, "/selections/new")
        told = step.with_
        self._submit(guest, {
            "title": told["title"], "department": told["department"], "body": told["body"],
            "edition": self.edition.digest,
        })  # fmt: skip
        self.selection = guest.page.url.rsplit("/", 1)[1]
        self.ids[step.target] = self.selection

    def _open_case(self, guest: Visitor, step: Step) -> None:
        self._reach(guest, f"/selections/{self.selection}/cases/new")
        self._submit(guest, {k: self._mine(v) for k, v in step.with_.items()})
        self.case = guest.page.url.rsplit("/", 1)[1]
        self.ids[step.target] = self.case

    def _move(self, guest: Visitor, step: Step) -> None:
        self._reach(guest, f"/cases/{self.case}/moves/{step.target}")
        form = guest.main.locator("form.panel").first
        for name, value in step.with_.items():
            self._one(guest, form, name, value)
        self._submit(guest)

    def _state_fact(self, guest: Visitor, step: Step) -> None:
        person, told = self.ids.get(step.target, step.target), dict(step.with_)
        guest.go(f"/people/{person}")
        kind = told.pop("kind")
        assert follow(guest, f"/people/{person}/facts/{kind}")
        for name, value in told.items():
            self._one(guest, guest.main.locator("form.panel").first, name, value)
        self._submit(guest)

    def _verify_fact(self, guest: Visitor, step: Step) -> None:
        person = self.ids.get(step.target, step.target)
        guest.go(f"/people/{person}")
        press(guest, guest.main.locator('a[href$="/verify"]').first)
        for name, value in step.with_.items():
            self._one(guest, guest.main.locator("form.panel").first, name, value)
        self._submit(guest)

    def _convene(self, guest: Visitor, step: Step) -> None:
        guest.go("/meetings/")
        assert follow(guest, "/meetings/new")
        body = self.story.world.bodies[step.with_["body"]]
        self._submit(guest, {
            "body": step.with_["body"], "kind": body.kind, "held_on": self.site.clock.day,
            "notice_on": step.with_["notice_on"], "chair": self._mine(step.with_["chair"]),
        })  # fmt: skip
        self.meeting = guest.page.url.split("#")[0].split("?")[0].rsplit("/", 1)[1]
        self.ids[step.target] = self.meeting

    def _item(self, guest: Visitor, step: Step) -> None:
        self._reach(guest, f"/meetings/{self.meeting}/items/{self.case}/{step.target}")
        form = guest.main.locator("form.panel").first
        members = next(one.members for one in self.story.world.bodies.values()
                       if form.get_by_label(f"{next(iter(one.members.values())).name}到会").count())  # fmt: skip
        away = set(step.attendance.absent if step.attendance else ())
        later = set(step.attendance.postpone if step.attendance else ())
        due = form.locator("select[name^=present]").evaluate_all(
            "all => all.map(one => one.getAttribute('aria-label') || one.labels[0].innerText)"
        )
        for key, member in members.items():
            if f"{member.name}到会" not in due:
                continue
            place = due.index(f"{member.name}到会")
            if key in away:
                put(guest, form, f"present{place}", "leave", self.folder)
                put(guest, form, f"reason{place}", "出差", self.folder)
            else:
                put(guest, form, f"view{place}", "postpone" if key in later else "agree", self.folder)
        for name, value in step.with_.items():
            self._one(guest, form, name, value)
        self._submit(guest)
