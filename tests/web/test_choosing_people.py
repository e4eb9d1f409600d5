"""A form offers the people of one's own place; where they are too many, one looks for a name above it."""

import re
from collections.abc import Callable

import pytest
from site_stage import Visitor

from workflow.queries import whom

Enter = Callable[[str], Visitor]


def offered(page: str) -> set[str]:
    return set(re.findall(r'<option value="[^"]+">([^<（]+)（', page)) | set(
        re.findall(r'type="checkbox" value="[^"]+"> <label[^>]*>([^<（]+)（', page)
    )


def test_of_too_many_people_the_first_are_offered_and_who_is_looked_for(
    enter: Enter, monkeypatch: pytest.MonkeyPatch
) -> None:
    clerk = enter("zhou_lan")
    page = clerk.text("/bodies/new")
    everybody = offered(page)
    assert "查找人员" not in page and {"沈砚青", "卢平"} <= everybody
    monkeypatch.setattr(whom, "OFFERED", 1)
    cut = clerk.text("/bodies/new")
    assert "可选人员较多" in cut and len(offered(cut)) < len(everybody)
    assert not {"卢平", "陈晓"} <= offered(cut)
    found = clerk.text("/bodies/new?who=卢平&a=1")
    assert "卢平" in offered(found) and 'value="卢平"' in found
    assert '<input type="hidden" name="a" value="1">' in found


def test_a_form_without_people_reads_none(enter: Enter, monkeypatch: pytest.MonkeyPatch) -> None:
    head = enter("zhou_lan")
    monkeypatch.setattr(whom, "OFFERED", 0)
    assert "查找人员" not in head.text("/password")
    assert "查找人员" in head.text("/bodies/new")
