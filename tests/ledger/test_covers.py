"""The cover of a dossier says in words what lies in it, is made from the entries alone, and cannot be forged."""

import ast
from typing import Any

import pytest
from dossier_made import Files, Made, Verdict, closed, opened

from web.history import DONE
from workflow.activities.kind import ACTS
from workflow.canonical import canonical
from workflow.ledger.bundle import verifier
from workflow.ledger.standalone.cover import COVER, DEEDS, cover
from workflow.ledger.standalone.verify import BROKEN, PASSED

HEAD = ("linjiang.example/xuanren/1", 9, bytes(range(32)))
MANIFEST = {"case": "c1", "hash": "sha256", "withheld": ["0" * 64]}
NAME, OTHER = "a" * 64, "b" * 64
EDITION: dict[str, Any] = {
    "duties": {"in_order": [["clerk", {"title": "经办人"}]]},
    "process": {
        "title": "提拔任职", "edition": 2, "moves": [{"name": "go", "title": "提交"}],
        "states": {"in_order": [["s0", {"title": "起草"}], ["s1", {"title": "讨论"}]]},
        "activities": {"in_order": [["report", {"title": "报告"}]]},
    },
}  # fmt: skip
FILES = {
    "secrets.json": canonical({NAME: {"salt": "", "value": {"name": "沈砚青"}}, OTHER: {"salt": "", "value": 1}}),
    "editions/e1": canonical(EDITION), "blobs/x": b"x", "other": b"",
}  # fmt: skip


def entry(subject: str, seq: int, day: str, who: tuple[str, str], **said: Any) -> tuple[dict[str, Any], str]:
    """An entry, as far as a cover reads it, and its digest."""
    return {"subject": subject, "seq": seq, "occurred_on": day, "values": [], "edition": None,
            "actor": {"name": who[0], "duty": who[1]}, **said}, f"{seq}{subject}".ljust(20, "0")  # fmt: skip


CLERK, FOUNDER = ("陈晓", "clerk"), ("建库登记人", "founding")
EVENTS = [
    entry("person:p1", 1, "2026-01-05", FOUNDER, data={"act": "register"}, values=[OTHER, NAME]),
    entry("case:c1", 1, "2026-01-06", CLERK, edition="e1", data={
        "act": "open_case", "set": {"number": "第7号", "person": "p1", "edition": "e1", "state": "s0"}}),
    entry("case:c1", 2, "2026-01-04", CLERK, edition="e1", late_reason="出差",
          data={"act": "record", "activity": "report"}),
    entry("case:c1", 3, "2026-01-07", CLERK, edition="e1",
          data={"move": "go", "from": "s0", "to": "s1", "set": {"state": "s1"}}),
    entry("meeting:m1", 4, "2026-01-08", CLERK, data={"act": "unheard_of"}),
    entry("other:o", 5, "2026-01-08", FOUNDER, data={"move": "back", "from": "s1", "to": "gone"}),
]  # fmt: skip
TOLD = """可核验卷宗　封面

事项　第7号（c1）
人选　沈砚青
流程　提拔任职第2版
现在的步骤　讨论
纪实　共6条：事项3条、会议1条、other1条、干部1条；办理日期2026-01-04至2026-01-08
存证点　linjiang.example/xuanren/1　共9条　sha256
树根　00010203 04050607 08090a0b 0c0d0e0f 10111213 14151617 18191a1b 1c1d1e1f
随附　附件1件，另有1件未随附；个人信息2项

本页由卷宗中的条目生成；verify.py 重新生成并比对，有一字不同即不通过。各条的全部内容以 events.jsonl 为准，
摘要是该条原文的杂凑值的前16位。怎样核验见 README.txt。

序号　办理日期　所在　经办（岗位职责）　内容　摘要
1　2026-01-05　干部第1条　建库登记人（founding）　登记干部　1person:p1000000
2　2026-01-06　事项第1条　陈晓（经办人）　列入人选　1case:c100000000
3　2026-01-04　事项第2条　陈晓（经办人）　报告：填报（补录）　2case:c100000000
4　2026-01-07　事项第3条　陈晓（经办人）　流转：提交（起草→讨论）　3case:c100000000
5　2026-01-08　会议第4条　陈晓（经办人）　unheard_of　4meeting:m100000
6　2026-01-08　other第5条　建库登记人（founding）　流转：back（讨论→gone）　5other:o00000000
"""


def test_it_says_which_case_it_is_and_every_entry_in_words() -> None:
    assert cover(MANIFEST, HEAD, EVENTS, FILES).decode() == TOLD


