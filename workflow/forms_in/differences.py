"""What a form says otherwise than the file (差异): fact by fact, for a person to choose from.

Nothing is decided here. A fact on file that the form does not repeat stays as it is; where both
speak of the same thing the form's wording may correct it, keeping what only the file says.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from workflow.dossier import Fact, PersonFile
from workflow.facts import GRADES, SEXES
from workflow.forms_in.facts import StatedFact, facts_of
from workflow.forms_in.lrmx import Form

# What a form calls a relative → the kind of KINSHIP that a guard knows.
RELATIVES: Mapping[str, str] = {
    "妻子": "spouse", "丈夫": "spouse", "配偶": "spouse", "父亲": "parent", "母亲": "parent",
    "儿子": "child", "女儿": "child", "哥哥": "sibling", "弟弟": "sibling", "姐姐": "sibling",
    "妹妹": "sibling", "岳父": "spouse_parent", "岳母": "spouse_parent", "公公": "spouse_parent",
    "婆婆": "spouse_parent", "儿媳": "child_spouse", "女婿": "child_spouse",
}  # fmt: skip
WORDS: Mapping[str, str] = {**GRADES, **SEXES}
KINDS = ("birth", "gender", "nation", "native_place", "birth_place", "work_start", "health",
         "politics", "party", "education", "tenure", "kinship", "grade")  # fmt: skip
DAYS = ("on", "from", "to", "joined_on", "born_on")
MONTH = len("2026-01")
BLANK: tuple[object, ...] = ("", [], False)  # a form that leaves a box empty says nothing of it


@dataclass(frozen=True, slots=True)
class Difference:
    """One fact of the form: its place among them, and the fact on file about the same thing."""

    place: int
    fact: StatedFact
    before: Fact | None
    same: bool

    @property
    def after(self) -> Mapping[str, Any]:
        """The values as they would be stated."""
        return corrected(self.before, self.fact)


def differences(form: Form, file: PersonFile) -> list[Difference]:
    """Every fact of the form beside what is on file; each fact on file is met once at most."""
    waiting = list(file.facts)
    found = []
    for place, fact in enumerate(facts_of(form)):
        before = next((one for one in waiting if is_about_same(one.kind, one.values, fact)), None)
        if before is not None:
            waiting.remove(before)
        same = before is not None and _agrees(before.values, said(fact))
        found.append(Difference(place, fact, before, same))
    return found


def unrepeated(form: Form, file: PersonFile) -> list[Fact]:
    """The facts on file, of the kinds that a form states, of which this form says nothing."""
    met = {one.before.id for one in differences(form, file) if one.before}
    return [one for one in file.facts if one.kind in KINDS and one.id not in met]


def said(fact: StatedFact) -> dict[str, Any]:
    """What a form's fact says; what it leaves open says nothing."""
    return {key: value for key, value in fact.values.items() if value is not None}


def corrected(before: Fact | None, fact: StatedFact) -> dict[str, Any]:
    """The values to be stated: the form's, over what only the file knows of the same thing."""
    if before is None:
        return said(fact)
    told = said(fact)
    now = {
        key: value for key, value in told.items()
        if value not in BLANK and not _is_same(key, before.values, told)
    }  # fmt: skip
    if "precision" in told and any(key in now for key in DAYS):
        now["precision"] = told["precision"]
    return {**before.values, **now}


def is_about_same(kind: str, values: Mapping[str, Any], fact: StatedFact) -> bool:
    """Whether a fact on file and one of a form are about the same thing."""
    return kind == fact.kind and set(marks(kind, values)) == set(marks(kind, fact.values))


def marks(kind: str, values: Mapping[str, Any]) -> Iterator[Any]:
    """What tells two facts of one kind apart: a tenure's first month, a relative's name, a year.

    Of the other kinds that a form states it states one at most.
    """
    match kind:
        case "tenure":
            yield str(values.get("from"))[:MONTH]
        case "kinship":
            yield values.get("name")
        case "grade":
            yield values.get("year")
        case "education":
            yield values.get("kind")


def _agrees(before: Mapping[str, Any], now: Mapping[str, Any]) -> bool:
    told = (key for key, value in now.items() if value not in BLANK)
    return all(_is_same(key, before, now) for key in told)


def _is_same(key: str, before: Mapping[str, Any], now: Mapping[str, Any]) -> bool:
    """Whether both say the same under a key: by month, where the form says no day."""
    if key == "precision":
        return before.get(key) in ("day", None, now[key])
    old, new = _word(before.get(key)), _word(now[key])
    if key == "relation":
        return RELATIVES.get(new, new) == RELATIVES.get(old, old)
    if key in DAYS and now.get("precision") == "month":
        return old[:MONTH] == new[:MONTH]
    return old == new


def _word(value: Any) -> str:
    if isinstance(value, list | tuple):
        return "、".join(map(_word, value))
    text = "" if value is None else str(value).strip()
    return WORDS.get(text, text)
