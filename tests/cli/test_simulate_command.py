"""`cadre simulate`: a table in Chinese, JSON and a picture without scripts; nothing of an instance is touched."""

import json
import re
from dataclasses import replace
from pathlib import Path

from cadre_runs import HOUSE, Cadre

from workflow.cli.simulated import lines
from workflow.simulation import read_parameters, reported
from workflow.workdays import load

EXAMPLE = HOUSE / "simulations" / "leadership_change.yaml"


def test_the_report_says_how_long_where_it_stands_and_what_one_more_would_change(
    cadre: Cadre, tmp_path: Path
) -> None:
    picture = tmp_path / "queues.svg"
    ran = cadre("simulate", "--cases", 10, "--over", 2, "--seeds", 2, "--plot", picture)
    assert (ran.code, ran.err) == (0, "")
    assert "提拔任职（promotion/2）：10个事项，2026-03-02起2个工作日内陆续启动" in ran.out
    for word in ("中位数", "2个种子的中位数", "利用率", "限制进度的步骤：", "等得最多的：", "增加一人：",
                 "是参数文件的假设"):  # fmt: skip
        assert word in ran.out
    shown = picture.read_text("utf-8")
    assert "干部科" in shown
    assert "<script" not in shown
    assert set(re.findall(r'(?:href|src)="([^"]+)"', shown)) <= {"", "#"}
    assert not (tmp_path / "cadre.db").exists()


def test_as_json_it_is_the_same_report(cadre: Cadre) -> None:
    told = json.loads(cadre("simulate", "--cases", 5, "--seeds", 1, "--seed", 3, "--json").out)
    assert told["parameters"]["cases"] == 5
    assert told["medians_by_seed"] == [told["figures"]["median"]]
    assert told["limiting_step"] in [one["state"] for one in told["figures"]["steps"]]
    assert told["limiting"] in [one["name"] for one in told["figures"]["servers"]]
    assert told["one_more"]


def test_the_example_can_be_written_to_a_file_and_used(cadre: Cadre, tmp_path: Path) -> None:
    file = tmp_path / "ours.yaml"
    file.write_text(cadre("simulate", "--example").out, "utf-8")
    assert file.read_text("utf-8") == EXAMPLE.read_text("utf-8")
    calm = re.sub(r"staff:\n(  .*\n)+", "staff: {}\n", file.read_text("utf-8"))
    file.write_text(calm.replace("every: 60,", "every: 1,"), "utf-8")
    ran = cadre("simulate", file, "--cases", 3, "--seeds", 1)
    assert (ran.code, ran.err) == (0, "")


def test_another_process_can_be_simulated_too(cadre: Cadre, tmp_path: Path) -> None:
    text = EXAMPLE.read_text("utf-8")
    head = text[: text.index("staff:")].replace("promotion/2", "adjustment/1")
    bodies = ("deciding_body", "department", "full_committee")
    kinds = ("form", "opinion", "checklist", "meeting_item")
    file = tmp_path / "adjustment.yaml"
    file.write_text("\n".join([
        f"{head}staff: {{cadre_clerk: {{people: 9}}}}", "move: [1, 1]", "sittings:",
        *(f"  {body}: {{every: 1, cases: 99}}" for body in bodies), "kinds:",
        *(f"  {kind}: {{record: [1, 1]}}" for kind in kinds),
        "conditions: {candidate_is_party_member: 90}",
    ]), "utf-8")  # fmt: skip
    ran = cadre("simulate", file, "--cases", 3, "--seeds", 1)
    assert (ran.code, ran.err) == (0, "")
    assert "调整不适宜担任现职（adjustment/1）：3个事项" in ran.out
    assert "到调整到位的3个" in ran.out


def test_where_nobody_waits_nothing_is_said_to_limit() -> None:
    plan = read_parameters(EXAMPLE.read_text("utf-8"), "甲.yaml", HOUSE, {"cases": 1})
    report = reported(plan, load(HOUSE / "calendars"), 1)
    calm = replace(report, figures=replace(report.figures, steps=(), servers=()))
    assert "没有人排队：限制进度的是法定期限和办理本身。" in list(lines(plan, calm))


def test_a_faulty_file_is_bad_input_with_all_its_faults(cadre: Cadre, tmp_path: Path) -> None:
    file = tmp_path / "bad.yaml"
    file.write_text("edition: promotion/2\ncases: many\n", "utf-8")
    ran = cadre("simulate", file)
    assert ran.code == 2
    assert "bad.yaml:2:8 cases：应当是整数" in ran.err
    assert "缺少“staff”" in ran.err
    file.write_bytes(b"edition: \xff\n")
    assert "不是 UTF-8" in cadre("simulate", file).err
    assert cadre("simulate", tmp_path / "none.yaml").code == 2


def test_a_beginning_beyond_the_calendar_is_refused(cadre: Cadre, tmp_path: Path) -> None:
    file = tmp_path / "late.yaml"
    text = EXAMPLE.read_text("utf-8")
    file.write_text(text.replace("begin: 2026-03-02", "begin: 2031-03-02"), "utf-8")
    ran = cadre("simulate", file)
    assert (ran.code, ran.out) == (2, "")
    assert "2031-03-02之后没有放假安排" in ran.err


def test_too_few_finished_is_said_so(cadre: Cadre, tmp_path: Path) -> None:
    file = tmp_path / "late.yaml"
    text = EXAMPLE.read_text("utf-8")
    file.write_text(text.replace("begin: 2026-03-02", "begin: 2028-12-01"), "utf-8")
    ran = cadre("simulate", file, "--cases", 2, "--seeds", 2)
    assert ran.code == 0
    assert "未办完的太多" in ran.out
    assert "2个种子的中位数：没有" in ran.out
    assert "推算的" in ran.out
