"""The site of the tests: one case in 考察 that waits for its branch, and visitors who log in."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from html import unescape
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import text
from werkzeug.test import TestResponse

from workflow.journal import House

STORY = "story: 等待支部意见\nfrom: {happy}\nuntil: branch_opinion.answer\n"
NOW = datetime(2026, 2, 28, 4, 0, tzinfo=UTC)  # noon in Shanghai, the day of the next step
PASSWORD = "测试口令-2026"  # that of `playing`: the benchmarks have this file alone
BRANCH = "/requests/case:shen/branch_opinion/answer/branch_secretary/gongwei_zhibu"
TALK = "/cases/shen/activities/candidate_talk/record"
TALKED = {
    "s0_held_on": "2026-02-28", "s0_talkers": ["lu_ping", "bai_lu"], "s0_summary": "认识清楚。",
}  # fmt: skip
HIDDEN = re.compile(r'<input type="hidden" name="(csrf_token|command|seen)" value="([^"]*)"')
ANSWER = {
    "s0_stance": "support", "s0_signer": "shi_lei", "s0_conduct": "现实表现好，敢于担当。",
    "s0_organizational_life": "按时参加。", "s0_problems": "无。", "password": PASSWORD,
}  # fmt: skip


@dataclass(slots=True)
class Visitor:
    """A browser without a screen, logged in as one account."""

    client: FlaskClient

    def get(self, path: str) -> TestResponse:
        """A page."""
        return self.client.get(path)

    def text(self, path: str) -> str:
        """The text of a page that must be there."""
        page = self.get(path)
        assert page.status_code == 200, page.get_data(as_text=True)
        return page.get_data(as_text=True)

    def hidden(self, path: str) -> dict[str, str]:
        """What the form of a page hands back unseen."""
        shown = self.text(path).partition("<main")[2]
        return {name: unescape(value) for name, value in HIDDEN.findall(shown)}

    def submit(self, path: str, values: Mapping[str, Any], **hidden: str) -> TestResponse:
        """Fill in the form of a page and send it."""
        return self.client.post(
            path, data={**self.hidden(path), **values, **hidden},
            content_type="multipart/form-data",
        )  # fmt: skip


def visitor(app: Flask, login: str, password: str = PASSWORD) -> Visitor:
    """Somebody who has logged in."""
    found = Visitor(app.test_client())
    answer = found.submit("/login", {"login": login, "password": password})
    assert answer.status_code == 303, answer.get_data(as_text=True)
    return found


def everything(house: House) -> dict[str, list[Any]]:
    """Every row of every table, to see that nothing was written."""
    told: dict[str, list[Any]] = {}
    with house.engine.connect() as db:
        names = db.execute(text("SELECT name FROM sqlite_master WHERE type = 'table'")).scalars()
        for name in sorted(names):
            told[name] = [tuple(row) for row in db.execute(text(f'SELECT * FROM "{name}"'))]
    return told


def rows(house: House, table: str) -> list[Any]:
    """The rows of one table."""
    with house.engine.connect() as db:
        return list(db.execute(text(f'SELECT * FROM "{table}"')))


def talks(house: House) -> int:
    """How often a talk with the candidate was recorded."""
    return sum(1 for one in rows(house, "entries") if one.activity == "candidate_talk")
