"""Behind an HTTPS proxy the site knows who asks and that it is HTTPS; nobody else is believed."""

import http.client
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from waitress.server import create_server

from web.serve import behind

FORWARDED = {"X-Forwarded-For": "10.1.2.3", "X-Forwarded-Proto": "https",
             "X-Forwarded-Host": "elsewhere.example", "Host": "cadre.example"}  # fmt: skip


def told(environ: dict[str, Any], start: Any) -> list[bytes]:
    """Who asks, how, and for which host."""
    start("200 OK", [("Content-Type", "text/plain")])
    keys = ("REMOTE_ADDR", "wsgi.url_scheme", "HTTP_HOST")
    return [" ".join(str(environ[key]) for key in keys).encode()]


@contextmanager
def site(**believed: Any) -> Iterator[int]:
    """A server with these settings, at a port of its own."""
    server = create_server(told, host="127.0.0.1", port=0, threads=1, **believed)
    over = threading.Event()

    def answer() -> None:
        while not over.is_set():
            server.asyncore.loop(timeout=0.05, map=server._map, count=1)

    thread = threading.Thread(target=answer)
    thread.start()
    try:
        yield int(server.effective_port)
    finally:
        over.set()
        thread.join()
        server.close()


@pytest.mark.parametrize(
    ("believed", "seen"),
    [
        (behind("127.0.0.1"), "10.1.2.3 https cadre.example"),
        (behind("10.9.9.9"), "127.0.0.1 http cadre.example"),
        ({}, "127.0.0.1 http cadre.example"),
    ],
)
def test_only_the_proxy_says_who_asks(believed: dict[str, Any], seen: str) -> None:
    with site(**believed) as port:
        line = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
        line.request("GET", "/", headers=FORWARDED)
        assert line.getresponse().read().decode() == seen
        line.close()
