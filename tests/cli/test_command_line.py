"""The command line: Chinese throughout, exit codes 0, 1 and 2, listings also as JSON."""

import json
from pathlib import Path

import pytest
from cadre_runs import FORMS, Cadre
from lawless import disarm
from sqlalchemy import create_engine, text

FORM = FORMS / "shen_yanqing.lrmx"


@pytest.mark.parametrize("command", [(), ("case",), ("case", "list"), ("story",), ("people",),
                                     ("definitions", "check"), ("journal", "verify")])  # fmt: skip
def test_help_has_no_english_words_of_click(cadre: Cadre, command: tuple[str, ...]) -> None:
    shown = cadre(*command, "--help")
    assert shown.code == 0
    for word in ("Usage", "Options", "Commands", "OPTIONS", "ARGS", "Show this"):
        assert word not in shown.out
    assert "用法：" in shown.out and "显示本说明" in shown.out


@pytest.mark.parametrize(("arguments", "said"), [
    (("casse",), "没有命令 casse，是否“case”？"),
    (("case", "list", "--jsonn"), "没有选项 --jsonn，是否“--json”？"),
    (("case", "show"), "缺少 编号"),
    (("journal", "verify", "x"), "多余的参数 x"),
    (("people", "import", "--encoding", "latin1", "x"), "应为下列之一：utf-8、gb18030"),
    (("story",), "没有给出情景文件"),
])  # fmt: skip
def test_a_wrong_command_line_is_said_in_chinese_with_code_2(
    cadre: Cadre, arguments: tuple[str, ...], said: str
) -> None:
    ran = cadre(*arguments)
    assert (ran.code, ran.out) == (2, "")
    assert said in ran.err


def test_before_init_there_is_no_database_and_none_is_made(cadre: Cadre, tmp_path: Path) -> None:
    ran = cadre("case", "list")
    assert ran.code == 2
    assert "cadre init" in ran.err
    assert not (tmp_path / "cadre.db").exists()


def test_init_publishes_and_may_be_repeated(cadre: Cadre) -> None:
    first, second = cadre("init"), cadre("init")
    assert (first.code, second.code) == (0, 0)
    assert "promotion/1" in first.out


def test_json_of_a_form_is_its_elements_as_read_and_needs_no_database(cadre: Cadre) -> None:
    ran = cadre("people", "import", "--json", FORM)
    said = json.loads(ran.out)
    assert ran.code == 0
    assert said["XingMing"] == "沈砚青"
    assert [one["ChengWei"] for one in said["_family"]] == ["丈夫", "女儿", "父亲"]


def test_one_bad_file_and_nothing_is_imported(cadre: Cadre, tmp_path: Path) -> None:
    cadre("init")
    bad = tmp_path / "坏.lrmx"
    bad.write_bytes(FORM.read_bytes()[:300])
    ran = cadre("people", "import", FORM, bad)
    assert ran.code == 2
    assert ran.err.startswith("坏.lrmx：")
    assert cadre("people", "list").out == ""


def test_the_same_person_twice_and_nothing_of_the_second_time_stays(cadre: Cadre) -> None:
    cadre("init")
    assert cadre("people", "import", FORM).code == 0
    before = cadre("journal", "verify", "--json").out
    again = cadre("people", "import", FORM)
    assert again.code == 2
    assert "R-TRACE-02" in again.err
    assert cadre("journal", "verify", "--json").out == before


def test_imported_facts_wait_to_be_verified(cadre: Cadre) -> None:
    cadre("init")
    cadre("people", "import", FORM)
    said = json.loads(cadre("people", "show", "沈砚青", "--json").out)
    assert said["standing"] == "clear"
    assert said["facts"] and not any(one["verified"] for one in said["facts"])


@pytest.mark.parametrize("changed", ["CAST(replace(body, 'register', 'registre') AS BLOB)",
                                     "replace(body, 'register', 'registre')"])  # fmt: skip
def test_a_changed_entry_is_found_with_code_1(
    cadre: Cadre, tmp_path: Path, changed: str
) -> None:
    cadre("init")
    cadre("people", "import", FORM)
    assert cadre("journal", "verify").code == 0
    engine = create_engine(f"sqlite:///{tmp_path / 'cadre.db'}")
    with engine.begin() as db:
        disarm(db)
        db.execute(text(f"UPDATE entries SET body = {changed}"))
    engine.dispose()
    ran = cadre("journal", "verify")
    assert ran.code == 1
    assert "已被改动" in ran.out
