"""The preview of an appointment form (审批表预览): what it says beside what is on file."""

import base64
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from web.acting import actor
from web.facts import fact_lines, fact_title
from web.house import desk, today
from web.people import portrait_of
from web.reading import Reader
from workflow import authority
from workflow.commands.forms import bare
from workflow.dossier import PersonFile
from workflow.forms_in import Difference, Form, differences, form_doubts, unrepeated
from workflow.forms_in.elements import LEAVES, VERSION
from workflow.queries.people import PersonRow, namesakes

UNPRINTED = (VERSION, "ShenFenZheng")  # the identity number is shown to nobody here


@dataclass(frozen=True, slots=True)
class Change:
    """One fact of the form: on file, as the form has it, and whether it is proposed to be stated."""

    place: int
    title: str
    before: str
    after: str
    kind: str  # new, changed, same
    verified: bool
    corrects: str

    @property
    def choice(self) -> str:
        """How the page names it: the same whatever was stated meanwhile."""
        return f"{self.place}:{self.corrects}"

    @property
    def proposed(self) -> bool:
        """What is new, or corrects what nobody has verified; the rest a person must choose."""
        return self.kind == "new" or (self.kind == "changed" and not self.verified)


@dataclass(frozen=True, slots=True)
class Preview:
    """Everything read from one file, its doubts, and what would change."""

    form: Form
    name: str
    file: PersonFile | None
    faults: tuple[str, ...]
    doubts: tuple[str, ...]
    changes: tuple[Change, ...]
    left: tuple[tuple[str, str], ...]  # on file, not on the form
    texts: tuple[tuple[str, str, str], ...]  # box, before, after
    namesakes: tuple[PersonRow, ...]

    def of(self, *kinds: str) -> list[Change]:
        """The changes of some kinds."""
        return [one for one in self.changes if one.kind in kinds]

    @property
    def photo(self) -> str:
        """The photograph as an address of its own bytes; "" where there is none to be shown."""
        if not self.form.photo_name:
            return ""
        kind = "png" if self.form.photo_name.endswith("png") else "jpeg"
        return f"data:image/{kind};base64,{base64.b64encode(self.form.photo or b'').decode()}"


def chosen(choices: Iterable[str]) -> dict[int, str]:
    """Place → the fact it corrects, of what was ticked; the engine looks whether it fits."""
    told = (one.partition(":") for one in choices)
    return {
        int(place): corrects for place, _, corrects in told
        if place.isascii() and place.isdigit() and len(place) < len("99999")
    }  # fmt: skip


def preview(form: Form, name: str, file: PersonFile | None, faults: Iterable[str]) -> Preview:
    """A form beside a file, or by itself where there is none; nothing is written."""
    said = form.text("XingMing").strip()
    found = [*faults, *_faults(said, file)]
    against = file or PersonFile("", said, "")
    reader = Reader(desk())
    left = [(fact_title(one.kind), fact_lines(reader, one.kind, one.values))
            for one in unrepeated(form, against)]  # fmt: skip
    same_name: list[PersonRow] = []
    if file is None:
        below = authority.people_in_sight(desk(), actor(), today())
        same_name = namesakes(desk(), below, said)
    return Preview(
        form, name, file, tuple(found), (*form_doubts(form), *_unknown(form), *_number(form, file)),
        tuple(_change(reader, one) for one in differences(form, against)), tuple(left),
        tuple(_texts(form, file)), tuple(same_name),
    )  # fmt: skip


def _faults(said: str, file: PersonFile | None) -> Iterator[str]:
    if not said:
        yield "表上没有姓名，不能载入"
    elif file is not None and bare(said) != bare(file.name):
        yield f"表上姓名“{said}”与档案姓名“{file.name}”不一致，只能载入本人的审批表"


def _unknown(form: Form) -> Iterator[str]:
    for path in form.unknown:
        yield f"表中“{path[:80]}”不是任免审批表的栏目，随文件保存，不作填报"


def _number(form: Form, file: PersonFile | None) -> Iterator[str]:
    """The identity number is no fact; that it differs is said, not which it is."""
    if file is not None:
        before = portrait_of(file.id).text("ShenFenZheng").strip()
        now = form.text("ShenFenZheng").strip()
        if before and now and before != now:
            yield "身份证号与上次载入的审批表不同，请核对是否同一人"


def _change(reader: Reader, one: Difference) -> Change:
    kind = one.fact.kind
    before = fact_lines(reader, kind, one.before.values) if one.before else ""
    return Change(
        one.place, fact_title(kind), before, fact_lines(reader, kind, one.after),
        "new" if one.before is None else "same" if one.same else "changed",
        bool(one.before and one.before.verified), one.before.id if one.before else "",
    )  # fmt: skip


def _texts(form: Form, file: PersonFile | None) -> Iterator[tuple[str, str, str]]:
    """The boxes of the form that say something else than the form taken last."""
    earlier: Mapping[str, Any] = {}
    if file is not None:
        seen = portrait_of(file.id)
        earlier = {key: seen.text(key) for key in LEAVES}
    for element, title in LEAVES.items():
        now, before = form.text(element), earlier.get(element, "")
        if element not in UNPRINTED and now != before and element in form.texts:
            yield title, before, now
