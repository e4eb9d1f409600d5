"""Common ground of all tables (数据表): one metadata, and JSON values as generated columns."""

from typing import Any

from sqlalchemy import Column, Computed, MetaData, Text
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.expression import ColumnElement

metadata = MetaData()
# Compared by its bytes, whatever the language of the database, so that an index finds what begins alike.
BYTEWISE = Text(collation="C").with_variant(Text(), "sqlite")


class Said(ColumnElement[str]):
    """The text under one key of a row's `content`, in the dialect's own words."""

    inherit_cache = True

    def __init__(self, key: str) -> None:
        self.key = key


@compiles(Said, "sqlite")
def _said_sqlite(element: Said, compiler: Any, **kw: Any) -> str:
    return f"json_extract(content, '$.{element.key}')"


@compiles(Said)
def _said_postgresql(element: Said, compiler: Any, **kw: Any) -> str:
    return f"((content::jsonb) ->> '{element.key}')"


class LastPlace(ColumnElement[str]):
    """The organization of the last duty of an account, in the dialect's own words."""

    inherit_cache = True


@compiles(LastPlace, "sqlite")
def _last_sqlite(element: LastPlace, compiler: Any, **kw: Any) -> str:
    return "json_extract(content, '$.duties[#-1].organization')"


@compiles(LastPlace)
def _last_postgresql(element: LastPlace, compiler: Any, **kw: Any) -> str:
    return "((content::jsonb) -> 'duties' -> -1 ->> 'organization')"


def said(key: str) -> Column[str]:
    """A column generated from the row's content: it can be searched, never written."""
    kind = BYTEWISE if key == "path" else Text()
    return Column(key, kind, Computed(Said(key), persisted=True))


def fixed(key: str) -> Column[str]:
    """A column that says the same for ever, so that no index is touched when the content changes.

    The laws write it from the first content, and refuse a content that says otherwise.
    """
    return Column(key, Text)
