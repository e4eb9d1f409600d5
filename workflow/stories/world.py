"""Founding the world of a story (建立背景): places, bodies, accounts and people, all by commands."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from workflow import attachments
from workflow.authority import FOUNDING, founded
from workflow.commands.accounts import grant_duty, open_account
from workflow.commands.forms import import_form, person_id
from workflow.commands.founding import found
from workflow.commands.organizations import enter_body, enter_organization, enter_post
from workflow.commands.people import register, state_fact, verify_fact
from workflow.dossier import Fact
from workflow.facts import FACTS
from workflow.forms_in import Form, marks, read_form
from workflow.journal import Actor, Desk, Order
from workflow.journal.fold import person_file
from workflow.journal.read import history
from workflow.stories.format import Organization, Person
from workflow.stories.merge import plain, resolved, taken_kind
from workflow.stories.names import Names, shown_document
from workflow.stories.reading import Story

STATES = Actor("founding", "建库登记人", FOUNDING, "")
VERIFIES = Actor("founding2", "建库核实人", FOUNDING, "")


def found_world(desk: Desk, story: Story, names: Names, at: datetime) -> None:
    """Enter the world and end the founding; where it is ended already, only learn the people's ids.

    Raises the refusals of the commands.
    """
    founding = _Founding(desk, story, names, at)
    if not founded(desk):
        founding.places()
        founding.people()
        founding.posts_and_bodies()
        founding.accounts()
        found(desk, founding.order())
    else:
        founding.recognise()


@dataclass(slots=True)
class _Founding:
    desk: Desk
    story: Story
    names: Names
    at: datetime

    def order(self, actor: Actor = STATES) -> Order:
        return Order(str(uuid.uuid4()), actor, self.at)

    def places(self) -> None:
        places = self.story.world.organizations
        for id, place in sorted(places.items(), key=lambda one: _depth(places, one[0])):
            values = place.model_dump(exclude_none=True)
            enter_organization(self.desk, self.order(), id, plain(values))

    def posts_and_bodies(self) -> None:
        world = self.story.world
        for id, post in world.posts.items():
            values = resolved(post.model_dump(), self.names.person)
            enter_post(self.desk, self.order(), id, values)
        for id, body in world.bodies.items():
            members = [
                {"person": self.names.person(key), "name": one.name, "role": one.role,
                 "from": (one.since or world.since).isoformat(),
                 **({"to": one.to.isoformat()} if one.to else {})}
                for key, one in body.members.items()
            ]  # fmt: skip
            enter_body(self.desk, self.order(), id, {
                "name": body.name, "kind": body.kind, "organization": body.organization,
                "members": members,
            })  # fmt: skip

    def accounts(self) -> None:
        since = self.story.world.since.isoformat()
        for login, account in self.story.world.accounts.items():
            person = self.names.person(account.person) if account.person else None
            who = {"login": login, "name": account.name, "person": person}
            open_account(self.desk, self.order(), login, who)
            for held in account.duties:
                duty, organization = held.split("@")
                given = {"duty": duty, "organization": organization, "from": since}
                grant_duty(self.desk, self.order(), login, given)

    def people(self) -> None:
        for key, person in self.story.world.persons.items():
            if person.form:
                self._from_form(key, person)
            else:
                register(self.desk, self.order(), key, person.name or key, person.organization)
        for key, person in self.story.world.persons.items():
            self._facts(key, person)

    def recognise(self) -> None:
        """The ids of those who came from forms, as the founding gave them."""
        for key, person in self.story.world.persons.items():
            if person.form:
                self.names.people[key] = person_id(self._form(person)[0])

    def _form(self, person: Person) -> tuple[Form, bytes, str]:
        path = self.story.setting.folder / str(person.form)
        return read_form(path.read_bytes(), path.name), path.read_bytes(), path.name

    def _from_form(self, key: str, person: Person) -> None:
        form, data, name = self._form(person)
        folder = self.desk.house.attachments
        document = attachments.put(folder, data, name)
        photo = attachments.put(folder, form.photo or b"", form.photo_name) if form.photo_name else None
        known = import_form(self.desk, self.order(), form, person.organization, document, photo)
        self.names.people[key] = known

    def _facts(self, key: str, person: Person) -> None:
        """The world's facts take the place of the form's; then all but `unverified` are verified."""
        id = self.names.person(key)
        from_form = person_file(id, history(self.desk, f"person:{id}")).facts
        waiting = set()
        for label, raw in person.facts.items():
            if label in person.drop:
                continue
            values = resolved(raw, self.names.value(self.desk))
            kind = taken_kind(values)
            order = self.order()
            state_fact(self.desk, order, id, kind, values, _corrected(from_form, kind, values))
            if label in person.unverified:
                waiting.add(order.id)
        for fact in person_file(id, history(self.desk, f"person:{id}")).facts:
            if fact.id not in waiting:
                document = shown_document(self.desk, f"{FACTS[fact.kind][0]}佐证材料.pdf")
                verify_fact(self.desk, self.order(VERIFIES), id, fact.id, document)


def _depth(places: Mapping[str, Organization], id: str) -> int:
    """How many stand above one: those above are entered first, also one that a story puts there."""
    depth = 0
    while (above := places[id].parent) and above in places and depth < len(places):
        id, depth = above, depth + 1
    return depth


def _corrected(known: tuple[Fact, ...], kind: str, values: Mapping[str, Any]) -> str:
    """The id of the form's fact on the same thing; empty when the form says nothing of it."""
    return next((one.id for one in known if one.kind == kind and set(marks(one.kind, one.values))
                 == set(marks(kind, values))), "")  # fmt: skip
