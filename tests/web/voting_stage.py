"""The site on the day of a recommending meeting (会议推荐), and a voter with a slip in hand."""



import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from html import unescape
from pathlib import Path

from flask import Flask
from flask.testing import FlaskClient
from playing import house_in
from site_stage import Visitor, visitor
from werkzeug.test import TestResponse

from web.app import create_app
from workflow.journal import House

NOW = datetime(2026, 2, 4, 4, 0, tzinfo=UTC)
NEW = "/selections/dongyi/ballots/meeting_recommendation/new"
RECORD = "/selections/dongyi/activities/meeting_recommendation/record"
RESULTS = "/recommendation/dongyi"
CODE = re.compile(r"<strong>([0-9A-Z]{4}(?:-[0-9A-Z]{4}){2})</strong>")
HIDDEN = re.compile(r'<input type="hidden" name="([^"]+)" value="([^"]*)"')
LEADERS, CHIEFS = 6, 9
MADE = {"made6": str(LEADERS), "made7": str(CHIEFS), "seats": "1"}
CHECK = {
    "expected0": 6, "present0": 6, "issued0": 6, "left0": 0,
    "expected1": 10, "present1": 9, "issued1": 9, "left1": 0,
    "watcher": "ding_wen", "counter": "xu_ke", "text": "",
}  # fmt: skip


@dataclass(slots=True)
class Polling:
    """A polling place: the site, its house, and the officer."""

    app: Flask
    house: House

    def enter(self, login: str) -> Visitor:
        """Somebody logs in."""
        return visitor(self.app, login)

    def open(self, officer: Visitor) -> tuple[str, list[str]]:
        """Open a ballot; gives its address and the codes as printed."""
        answer = officer.submit(NEW, MADE)
        page = answer.get_data(as_text=True)
        assert answer.status_code == 200, page
        return re.findall(r"/ballots/b[0-9a-f]+", page)[0], CODE.findall(page)

    def voter(self) -> FlaskClient:
        """A browser of nobody."""
        return self.app.test_client()

    def vote(self, code: str, *ticked: int) -> TestResponse:
        """Type a code, mark the paper, confirm."""
        browser = self.voter()
        paper = browser.post("/ballot", data={"code": code})
        assert paper.status_code == 200, paper.get_data(as_text=True)
        marks = [str(one) for one in ticked]
        asked = browser.post("/ballot", data={"code": code, "mark": marks, "step": "mark"})
        told = HIDDEN.findall(asked.get_data(as_text=True))
        kept: dict[str, list[str]] = {}
        for name, value in told:
            kept.setdefault(name, []).append(unescape(value))
        return browser.post("/ballot", data={**kept, "step": "cast"})


@contextmanager
def polling(played: Path, place: Path) -> Iterator[Polling]:
    """A polling place on a copy of a played house."""
    shutil.copytree(played, place)
    house = house_in(place)
    yield Polling(create_app(house, lambda: NOW, b"a secret of the tests, thirty-two"), house)
    house.engine.dispose()


def all_vote(place: Polling, codes: list[str]) -> None:
    """Each code votes: for the first, for the second, or for nobody."""
    for number, code in enumerate(codes):
        ticked = (0,) if number % 3 else (1,) if number % 2 else ()
        assert "选票已经投出" in place.vote(code, *ticked).get_data(as_text=True)
