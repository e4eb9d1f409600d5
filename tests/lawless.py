"""A database whose laws somebody has taken away: as its owner could, to see what is found out all the same."""

from sqlalchemy import Connection

from workflow.models import metadata


def disarm(db: Connection, *tables: str) -> None:
    """Take away the triggers of these tables, of all where none is named."""
    wanted = set(tables or metadata.tables)
    if db.dialect.name == "postgresql":
        for table in sorted(wanted):
            db.exec_driver_sql(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        return
    laws = db.exec_driver_sql("SELECT name, tbl_name FROM sqlite_master WHERE type = 'trigger'").all()
    for law in laws:
        if law.tbl_name in wanted:
            db.exec_driver_sql(f'DROP TRIGGER "{law.name}"')
