"""`cadre definitions …` takes names and paths alike; all faults at once; proof or no success."""

import json
import shutil
from pathlib import Path

import pytest
from cadre_runs import HOUSE, Cadre

PROMOTION = HOUSE / "promotion" / "1.yaml"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the house's definitions, nothing published."""
    found = tmp_path / "definitions"
    shutil.copytree(HOUSE, found, ignore=shutil.ignore_patterns("published*"))
    return found


def spoilt(path: Path, old: str, new: str) -> Path:
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")
    return path


def test_a_name_a_file_and_a_folder_are_checked_alike(cadre: Cadre, folder: Path) -> None:
    told = [
        json.loads(cadre("definitions", "check", "--json", "--definitions", folder, one).out)
        for one in ("adjustment/1", folder / "adjustment" / "1.yaml", folder / "adjustment")
    ]
    assert told[0]["proofs"][0]["ok"] and told[0]["proofs"][0]["gates"][0]["moves"]
    assert told[0] == told[1] == told[2]
    every = json.loads(cadre("definitions", "check", "--json", folder).out)
    assert [one["name"] for one in every["proofs"]] == [
        "adjustment/1", "promotion/1", "promotion/2", "transfer/1", "transfer/2",
    ]  # fmt: skip


def test_a_draft_anywhere_is_proved_with_the_rules_of_the_house(
    cadre: Cadre, folder: Path, tmp_path: Path
) -> None:
    draft = tmp_path / "草稿.yml"
    shutil.copy(folder / "promotion" / "1.yaml", draft)
    ran = cadre("definitions", "check", draft, "--definitions", folder)
    assert (ran.code, ran.err) == (0, "")
    assert "提拔任职 promotion/1：证明成立" in ran.out
    spoilt(draft, "from: [analysis]", "from: [analisys]")
    ran = cadre("definitions", "check", draft, "--definitions", folder)
    assert ran.code == 1
    assert f"{draft}:" in ran.out and "是否“analysis”？" in ran.out


def test_the_faults_of_all_files_come_at_once_each_with_its_line(
    cadre: Cadre, folder: Path
) -> None:
    spoilt(folder / "promotion" / "1.yaml", "initial: true", "initail: true")
    spoilt(folder / "transfer" / "1.yaml", "initial: true", "initail: true")
    ran = cadre("definitions", "check", "--definitions", folder)
    assert ran.code == 1
    faults = [line for line in ran.out.splitlines() if "initail" in line]
    assert {line.split(":")[0] for line in faults} == {"promotion/1.yaml", "transfer/1.yaml"}
    assert all(line.split(":")[1].isdecimal() for line in faults)
    assert "adjustment/1：证明成立" in ran.out  # what can be read is still proved


def test_an_edition_is_not_proved_beside_one_that_cannot_be_read(
    cadre: Cadre, folder: Path
) -> None:
    spoilt(folder / "transfer" / "1.yaml", "initial: true", "initail: true")
    ran = cadre("definitions", "check", "promotion/1", "--definitions", folder)
    assert ran.code == 1 and "transfer/1.yaml:" in ran.out


@pytest.mark.parametrize(("given", "said"), [
    ("promotion/9", "没有“promotion/9”这个流程定义，也没有这个文件，是否“promotion/2”？"),
    ("nix.yaml", "没有“nix.yaml”这个流程定义，也没有这个文件"),
    ("EMPTY", "里没有流程定义"),
])  # fmt: skip
def test_what_is_not_there_is_bad_input_not_a_proof(
    cadre: Cadre, tmp_path: Path, given: str, said: str
) -> None:
    (tmp_path / "leer").mkdir()
    for command in ("check", "draw", "publish"):
        ran = cadre("definitions", command, given.replace("EMPTY", str(tmp_path / "leer")))
        assert (ran.code, ran.out) == (2, "")
        assert said in ran.err


def test_a_folder_without_editions_is_no_success(cadre: Cadre, tmp_path: Path) -> None:
    ran = cadre("definitions", "check", "--definitions", tmp_path)
    assert (ran.code, ran.out) == (2, "")
    assert "里没有流程定义" in ran.err


def test_an_edition_is_drawn_as_svg_or_as_mermaid(cadre: Cadre) -> None:
    usual, svg = cadre("definitions", "draw", PROMOTION), cadre(
        "definitions", "draw", "promotion/1", "--format", "svg"
    )  # fmt: skip
    assert usual.code == 0 and usual.out == svg.out
    assert svg.out.startswith("<svg ") and svg.out.endswith("</svg>\n")
    mermaid = cadre("definitions", "draw", PROMOTION, "--format", "mermaid")
    assert mermaid.out.startswith("flowchart LR\n") and "民主推荐" in mermaid.out
    wrong = cadre("definitions", "draw", PROMOTION, "--format", "png")
    assert wrong.code == 2 and "svg、mermaid" in wrong.err


def test_one_edition_is_drawn_not_a_folder_of_them(cadre: Cadre) -> None:
    ran = cadre("definitions", "draw", HOUSE)
    assert (ran.code, ran.out) == (2, "")
    assert "请指明一个" in ran.err


def test_a_published_edition_and_a_draft_of_it_are_compared(cadre: Cadre, tmp_path: Path) -> None:
    draft = tmp_path / "draft.yaml"
    shutil.copy(PROMOTION, draft)
    assert cadre("definitions", "diff", "promotion/1", draft).out == ""
    spoilt(draft, "title: 提拔任职", "title: 提拔")
    (row,) = json.loads(cadre("definitions", "diff", "--json", PROMOTION, draft).out)
    assert (row["old"], row["new"]) == ("提拔任职", "提拔")
    assert "提拔任职 → 提拔" in cadre("definitions", "diff", PROMOTION, draft).out


def test_a_draft_is_not_published_from_where_it_lies(cadre: Cadre, tmp_path: Path) -> None:
    draft = tmp_path / "draft.yaml"
    shutil.copy(PROMOTION, draft)
    ran = cadre("definitions", "publish", draft)
    assert (ran.code, ran.out) == (2, "")
    assert "不在流程定义目录中" in ran.err


def test_a_folder_refused_by_the_database_is_not_listed_as_published(
    cadre: Cadre, folder: Path
) -> None:
    assert cadre("init", "--definitions", folder).code == 0
    spoilt(folder / "promotion" / "1.yaml", "title: 提拔任职", "title: 提拔")
    ran = cadre("definitions", "publish", folder / "promotion", "--definitions", folder)
    assert (ran.code, ran.out) == (2, "")
    assert "另立新版本" in ran.err
    assert not (folder / "published.sha256").exists()
    listed = json.loads(cadre("definitions", "list", "--json", "--definitions", folder).out)
    assert [one["published"] for one in listed] == [False] * 5


def test_what_is_published_before_there_is_a_database_is_written_at_its_making(
    cadre: Cadre, folder: Path
) -> None:
    ran = cadre("definitions", "publish", "promotion/1", "--definitions", folder)
    assert ran.code == 0 and "数据库尚未建立" in ran.out
    listed = cadre("definitions", "list", "--definitions", folder).out
    assert [line.rpartition("　")[2] for line in listed.splitlines()] == [
        "未发布", "已发布", "未发布", "未发布", "未发布",
    ]  # fmt: skip
