"""An edition is its bytes: frozen and thawed it is the same, and any change gives another digest."""

import re
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from small_process import PROCESS, Folder

from workflow.canonical import canonical, digest, parse
from workflow.definition import edition_text, freeze, read_process, text_of, thaw
from workflow.edition import Edition, Rule
from workflow.errors import DefinitionInvalid

TITLES = sorted(set(re.findall(r"title: ([\u4e00-\u9fff]+)", PROCESS)))


def test_a_thawed_edition_is_the_frozen_one_with_the_same_digest(folder: Folder) -> None:
    edition = folder.edition()
    text = text_of(edition)
    assert digest(text) == edition.digest
    assert thaw(text) == edition
    assert thaw(text).digest == edition.digest


@settings(max_examples=40, deadline=None)
@given(
    title=st.sampled_from(TITLES),
    new=st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FFF), min_size=1, max_size=9),
)
def test_any_changed_title_is_kept_and_changes_the_digest(title: str, new: str) -> None:
    changed = PROCESS.replace(f"title: {title}", f"title: {new}")
    edition, old = (
        freeze(read_process(text, "a.yaml"), {}, {}) for text in (changed, PROCESS)
    )
    assert thaw(text_of(edition)) == edition
    assert (edition.digest == old.digest) == (new == title)


def test_the_order_in_which_people_see_things_is_kept_and_counts(folder: Folder) -> None:
    edition = folder.edition()
    states = edition.process.states
    assert list(thaw(text_of(edition)).process.states) == list(states) != sorted(states)
    folder.change("options: {no: 不, yes: 是}", "options: {yes: 是, no: 不}")
    assert folder.edition().process == edition.process  # equal to Python, not to people
    assert folder.edition().digest != edition.digest


def test_comments_quotes_and_written_defaults_do_not_change_the_digest(folder: Folder) -> None:
    edition = folder.edition()
    folder.change("process: small", "# 说明\nprocess: 'small'")
    folder.change("{type: date, title: 日期}", "{type: date, title: 日期, required: true}")
    folder.change("needs: [vote]", "needs: [vote], direction: forward")
    assert folder.edition().digest == edition.digest


@pytest.mark.parametrize("rule", ["R-PAP-02", "R-GUA-01", "R-SEP-01", "R-OTH-01"])
def test_every_rule_is_in_the_package_and_a_changed_one_is_another_edition(
    folder: Folder, rule: str
) -> None:
    edition = folder.edition()
    text = (folder.path / "rules.yaml").read_text(encoding="utf-8")
    line = next(one for one in text.splitlines() if one.startswith(rule))
    other = "warn" if edition.severity(rule) == "record" else "record"
    folder.change(line, re.sub("severity: [a-z]+", f"severity: {other}", line), "rules.yaml")
    assert folder.edition().digest != edition.digest
    assert folder.edition().severity(rule) == other


def test_another_duty_is_another_edition(folder: Folder) -> None:
    edition = folder.edition()
    folder.change("title: 会议记录员", "title: 记录员", "duties.yaml")
    assert folder.edition().digest != edition.digest


@pytest.mark.parametrize(
    "spoil",
    [
        lambda text: text[:-1],
        lambda text: b" " + text,
        lambda text: text.replace(b'"edition":1', b'"edition":"1"'),
        lambda text: text.replace(b'"goals"', b'"goal"'),
        lambda text: text.replace(b'"direction":"end",', b""),
        lambda text: text.replace(b'"edition":1', b'"edition":1,"evidence":""'),
        lambda text: canonical({"in_order": [1]}),
        lambda text: canonical([]),
    ],
)
def test_a_text_that_is_not_exactly_a_frozen_edition_is_refused_or_another(
    folder: Folder, spoil: object
) -> None:
    edition = folder.edition()
    assert callable(spoil)
    text = spoil(text_of(edition))
    assert text != text_of(edition)
    try:
        other: Edition | None = thaw(text)
    except DefinitionInvalid:
        other = None
    assert other is None or other.digest == digest(text) != edition.digest


def test_a_default_written_out_is_no_frozen_text(folder: Folder) -> None:
    value: Any = parse(text_of(folder.edition()))
    value["process"]["activities"]["in_order"][0][1]["evidence"] = ""
    with pytest.raises(DefinitionInvalid, match="摘要不同"):
        thaw(canonical(value))


def test_the_text_depends_on_nothing_but_the_package(folder: Folder) -> None:
    one, two = folder.edition(), folder.edition()
    assert edition_text(one.process, one.rules, one.duties) == text_of(two)
    more = {**one.rules, "R-NEW-01": Rule(title="新", article="条", text="文", severity="block")}
    assert freeze(one.process, more, one.duties).digest != one.digest
