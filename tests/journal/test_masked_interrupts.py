"""An interrupt (Ctrl+C) stays one, whatever went wrong while it was on its way."""

from collections.abc import Iterator

import pytest
from sqlalchemy import Engine, text

from workflow.journal.away import connected
from workflow.models.store import open_engine


@pytest.fixture
def engine(url: str) -> Iterator[Engine]:
    found = open_engine(url)
    yield found
    found.dispose()


@pytest.mark.parametrize("stop", [KeyboardInterrupt, SystemExit])
def test_an_error_met_on_the_way_out_does_not_take_the_place_of_an_interrupt(
    engine: Engine, stop: type[BaseException]
) -> None:
    with pytest.raises(stop), connected(engine.connect) as db:
        try:
            raise stop
        finally:
            db.execute(text("SELECT what_is_not_there"))
    with connected(engine.connect) as db:
        assert db.scalar(text("SELECT 1")) == 1
