"""`cadre story`: what is no story is bad input, all of it at once; no record is played into."""

import json
from pathlib import Path

import pytest
from cadre_runs import HOUSE, Cadre

HAPPY = Path(__file__).parents[1] / "stories" / "promotion_happy.yaml"
SMALL = """\
story: 小
process: promotion
begin: 2026-01-12
world:
  world: 小镇
  since: 2020-01-01
  organizations: {a: {name: 甲, kind: department}}
  accounts: {one: {name: 一, duties: [%s]}}
  persons: {p: {organization: a%s}}
steps:
  - {%s}
"""


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """A story of one step that only looks."""
    return written(tmp_path, "small.yaml", SMALL % ("cadre_clerk@a", ", name: 乙", "note: 看"))


def written(folder: Path, name: str, text: str | bytes) -> Path:
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def test_the_faults_of_all_files_come_at_once(cadre: Cadre, tmp_path: Path, small: Path) -> None:
    files = [
        small, written(tmp_path, "bytes.yaml", b"\xff"), written(tmp_path, "list.yaml", "- x"),
        tmp_path / "nix.yaml", tmp_path,
    ]  # fmt: skip
    ran = cadre("story", *files)
    assert (ran.code, ran.out) == (2, "")
    head, *faults = ran.err.splitlines()
    assert head == "情景文件有误，共4处"
    assert [one.split(":")[0] for one in faults] == [
        "bytes.yaml", "list.yaml", "nix.yaml", tmp_path.name,
    ]  # fmt: skip


@pytest.mark.parametrize(("duty", "person", "step", "said"), [
    ("cadre_clerk@a", ", form: nix.lrmx", "note: 看", "persons.p.form：没有这个文件：“nix.lrmx”"),
    ("", ", name: 乙", "who: one, record: x", "一没有岗位职责"),
])  # fmt: skip
def test_a_world_that_cannot_be_is_a_fault_before_anything_is_played(
    cadre: Cadre, tmp_path: Path, duty: str, person: str, step: str, said: str
) -> None:
    ran = cadre("story", written(tmp_path, "s.yaml", SMALL % (duty, person, step)))
    assert (ran.code, ran.out) == (2, "")
    assert said in ran.err


def test_a_story_is_never_played_into_a_record(cadre: Cadre, tmp_path: Path, small: Path) -> None:
    db = f"sqlite:///{tmp_path / 'new' / 'told.db'}"
    first = cadre("story", "--db", db, small)
    assert (first.code, first.err) == (0, "")
    before = cadre("journal", "verify", "--json", "--db", db).out
    again = cadre("story", "--db", db, small)
    assert (again.code, again.out) == (2, "")
    assert "只在空库上演示" in again.err
    assert cadre("journal", "verify", "--json", "--db", db).out == before


def test_one_database_takes_one_story(cadre: Cadre, tmp_path: Path, small: Path) -> None:
    ran = cadre("story", "--db", f"sqlite:///{tmp_path / 'x.db'}", small, small)
    assert (ran.code, ran.out) == (2, "")
    assert "只演示一个文件" in ran.err
    assert not (tmp_path / "x.db").exists()


def test_a_case_and_its_person_are_looked_back_on(cadre: Cadre, tmp_path: Path) -> None:
    told = f"story: 半\nfrom: {HAPPY}\nuntil: submit_proposal\n"
    db = ("--db", f"sqlite:///{tmp_path / 'told.db'}")
    ran = cadre("story", *db, "--definitions", HOUSE, written(tmp_path, "half.yaml", told))
    assert ran.code == 0, ran.err
    (row,) = json.loads(cadre("case", "list", "--json", *db).out)
    assert [cadre("case", "list", one, row[one[2:]], "--json", *db).out.count('"id"')
            for one in ("--selection", "--person")] == [1, 1]  # fmt: skip
    assert cadre("case", "list", "--person", "nix", *db).out == ""
    assert cadre("case", "list", *db).out.startswith(f"{row['number']}　沈砚青　")

    def shown(*then: str) -> list[str]:
        ran = cadre("case", "show", row["id"], *then, *db)
        assert ran.code == 0, ran.err
        return ran.out.splitlines()

    at_first = shown("--as-of", "1")
    assert "分析研判" in at_first[0] and at_first[-1] == "　　   1　2026-01-15　陈晓　列为人选"
    assert "　启动动议：可以办理" in at_first  # the report of the selection was approved by then
    now = shown()
    assert "初步建议" in now[0] and "　　   2　2026-01-15　顾明成　流转：启动动议" in now
    then = shown("--as-of", "2026-01-15")
    assert "　提交初步建议：可以办理" in now
    assert any(line.startswith("　提交初步建议：尚缺") for line in then)  # the proposal came later
    for wrong in ("0", "99", "9" * 30, "20260115", "2026-13-01", "", "0001-01-01", "-1", "gestern"):
        ran = cadre("case", "show", row["id"], "--as-of", wrong, *db)
        assert (ran.code, ran.out) == (2, "")
    assert cadre("case", "show", "nix", *db).code == 2
    chain = cadre("case", "trace", row["id"], *db).out.splitlines()
    assert "启动动议　分析研判 → 初步建议　顾明成（组织部门负责人）　第2条" in "\n".join(chain)
    assert any(line.startswith("　此后　") for line in chain)
    assert chain[-1].startswith("干部信息　")
    (seen,) = [line for line in chain if line.startswith("　所见　")]
    assert "审核条件" in seen and seen.endswith("与纪实中的摘要一致")
    asked = cadre("case", "trace", row["id"], "--problem", "political", "--day", "2026-01-01", *db)
    assert asked.out.startswith("政治问题自2026-01-01存在：此后") and "　此后没有登记　" in asked.out
    assert cadre("case", "trace", row["id"], "--who", "shenji", *db).code == 0
    for wrong in (["nix"], [row["id"], "--problem", "file"], [row["id"], "--who", "zhou_lan"]):
        assert cadre("case", "trace", *wrong, *db).code == 2, wrong
    person = cadre("people", "show", row["person"], *db).out
    assert person.startswith("沈砚青　") and "已核实" in person
    assert cadre("people", "show", "nix", *db).code == 2
    assert cadre("journal", "verify", *db).out.endswith("全部相符\n")
