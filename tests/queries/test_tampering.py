"""Who writes past the engine, with the laws of the database taken away, is found by verification."""

import sqlite3
from pathlib import Path

import pytest
from by_hand import order
from lawless import disarm
from linear import AT, OFFICE, linear_edition, linear_house

from workflow.commands.cases import move
from workflow.journal import House
from workflow.queries.verify import DIFFERS, verify, verify_journals
from workflow.queries.verify_sealed import ALTERED

CHANGED = "条目内容与摘要不符，已被改动"
GONE = "DELETE FROM entries WHERE subject = 'case:case0' AND seq = "
HEADS = "UPDATE cases SET seq = 2, head = (SELECT digest FROM entries WHERE subject = 'case:case0' "


@pytest.fixture
def house(url: str, tmp_path: Path) -> House:
    return lawless(url, tmp_path)


def lawless(url: str, folder: Path) -> House:
    """A case with three entries, and the database without its triggers."""
    house = linear_house(url, folder, linear_edition(3), 1)[0]
    for name in ("m0", "m1"):
        with house.desk() as desk:
            move(desk, order(OFFICE, at=AT), "case0", name)
    with house.engine.begin() as db:
        disarm(db)
    return house


def found(house: House, *statements: str) -> list[tuple[str, int, str]]:
    """What the chains tell after these statements were written by hand; the tree has its own tests."""
    with house.engine.begin() as db:
        for statement in statements:
            db.exec_driver_sql(statement)
    with house.reading() as desk:
        return [(one.subject, one.seq, one.what) for one in verify(desk).broken
                if "存证" not in one.what]  # fmt: skip


def test_what_was_not_touched_verifies(house: House) -> None:
    assert found(house) == []


def test_an_edited_entry_is_found_where_it_stands(house: House) -> None:
    bytes_of = "convert_to(replace(convert_from(body, 'UTF8'), '部长', '处长'), 'UTF8')"
    if house.engine.dialect.name == "sqlite":
        bytes_of = "CAST(replace(CAST(body AS TEXT), '部长', '处长') AS BLOB)"
    told = found(house, f"UPDATE entries SET body = {bytes_of} WHERE subject = 'case:case0' AND seq = 2")
    assert told == [("case:case0", 2, CHANGED)]


def test_an_entry_deleted_in_the_middle_leaves_a_gap(house: House) -> None:
    told = found(house, GONE + "2")
    assert ("case:case0", 3, "序号不衔接，前一条是第1条") in told
    assert ("case:case0", 3, "与前一条的链接不符") in told


def test_the_last_entry_cannot_be_cut_off_even_with_its_row_put_back(house: House) -> None:
    told = found(house, GONE + "3")
    assert ("case:case0", 3, "当前状态与全程纪实的折算不符") in told
    put_back = f"{HEADS} AND seq = 2), content = (SELECT content FROM entries WHERE " \
               "subject = 'case:case0' AND seq = 2) WHERE id = 'case0'"  # fmt: skip
    told = found(house, put_back)
    assert [what for _, _, what in told] == ["办理所得的纪实条目已不存在"]


def test_a_journal_that_is_gone_is_missed_by_what_was_judged_on_it(house: House) -> None:
    told = found(
        house, "DELETE FROM entries WHERE subject = 'person:p0'", "DELETE FROM people"
    )
    assert ("case:case0", 3, "所依据的 person:p0 第1条已不存在") in told


@pytest.mark.parametrize(("statement", "where"), [
    ("UPDATE cases SET content = replace(content, 's2', 's3')", ("case:case0", 3)),
    ("UPDATE cases SET seq = 9", ("case:case0", 9)),
    ("UPDATE cases SET person = 'p9'", ("case:case0", 3)),
    ("UPDATE people SET content = replace(content, 'clear', 'vetoed')", ("person:p0", 1)),
    ("UPDATE cases SET id = 'other'", ("case:other", 3)),
])  # fmt: skip
def test_a_changed_row_is_found(house: House, statement: str, where: tuple[str, int]) -> None:
    assert (*where, "当前状态与全程纪实的折算不符") in found(house, statement)


def test_a_deleted_row_is_found(house: House) -> None:
    assert found(house, "DELETE FROM cases") == [
        ("case:case0", 3, "有纪实而没有对应的当前状态")
    ]  # fmt: skip


@pytest.mark.parametrize(("column", "value"), [
    ("id", "'x'"), ("kind", "'open'"), ("at", "'2020-01-01T00:00:00.000000Z'"),
    ("occurred_on", "'2020-01-01'"), ("command", "'x'"), ("account", "'clerk'"),
    ("duty", "'cadre_clerk'"), ("act", "'annul'"), ("activity", "'x'"), ("about", "'person:p1'"),
])  # fmt: skip
def test_a_copy_for_searching_says_what_the_entry_says(
    house: House, column: str, value: str
) -> None:
    told = found(
        house, f"UPDATE entries SET {column} = {value} WHERE subject = 'case:case0' AND seq = 3"
    )
    named = "actor" if column in ("account", "duty") else column
    assert ("case:case0", 3, f"检索列与条目不符：{named}") in told


def test_a_changed_personal_value_is_found_and_so_is_its_key(house: House) -> None:
    for change in (
        "UPDATE personal_values SET sealed = (SELECT wrapped FROM personal_keys WHERE person = 'p0') "
        "WHERE person = 'p0'",
        "UPDATE personal_keys SET wrapped = (SELECT MAX(sealed) FROM personal_values) "
        "WHERE person = 'p0'",
    ):
        told = found(house, change)
        assert ALTERED in {what for _, _, what in told}
        assert ("person:p0", 1, "名册上的姓名与登记时不同") in told


