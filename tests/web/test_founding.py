"""A real instance is founded from a short list: three administrators, no password known beforehand."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playing import DEFINITIONS
from site_stage import NOW, Visitor

from web.app import create_app
from web.cli import engine
from web.found_plan import EXAMPLE
from workflow.cli.chinese import run
from workflow.house import create_house, open_house
from workflow.journal import House
from workflow.queries.accounts import accounts
from workflow.queries.places import places
from workflow.workdays import load

Ran = tuple[int, str, str]
PASSWORD = re.compile(r"登录名 (\S+)\t口令 (\S+)")


@pytest.fixture
def found(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Callable[..., Ran]:
    """Runs `cadre found` on an instance that nobody has founded yet, with a list of that text."""
    create_house(
        f"sqlite:///{tmp_path / 'cadre.db'}", attachments=tmp_path / "attachments",
        calendar=load(DEFINITIONS / "calendars"), origin="t", province="42",
    ).engine.dispose()  # fmt: skip

    def ran(text: str = EXAMPLE, *more: str) -> Ran:
        plan = tmp_path / "plan.yaml"
        plan.write_text(text, encoding="utf-8")
        files = [str(plan)] if text else []
        code = run(engine, ["found", "--db", f"sqlite:///{tmp_path / 'cadre.db'}", *files, *more])
        told = capsys.readouterr()
        return code, told.out, told.err

    return ran


def opened(folder: Path) -> House:
    """The instance."""
    return open_house(f"sqlite:///{folder / 'cadre.db'}", attachments=folder / "attachments",
                      calendar=load(DEFINITIONS / "calendars"))  # fmt: skip


def test_the_example_founds_an_instance_once(found: Callable[..., Ran], tmp_path: Path) -> None:
    code, example, _ = found("", "--example")
    assert (code, example) == (0, EXAMPLE)
    code, told, _ = found(example)
    passwords = dict(PASSWORD.findall(told))
    assert (code, set(passwords)) == (0, {"xitong", "anquan", "shenji"})
    house = opened(tmp_path)
    with house.reading() as desk:
        rows = accounts(desk)
        assert [one.duties[0]["duty"] for one in rows] == [
            "security_admin", "audit_admin", "system_admin",
        ]  # fmt: skip
        assert all(one.initial for one in rows)
        assert places(desk)[0].name == "中共某某市委员会"
    site = create_app(house, lambda: NOW, b"a secret of the tests, thirty-two")
    guest = Visitor(site.test_client())
    told_in = {"login": "anquan", "password": passwords["anquan"]}
    assert guest.submit("/login", told_in).status_code == 303
    assert guest.get("/admin/").location == "/password"
    house.engine.dispose()

    code, _, refusal = found(example)
    assert (code, "本库已启用" in refusal) == (2, True)


@pytest.mark.parametrize(("old", "new", "told"), [
    ("kind: department", "kind: nix", ["种类“nix”"]),
    ("parent: shiwei", "parent: nix", ["zuzhibu.parent", "jiwei.parent"]),
    ("kind: committee}", "kind: committee, parent: zuzhibu}", ["互为上级"] * 3),
    ("kind: committee}", "kind: committee, links: {nix: gone}}", ["有关机构“nix”", "没有“gone”"]),
    ("name: 乙某某", "name: 甲某某", ["姓名不能相同"]),
    ("login: anquan", "login: xitong", ["登录名不能相同"]),
    ("audit_admin:", "auditor:", ["audit_admin"]),
    ("at: shiwei}", "at: nix}", ["没有“nix”这个单位"] * 3),
    ("name: 甲某某, ", "", ["缺少"]), ("organizations:", "organizations: [", ["YAML"]),
])  # fmt: skip
def test_a_list_with_faults_founds_nothing_and_tells_them_all(
    found: Callable[..., Ran], tmp_path: Path, old: str, new: str, told: list[str]
) -> None:
    code, _, refusal = found(EXAMPLE.replace(old, new))
    lines = refusal.splitlines()[1:]
    assert code == 2
    assert len(lines) == len(told), refusal
    assert all(words in line for words, line in zip(told, lines, strict=True)), refusal
    house = opened(tmp_path)
    with house.reading() as desk:
        assert accounts(desk) == []
    house.engine.dispose()


def test_without_a_list_one_is_told_where_an_example_is(found: Callable[..., Ran]) -> None:
    code, _, told = found("")
    assert (code, "--example" in told) == (2, True)
