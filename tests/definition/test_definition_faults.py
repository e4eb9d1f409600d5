"""Each fault of a definition by itself: it is refused, on the line where it was made."""

import pytest
from small_process import PROCESS, Folder

from workflow.definition import read_process
from workflow.definition.shape import MESSAGES
from workflow.errors import DefinitionInvalid

# What stands in the file, what is put in its place, and what must be said; the line is the first.
MISSPELT = [
    ("title: 起草, initial: true, duty: clerk", "title: 起草, initial: true, duty: clark",
     "没有这个岗位职责：“clark”，是否“clerk”？"),
    ("{stage: draft,", "{stage: drat,", "没有这个环节：“drat”，是否“draft”？"),
    ("applies: is_member", "applies: is_membr", "没有这个适用条件：“is_membr”，是否“is_member”？"),
    ("ask: [person_branches]", "ask: [person_branch]",
     "没有这个征求对象：“person_branch”，是否“person_branches”？"),
    ("ask_by: [head]", "ask_by: [heads]", "没有这个岗位职责：“heads”，是否“head”？"),
    ("respond_by: [head]", "respond_by: [heda]", "没有这个岗位职责：“heda”，是否“head”？"),
    ("due: {workdays: reply_days}", "due: {workdays: repl_days}",
     "没有这个设置：“repl_days”，是否“reply_days”？"),
    ("type: person, title: 何人, rule: R-PAP-01", "type: person, title: 何人, rule: R-PAP-11",
     "没有这个规则：“R-PAP-11”"),
    ("{title: 档案, rule: R-PAP-01", "{title: 档案, rule: R-POP-01", "没有这个规则：“R-POP-01”"),
    ("rules: [R-DEC-01]", "rules: [R-DEC-02]", "没有这个规则：“R-DEC-02”"),
    ("in: [meeting]", "in: [meting]", "没有这个步骤：“meting”，是否“meeting”？"),
    ("to: done,", "to: dome,", "没有这个步骤：“dome”，是否“done”？"),
    ("from: [meeting], to: done", "from: [meetin], to: done", "是否“meeting”？"),
    ("not_by: [recorder_of.paper]", "not_by: [recorder_of.papers]",
     "没有这个回避用词：“recorder_of.papers”，是否“recorder_of.paper”？"),
    ("not_by: [recorder_of.paper]", "not_by: [votrs]", "是否“voters”？"),
    ("needs: [vote]", "needs: [votes]", "没有这个办理内容：“votes”，是否“vote”？"),
    ("guards: [papers_right]", "guards: [paper_right]",
     "没有这个审核条件：“paper_right”，是否“papers_right”？"),
    ("forward_guards: [in_order]", "forward_guards: [inorder]", "是否“in_order”？"),
    ("reopens: [paper]", "reopens: [papper]", "是否“paper”？"),
    ("keeps: [branch, route, check, vote]", "keeps: [branch, rout, check, vote]", "是否“route”？"),
    ("activities: [branch, route]", "activities: [branch, routes]", "是否“route”？"),
    ("goals: [done]", "goals: [gone]", "没有这个步骤：“gone”，是否“done”？"),
]  # fmt: skip
SHAPE = [
    ("effect: upward", "effect: upwards", "“upwards”不在可选值内（upward、lateral、downward）"),
    ("edition: 1", "edition: '1'", "应当是整数，现为“1”"),
    ("title: 小流程", "titel: 小流程", "不认识的键“titel”，是否“title”？"),
    ("initial: true", "initial: 1", "应当是 true 或 false，现为1"),
    ("from: [meeting], to: done", "from: meeting, to: done", "应当是列表 […]，现为“meeting”"),
    ("from: [meeting], to: done", "source: [meeting], to: done", "不认识的键“source”"),
    ("stances: {support: 同意, object: 不同意}", "stances: [support]", "应当是键值表，现为列表"),
    ("{workdays: reply_days}", "reply_days", "应当是键值表，现为“reply_days”"),
    ("{workdays: reply_days}", "{workdays: [1]}", "应当是文字，现为列表；或应当是整数，现为列表"),
    ("papers: {title: 材料齐全", "papers: {title: ''", "文字不能为空"),
    ("rules: [R-DEC-01]", "rules: [r-dec-1]", "“r-dec-1”不合命名规格"),
    ("options: {no: 不,", "options: {No: 不,", "“No”不合命名规格"),
    ("clear: [clear]", "cleer: [clear]", "不认识的键“cleer”，是否“clear”？"),
    ("process: small", "process: large", "与文件名不符，应为 small"),
    ("title: 小流程", "title: true", "应当是文字，现为true"),
    ("{workdays: reply_days}", "{workdays: reply_days, workday: 5}", "不认识的键“workday”，是否“workdays”？"),
]  # fmt: skip
FITTING = [
    ("ask: [person_branches]", "ask: []", "opinion 的“ask”不能为空"),
    ("in: [meeting]", "in: []", "meeting_item 的“in”不能为空"),
    ("body: deciding_body", "silence: {consent_after_months: 1}",
     "“silence”不属于 meeting_item，只用于 opinion"),
    ("clear: [clear]", "clear: [clean]", "“clean”不在 results 之内"),
    ("clear: [clear]", "clear: []", "“clear”不能为空"),
    ("{type: date, title: 日期}", "{type: date, title: 日期, options: {a: 甲}}",
     "“options”不属于类型 date"),
    ("type: code, title: 方式, options: {no: 不, yes: 是}", "type: date, title: 方式, long: true",
     "“long”只用于类型 text"),
    ("{type: code, title: 方式, options: {no: 不, yes: 是}}", "{type: code, title: 方式}",
     "类型 code 须有“options”"),
    (", columns: {who: {type: person, title: 何人, rule: R-PAP-01}}", "", "类型 rows 须有“columns”"),
    ("title: 上会, duty: head}", "title: 上会, duty: head, initial: true}", "起始步骤只能有一个"),
    ("name: adopt", "name: submit", "流转“submit”重复"),
    ("needs: [vote]", "needs: [vote, vote]", "“vote”在同一列表中重复"),
    ("by: [secretary], needs: [vote]", "by: [], needs: [vote]", "“by”不能为空"),
    ("reopens: [paper]", "reopens: [paper], reopens_chosen: redo", "本流转没有栏目“redo”"),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "message"), [*MISSPELT, *SHAPE])
