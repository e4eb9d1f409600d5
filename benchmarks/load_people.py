"""People at browsers: each signs in through the page, thinks, looks at something or does something.

Four times in five they read (inbox, board, a case, its history, a search), else they open a form and
send it as a browser does, with the command id that the form bears. Connections are kept open.
"""

import http.client
import random
import re
import threading
import time
import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from html import unescape
from urllib.parse import quote, urlencode

from benchmarks.load_house import MOVES, PASSWORD, Loaded, name

HIDDEN = re.compile(r'<input type="hidden" name="(csrf_token|command|seen)" value="([^"]*)"')
READING = 0.8
PATIENCE = 60  # seconds until somebody gives up
LAWFUL = (409, 422)  # somebody else was first, and the page says so
HEADERS = {"Content-Type": "application/x-www-form-urlencoded"}


class Browser:
    """One person's browser: a kept connection and cookies; goes on anew where it was closed."""

    def __init__(self, port: int, cookies: Mapping[str, str] | None = None) -> None:
        self.wire = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
        self.cookies = dict(cookies or {})

    def ask(
        self, method: str, path: str, form: Mapping[str, object] | None = None
    ) -> tuple[int, str]:
        """Status and text of the answer; raises OSError or HTTPException where there is none."""
        body = urlencode(form, doseq=True) if form is not None else None
        cookie = "; ".join(f"{key}={value}" for key, value in self.cookies.items())
        told = {"Cookie": cookie, **(HEADERS if body else {})}
        try:
            self.wire.request(method, path, body, told)
            answer = self.wire.getresponse()
        except (http.client.RemoteDisconnected, BrokenPipeError, ConnectionResetError):
            self.wire.close()
            if body is not None:
                raise
            self.wire.request(method, path, body, told)
            answer = self.wire.getresponse()
        text = answer.read().decode()
        for one in answer.headers.get_all("Set-Cookie") or ():
            key, _, value = one.partition(";")[0].partition("=")
            self.cookies[key] = value
        return answer.status, text

    def form(self, path: str) -> tuple[int, dict[str, str]]:
        """The status of a page and what its form hands back unseen."""
        status, text = self.ask("GET", path)
        found = HIDDEN.findall(text.partition("<main")[2])
        return status, {key: unescape(value) for key, value in found}


@dataclass(slots=True)
class Seen:
    """What all people saw: seconds by kind, faults, commands acknowledged, in doubt, come too late."""

    spent: dict[str, list[float]] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)
    acknowledged: list[str] = field(default_factory=list)
    late: int = 0

    def note(self, kind: str, seconds: float) -> None:
        """One answer."""
        self.spent.setdefault(kind, []).append(seconds)


class Work:
    """What there is to do, shared by all: how far each case on the line is, as last acknowledged."""

    def __init__(self, loaded: Loaded) -> None:
        self.loaded = loaded
        self.steps = dict.fromkeys(loaded.line, 0)
        self.reports: dict[str, int] = {}

    def to_move(self, chance: random.Random) -> tuple[str, int] | None:
        """A case on the line and its next move; None where all have arrived."""
        for _ in range(20):
            case = chance.choice(self.loaded.line)
            if self.steps[case] < MOVES:
                return case, self.steps[case]
        return None


class Person:
    """Somebody under one duty, who works until told to stop."""

    def __init__(self, browser: Browser, login: str, work: Work, seed: int, think: float) -> None:
        self.browser, self.login, self.work = browser, login, work
        self.chance, self.think, self.seen = random.Random(seed), think, Seen()

    def sign_in(self) -> None:
        """Through the page, with the password; raises RuntimeError where that fails."""
        _, hidden = self.browser.form("/login")
        told = {**hidden, "login": self.login, "password": PASSWORD}
        status, text = self.browser.ask("POST", "/login", told)
        if status != 303:
            raise RuntimeError(f"{self.login}: {status} {text[:200]}")

    def work_until(self, stop: threading.Event) -> None:
        """Think, read or act, again and again; whoever fails goes on."""
        stop.wait(self.chance.uniform(0, self.think))
        while not stop.is_set():
            try:
                self.read() if self.chance.random() < READING else self.act()
            except (OSError, http.client.HTTPException) as error:
                self.seen.faults.append(f"{type(error).__name__} {error}")
                self.browser.wire.close()
            stop.wait(self.chance.uniform(0.5 * self.think, 1.5 * self.think))

    def read(self) -> None:
        """One page."""
        cases = self.work.loaded
        case = self.chance.choice(self.chance.choice((cases.cases, cases.cases, cases.played)))
        kind, path = self.chance.choice((
            ("inbox", "/"), ("board", "/selections/board"), ("case", f"/cases/{case}"),
            ("case", f"/cases/{case}"), ("history", f"/cases/{case}/history"),
            ("search", f"/people/?q={quote(name(self.chance.randrange(1000))[:2])}"),
        ))  # fmt: skip
        status = self.timed(kind, lambda: self.browser.ask("GET", path)[0])
        if status != 200:
            self.seen.faults.append(f"{status} GET {path}")

    def act(self) -> None:
        """Open a form and send it."""
        if self.login.startswith("head"):
            found = self.work.to_move(self.chance)
            if found:
                case, step = found
                if self.send("move", f"/cases/{case}/moves/m{step}", {}):
                    self.work.steps[case] = max(self.work.steps[case], step + 1)
            return
        selection = self.chance.choice(self.work.loaded.selections)
        self.send("record", f"/selections/{selection}/activities/analysis_report/record", report())

    def send(self, kind: str, path: str, values: Mapping[str, object]) -> bool:
        """The form of a page, filled in and sent; whether it was acknowledged."""
        told: dict[str, str] = {}

        def shown() -> int:
            status, hidden = self.browser.form(path)
            told.update(hidden)
            return status

        status = self.timed("form", shown)
        if status != 200 or "command" not in told:
            self.seen.faults.append(f"{status} GET {path}")
            return False
        status = self.timed(kind, lambda: self.browser.ask("POST", path, {**told, **values})[0])
        if status == 303:
            self.seen.acknowledged.append(told["command"])
        elif status in LAWFUL:
            self.seen.late += 1
        else:
            self.seen.faults.append(f"{status} POST {path}")
        return status == 303

    def timed(self, kind: str, asked: Callable[[], int]) -> int:
        """The status of an answer, its time noted."""
        began = time.perf_counter()
        status = asked()
        self.seen.note(kind, time.perf_counter() - began)
        return status


def report() -> dict[str, object]:
    """A report on the leading team, as a clerk records it; each says something else."""
    return {
        "s0_study_on": "2026-11-02", "s0_team": f"班子运行正常。编号{uuid.uuid4().hex[:8]}",
        "s0_need": "需要熟悉业务、善于抓基层的干部。" * 3, "s0_reserve": "有若干名符合条件的干部。" * 3,
        "s0_principles": ["party_leads", "virtue_first", "post_fit"],
    }  # fmt: skip
