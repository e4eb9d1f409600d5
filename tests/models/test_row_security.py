"""Row security on PostgreSQL: what belongs to another place stays hidden, however it is asked for.

As the program comes to the database; the administrator and SQLite see everything anyway.
"""

import uuid
from collections.abc import Iterator
from dataclasses import replace

import pytest
from linear import AT, CLERK, linear_edition, linear_house
from program_role import roles_on
from sqlalchemy import Boolean, Engine, Integer, Table, insert, select, text
from sqlalchemy.exc import DBAPIError

from workflow.authority import net
from workflow.commands.accounts import grant_duty, open_account
from workflow.commands.organizations import enter_organization, enter_post
from workflow.commands.people import register
from workflow.commands.selections import open_case, open_selection
from workflow.journal import Actor, House, Order
from workflow.journal.picture import dossier
from workflow.models import TABLES, WHOLE, inquiries, notices
from workflow.models.sight import COVERED, EVERYWHERE
from workflow.queries.cases import cases

pytestmark = pytest.mark.parametrize("shared_url", ["postgresql"], indirect=True)
SECURITY = Actor("baomi", "安全保密管理员", "security_admin", "dept")
TOWN = Actor("clerk2", "县经办", "cadre_chief", "town")
READER = Actor("reader", "审计员", "audit_reader", "dept")
PLACES = {"dept": ("dept/",), "town": ("town/",)}
BOTH = ("dept/", "town/")


@pytest.fixture(scope="module")
def admin(shared_url: str, tmp_path_factory: pytest.TempPathFactory) -> House:
    """A department with two cases, and a town with one; the town is also asked by the department."""
    house = linear_house(
        shared_url, tmp_path_factory.mktemp("net"), linear_edition(3), 2, (SECURITY, READER)
    )[0]

    def by(actor: Actor) -> Order:
        return Order(uuid.uuid4().hex, actor, AT)

    with house.desk() as desk:
        enter_organization(desk, by(SECURITY), "town", {"name": "县委组织部", "kind": "department"})
        open_account(desk, by(SECURITY), TOWN.account, {"login": TOWN.account, "name": TOWN.name})
        grant_duty(desk, by(SECURITY), TOWN.account, {
            "duty": TOWN.duty, "organization": "town", "from": "2020-01-01",
        })  # fmt: skip
        register(desk, by(TOWN), "p2", "县里人选", "town")
        enter_post(desk, by(TOWN), "post2", {
            "organization": "town", "title": "职位", "level": "township_chief", "position": "chief",
            "quota": 1,
        })  # fmt: skip
        edition = desk.db.scalar(select(TABLES["selection"].c.edition).limit(1))
        open_selection(desk, by(TOWN), "sel2", {
            "title": "批次", "department": "town", "body": "body",
        }, str(edition))  # fmt: skip
        open_case(desk, by(TOWN), "case2", {
            "number": "2", "person": "p2", "post": "post2", "selection": "sel2",
        })  # fmt: skip
        for id, department, asked in (("1", "dept", "town"), ("2", "dept", "dept"), ("3", "town", "town")):
            desk.db.execute(insert(inquiries), blank(inquiries, id, department, organization=asked))
            desk.db.execute(insert(notices), blank(notices, id, department))
    return house


@pytest.fixture(scope="module")
def program(admin: House) -> Iterator[House]:
    """The same house as the program comes to it."""
    with roles_on(admin.engine) as roles:
        yield replace(admin, engine=roles.engine)


def blank(table: Table, id: str, department: str, **said: str) -> dict[str, object]:
    """A row that says nothing else."""
    empty = {Boolean: False, Integer: 0}
    return {one.name: empty.get(type(one.type), "") for one in table.columns} | {
        "id": id, "department": department, **said,
    }  # fmt: skip


def everything(house: House, paths: tuple[str, ...], table: Table) -> set[str]:
    """The ids of all rows of a table, asked by somebody who forgets whose they are."""
    with house.reading(paths) as desk:
        return set(desk.db.scalars(select(table.c.id)))


MINE = {
    "cases": ({"case0", "case1"}, {"case2"}),
    "selections": ({"sel0", "sel1"}, {"sel2"}),
    "people": ({"p0", "p1"}, {"p2"}),
    "notices": ({"1", "2"}, {"3"}),
    "inquiries": ({"1", "2"}, {"1", "3"}),  # who asks and who is asked
}


@pytest.mark.parametrize("table", [one for one in COVERED if one.name in MINE], ids=str)
def test_a_question_that_forgets_its_place_finds_what_lies_there(
    program: House, admin: House, table: Table
) -> None:
    dept, town = MINE[table.name]
    assert everything(program, PLACES["dept"], table) == dept
    assert everything(program, PLACES["town"], table) == town
    assert everything(program, BOTH, table) == dept | town == everything(program, EVERYWHERE, table)
    assert everything(program, (), table) == everything(program, ("nowhere/",), table) == set()
    assert everything(admin, (), table) == dept | town  # nobody hides from the administrator


