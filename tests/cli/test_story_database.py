"""`cadre story --db`: a database that is there but has no record yet is as good as none."""

from pathlib import Path

from cadre_runs import HOUSE, Cadre

from workflow.house import create_house
from workflow.workdays import load

TOLD = """\
story: 小
process: promotion
begin: 2026-01-12
world:
  world: 小镇
  since: 2020-01-01
  organizations: {a: {name: 甲, kind: department}}
  accounts: {one: {name: 一, duties: [cadre_clerk@a]}}
steps:
  - {note: 看}
"""


def test_a_story_is_played_into_an_instance_without_any_entry(cadre: Cadre, tmp_path: Path) -> None:
    db, told = f"sqlite:///{tmp_path / 'made.db'}", tmp_path / "told.yaml"
    create_house(
        db, attachments=tmp_path / "attachments", calendar=load(HOUSE / "calendars"),
        origin="empty", province="000000",
    ).engine.dispose()  # fmt: skip
    told.write_text(TOLD, "utf-8")
    ran = cadre("story", "--db", db, told)
    assert (ran.code, ran.out, ran.err) == (0, "小：1步全部相符\n", "")
    assert cadre("journal", "verify", "--db", db).code == 0
