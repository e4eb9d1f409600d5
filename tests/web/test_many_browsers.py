"""Browsers keep their connections open; everybody is answered all the same."""

import http.client
import threading
from collections.abc import Callable, Iterable
from contextlib import ExitStack, closing
from typing import Any

from waitress import create_server

from web.serve import CROWD
from workflow.models import open_engine


def nothing(environ: Any, start: Callable[..., Any]) -> Iterable[bytes]:
    """The smallest application."""
    start("204 No Content", [])
    return []


def test_the_hundred_and_first_browser_is_answered_too() -> None:
    server = create_server(nothing, host="127.0.0.1", port=0, **CROWD)
    running = threading.Thread(target=server.run)
    running.start()
    try:
        with ExitStack() as kept:
            for _ in range(150):
                browser = http.client.HTTPConnection("127.0.0.1", server.effective_port, timeout=10)
                kept.enter_context(closing(browser)).request("GET", "/")
                assert browser.getresponse().read() == b""
    finally:
        server.close()
        running.join()


def test_each_thread_keeps_a_connection_to_postgresql() -> None:
    """Else some would be opened and closed again for every page."""
    pool = open_engine("postgresql+psycopg://nobody@127.0.0.1/none").pool
    assert pool.size() >= CROWD["threads"]  # type: ignore[attr-defined]
