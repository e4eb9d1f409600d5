"""Make the picture of the README anew: python docs/make_pictures.py (needs Chromium, see `make tools`).

It plays the worked example up to the middle of 考察, serves the site on this machine, logs in as the
leader of the team, and photographs the page of the case. Everything on it is invented.
"""

import shutil
import tempfile
import threading
from datetime import UTC, datetime
from pathlib import Path

from playwright.sync_api import sync_playwright
from waitress.server import create_server

from web.app import create_app
from web.passwords import hashed
from workflow.commands.logins import set_password
from workflow.definition import read_all
from workflow.journal import House
from workflow.stories import play, read_story
from workflow.stories.stage import fresh_house

ROOT = Path(__file__).resolve().parents[1]
PICTURE = ROOT / "docs" / "img" / "case.png"
HAPPY = ROOT / "tests" / "stories" / "promotion_happy.yaml"
STORY = f"story: 考察中\nfrom: {HAPPY}\nuntil: political_assessment\n"
BEFORE, NOW = datetime(2026, 1, 1, tzinfo=UTC), datetime(2026, 3, 9, 1, 0, tzinfo=UTC)
LOGIN, PASSWORD = "lu_ping", "只用于拍照"
FLAGS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
         "--disable-background-networking", "--disable-component-update", "--disable-sync"]  # fmt: skip
SIZE = {"width": 1280, "height": 960}


def main() -> None:
    """Play, serve, photograph."""
    with tempfile.TemporaryDirectory() as folder:
        house = played(Path(folder))
        server = create_server(
            create_app(house, lambda: NOW, b"for a picture only, thirty-two bytes"),
            host="127.0.0.1", port=0,
        )  # fmt: skip
        threading.Thread(target=server.run, daemon=True).start()
        photograph(f"http://127.0.0.1:{server.effective_port}")
        house.engine.dispose()
    print(f"{PICTURE.relative_to(ROOT)}: {PICTURE.stat().st_size // 1024} KB")


def played(folder: Path) -> House:
    """The house as it stands while the person is inspected."""
    story = folder / "story.yaml"
    story.write_text(STORY, encoding="utf-8")
    definitions = ROOT / "definitions"
    house = fresh_house(folder, definitions, BEFORE, editions=read_all(definitions))
    told = play(read_story(story), house)
    if told.difference is not None:
        raise SystemExit("\n".join(told.difference.lines()))
    with house.desk() as desk:
        set_password(desk, LOGIN, hashed(PASSWORD), BEFORE)
    return house


def photograph(base: str) -> None:
    """The page of the case, as its leader sees it on a usual screen."""
    with sync_playwright() as play_:
        browser = play_.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)
        page = browser.new_page(viewport=SIZE, locale="zh-CN")
        page.goto(f"{base}/login")
        page.fill("#login", LOGIN)
        page.fill("#password", PASSWORD)
        page.click("main button[type=submit]")
        page.goto(f"{base}/cases/shen")
        PICTURE.parent.mkdir(exist_ok=True)
        page.screenshot(path=PICTURE)
        browser.close()


if __name__ == "__main__":
    main()
