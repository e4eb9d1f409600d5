"""The laws in the database's own words (触发器): append only, chained, a row equals its last entry.

Inserting an entry writes the subject's row in the same statement, so neither exists without the
other; every other way to change either is refused, also by REPLACE (SQLite) and TRUNCATE or
replica mode (PostgreSQL). What may be emptied after a lawful erasure is told in `erasing`.
"""

import re
from collections.abc import Iterator, Mapping

from workflow.models import erasing
from workflow.models.subjects import FIXED, TABLES

FOREVER = (
    "entries", "personal_values", "commands", "editions", "calendars", "refused_attempts",
    "leaves", "nodes", "checkpoints", "receipts", "exports", "personal_keys", "erased",
)  # fmt: skip
# When a new row would take the place of an old one, where more than its digest says so: REPLACE
# would change the old one unseen.
_ID = "id = NEW.id"
# Several conditions are asked one after another: each by its key, none by reading a whole epoch.
SAME: Mapping[str, str | tuple[str, ...]] = {
    "commands": _ID, "refused_attempts": _ID, "receipts": _ID, "exports": _ID,
    "personal_values": "commitment = NEW.commitment",
    "personal_keys": "person = NEW.person", "erased": "mark = NEW.mark",
    "editions": ("digest = NEW.digest", "name = NEW.name"),
    "leaves": (
        "epoch = NEW.epoch AND position = NEW.position", "epoch = NEW.epoch AND entry = NEW.entry",
    ),
    "nodes": "epoch = NEW.epoch AND level = NEW.level AND place = NEW.place",
    "checkpoints": "epoch = NEW.epoch AND size = NEW.size",
}  # fmt: skip


def sqlite() -> Iterator[str]:
    """The triggers for SQLite, one statement each."""
    for table in FOREVER:
        for act, word in (("UPDATE", "更改"), ("DELETE", "删除")):
            lawful = erasing.sqlite(table) if act == "UPDATE" else ""
            yield (
                f"CREATE TRIGGER {table}_refuse_{act.lower()} BEFORE {act} ON {table} {lawful}"
                f"BEGIN SELECT RAISE(ABORT, '{table} 只增不改，不得{word}'); END"
            )
    for table in (t for t in FOREVER if t != "entries"):
        same = SAME.get(table, "digest = NEW.digest")
        there = " OR ".join(
            f"EXISTS (SELECT 1 FROM {table} WHERE {one})"
            for one in ((same,) if isinstance(same, str) else same)
        )
        yield (
            f"CREATE TRIGGER {table}_refuse_replace BEFORE INSERT ON {table} WHEN {there} "
            f"BEGIN SELECT RAISE(ABORT, '{table} 已有同号记录'); END"
        )
    yield (
        "CREATE TRIGGER entries_are_chained BEFORE INSERT ON entries "
        "WHEN EXISTS (SELECT 1 FROM entries WHERE id = NEW.id) "
        "OR NEW.seq <> (SELECT COALESCE(MAX(seq), 0) + 1 FROM entries WHERE subject = NEW.subject) "
        "OR NEW.prev <> COALESCE((SELECT digest FROM entries WHERE subject = NEW.subject "
        "AND seq = NEW.seq - 1), '') "
        "BEGIN SELECT RAISE(ABORT, '纪实条目不衔接'); END"
    )
    yield from _sqlite_written()
    yield erasing.SQLITE_NAMED
    for kind, rows in TABLES.items():
        yield from _sqlite_rows(kind, rows.name)


