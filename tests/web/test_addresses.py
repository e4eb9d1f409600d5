"""An address that is written from a pattern is the one that Flask builds."""

from flask import Flask, url_for

from web.addresses import Addressed

ENDPOINTS = (
    ("case", {"id": "a-1_B"}), ("case", {"id": "a", "kind": "move", "page": 2}),
    ("case", {"id": "带 空格/?&%"}), ("case", {"id": "%s"}), ("case", {"id": "a", "kind": ""}),
    ("move", {"name": "m0", "id": "b"}), ("page", {"number": 7}), ("static", {"filename": "a/b.css"}),
    ("case", {"id": "a", "_anchor": "work"}), ("case", {"id": None, "kind": None, "of": True}),
)  # fmt: skip


def nothing(**_: object) -> str:
    """A page."""
    return ""


def told(app: Flask, root: str = "") -> list[str]:
    """Every address twice: as it is built and as it is written again; from a page of `root`."""
    app.add_url_rule("/cases/<id>", "case", nothing)
    app.add_url_rule("/cases/", "case", nothing)
    app.add_url_rule("/of/<id>/moves/<name>", "move", nothing)
    app.add_url_rule("/pages/<int:number>", "page", nothing)
    with app.test_request_context("/", environ_overrides={"SCRIPT_NAME": root}):
        return [url_for(one, **values) for _ in range(2) for one, values in ENDPOINTS]


def test_a_written_address_is_what_is_built() -> None:
    assert told(Addressed("a")) == told(Flask("b"))
    assert told(Addressed("a"), "/below") == told(Flask("b"), "/below")


def test_a_pattern_is_of_the_place_below_which_the_site_is_asked() -> None:
    app = Addressed("a")
    app.add_url_rule("/", "home", nothing)
    for root in ("", "/below"):
        with app.test_request_context("/", environ_overrides={"SCRIPT_NAME": root}):
            assert url_for("home") == f"{root}/"


def test_outside_a_request_an_address_is_built_as_ever() -> None:
    app = Addressed("a")
    app.config["SERVER_NAME"] = "site.test"
    app.add_url_rule("/cases/<id>", "case", nothing)
    with app.app_context():
        assert url_for("case", id="a") == "http://site.test/cases/a"
