"""Make the pictures of the README anew: `make pictures` (needs Chromium, see `make tools`).

It founds the demonstration in a temporary folder, serves it on this machine at an hour of its day,
logs in as whoever works in a room, and photographs the page. Everything on them is invented.
"""

import shutil
import tempfile
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, time
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright
from small_png import smaller
from waitress.server import create_server

from web.app import create_app
from web.demo.batches import DAY
from web.demo.house import founded
from workflow.journal import House
from workflow.stories.stage import proved
from workflow.workdays import SHANGHAI

ROOT = Path(__file__).resolve().parents[1]
FOLDER, DEFINITIONS = ROOT / "docs" / "img", ROOT / "definitions"
NOW = datetime.combine(DAY, time(14), SHANGHAI).astimezone(UTC)  # after all that was played
NOTE = f"演示 {DAY}"
DESK, PHONE = 1440, 390  # pixels across
# Debian's Chromium writes days as Americans do; so they stand in the users' browsers.
DAYS = """for (const one of document.querySelectorAll("input[type=date]")) {
  const day = one.value.replace(/-/g, "/")
  one.type = "text"; one.value = day; one.placeholder = "年/月/日"
}"""
FLAGS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
         "--disable-background-networking", "--disable-component-update", "--disable-sync"]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Picture:
    """One page: who opens it, how far down it is shown (pixels); `click` what leads on from its path.

    `typed`: what stands in its fields, by their labels; nothing is sent.
    """

    name: str
    login: str
    path: str
    height: int
    click: str = ""
    typed: Mapping[str, str] = field(default_factory=dict)
    width: int = DESK


BRANCH = "fagaiwei_branch_secretary"
REPLY = {
    "现实表现": "政治立场坚定，落实市委部署不打折扣；重大项目攻坚中主动担当。",
    "参加组织生活情况": "按时参加支部党员大会、党小组会和主题党日，2025年民主评议为优秀。",
    "反映的问题": "没有收到反映。",
}
PICTURES = (
    Picture("board", "chen_xiao", "/selections/s2026b", 830),
    Picture("case", "lu_ping", "/cases/case_lu_yunzhao", 1280),
    Picture("meeting", "song_yu", "/meetings/yanshi_changwei", 640),
    Picture("opinion", BRANCH, "/", 980, click="main td a", typed=REPLY),
    Picture("statistics", "gu_mingcheng", "/statistics/", 980),
    Picture("history", "shenjiyuan", "/cases/case_shen_yanqing/history", 980),
    Picture("phone", "lu_ping", "/", 844, width=PHONE),
)


def main() -> None:
    """Found, serve, photograph."""
    FOLDER.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        house, logins = founded(Path(folder) / "demo", DEFINITIONS, proved(DEFINITIONS), print)
        passwords = {one.login: one.password for one in logins}
        with served(house) as base, sync_playwright() as play:
            browser = play.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)
            for one in PICTURES:
                photograph(browser, base, passwords, one)
            browser.close()


@contextmanager
def served(house: House) -> Iterator[str]:
    """The site of a house on a free port, at one hour; yields its address."""
    app = create_app(house, lambda: NOW, b"for pictures only, thirty-two bytes", note=NOTE)
    server = create_server(app, host="127.0.0.1", port=0)
    threading.Thread(target=server.run, daemon=True).start()
    yield f"http://127.0.0.1:{server.effective_port}"
    house.engine.dispose()


def photograph(browser: Browser, base: str, passwords: Mapping[str, str], one: Picture) -> None:
    """Write one picture, from the top of the page."""
    size = {"width": one.width, "height": one.height}
    page = browser.new_page(viewport=size, locale="zh-CN")
    page.goto(f"{base}/login")
    page.fill("#login", one.login)
    page.fill("#password", passwords[one.login])
    page.click("main button[type=submit]")
    page.goto(base + one.path)
    if one.click:
        page.click(one.click)
    for label, text in one.typed.items():
        page.get_by_label(label).fill(text)
    page.evaluate(DAYS)
    file = FOLDER / f"{one.name}.png"
    file.write_bytes(smaller(page.screenshot()))
    page.close()
    print(f"{file.relative_to(ROOT)}: {file.stat().st_size // 1024} KB")


if __name__ == "__main__":
    main()