def test_what_is_not_in_the_dossier_is_said_to_be_missing_and_not_made_up() -> None:
    bare = {"secrets.json": canonical({})}
    told = cover(MANIFEST, HEAD, EVENTS[:2], bare).decode()
    assert "人选　（姓名未随附）\n流程　第版\n现在的步骤　s0\n" in told
    assert "附件0件" in told and "个人信息0项" in told and "陈晓（clerk）" in told
    nameless = {**bare, "secrets.json": canonical({NAME: {"salt": "", "value": {"name": ""}}})}
    assert "（姓名未随附）" in cover(MANIFEST, HEAD, EVENTS, nameless).decode()


def test_the_name_is_that_of_the_candidate_as_corrected_last() -> None:
    later = canonical({NAME: {"value": {"name": "沈砚清"}}, OTHER: {"value": {"name": "沈砚青"}}})
    more = [
        entry("person:p1", 1, "2026-01-05", FOUNDER, data={"act": "register"}, values=[NAME]),
        EVENTS[1],
        entry("person:p1", 2, "2026-01-09", CLERK, data={"act": "correct_person"}, values=[OTHER]),
        entry("person:p2", 1, "2026-01-09", CLERK, data={"act": "register"}, values=[NAME]),
        entry("person:p1", 3, "2026-01-09", CLERK, data={"act": "state"}, values=[NAME]),
    ]
    assert "人选　沈砚青\n" in cover(MANIFEST, HEAD, more, {"secrets.json": later}).decode()


def test_an_entry_is_told_in_the_words_of_its_own_edition_and_without_a_day_where_it_has_none() -> None:
    process = {**EDITION["process"], "activities": {"in_order": [["report", {"title": "旧报告"}]]}}
    files = {**FILES, "editions/e0": canonical({**EDITION, "process": process})}
    body = {name: told for name, told in EVENTS[2][0].items() if name != "occurred_on"}
    told = cover(MANIFEST, HEAD, [*EVENTS, ({**body, "edition": "e0"}, "9" * 20)], files).decode()
    assert "\n7　　事项第2条　陈晓（经办人）　旧报告：填报（补录）　9999999999999999\n" in told


def test_its_words_are_those_of_the_pages() -> None:
    known = {**DONE, **ACTS}
    assert {name: known.get(name) for name in DEEDS} == DEEDS
    assert set(ACTS) <= set(DEEDS)


def forged(files: Files, old: str, new: str) -> bytes:
    """A dossier with another cover and the list of digests made right again."""
    text = files[COVER].decode()
    assert old in text
    return closed({**files, COVER: text.replace(old, new).encode()})


def test_a_dossier_has_one_and_another_one_is_refused(made: Made, verdict: Verdict) -> None:
    files = opened(made[2])
    assert "事项　0（case0）" in files[COVER].decode() and "流转：第1次（第1步→第2步）" in files[COVER].decode()
    for old, new in (("人选0", "他人"), ("第1次", "第9次"), ("\n", "\r\n"), ("部长", "科长")):
        code, told = verdict(forged(files, old, new))
        assert code == BROKEN and "cover.txt：与条目所说的不同" in told
    without = {name: data for name, data in files.items() if name != COVER}
    assert verdict(closed(without))[0] == PASSED  # as dossiers were before


LIBRARY = {"__future__", "base64", "datetime", "hashlib", "json", "sys", "typing", "zipfile", "contextlib"}
LATER = ("removeprefix", "removesuffix", "strict=", "bit_count", "cache")  # than Python 3.8


@pytest.mark.parametrize("minor", [8, 9, 11])
def test_the_verifier_is_python_3_8_of_the_standard_library_with_each_name_once(minor: int) -> None:
    text = verifier().decode()
    tree = ast.parse(text, feature_version=(3, minor))
    imported = {
        (one.module or "") if isinstance(one, ast.ImportFrom) else one.names[0].name
        for one in ast.walk(tree) if isinstance(one, ast.Import | ast.ImportFrom)
    }  # fmt: skip
    assert imported <= LIBRARY
    assert [one for one in LATER if one in text] == []
    names = [one.name for one in tree.body if isinstance(one, ast.FunctionDef | ast.ClassDef)]
    names += [one.id for told in tree.body if isinstance(told, ast.Assign)
              for one in ast.walk(told) if isinstance(one, ast.Name) and isinstance(one.ctx, ast.Store)]  # fmt: skip
    assert len(names) == len(set(names))
