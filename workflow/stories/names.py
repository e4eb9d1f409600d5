"""The names a story uses (情景用名): keys into ids, «材料.pdf» into kept documents."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from workflow import attachments
from workflow.journal import Desk
from workflow.stories.paper import paper


@dataclass(slots=True)
class Names:
    """What the keys of a story stand for; people read from a form have an id of the engine's."""

    prefix: str = ""
    people: dict[str, str] = field(default_factory=dict)
    own: set[str] = field(default_factory=set)  # cases, selections, meetings opened by the story
    opened: dict[str, str] = field(default_factory=dict)  # key → case that the engine opened

    def person(self, key: str) -> str:
        """The id of a person by key; the key itself for whoever has no form."""
        return self.people.get(key, key)

    def mine(self, key: str) -> str:
        """The id of a case, selection or meeting of this story."""
        return self.opened.get(key, f"{self.prefix}{key}")

    def value(self, desk: Desk) -> Callable[[str], Any]:
        """A text of a story as a value: a key becomes its id, «a name» a kept document."""

        def read(text: str) -> Any:
            if text.startswith("«") and text.endswith("»"):
                return shown_document(desk, text[1:-1])
            return self.mine(text) if text in self.own else self.person(text)

        return read


def shown_document(desk: Desk, name: str) -> dict[str, Any]:
    """A small document of that name, made up and kept, as an entry speaks of it."""
    return attachments.put(desk.house.attachments, paper(name), name)
