"""A small process that has one of everything, and the tables that it names."""

from pathlib import Path

from workflow.definition import Names, read_package
from workflow.edition import Edition
from workflow.errors import DefinitionInvalid

PROCESS = """\
process: small
title: 小流程
edition: 1
effect: upward
basis: {document: 试用办法, year: 2019}
settings: {reply_days: 5, posting_day: exclusive}
stages: {draft: 起草环节, decide: 决定环节}
states:
  drafting: {stage: draft, title: 起草, initial: true, duty: clerk}
  meeting: {stage: decide, title: 上会, duty: head}
  deferred: {stage: decide, title: 暂缓表决, duty: head}
  done: {stage: decide, title: 任职, final: true}
  closed: {title: 终止, final: true}
activities:
  paper:
    kind: form
    title: 材料
    of: case
    in: [drafting]
    record: [clerk]
    approve: [head]
    fields:
      on: {type: date, title: 日期}
      way: {type: code, title: 方式, options: {no: 不, yes: 是}}
      rows: {type: rows, title: 明细, columns: {who: {type: person, title: 何人, rule: R-PAP-01}}}
    rules: [R-PAP-01]
  branch:
    kind: opinion
    title: 支部意见
    of: case
    in: [drafting]
    applies: is_member
    record: [clerk]
    ask_by: [head]
    ask: [person_branches]
    stances: {support: 同意, object: 不同意}
    due: {workdays: reply_days}
    on_objection: respond
    respond_by: [head]
    rules: [R-PAP-02]
  route:
    kind: form
    title: 非党员听取意见
    of: case
    in: [drafting]
    applies: not_member
    record: [clerk]
    rules: [R-PAP-02]
  check:
    kind: checklist
    title: 核查
    of: case
    in: [drafting]
    record: [clerk]
    items:
      file: {title: 档案, rule: R-PAP-01, results: {clear: 清楚, doubt: 存疑}, clear: [clear]}
    rules: [R-PAP-01]
  vote:
    kind: meeting_item
    title: 会议决定
    of: case
    in: [meeting]
    record: [secretary]
    body: deciding_body
    rules: [R-DEC-01]
moves:
  - {name: submit, title: 提交, from: [drafting], to: meeting, by: [head], not_by: [recorder_of.paper],
     needs: [paper, branch, route, check], guards: [papers_right]}
  - {name: adopt, title: 通过, from: [meeting], to: done, by: [secretary], needs: [vote]}
  - {name: defer, title: 暂缓, from: [meeting], to: deferred, direction: back, by: [secretary]}
  - {name: give_back, title: 退回, from: [meeting, deferred], to: drafting, direction: back,
     by: [head], reopens: [paper], keeps: [branch, route, check, vote]}
  - {name: end, title: 终止, from: [drafting, meeting, deferred], to: closed, direction: end, by: [head]}
forward_guards: [in_order]
gates:
  papers: {title: 材料齐全, activities: [paper]}
  heard: {title: 听取意见, activities: [branch, route]}
  decided: {title: 集体决定, activities: [vote]}
goals: [done]
"""
RULES = """\
R-PAP-01: {title: 材料, article: 办法第一条, text: 要有材料, severity: block}
R-PAP-02: {title: 意见, article: 办法第二条, text: 要听意见, severity: warn}
R-DEC-01: {title: 决定, article: 办法第三条, text: 要上会, severity: block}
R-GUA-01: {title: 次序, article: 办法第四条, text: 不得颠倒, severity: block}
R-SEP-01: {title: 分离, article: 办法第五条, text: 不得自批, severity: block}
R-GEN-06: {title: 总则, article: 办法第六条, text: 按程序, severity: block}
R-OTH-01: {title: 别处, article: 办法第七条, text: 这里不用, severity: record}
"""
DUTIES = """\
clerk: {title: 经办人, at: department, apart: [head]}
head: {title: 负责人, at: department}
secretary: {title: 会议记录员, at: committee}
"""
SMALL = Names(
    guards={"in_order": ("R-GUA-01",), "papers_right": ("R-PAP-01",), "stages_checked": ()},
    conditions={"is_member": "not_member", "not_member": None, "is_other": None},
)


class Folder:
    """A definitions folder that a test may spoil."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.write("small/1.yaml", PROCESS)
        self.write("rules.yaml", RULES)
        self.write("duties.yaml", DUTIES)

    def write(self, file: str, text: str) -> None:
        """Write a file as it is."""
        (self.path / file).parent.mkdir(parents=True, exist_ok=True)
        (self.path / file).write_text(text, encoding="utf-8")

    def change(self, old: str, new: str, file: str = "small/1.yaml") -> int:
        """Replace `old`, which stands exactly once; the line on which it stood."""
        text = (self.path / file).read_text(encoding="utf-8")
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times"
        self.write(file, text.replace(old, new))
        return text[: text.index(old)].count("\n") + 1

    def edition(self, name: str = "small/1") -> Edition:
        """The edition as it now stands."""
        return read_package(self.path, name, SMALL)

    def faults(self, name: str = "small/1") -> list[tuple[str, int, str]]:
        """File, line and message of every fault; empty when there is none."""
        try:
            self.edition(name)
        except DefinitionInvalid as wrong:
            return [(one.file, one.line, one.message) for one in wrong.faults]
        return []
