"""What is no dossier as an archive, a list of files or a call is refused by the verifier, to the letter."""

import json
import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from dossier_by_hand import VALUE, Files, honest
from dossier_made import closed, opened
from spoilt_dossiers import (
    FOUND,
    WELL,
    Said,
    in_entries,
    in_file,
    in_manifest,
    never,
    no,
    without,
    witnessed,
)

from workflow.canonical import canonical
from workflow.ledger.bundle import zipped
from workflow.ledger.standalone import verify as standalone
from workflow.ledger.standalone.verify import BROKEN, PASSED, UNWITNESSED, USAGE, main

UNREADABLE: list[tuple[str, Callable[[Files], Files], str]] = [
    ("no checkpoint", without("checkpoint"), "卷宗缺少 checkpoint"),
    ("no proofs", without("proofs.json"), "卷宗缺少 proofs.json"),
    ("no entries", without("events.jsonl"), "卷宗缺少 events.jsonl"),
    ("no heads", without("heads.json"), "卷宗缺少 heads.json"),
    ("no values", without("secrets.json"), "卷宗缺少 secrets.json"),
    ("another kind", in_manifest(kind="cadre-dossier/2"), "不是可核验卷宗"),
    ("one more word in the list", in_manifest(more=1), "清单的项目缺少或者多出"),
    ("an unknown hash", in_manifest(hash="md5"), "不认识的杂凑算法"),
    ("an entry more than proofs", in_entries(lambda e: [e[0], *e]), "条目与证明的数目不同"),
    ("the last line is not ended", in_entries(lambda e: e[:-1]), "条目与证明的数目不同"),
    ("something behind the last line", in_entries(lambda e: [*e[:-1], b"{}"]), "条目与证明的数目不同"),
    ("an entry is spaced out", in_entries(lambda e: [e[0].replace(b":9,", b": 9,"), *e[1:]]), "不是规范的写法"),
    ("a proof is no hash", in_file("proofs.json", lambda p: p[0].update(path=["zz"])), "摘要的写法不对"),
    ("a way is no hash", in_file("heads.json", lambda h: h["ways"]["case:c1"].update(path=["00"])),
     "摘要的写法不对"),
    ("a salt is no salt", in_file("secrets.json", lambda s: s[VALUE].update(salt="00")), "摘要的写法不对"),
    ("an entry is a number", in_entries(lambda e: [b"1", *e[1:]]), "卷宗已损坏（AttributeError）"),
]  # fmt: skip


@pytest.mark.parametrize(("forge", "why"), [one[1:] for one in UNREADABLE], ids=[one[0] for one in UNREADABLE])
def test_what_cannot_be_read_as_a_dossier_is_refused(
    said: Said, forge: Callable[[Files], Files], why: str
) -> None:
    assert said(closed(forge(witnessed(honest())))) == never(why)


def test_a_list_that_says_less_is_refused(said: Said) -> None:
    files = opened(closed(witnessed(honest())))
    told = json.loads(files["manifest.json"])
    del told["withheld"]
    assert said(zipped({**files, "manifest.json": canonical(told)})) == never("清单的项目缺少或者多出")
    assert said(zipped(without("manifest.json")(files))) == never("卷宗缺少 manifest.json")


def test_every_file_is_the_one_on_the_list(said: Said) -> None:
    there, other = "卷宗缺少或者多出这个文件", "与清单上的摘要不符"
    files = opened(closed({**witnessed(honest()), "README.txt": b"a"}))
    assert said(zipped(files)) == (PASSED, WELL)
    assert said(zipped(without("README.txt")(files))) == no(f"README.txt：{there}")
    files["README.txt"] = b"b"
    assert said(zipped(files)) == no(f"README.txt：{other}")
    assert said(zipped({**files, "A.txt": b"", "Z.txt": b""})) == no(
        f"A.txt：{there}", f"README.txt：{other}", f"Z.txt：{there}")  # fmt: skip


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_a_file_twice_or_too_much_of_it_is_refused(said: Said, monkeypatch: pytest.MonkeyPatch) -> None:
    files = witnessed(honest())
    out = BytesIO(closed(files))
    with zipfile.ZipFile(out, "a") as bundle:
        bundle.writestr("checkpoint", files["checkpoint"])
    assert said(out.getvalue()) == never("卷宗的文件重名或者过大")
    with zipfile.ZipFile(BytesIO(closed(files))) as bundle:
        size = sum(one.file_size for one in bundle.infolist())
    monkeypatch.setattr(standalone, "LARGEST", size)
    assert said(closed(files)) == (PASSED, WELL)
    monkeypatch.setattr(standalone, "LARGEST", size - 1)
    assert said(closed(files)) == never("卷宗的文件重名或者过大")


def test_a_wrong_call_explains_the_right_one_and_a_bare_one_trusts_nobody(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "d.zip"
    path.write_bytes(closed(witnessed(honest())))
    for wrong in ([], ["a", "--keys"], ["a", "--key", "c"], [str(path), "--keys", "c", "d"]):
        assert main(wrong) == BROKEN
        assert capsys.readouterr().out == USAGE + "\n"
    assert main([str(path)]) == UNWITNESSED
    assert capsys.readouterr().out == FOUND + "内容相符，但没有可信见证：未提供可信公钥\n"
    assert main([str(tmp_path / "none.zip")]) == BROKEN
    assert capsys.readouterr().out == "核验不通过：卷宗已损坏（FileNotFoundError）\n"