def _sqlite_written() -> Iterator[str]:
    """What an entry brings with it: its wait for a place, and the row of its subject.

    Two triggers, not one a kind: each that is looked at costs, whether or not it has to do anything.
    """
    mine = "NEW.subject >= '{kind}:' AND NEW.subject < '{kind};'"  # ';' comes right after ':'
    first = (
        "INSERT INTO {name} (id, seq, head, content{fixed}) SELECT substr(NEW.subject, {start}), NEW.seq, "
        f"NEW.digest, NEW.content{{said}} WHERE {mine};"
    )
    later = (
        "UPDATE {name} SET seq = NEW.seq, head = NEW.digest, content = NEW.content "
        f"WHERE {mine} AND id = substr(NEW.subject, {{start}});"
    )
    for which, when, write in (("first", "NEW.seq = 1", first), ("later", "NEW.seq > 1", later)):
        rows = (
            write.format(kind=kind, name=rows.name, start=len(kind) + 2, **_always_said(kind, _SAID_SQLITE))
            for kind, rows in TABLES.items()
        )
        yield (
            f"CREATE TRIGGER {which}_entries_bring_rows AFTER INSERT ON entries WHEN {when} BEGIN "
            f"INSERT INTO unplaced (entry) VALUES (NEW.id); {' '.join(rows)} END"
        )


_SAID_SQLITE, _SAID_POSTGRESQL = "json_extract(NEW.content, '$.{0}')", "((NEW.content::jsonb) ->> '{0}')"


def _always_said(kind: str, said: str) -> dict[str, str]:
    """What a row of a kind says for ever: the columns, and the words for what its content says of them."""
    keys = FIXED.get(kind, ())
    return {"fixed": "".join(f", {key}" for key in keys),
            "said": "".join(f", {said.format(key)}" for key in keys)}  # fmt: skip


def _says_otherwise(kind: str, said: str, differs: str) -> str:
    return "".join(f" OR NEW.{key} {differs} {said.format(key)}" for key in FIXED.get(kind, ()))


def _sqlite_rows(kind: str, name: str) -> Iterator[str]:
    """A row matches its last entry always, and is never renamed or deleted."""
    otherwise = _says_otherwise(kind, _SAID_SQLITE, "IS NOT")
    for act in ("INSERT", "UPDATE"):
        yield (
            f"CREATE TRIGGER {name}_{act.lower()}_match_entries BEFORE {act} ON {name} "
            f"WHEN NOT EXISTS (SELECT 1 FROM entries WHERE subject = '{kind}:' || NEW.id "
            "AND seq = NEW.seq AND digest = NEW.head AND content = NEW.content "
            f"AND seq = (SELECT MAX(seq) FROM entries WHERE subject = '{kind}:' || NEW.id)){otherwise} "
            f"BEGIN SELECT RAISE(ABORT, '{name} 与全程纪实不符'); END"
        )
    yield (
        f"CREATE TRIGGER {name}_refuse_renaming BEFORE UPDATE OF id ON {name} "
        f"WHEN NEW.id <> OLD.id BEGIN SELECT RAISE(ABORT, '{name} 编号不得更改'); END"
    )
    yield (
        f"CREATE TRIGGER {name}_refuse_delete BEFORE DELETE ON {name} "
        f"BEGIN SELECT RAISE(ABORT, '{name} 不得删除'); END"
    )


_REFUSE = """CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION '% 只增不改，不得更改或删除', TG_TABLE_NAME USING ERRCODE = '23514'; END $$"""

_CHAINED = """CREATE OR REPLACE FUNCTION entries_chained() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.seq <> (SELECT COALESCE(MAX(seq), 0) + 1 FROM entries WHERE subject = NEW.subject)
     OR NEW.prev <> COALESCE((SELECT digest FROM entries
                              WHERE subject = NEW.subject AND seq = NEW.seq - 1), '') THEN
    RAISE EXCEPTION '纪实条目不衔接' USING ERRCODE = '23505';
  END IF;
  RETURN NEW;
END $$"""

_BROUGHT = """CREATE OR REPLACE FUNCTION entries_brought() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO unplaced (entry) VALUES (NEW.id);
  CASE split_part(NEW.subject, ':', 1)
{kinds}
  ELSE NULL;
  END CASE;
  RETURN NULL;
END $$"""

