"""The glossary (词表): one identifier a term, one term an identifier, and nothing used without a row."""

from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from workflow.definition.kinds import KIND_KEYS
from workflow.edition import Edition, Field
from workflow.guards import GUARDS
from workflow.guards.applies import APPLIES

Row = Mapping[str, str]
Names = Iterator[tuple[str, str, str | None]]
FILE = Path(__file__).parents[2] / "definitions" / "terms.yaml"


@pytest.fixture(scope="module")
def rows() -> list[Row]:
    found: list[Row] = YAML(typ="safe").load(FILE.read_text(encoding="utf-8"))
    return found


def used(editions: Mapping[str, Edition]) -> Names:
    """Kind, identifier and title of every name; no title where a place may narrow the term."""
    yield from (("kind", name, None) for name in KIND_KEYS)
    yield from (("guard", name, guard.title) for name, guard in GUARDS.items())
    yield from (("condition", name, one.title) for name, one in APPLIES.items())
    for edition in editions.values():
        process = edition.process
        yield "process", process.process, process.title
        yield from (("stage", name, title) for name, title in process.stages.items())
        yield from (("setting", name, None) for name in process.settings)
        yield from (("rule_group", rule.split("-")[1].lower(), None) for rule in edition.rules)
        for kind, named in (
            ("state", process.states), ("activity", process.activities), ("gate", process.gates),
            ("duty", edition.duties),
        ):  # fmt: skip
            yield from ((kind, name, one.title) for name, one in named.items())
        for activity in process.activities.values():
            yield from fields(activity.fields)
        for move in process.moves:
            yield "move", move.name, move.title
            yield from fields(move.fields)


def fields(found: Mapping[str, Field]) -> Names:
    for name, field in found.items():
        yield "field", name, None
        yield from fields(field.columns)


def test_every_name_that_is_used_has_its_row_and_every_title_is_its_term(
    rows: list[Row], editions: Mapping[str, Edition]
) -> None:
    terms = {(row["kind"], row["identifier"]): row["term"] for row in rows}
    for kind, name, title in used(editions):
        assert (kind, name) in terms
        assert title is None or terms[kind, name] == title


def test_the_glossary_has_no_name_that_nothing_uses(
    rows: list[Row], editions: Mapping[str, Edition]
) -> None:
    known = {(kind, name) for kind, name, _ in used(editions)}
    left = [row for row in rows if row["kind"] != "word"
            and (row["kind"], row["identifier"]) not in known]  # fmt: skip
    assert left == []


@pytest.mark.parametrize("key", ["identifier", "term"])
def test_within_a_kind_an_identifier_and_a_term_stand_once(rows: list[Row], key: str) -> None:
    counted = Counter((row["kind"], row[key]) for row in rows)
    assert [one for one, count in counted.items() if count > 1] == []


def test_a_row_says_what_it_is_and_no_more(rows: list[Row]) -> None:
    for row in rows:
        assert {"identifier", "term", "kind"} <= set(row) <= {"identifier", "term", "kind", "note"}
