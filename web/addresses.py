"""Addresses of pages (页面地址): written from a pattern that is built once, since a page has a hundred.

What Flask makes of an endpoint and the names of its values is always the same text around the values.
"""

import re
from typing import Any

from flask import Flask, has_request_context, request
from werkzeug.routing import BuildError

PLAIN = re.compile(r"[A-Za-z0-9_-]+")  # what stands in an address as it is
MARK = "zzq{}qzz"
Key = tuple[str, str, tuple[str, ...]]


class Addressed(Flask):
    """An application that builds the address of each kind of page once."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self._patterns: dict[Key, str | None] = {}
        super().__init__(*args, **kwargs)

    def url_for(self, endpoint: str, **values: Any) -> str:  # type: ignore[override]
        """As Flask's own, which is asked where a value is not plain or a choice (`_anchor` …) is made."""
        if not has_request_context() or not all(map(_is_plain, values.items())):
            return super().url_for(endpoint, **values)
        if endpoint.startswith("."):
            endpoint = f"{request.blueprint or ''}{endpoint}".removeprefix(".")
        key = request.root_path, endpoint, tuple(values)
        if key not in self._patterns:
            self._patterns[key] = self._pattern(endpoint, key[2])
        pattern = self._patterns[key]
        if pattern is None:
            return super().url_for(endpoint, **values)
        return pattern % values

    def _pattern(self, endpoint: str, names: tuple[str, ...]) -> str | None:
        """The address with a place for each value; None where a value decides more than its place."""
        marks = {name: MARK.format(place) for place, name in enumerate(names)}
        try:
            built = super().url_for(endpoint, **marks)
        except (BuildError, ValueError):  # no such page, or a number is asked for
            return None
        pattern = built.replace("%", "%%")
        for name, mark in marks.items():
            if built.count(mark) != 1:
                return None
            pattern = pattern.replace(mark, f"%({name})s")
        return pattern


def _is_plain(one: tuple[str, Any]) -> bool:
    name, value = one
    if name.startswith("_"):
        return False
    return type(value) is int or (type(value) is str and PLAIN.fullmatch(value) is not None)
