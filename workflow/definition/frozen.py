"""An edition as bytes (封存文本): written once, hashed, read back for ever (L7).

Canonical JSON sorts its keys, but the order of states, activities and options is what people see;
so a mapping is written as `{"in_order": [[key, value], …]}`. What equals its default is left out:
a key added to the shape later then leaves every digest as it was. Defaults therefore never change.
"""

from collections.abc import Mapping
from typing import Any

from pydantic import BaseModel, ConfigDict

from workflow.canonical import canonical, digest, parse
from workflow.definition.fault import Fault
from workflow.edition import Duty, Edition, Name, Process, Rule, RuleId
from workflow.errors import DefinitionInvalid

IN_ORDER = "in_order"


class _Package(BaseModel):
    """What is hashed: an edition without its own digest."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    process: Process
    rules: Mapping[RuleId, Rule]
    duties: Mapping[Name, Duty]


def edition_text(
    process: Process, rules: Mapping[str, Rule], duties: Mapping[str, Duty]
) -> bytes:
    """The canonical bytes of a package; their SHA-256 is the edition's digest."""
    return canonical(
        {"process": _plain(process), "rules": _plain(rules), "duties": _plain(duties)}
    )


def freeze(process: Process, rules: Mapping[str, Rule], duties: Mapping[str, Duty]) -> Edition:
    """The edition of a package, named by its digest."""
    text = edition_text(process, rules, duties)
    return Edition(process=process, rules=rules, duties=duties, digest=digest(text))


def text_of(edition: Edition) -> bytes:
    """The canonical bytes of an edition."""
    return edition_text(edition.process, edition.rules, edition.duties)


def thaw(text: bytes) -> Edition:
    """The edition that `text` froze; raises DefinitionInvalid when it is not such a text."""
    try:
        package = _Package.model_validate(_shaped(parse(text)), by_alias=True, by_name=False)
    except (ValueError, TypeError) as wrong:
        fault = Fault(digest(text), 1, 1, "", f"不是流程版本的封存文本（{wrong}）")
        raise DefinitionInvalid([fault]) from wrong
    edition = freeze(package.process, package.rules, package.duties)
    if edition.digest != digest(text):
        fault = Fault(digest(text), 1, 1, "", "封存文本读回后摘要不同")
        raise DefinitionInvalid([fault])
    return edition


def _plain(value: Any) -> Any:
    """`value` as canonical JSON can hold it, with the order of mappings kept."""
    if isinstance(value, BaseModel):
        fields = type(value).model_fields
        return {
            field.alias or name: _plain(getattr(value, name))
            for name, field in fields.items()
            if field.is_required() or getattr(value, name) != field.default
        }
    if isinstance(value, Mapping):
        return {IN_ORDER: [[key, _plain(item)] for key, item in value.items()]}
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    return value


def _shaped(value: Any) -> Any:
    """What `_plain` wrote, as the models read it: lists as tuples, mappings in their order."""
    if isinstance(value, list):
        return tuple(_shaped(item) for item in value)
    if isinstance(value, dict) and set(value) == {IN_ORDER}:
        return {key: _shaped(item) for key, item in value[IN_ORDER]}
    if isinstance(value, dict):
        return {key: _shaped(item) for key, item in value.items()}
    return value
