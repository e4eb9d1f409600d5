"""`cadre story` and `cadre case`: a whole case told on the command line, then looked back on."""

import json
from pathlib import Path

from cadre_runs import Cadre

HAPPY = Path(__file__).parents[1] / "stories" / "promotion_happy.yaml"


def story(folder: Path, text: str) -> Path:
    path = folder / "story.yaml"
    path.write_text(text.replace("HAPPY", str(HAPPY)), "utf-8")
    return path


def test_the_first_difference_is_told_with_file_step_and_line(
    cadre: Cadre, tmp_path: Path
) -> None:
    path = story(tmp_path, "story: 错\nfrom: HAPPY\nuntil: start_motion\n"
                 "steps:\n  - expect: {state: decided}\n")  # fmt: skip
    ran = cadre("story", path)
    assert (ran.code, ran.out) == (1, "")
    lines = ["story.yaml 第1步（第5行）：与预期不符", "　预期：步骤 decided", "　实际：步骤 analysis"]
    assert ran.err.splitlines() == lines


def test_a_malformed_story_is_bad_input(cadre: Cadre, tmp_path: Path) -> None:
    ran = cadre("story", story(tmp_path, "story: 错\nform: HAPPY\n"))
    assert ran.code == 2
    assert "story.yaml:2:" in ran.err


def test_the_schema_names_every_key_of_a_step(cadre: Cadre) -> None:
    schema = json.loads(cadre("story", "--schema").out)
    step = schema["$defs"]["Step"]["properties"]
    assert {"on", "who", "as", "with", "move", "record", "expect", "attendance"} <= step.keys()


def test_a_case_is_shown_as_it_was_known_then(cadre: Cadre, tmp_path: Path) -> None:
    path = story(tmp_path, "story: 半\nfrom: HAPPY\nuntil: start_recommendation\n")
    db = f"sqlite:///{tmp_path / 'told.db'}"
    told = cadre("story", "--narrate", "--db", db, path)
    assert told.code == 0, told.err
    assert "周岚（干部科负责人）　流转“提交初步建议” → 沟通酝酿与工作方案" in told.out
    (row,) = json.loads(cadre("case", "list", "--json", "--db", db).out)
    assert (row["state"], row["name"]) == ("planning", "沈砚青")

    def then(when: str) -> str:
        shown = cadre("case", "show", row["number"], "--as-of", when, "--json", "--db", db)
        return str(json.loads(shown.out)["state"])

    assert (then("2026-01-15"), then("2026-01-21"), then("2026-01-22")) == (
        "proposal", "proposal", "planning",
    )  # fmt: skip
    assert (then("1"), then("2")) == ("analysis", "proposal")
    assert cadre("case", "show", row["number"], "--as-of", "2026-01-14", "--db", db).code == 2
    assert cadre("case", "show", row["number"], "--as-of", "gestern", "--db", db).code == 2
