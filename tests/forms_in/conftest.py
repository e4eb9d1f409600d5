"""Small appointment forms (任免审批表) for the tests of this room; every person is invented."""

from collections.abc import Callable

import pytest

from workflow.forms_in import Form, read_form


def _xml(body: str) -> bytes:
    return f'<?xml version="1.0" encoding="utf-8"?>\n<Person>{body}</Person>'.encode()


@pytest.fixture(scope="session")
def xml() -> Callable[[str], bytes]:
    """Makes a file with these elements within Person."""
    return _xml


@pytest.fixture(scope="session")
def form() -> Callable[..., Form]:
    """Makes a form with these leaves, element name = text."""

    def make(**texts: str) -> Form:
        body = "".join(f"<{tag}>{text}</{tag}>" for tag, text in texts.items())
        return read_form(_xml(body), "表")

    return make
