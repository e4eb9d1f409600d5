"""The stage of the browser tests: houses played up to a step, a site on a port, people at a screen."""

import re
import shutil
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from every_duty import let_everybody_in
from playing import PASSWORD, house_in
from playwright.sync_api import Browser, ConsoleMessage, Locator, Page, Request, Response
from sqlalchemy import text
from waitress.server import create_server

from web.app import create_app
from workflow.journal import House

PROOF = "本人登录口令（签署）"  # asked again of who signs an answer
DESK, PHONE = (1280, 800), (390, 844)
A4 = 688  # pixels: 210 mm less two margins of 14 mm at 96 to the inch
SHANGHAI = ZoneInfo("Asia/Shanghai")
# The browser tells the console of every answer above 399; which one it was is for the test to say.
STATUS_TOLD = "Failed to load resource: the server responded with a status of"
TELL_POLICY = """document.addEventListener("securitypolicyviolation",
  (e) => console.error("CSP " + e.violatedDirective + " " + e.blockedURI))"""


@dataclass(slots=True)
class Clock:
    """The clock of the site: noon of a day that the test names, until it moves the hand on."""

    day: date
    at: time = time(12)

    def __call__(self) -> datetime:
        return datetime.combine(self.day, self.at, SHANGHAI).astimezone(UTC)


@dataclass(slots=True)
class Site:
    """A site that answers on this machine only."""

    base: str
    house: House
    clock: Clock

    def entries(self) -> int:
        """How many entries the journals hold."""
        with self.house.engine.connect() as db:
            return int(db.execute(text("SELECT count(*) FROM entries")).scalar_one())


def open_to_everybody(source: Path, folder: Path) -> House:
    """A copy of a played house in a new folder, open, with an account for each duty."""
    shutil.copytree(source, folder)
    house = house_in(folder)
    let_everybody_in(house)
    return house


@contextmanager
def site_on(folder: Path, day: str) -> Iterator[Site]:
    """The site on a played house, on a free port, until the test is over."""
    house = house_in(folder)
    clock = Clock(date.fromisoformat(day))
    app = create_app(house, clock, b"a secret of the tests, thirty-two")
    server = create_server(app, host="127.0.0.1", port=0, threads=4, asyncore_loop_timeout=0.1)
    serving = threading.Thread(target=_serve, args=(server,), daemon=True)
    serving.start()
    yield Site(f"http://127.0.0.1:{server.effective_port}", house, clock)
    server.close()
    serving.join(timeout=10)
    house.engine.dispose()


def _serve(server: Any) -> None:
    try:
        server.run()
    except OSError:
        return  # its socket was closed: the test is over


@dataclass
class Visitor:
    """Somebody at a screen. What the browser complains of is kept until the test is over."""

    page: Page
    base: str
    faults: list[str] = field(default_factory=list)

    def watch(self) -> "Visitor":
        """Note every complaint, every violation of the policy, every request to somewhere else."""
        self.page.add_init_script(TELL_POLICY)
        self.page.on("console", self._console)
        self.page.on("pageerror", lambda error: self.faults.append(f"script: {error}"))
        self.page.on("request", self._request)
        return self

    def _console(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning") and not message.text.startswith(STATUS_TOLD):
            self.faults.append(f"console: {message.text}")

    def _request(self, request: Request) -> None:
        if not request.url.startswith((f"{self.base}/", "data:")):
            self.faults.append(f"elsewhere: {request.url}")

    def go(self, path: str) -> Response:
        """Open a page of the site."""
        answer = self.page.goto(f"{self.base}{path}")
        assert answer is not None
        return answer

    def enter(self, login: str) -> "Visitor":
        """Log in through the page."""
        self.go("/login")
        self.fill({"登录名": login, "口令": PASSWORD})
        self.press("登录")
        self.page.wait_for_url(re.compile(rf"^{self.base}/(admin/)?$"))
        return self

    def click(self, words: str) -> None:
        """Follow the first link of exactly these words in the content, until the page is all there."""
        self.main.get_by_role("link", name=words, exact=True).first.click()
        self.page.wait_for_load_state()

    def attempt(self, words: str) -> None:
        """Follow the link of a move whose conditions are not met: it is dimmed, and still leads on."""
        link = self.main.get_by_role("link", name=words, exact=True)
        assert link.get_attribute("aria-disabled") == "true"
        link.click(force=True)

    def press(self, words: str) -> None:
        """Press the visible button of exactly these words; wait for the answer."""
        with self.page.expect_navigation():
            self.main.get_by_role("button", name=words, exact=True).last.click()

    @property
    def main(self) -> Locator:
        """The content of the page."""
        return self.page.locator("main")

    def says(self, *words: str) -> None:
        """Each of the words stands in the content, where people can read it, once it is all there."""
        self.page.wait_for_load_state("domcontentloaded")
        told = self.main.inner_text()
        for one in words:
            assert one in told, f"“{one}” does not stand on {self.page.url}:\n{told[:3000]}"

    def fill(self, values: Mapping[str, Any], within: Locator | None = None) -> None:
        """Fill in fields by the titles that people read."""
        for title, value in values.items():
            _fill(within or self.main, title, value)

    def sideways(self) -> int:
        """By how many pixels the page is wider than the screen, once its style is there."""
        self.page.wait_for_load_state()
        return int(self.page.evaluate("document.documentElement.scrollWidth - innerWidth"))

    def cut_on_paper(self) -> list[str]:
        """What is wider than an A4 sheet, as the page is printed."""
        self.page.emulate_media(media="print")
        found: list[str] = self.page.evaluate(
            """width => [...document.querySelectorAll("main *")]
              .filter(one => one.checkVisibility() && one.getBoundingClientRect().right > width + 1)
              .map(one => one.outerHTML.slice(0, 120))""", A4,
        )  # fmt: skip
        return found


def _fill(scope: Locator, title: str, value: Any) -> None:
    """By label: choose of radios and boxes, open a list, or type."""
    named = re.compile(rf"^\s*{re.escape(title)}\s*((\*|必填).*)?$")
    boxes = scope.page.locator("input[type=radio], input[type=checkbox]")
    group = scope.get_by_role("group", name=named).filter(has=boxes)
    if group.count():
        for option in [value] if isinstance(value, str) else value:
            # Names of people stand with their unit.
            wanted = re.compile(rf"^\s*{re.escape(option)}(（.*）)?\s*$")
            group.first.get_by_label(wanted).check()
        return
    control = scope.get_by_label(named).first
    if control.evaluate("one => one.tagName") == "SELECT":
        option = control.locator("option").filter(has_text=re.compile(rf"^\s*{re.escape(value)}"))
        control.select_option(option.first.get_attribute("value"))
    elif control.get_attribute("type") == "file":
        control.set_input_files(value)
    else:
        control.fill(str(value))


def visitors(browser: Browser, site: Site, opened: list[Visitor]) -> Callable[..., Visitor]:
    """Somebody new at a screen of their own; `opened` collects all of them."""

    def sit(login: str = "", size: tuple[int, int] = DESK) -> Visitor:
        context = browser.new_context(
            viewport={"width": size[0], "height": size[1]}, locale="zh-CN",
            timezone_id="Asia/Shanghai",
        )  # fmt: skip
        context.set_default_timeout(60_000)  # a busy machine is no fault
        found = Visitor(context.new_page(), site.base).watch()
        opened.append(found)
        return found.enter(login) if login else found

    return sit
