"""A dossier verifies anywhere with the standard library alone; whatever is changed in it is found."""

import json
import random
import subprocess
import sys
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from dossier_made import DAY, Files, Made, Verdict, closed, make_dossier, opened
from linear import linear_edition, linear_house

from workflow import attachments
from workflow.canonical import canonical, digest
from workflow.commands.checkpoints import sign_head
from workflow.errors import NotFound
from workflow.ledger.bundle import verifier, zipped
from workflow.ledger.hashing import Hash, hash_named
from workflow.ledger.holder import Holder
from workflow.ledger.keys import make_key
from workflow.ledger.log import Log
from workflow.ledger.note import COSIGNATURE
from workflow.ledger.standalone import algorithms
from workflow.ledger.standalone.algorithms import Wrong
from workflow.ledger.standalone.reading import parsed, read_head, read_keys, read_note, unhex
from workflow.ledger.standalone.verify import BROKEN, PASSED, UNWITNESSED, main
from workflow.queries.dossiers import Placed, _papers, dossier_bundle
from workflow.queries.verify import verify


def test_the_file_inside_verifies_the_dossier_on_its_own(
    made: Made, tmp_path: Path
) -> None:
    (tmp_path / "d.zip").write_bytes(made[2])
    (tmp_path / "verify.py").write_bytes(opened(made[2])["verify.py"])
    ran = subprocess.run(
        [sys.executable, "-I", "verify.py", "d.zip", "--keys", str(made[1])],
        cwd=tmp_path, capture_output=True, text=True, check=False, env={"PYTHONIOENCODING": "utf-8"},
    )  # fmt: skip
    assert (ran.returncode, ran.stderr) == (PASSED, "")
    assert "核验通过，并有见证" in ran.stdout
    assert b"workflow" not in verifier() and b"import workflow" not in verifier()


@pytest.mark.parametrize(("back", "told"), [(timedelta(minutes=5), False), (timedelta(minutes=5, seconds=1), True)])
def test_five_minutes_back_are_no_fault_and_more_is_one_to_the_engine_and_to_the_verifier_alike(
    verdict: Verdict, tmp_path: Path, back: timedelta, told: bool
) -> None:
    house, keys, data = make_dossier(tmp_path, back)
    code, said = verdict(data, "--keys", str(keys))
    assert (code, "录入时间早于前一条" in said) == ((BROKEN, True) if told else (PASSED, False))
    with house.reading() as desk:
        found = {one.kind for one in verify(desk).broken if one.subject == "case:case0"}
    assert found == ({"time"} if told else set())


def test_the_same_case_gives_the_same_bytes(made: Made) -> None:
    house, keys, data = made
    with house.reading() as desk:
        assert dossier_bundle(desk, "case0", keys.parent) == data


def test_without_trusted_keys_it_is_never_called_witnessed(
    made: Made, verdict: Verdict, tmp_path: Path
) -> None:
    lines = made[1].read_text(encoding="utf-8").splitlines()
    alone = tmp_path / "log.txt"
    alone.write_text(lines[0], encoding="utf-8")
    assert verdict(made[2], "--keys", str(alone))[0] == UNWITNESSED
    path = tmp_path / "dossier.zip"
    assert main([str(path)]) == UNWITNESSED
    stranger = make_key(tmp_path / "s", "stranger", COSIGNATURE)
    alone.write_text(f"{lines[0]}\nwitness {stranger.key}\n", encoding="utf-8")
    assert verdict(made[2], "--keys", str(alone))[0] == UNWITNESSED
    alone.write_text(f"log {make_key(tmp_path / 'o', 'other').key}\n", encoding="utf-8")
    assert verdict(made[2], "--keys", str(alone)) [0] == BROKEN
    alone.write_text(f"log {str(stranger.key)[:-3]}\n", encoding="utf-8")
    assert verdict(made[2], "--keys", str(alone))[0] == BROKEN


def test_a_wrong_call_explains_the_right_one(capsys: pytest.CaptureFixture[str]) -> None:
    for wrong in ([], ["a", "b"], ["a", "--key", "c"]):
        assert main(wrong) == BROKEN
        assert "用法" in capsys.readouterr().out


def _events(files: Files, change: Callable[[list[dict[str, object]]], object]) -> Files:
    told = [json.loads(line) for line in files["events.jsonl"].decode().split("\n")[:-1]]
    change(told)
    return {**files, "events.jsonl": b"".join(canonical(one) + b"\n" for one in told)}