def test_a_misspelt_name_or_a_wrong_shape_is_a_fault_of_its_line(
    folder: Folder, old: str, new: str, message: str
) -> None:
    line = folder.change(old, new)
    assert any(at == line and message in told for _, at, told in folder.faults()), folder.faults()


@pytest.mark.parametrize(("old", "new", "message"), FITTING)
def test_what_does_not_fit_together_is_a_fault_of_its_line(
    folder: Folder, old: str, new: str, message: str
) -> None:
    line = folder.change(old, new)
    assert any(at == line and message in told for _, at, told in folder.faults()), folder.faults()


def line_of(text: str) -> int:
    return PROCESS[: PROCESS.index(text)].count("\n") + 1


@pytest.mark.parametrize(
    ("old", "new", "where", "message"),
    [
        ("    on_objection: respond\n", "", "  branch:", "“on_objection”与“respond_by”须同时写明"),
        ("    ask: [person_branches]\n", "", "  branch:", "opinion 缺少“ask”"),
        ("    body: deciding_body\n", "", "  vote:", "meeting_item 缺少“body”"),
        ("    record: [secretary]\n", "", "  vote:", "meeting_item 缺少“record”"),
        ("    record: [clerk]\n    items:", "    items:", "      file:", "无人可核查"),
        ("initial: true, ", "", "states:", "没有起始步骤"),
        ("title: 集体决定, ", "", "  decided:", "缺少“title”"),
        ("goals: [done]\n", "", "process:", "缺少“goals”"),
    ],
)
def test_what_is_missing_is_a_fault_of_the_thing_that_lacks_it(
    folder: Folder, old: str, new: str, where: str, message: str
) -> None:
    folder.change(old, new)
    told = folder.faults()
    gone = line_of(where) - (old.count("\n") if line_of(old) < line_of(where) else 0)
    assert ("small/1.yaml", gone, message) in [
        (file, at, message if message in text else text) for file, at, text in told
    ]


def test_the_small_process_itself_has_no_fault(folder: Folder) -> None:
    assert folder.faults() == []


