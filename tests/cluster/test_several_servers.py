"""A database of several servers is named as libpq names it, from the command line to the driver."""

import pytest
from sqlalchemy import make_url

from workflow.cli.place import Place
from workflow.errors import BadInput
from workflow.models import open_engine
from workflow.models.store import url_of

SEVERAL = (
    "postgresql://cadre:p%2Cw@db1:5432,db2:5433,10.0.0.3/cadre?target_session_attrs=read-write"
)


def told_to_the_driver(url: str) -> dict[str, object]:
    engine = open_engine(url)
    arguments: dict[str, object] = engine.dialect.create_connect_args(engine.url)[1]
    engine.dispose()
    return arguments


def test_several_servers_reach_the_driver_in_their_order() -> None:
    told = told_to_the_driver(Place(SEVERAL).url)
    assert told["host"] == "db1,db2,10.0.0.3"
    assert told["port"] == "5432,5433,"
    assert told["target_session_attrs"] == "read-write"
    assert (told["user"], told["password"], told["dbname"]) == ("cadre", "p,w", "cadre")


def test_what_is_shown_of_them_has_no_password() -> None:
    shown = Place(SEVERAL).shown
    assert "p,w" not in shown and "p%2Cw" not in shown
    assert "db2" in shown


@pytest.mark.parametrize(
    "url",
    ["sqlite:///a,b/cadre.db", "postgresql://u@db1:5432/cadre", "postgresql:///cadre?host=/run/a,b",
     "postgresql://u:a,b@db1/cadre"],
)  # fmt: skip
def test_one_place_with_a_comma_is_one_place(url: str) -> None:
    assert url_of(url) == make_url(url)


@pytest.mark.parametrize("url", ["postgresql://u@a:x/cadre", "a,b", "postgresql://a:1,b:2/"])
def test_what_names_no_database_is_refused(url: str) -> None:
    with pytest.raises(BadInput, match="多台主机以逗号分开"):
        _ = Place(url).url