def test_a_request_is_seen_where_it_is_asked_and_where_its_case_is(program: House) -> None:
    subjects = "SELECT DISTINCT subject FROM requests ORDER BY subject"
    for paths, mine in ((("dept/",), ["case:case0", "case:case1"]), (("town/",), ["case:case2"])):
        with program.reading(paths) as desk:
            assert list(desk.db.scalars(text(subjects))) == mine
    with program.desk() as desk:  # asked of the department, in a case of the town
        desk.db.execute(text(
            "UPDATE requests SET organization = 'dept' WHERE subject = 'case:case2'"
        ))  # fmt: skip
        for path in ("dept/", "town/"):
            desk.see((path,))
            assert "case:case2" in set(desk.db.scalars(text(subjects)))
        desk.see(("nowhere/",))
        assert list(desk.db.scalars(text(subjects))) == []
        desk.db.get_transaction().rollback()  # type: ignore[union-attr]  # there is one


@pytest.mark.parametrize("name", sorted(one.name for one in COVERED))
def test_who_names_no_place_is_refused_rather_than_answered_with_nothing(
    program: House, name: str
) -> None:
    for _ in range(2):  # also on a connection that a page used before
        with pytest.raises(DBAPIError, match="没有设定本次查看的单位范围"), program.reading(None) as desk:
            desk.db.execute(text(f"SELECT * FROM {name}"))
        with program.reading(("dept/",)) as desk:
            assert desk.db.execute(text(f"SELECT * FROM {name}")).all()


def test_what_is_in_sight_ends_with_the_transaction(program: House) -> None:
    with program.engine.connect() as db:
        told = text("SELECT current_setting('cadre.sight', true)")
        with db.begin():
            db.execute(text("SELECT set_config('cadre.sight', '{\"\"}', true)"))
            assert db.scalar(told) == '{""}'
        with db.begin():
            assert not db.scalar(told)


def test_a_dossier_is_drawn_from_everything_whoever_looks(program: House) -> None:
    with program.reading() as desk:
        told = dossier(desk, "case2", AT)
    for paths in (("dept/",), ()):
        with program.reading(paths) as desk:
            assert cases(desk, selection="sel2") == []
            assert dossier(desk, "case2", AT) == told


# Whatever else is asked: nothing, something that row security asks first, a row made out of another.
FORGETFUL = (
    "SELECT * FROM {0}", "SELECT * FROM {0} WHERE substr(id, 1, 1) = 'x'",
    "SELECT * FROM refused_attempts AS it LEFT JOIN {0} AS row ON row.id = substr(it.subject, 6)",
)


@pytest.mark.parametrize("name", sorted(MINE))
@pytest.mark.parametrize("question", FORGETFUL)
def test_a_question_that_forgets_its_place_costs_what_lies_there(
    program: House, name: str, question: str
) -> None:
    with program.reading(("dept/",)) as desk:
        desk.db.execute(text("SET LOCAL enable_seqscan = off"))  # or so few rows are read at once
        plan = "\n".join(desk.db.scalars(text("EXPLAIN " + question.format(name))))
    assert "= ANY ((InitPlan" in plan and "Index Cond" in plan, plan
    assert f"Seq Scan on {name}" not in plan, plan


def test_a_statement_that_says_so_finds_everything(program: House) -> None:
    with program.reading(()) as desk:
        for kind, view in WHOLE.items():
            assert len(desk.db.scalars(select(view.c.id)).all()) == 3, kind


def test_a_page_cannot_write_what_it_does_not_see(program: House) -> None:
    with program.reading(("town/",)) as desk:
        gone = desk.db.execute(text("DELETE FROM requests WHERE subject = 'case:case0'"))
        assert gone.rowcount == 0
        with pytest.raises(DBAPIError, match="row-level security"):
            desk.db.execute(insert(notices), blank(notices, "9", "dept"))


@pytest.mark.parametrize("actor, mine", [
    (CLERK, ("dept/",)), (TOWN, ("town/",)), (READER, EVERYWHERE),
    (Actor("clerk", "经办", "cadre_chief", "dept"), ()), (Actor("nobody", "无", "", ""), ()),
], ids=lambda one: getattr(one, "account", None))  # fmt: skip
def test_the_net_lies_where_the_duty_looks(
    program: House, actor: Actor, mine: tuple[str, ...]
) -> None:
    with program.reading() as desk:
        assert net(desk, actor, AT.date()) == mine


ATTEMPTS = (
    "ALTER TABLE cases DISABLE ROW LEVEL SECURITY", "DROP POLICY cases_in_sight ON cases",
    "ALTER POLICY cases_in_sight ON cases USING (true)",
    "CREATE POLICY mine ON cases USING (true)", "DROP VIEW whole_cases",
    "CREATE OR REPLACE FUNCTION sight() RETURNS text[] LANGUAGE sql AS 'SELECT ARRAY['''']'",
    "UPDATE whole_cases SET id = id", "DELETE FROM whole_people",
)  # fmt: skip


@pytest.mark.parametrize("statement", ATTEMPTS)
def test_the_program_cannot_take_the_net_away(program: House, statement: str) -> None:
    with pytest.raises(DBAPIError) as refused, program.engine.begin() as db:
        db.exec_driver_sql(statement)
    assert getattr(refused.value.orig, "sqlstate", None) == "42501"


def test_no_table_is_covered_in_words_alone(admin: House) -> None:
    engine: Engine = admin.engine
    with engine.connect() as db:
        names = text("SELECT relname FROM pg_class WHERE relrowsecurity AND relkind = 'r'")
        assert set(db.scalars(names)) == {one.name for one in COVERED} == {*MINE, "requests"}