def _drop_last(files: Files) -> Files:
    """Cut the case's last entry off, proof and all."""
    lines = files["events.jsonl"].split(b"\n")[:-1]
    proofs = json.loads(files["proofs.json"])
    ours = max(n for n, line in enumerate(lines) if b'"subject":"case:case0"' in line)
    return {
        **files, "events.jsonl": b"".join(one + b"\n" for n, one in enumerate(lines) if n != ours),
        "proofs.json": canonical([one for n, one in enumerate(proofs) if n != ours]),
    }  # fmt: skip


def _manifest(files: Files, **said: object) -> Files:
    told = json.loads(files["manifest.json"])
    return {**files, "manifest.json": canonical({**told, **said})}


def _secrets(files: Files, change: Callable[[dict[str, dict[str, object]]], object]) -> Files:
    told = json.loads(files["secrets.json"])
    change(told)
    return {**files, "secrets.json": canonical(told)}


def _spoil_first(told: dict[str, dict[str, object]]) -> None:
    told[min(told)]["value"] = {"name": "他人"}


FORGERIES: list[tuple[str, Callable[[Files], Files], str]] = [
    ("an entry is edited", lambda f: _events(f, lambda e: e[-1].update(occurred_on="2020-01-01")),
     "不在已签署的存证之中"),
    ("the last entry is cut off", _drop_last, "条目不齐"),
    ("an entry is left out", lambda f: {
        **f, "events.jsonl": f["events.jsonl"].partition(b"\n")[2]}, "数目不同"),
    ("a value is replaced", lambda f: _secrets(f, _spoil_first), "与当时的承诺不符"),
    ("a value is added", lambda f: _secrets(f, lambda s: s.update(
        {"0" * 64: {"salt": "0" * 64, "value": 1}})), "不属于卷宗中的任何条目"),
    ("an edition is replaced", lambda f: {
        **f, **{n: b"{}" for n in f if n.startswith("editions/")}}, "内容与条目所记的摘要不符"),
    ("an edition is missing", lambda f: {
        n: d for n, d in f.items() if not n.startswith("editions/")}, "也未注明不随附"),
    ("the case claims another log", lambda f: _manifest(f, origin="elsewhere"), "来源与清单不符"),
    ("a whole journal is claimed", lambda f: _manifest(f, whole=["case:case0", "case:case9"]),
     "没有条目"),
    ("another hash is claimed", lambda f: _manifest(f, hash="md5"), "不认识的杂凑算法"),
    ("another case is claimed", lambda f: _manifest(f, case="case1"), "所称完整的不是本事项"),
    ("less is claimed to be whole", lambda f: _manifest(f, whole=["case:case0"]), "所称完整的不是本事项"),
    ("a name of the list is misspelt", lambda f: _manifest(f, withhld=[]), "清单的项目缺少或者多出"),
    ("a file is withheld that nobody named", lambda f: _manifest(f, withheld=["0" * 64]), "所称不随附的文件"),
    ("it is of another kind", lambda f: _manifest(f, kind="x"), "不是可核验卷宗"),
    ("the heads are of another entry", lambda f: {
        **f, "heads.json": canonical({"position": 0, "ways": {}})}, "没有每日总账的条目"),
    ("the ways to the heads are gone", lambda f: {**f, "heads.json": canonical(
        {**json.loads(f["heads.json"]), "ways": {}})}, "没有到每日总账的证明"),
    ("the signatures are gone", lambda f: {
        **f, "checkpoint": f["checkpoint"].partition(b"\n\n")[0] + b"\n\n\xe2\x80\x94 x AAAAAAA=\n"},
     "没有日志密钥的签名"),
    ("there is no checkpoint", lambda f: {n: d for n, d in f.items() if n != "checkpoint"},
     "卷宗缺少 checkpoint"),
    ("there is one file more", lambda f: {**f, "blobs/x": b"x"}, "不符"),
]


@pytest.mark.parametrize(("change", "words"), [one[1:] for one in FORGERIES],
                         ids=[one[0] for one in FORGERIES])  # fmt: skip
def test_a_forged_dossier_is_refused_and_says_what_is_wrong(
    made: Made, verdict: Verdict,
    change: Callable[[Files], Files], words: str,
) -> None:  # fmt: skip
    code, said = verdict(closed(change(opened(made[2]))))
    assert code == BROKEN
    assert words in said