def test_a_deleted_personal_value_is_missed(house: House) -> None:
    told = found(house, "DELETE FROM personal_values WHERE person = 'p0'")
    assert ("person:p0", 1, "所填报的个人信息已不存在") in told


def test_a_value_too_many_is_found(house: House) -> None:
    sealed = "INSERT INTO personal_values (commitment, person, sealed) VALUES ('x', 'p0', {0})"
    empty = "''" if house.engine.dialect.name == "postgresql" else "x''"
    told = found(house, sealed.format(empty))
    assert ("personal_value", 0, "有1条个人信息不属于任何纪实条目") in told


def test_a_name_on_the_roll_is_the_one_that_was_registered(house: House) -> None:
    assert found(house, "UPDATE names SET name = '他人'") == [
        ("person:p0", 1, "名册上的姓名与登记时不同")
    ]  # fmt: skip


def test_a_changed_edition_is_found(house: House) -> None:
    empty = "''" if house.engine.dialect.name == "postgresql" else "x''"
    assert found(house, f"UPDATE editions SET text = {empty}") == [
        ("edition:linear/1", 0, "流程版本的文本与摘要不符，已被改动")
    ]  # fmt: skip


@pytest.mark.parametrize(("column", "value"), [
    ("name", "promotion/9"), ("process", "promotion"), ("title", "提拔任职"),
])  # fmt: skip
def test_an_edition_under_a_name_that_is_not_its_own_is_found(
    house: House, column: str, value: str
) -> None:
    name = value if column == "name" else "linear/1"
    assert found(house, f"UPDATE editions SET {column} = '{value}'") == [
        (f"edition:{name}", 0, "流程版本的名称与其文本不符")
    ]  # fmt: skip


@pytest.mark.parametrize("change", [
    "account = 'clerk'", "entry = (SELECT id FROM entries WHERE subject = 'person:p0')",
    "id = 'another'",
])  # fmt: skip
def test_a_command_stands_for_the_entry_of_him_who_gave_it(house: House, change: str) -> None:
    last = "(SELECT id FROM entries WHERE subject = 'case:case0' AND seq = 3)"
    ((subject, _, what),) = found(house, f"UPDATE commands SET {change} WHERE entry = {last}")
    assert subject.startswith("command:") and what == "所得的纪实条目不是此人此次办理的"


@pytest.mark.parametrize("body", ["{}", "[]", "nix", '{"seq":3}', "\\377"])
def test_bytes_that_are_no_entry_are_found_and_stop_nothing(house: House, body: str) -> None:
    value = f"x'{body.encode().hex()}'" if house.engine.dialect.name == "sqlite" else f"'{body}'"
    told = found(house, f"UPDATE entries SET body = {value} WHERE subject = 'case:case0'")
    here = [(subject, seq) for subject, seq, what in told if "不是第1版条目的规范字节" in what]
    assert here == [("case:case0", 1), ("case:case0", 2), ("case:case0", 3)]


def test_raw_bytes_changed_in_the_file_are_found(house: House, tmp_path: Path) -> None:
    if house.engine.dialect.name != "sqlite":
        return  # a PostgreSQL page is changed by hand only while the server is stopped
    with house.engine.connect() as db:
        db.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    house.engine.dispose()
    path = tmp_path / "cadre.db"
    whole = path.read_bytes()
    assert whole.count(b'"from":"s1"') == 1  # of the second move
    path.write_bytes(whole.replace(b'"from":"s1"', b'"from":"s0"'))
    assert found(house) == [("case:case0", 3, CHANGED)]


@pytest.mark.parametrize("statement", [
    "UPDATE entries SET body = 'text'", "UPDATE entries SET seq = 'one' WHERE seq = 3",
    "UPDATE entries SET content = x'00'", "UPDATE personal_values SET sealed = 'text'",
    "UPDATE personal_values SET sealed = 1", "UPDATE personal_keys SET wrapped = 'text'",
    "UPDATE names SET name = x'ff'",
    "UPDATE editions SET text = 'text'", "UPDATE entries SET subject = 'nix:1' WHERE seq = 3",
])  # fmt: skip
def test_another_type_in_a_column_is_found_and_stops_nothing(
    tmp_path: Path, statement: str
) -> None:
    house = lawless(f"sqlite:///{tmp_path / 'c.db'}", tmp_path)
    house.engine.dispose()
    with sqlite3.connect(tmp_path / "c.db") as db:
        db.execute(statement)
    assert found(house)


def test_some_journals_are_verified_by_themselves(house: House) -> None:
    with house.reading() as desk:
        whole = verify_journals(desk, ["case:case0", "person:p0"])
    assert (whole.entries, whole.subjects, whole.broken) == (4, 2, ())
    with house.engine.begin() as db:
        db.exec_driver_sql("UPDATE cases SET content = replace(content, 's2', 's3')")
        db.exec_driver_sql(
            "UPDATE personal_values SET sealed = (SELECT MAX(wrapped) FROM personal_keys) "
            "WHERE person = 'p0'"
        )
        db.exec_driver_sql("UPDATE posts SET seq = 9")
    with house.reading() as desk:
        told = verify_journals(desk, ["case:case0", "person:p0"]).broken
    assert {(one.subject, one.seq, one.what) for one in told} == {
        ("case:case0", 3, DIFFERS), ("person:p0", 1, ALTERED),
    }  # fmt: skip
