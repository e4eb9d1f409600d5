"""What no entry of an erasure names is not erased: the database refuses, verification tells (L4)."""

import pytest
from erasing_stage import erase
from lawless import disarm
from sqlalchemy.exc import DBAPIError

from workflow.journal import House
from workflow.queries.verify import verify


def test_what_an_entry_of_an_erasure_does_not_name_is_not_lawfully_erased(house: House) -> None:
    """Whoever writes past the laws of the database cannot hide behind the erasure of another."""
    erase(house)
    with house.engine.begin() as db:
        disarm(db)
        db.exec_driver_sql(
            "INSERT INTO erased (mark, entry) SELECT commitment, (SELECT MAX(entry) FROM erased) "
            "FROM personal_values WHERE person = 'p1'"
        )
        db.exec_driver_sql("UPDATE personal_values SET sealed = x'' WHERE person = 'p1'")
        db.exec_driver_sql(
            "INSERT INTO erased (mark, entry) SELECT 'refused:' || id, (SELECT MAX(entry) FROM erased) "
            "FROM refused_attempts WHERE subject = 'person:p1'"
        )
        db.exec_driver_sql("UPDATE refused_attempts SET reasons = '[]', salt = '' WHERE subject = 'person:p1'")
    with house.reading() as desk:
        found = {(one.subject.partition(":")[0], one.what) for one in verify(desk).broken}
    assert ("person", "个人信息已被清空，而没有依法清除的纪实") in found
    assert ("refused", "被拒绝的办理的说明、理由与承诺不符") in found


UNLAWFUL = (
    "UPDATE personal_values SET sealed = {empty}", "UPDATE personal_values SET person = 'p1'",
    "UPDATE personal_keys SET wrapped = {empty}", "UPDATE personal_keys SET person = 'x'",
    "UPDATE refused_attempts SET message = ''", "UPDATE exports SET filters = ''",
    "INSERT INTO erased SELECT commitment, (SELECT MAX(id) FROM entries) FROM personal_values",
    "DELETE FROM personal_values", "DELETE FROM personal_keys",
)
AFTERWARDS = (
    "DELETE FROM erased", "UPDATE erased SET entry = 'x'",
    "UPDATE personal_values SET sealed = commitment{cast} WHERE person = 'p0'",
    "UPDATE personal_keys SET wrapped = person{cast} WHERE person = 'p0'",
    "UPDATE personal_keys SET wrapped = {empty} WHERE person = 'p1'",
    "UPDATE refused_attempts SET account = 'x'",
)


def test_the_database_erases_nothing_that_no_entry_names(both: House) -> None:
    for statement in UNLAWFUL:
        refuses(both, statement)
    erase(both)
    for statement in AFTERWARDS:
        refuses(both, statement)


def refuses(house: House, statement: str) -> None:
    postgresql = house.engine.dialect.name == "postgresql"
    empty, cast = ("''", "::bytea") if postgresql else ("x''", "")
    with pytest.raises(DBAPIError), house.engine.begin() as db:
        db.exec_driver_sql(statement.format(empty=empty, cast=cast))
        pytest.fail(statement)
