"""What may be emptied (依法清除): the one exception to append only, in the database's own words (L4).

A row may lose its personal words only after an entry of an erasure has named it, by its mark;
every other column stays. Who names what no such entry names is refused, too.
"""

from collections.abc import Iterator, Mapping

from workflow.models.base import metadata

# Table → its mark, and what may be emptied.
EMPTIED: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "personal_values": ("OLD.commitment", ("sealed",)),
    "personal_keys": ("'person:' || OLD.person", ("wrapped",)),
    "refused_attempts": ("'refused:' || OLD.id", ("message", "reasons", "salt")),
    "exports": ("'export:' || OLD.id", ("filters",)),
}
# A key may be wrapped anew, as long as it is not destroyed.
REWRAPPED = "length(OLD.wrapped) > 0 AND length(NEW.wrapped) > 0"
ACT = "erase"  # of the entry that names marks

SQLITE_NAMED = (
    "CREATE TRIGGER erased_are_named BEFORE INSERT ON erased WHEN NOT EXISTS ("
    f"SELECT 1 FROM entries WHERE id = NEW.entry AND act = '{ACT}' "
    "AND instr(CAST(body AS TEXT), '\"' || NEW.mark || '\"') > 0) "
    "BEGIN SELECT RAISE(ABORT, '没有写明清除此项的纪实'); END"
)
POSTGRESQL_NAMED = f"""CREATE OR REPLACE FUNCTION erased_named() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM entries WHERE id = NEW.entry AND act = '{ACT}'
                 AND position('"' || NEW.mark || '"' IN convert_from(body, 'UTF8')) > 0) THEN
    RAISE EXCEPTION '没有写明清除此项的纪实' USING ERRCODE = '23514';
  END IF;
  RETURN NEW;
END $$"""


def sqlite(table: str) -> str:
    """The condition under which an update of a table is refused; "" for always."""
    return f"WHEN NOT ({_lawful(table, 'IS')}) " if table in EMPTIED else ""


def postgresql(table: str, function: str) -> str:
    """The function that refuses every other update of a table, and every deletion."""
    lawful = _lawful(table, "IS NOT DISTINCT FROM")
    return f"""CREATE OR REPLACE FUNCTION {function}() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' THEN
    IF {lawful} THEN RETURN NEW; END IF;
  END IF;
  RAISE EXCEPTION '% 只增不改，不得更改或删除', TG_TABLE_NAME USING ERRCODE = '23514';
END $$"""


def _lawful(table: str, same: str) -> str:
    mark, emptied = EMPTIED[table]
    named = f"EXISTS (SELECT 1 FROM erased WHERE mark = {mark})"
    if table in ("personal_values", "personal_keys"):
        named = f"length(NEW.{emptied[0]}) = 0 AND {named}"
    if table == "personal_keys":
        named = f"({named} OR {REWRAPPED})"
    return " AND ".join((*_kept(table, emptied, same), named))


def _kept(table: str, emptied: tuple[str, ...], same: str) -> Iterator[str]:
    for column in metadata.tables[table].columns:
        if column.name not in emptied:
            yield f"NEW.{column.name} {same} OLD.{column.name}"