_FOLLOW = """  WHEN '{kind}' THEN
    IF NEW.seq = 1 THEN
      INSERT INTO {name} (id, seq, head, content{fixed})
      VALUES (substr(NEW.subject, {start}), NEW.seq, NEW.digest, NEW.content{said});
    ELSE
      UPDATE {name} SET seq = NEW.seq, head = NEW.digest, content = NEW.content
      WHERE id = substr(NEW.subject, {start});
    END IF;"""

_MATCH = """CREATE OR REPLACE FUNCTION {name}_match() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND NEW.id <> OLD.id OR NOT EXISTS (
    SELECT 1 FROM entries WHERE subject = '{kind}:' || NEW.id AND seq = NEW.seq
    AND digest = NEW.head AND content = NEW.content
    AND seq = (SELECT MAX(seq) FROM entries WHERE subject = '{kind}:' || NEW.id)){otherwise} THEN
    RAISE EXCEPTION '{name} 与全程纪实不符' USING ERRCODE = '23514';
  END IF;
  RETURN NEW;
END $$"""


# Which tables a function means is no matter of who calls it: a temporary table of the same name
# would stand in place of the real one. What writes rows beside the entry does so as the owner, so
# that nobody else needs to be allowed to.
_MEANT = "SET search_path = pg_catalog, public, pg_temp"
_AS_OWNER = "entries_brought"


def postgresql() -> Iterator[str]:
    """The functions and triggers for PostgreSQL, one statement each."""
    for statement in _postgresql():
        yield statement
        made = re.match(r"CREATE OR REPLACE FUNCTION (\w+)", statement)
        if made:
            whose = "SECURITY DEFINER " if made[1] == _AS_OWNER else ""
            yield f"ALTER FUNCTION {made[1]}() {whose}{_MEANT}"


def _postgresql() -> Iterator[str]:
    yield _REFUSE
    yield _CHAINED
    yield _BROUGHT.format(kinds="\n".join(
        _FOLLOW.format(
            kind=kind, name=rows.name, start=len(kind) + 2, **_always_said(kind, _SAID_POSTGRESQL)
        )
        for kind, rows in TABLES.items()
    ))  # fmt: skip
    for table in FOREVER:
        function = "refuse_change"
        if table in erasing.EMPTIED:
            function = f"{table}_erasing"
            yield erasing.postgresql(table, function)
        yield from _always(table, "refuse_change", "BEFORE UPDATE OR DELETE", "ROW", function)
        yield from _always(
            table, "refuse_truncate", "BEFORE TRUNCATE", "STATEMENT", "refuse_change"
        )
    yield from _always("entries", "are_chained", "BEFORE INSERT", "ROW", "entries_chained")
    yield erasing.POSTGRESQL_NAMED
    yield from _always("erased", "are_named", "BEFORE INSERT", "ROW", "erased_named")
    yield from _always("entries", "bring_rows", "AFTER INSERT", "ROW", "entries_brought")
    for kind, rows in TABLES.items():
        name = rows.name
        otherwise = _says_otherwise(kind, _SAID_POSTGRESQL, "IS DISTINCT FROM")
        yield _MATCH.format(name=name, kind=kind, otherwise=otherwise)
        yield from _always(name, "match", "BEFORE INSERT OR UPDATE", "ROW", f"{name}_match")
        yield from _always(name, "refuse_delete", "BEFORE DELETE", "ROW", "refuse_change")
        yield from _always(name, "refuse_truncate", "BEFORE TRUNCATE", "STATEMENT", "refuse_change")


def _always(table: str, name: str, when: str, each: str, function: str) -> Iterator[str]:
    # ENABLE ALWAYS: session_replication_role = replica does not switch the law off.
    yield (
        f"CREATE TRIGGER {table}_{name} {when} ON {table} FOR EACH {each} "
        f"EXECUTE FUNCTION {function}()"
    )
    yield f"ALTER TABLE {table} ENABLE ALWAYS TRIGGER {table}_{name}"