def test_a_list_of_digests_that_does_not_fit_is_refused(
    made: Made, verdict: Verdict
) -> None:
    files = opened(made[2])
    for changed in (
        {**files, "README.txt": b"x"}, {**files, "more": b"x"},
        {n: d for n, d in files.items() if n != "README.txt"},
    ):  # fmt: skip
        assert verdict(zipped(changed))[0] == BROKEN
    assert verdict(b"not a zip")[0] == BROKEN


def test_there_is_no_dossier_without_a_signed_head_or_the_case(
    made: Made, tmp_path: Path
) -> None:
    house = linear_house(f"sqlite:///{tmp_path / 'c.db'}", tmp_path, linear_edition(3), 1)[0]
    with pytest.raises(NotFound, match="还没有已签署的存证点"), house.reading() as desk:
        dossier_bundle(desk, "case0", tmp_path)
    log = Holder(make_key(tmp_path / "l", Log(house.origin).name(1)), tmp_path / "s", hash_named("sha256"))
    with house.desk() as desk:
        sign_head(desk, log, DAY)
    with pytest.raises(NotFound, match="每日总账"), house.reading() as desk:
        dossier_bundle(desk, "case0", tmp_path)
    with pytest.raises(NotFound, match="没有选拔任用事项"), made[0].reading() as desk:
        dossier_bundle(desk, "nobody", tmp_path)


@pytest.mark.parametrize("size", [0, 1, 55, 56, 63, 64, 119, 1000])
def test_the_plain_hash_is_the_hash_of_the_library(size: int, monkeypatch: pytest.MonkeyPatch) -> None:
    data = random.Random(size).randbytes(size)
    assert algorithms.sm3(data) == Hash("sm3").of(data)
    monkeypatch.setattr(algorithms.hashlib, "algorithms_available", set())
    assert algorithms.hashed("sm3", data) == Hash("sm3").of(data)


def test_the_plain_signature_check_is_that_of_the_library(tmp_path: Path) -> None:
    key = make_key(tmp_path / "k", "name")
    for text in (b"", b"text", bytes(200)):
        value = key.sign(text)
        assert algorithms.ed25519(key.key.public, value, text)
        for place in (0, 31, 32, 63):
            changed = bytearray(value)
            changed[place] ^= 1
            assert not algorithms.ed25519(key.key.public, bytes(changed), text)
        assert not algorithms.ed25519(key.key.public, value, text + b"x")
        assert not algorithms.ed25519(key.key.public[:-1], value, text)
        high = value[:32] + (int.from_bytes(value[32:], "little") + algorithms.ORDER).to_bytes(32, "little")
        assert not algorithms.ed25519(key.key.public, high, text)
    for odd in (b"\xff" * 32, (1).to_bytes(31, "little") + b"\x80", (2).to_bytes(32, "little")):
        assert algorithms.point(odd) is None


def test_digests_of_the_manifest_are_of_every_file(made: Made) -> None:
    files = opened(made[2])
    told = json.loads(files["manifest.json"])["files"]
    assert told == {n: digest(d) for n, d in files.items() if n != "manifest.json"}


def test_papers_lie_in_the_dossier_and_lost_ones_are_named_as_withheld(tmp_path: Path) -> None:
    kept = attachments.put(tmp_path, b"paper", "考察材料.pdf")["digest"]
    said = {"attachments": [{"digest": kept}, {"digest": "0" * 64}]}
    told = dict(_papers([Placed(0, b"", said)], tmp_path))
    assert told == {kept: b"paper", "0" * 64: None}


@pytest.mark.parametrize("data", [
    b'{"a":1,"a":1}', b'{"a":1.5}', b"[NaN]", b"nonsense", b"\xff", b'{ "a":1}', b"[" * 2000,
])  # fmt: skip
def test_what_is_not_canonical_is_not_read(data: bytes) -> None:
    with pytest.raises(Wrong):
        parsed(data)


@pytest.mark.parametrize("read", [
    lambda: unhex("zz"), lambda: unhex("A" * 64), lambda: unhex(None),  # type: ignore[arg-type]
    lambda: read_note(b"\xff"), lambda: read_note(b"a\n\n"), lambda: read_note(b"a\x0b\n\n- x\n"),
    lambda: read_note(b"text\n\n- a AAAAAAA=\n"), lambda: read_head("a\n01\nAAAA\n"),
    lambda: read_head("a\n1\nAAAA\n"), lambda: read_head("a\nx\nAAAA\n"),
    lambda: read_keys("boss name+00000000+AAAA"),
])  # fmt: skip
def test_what_is_written_in_another_way_is_not_read(read: Callable[[], object]) -> None:
    with pytest.raises(Wrong):
        read()