def test_signatures_need_offices_or_signers_and_not_both(folder: Folder) -> None:
    line = folder.change(
        "    kind: meeting_item\n    title: 会议决定\n    of: case\n    in: [meeting]\n"
        "    record: [secretary]\n    body: deciding_body\n",
        "    kind: signatures\n    title: 会议决定\n    of: case\n    in: [meeting]\n"
        "    offices: [head]\n    signers: paper\n",
    )
    said = [(at, text) for _, at, text in folder.faults()]
    assert said == [(line - 1, "“offices”与“signers”须写且只写一个")]


def test_a_period_starts_with_a_date_field_of_an_activity(folder: Folder) -> None:
    folder.change(
        "    kind: meeting_item\n    title: 会议决定\n    of: case\n    in: [meeting]\n"
        "    record: [secretary]\n    body: deciding_body\n",
        "    kind: period\n    title: 试用期\n    of: case\n    in: [meeting]\n"
        "    length: {years: 1, starts: paper.on}\n",
    )
    assert folder.faults() == []
    line = folder.change("starts: paper.on", "starts: paper.way")
    assert [(at, text) for _, at, text in folder.faults()] == [
        (line, "没有这个日期栏目：“paper.way”，是否“paper.on”？")
    ]


def test_rules_and_duties_files_are_refused_with_their_own_lines(folder: Folder) -> None:
    folder.change("apart: [head]", "apart: [haed]", "duties.yaml")
    folder.change("severity: warn", "severity: wran", "rules.yaml")
    assert folder.faults() == [
        ("duties.yaml", 1, "没有这个岗位职责：“haed”，是否“head”？"),
        ("rules.yaml", 2, "“wran”不在可选值内（block、warn、record），是否“warn”？"),
    ]


def test_a_guard_whose_rule_is_in_no_rules_file_is_a_fault(folder: Folder) -> None:
    folder.change("R-GUA-01: {", "R-GUA-02: {", "rules.yaml")
    assert folder.faults() == [
        ("small/1.yaml", PROCESS.count("\n", 0, PROCESS.index("forward_guards")) + 1,
         "审核条件“in_order”所依规则 R-GUA-01 不在规则表中")
    ]  # fmt: skip


def test_the_rules_that_the_engine_itself_refuses_under_are_in_the_rules_file(
    folder: Folder,
) -> None:
    folder.change("R-SEP-01: {", "R-SEP-02: {", "rules.yaml")
    assert folder.faults() == [("rules.yaml", 1, "规则表缺少引擎所依的规则 R-SEP-01")]


@pytest.mark.parametrize("file", ["rules.yaml", "duties.yaml", "small/1.yaml"])
def test_a_file_that_is_missing_is_named(folder: Folder, file: str) -> None:
    (folder.path / file).unlink()
    assert folder.faults() == [(file, 1, "没有这个文件")]


@pytest.mark.parametrize("name", ["../small/1", "small", "small/01", "small/1.yaml", "/small/1"])
def test_a_name_that_is_no_edition_name_opens_no_file(folder: Folder, name: str) -> None:
    assert [text for _, _, text in folder.faults(name)] == ["流程名称应当写成 promotion/1"]


def test_a_process_read_alone_is_checked_for_all_that_it_declares_itself() -> None:
    line = line_of("{name: adopt")
    column = PROCESS.splitlines()[line - 1].index("done") + 1
    with pytest.raises(DefinitionInvalid) as refused:
        read_process(PROCESS.replace("to: done", "to: dome"), "a.yaml")
    assert [str(fault) for fault in refused.value.faults] == [
        f"a.yaml:{line}:{column} moves[1].to：没有这个步骤：“dome”，是否“done”？"
    ]


def test_every_message_is_chinese_and_has_an_own_text() -> None:
    junk = ["{}", "[x]", "3", "''"]
    keys = [line.split(":")[0].strip() for line in PROCESS.splitlines() if ":" in line]
    for key in dict.fromkeys(key for key in keys if key.isidentifier()):
        for value in junk:
            text = "\n".join(
                f"{line.split(key)[0]}{key}: {value}" if line.strip().startswith(f"{key}:") else line
                for line in PROCESS.splitlines()
            )
            try:
                read_process(text, "a.yaml")
            except DefinitionInvalid as wrong:
                assert not [fault for fault in wrong.faults if "写法有误（" in str(fault)
                            and "YAML" not in str(fault)]  # fmt: skip
    assert all(any("\u4e00" <= mark <= "\u9fff" for mark in text) for text in MESSAGES.values())
