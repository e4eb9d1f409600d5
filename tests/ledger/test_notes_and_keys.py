"""Signed notes are read in one way only; keys lie in files of their owner; no bit may be changed."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from workflow.errors import BadInput
from workflow.ledger.checkpoint import (
    Checkpoint,
    cosign,
    cosigned_at,
    is_signed,
    read_checkpoint,
    witnessed_at,
)
from workflow.ledger.keys import FileKey, load_key, make_key, verifies
from workflow.ledger.note import COSIGNATURE, MOST, Note, VerifierKey, read_key, read_note, signed

AT = datetime(2026, 11, 26, 1, 2, 3, tzinfo=UTC)
HEAD = Checkpoint("linjiang.example/xuanren/1", 42, bytes(range(32)))
# From the specification of cosignatures: parsing must take it and give it back unchanged.
PUBLISHED = (
    "example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n\n"
    "— example.com/behind-the-sofa Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/"
    "Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=\n"
    "— witness.example.com/w1 jWbPPwAAAABkGFDLEZMHwSRaJNiIDoe9DYn/zXcrtPHeolMI5OWXEhZCB9dlrDJsX3b2"
    "oyin1nPZqhf5nNo0xUe+mbIUBkBIfZ+qnA==\n"
)


@pytest.fixture
def log(tmp_path: Path) -> FileKey:
    return make_key(tmp_path / "log.key", HEAD.origin)


@pytest.fixture
def witness(tmp_path: Path) -> FileKey:
    return make_key(tmp_path / "witness.key", "shenji.example/w1", COSIGNATURE)


def test_a_published_note_reads_and_writes_back_unchanged() -> None:
    note = read_note(PUBLISHED)
    assert str(note) == PUBLISHED
    assert read_checkpoint(note).size == 20852163
    assert [one.name for one in note.signatures] == [
        "example.com/behind-the-sofa", "witness.example.com/w1",
    ]  # fmt: skip


def test_a_checkpoint_is_signed_by_the_log_and_cosigned_by_its_witness(
    log: FileKey, witness: FileKey
) -> None:
    note = cosign(signed(HEAD.text(), [log]), witness, AT)
    told = read_note(str(note))
    assert read_checkpoint(told) == HEAD
    assert is_signed(told, log.key) and cosigned_at(told, witness.key) == AT
    assert witnessed_at(told, [witness.key, log.key]) == {"shenji.example/w1": AT}
    assert not is_signed(told, witness.key) and cosigned_at(told, log.key) is None


def test_no_bit_of_a_witnessed_checkpoint_can_be_changed(log: FileKey, witness: FileKey) -> None:
    data = str(cosign(signed(HEAD.text(), [log]), witness, AT)).encode()
    accepted = []
    for place in range(len(data) * 8):
        changed = bytearray(data)
        changed[place // 8] ^= 1 << place % 8
        try:
            note = read_note(changed.decode())
            read_checkpoint(note)
        except (BadInput, UnicodeDecodeError):
            continue
        if is_signed(note, log.key) and cosigned_at(note, witness.key) is not None:
            accepted.append(place)
    assert accepted == []


def test_a_forged_line_under_a_known_name_spoils_the_note(log: FileKey, witness: FileKey) -> None:
    note = cosign(signed(HEAD.text(), [log]), witness, AT)
    forged = [type(one)(one.name, one.id, bytes(len(one.value))) for one in note.signatures]
    told = Note(note.text, (*note.signatures, *forged))
    assert not is_signed(told, log.key) and cosigned_at(told, witness.key) is None


def test_who_cosigned_twice_did_so_at_the_later_time(witness: FileKey) -> None:
    last = datetime(9999, 12, 31, 23, 59, 59, tzinfo=UTC)
    for first, second in ((AT, last), (last, AT)):
        note = cosign(cosign(Note(HEAD.text()), witness, first), witness, second)
        assert cosigned_at(note, witness.key) == last
    assert cosigned_at(cosign(Note(HEAD.text()), witness, AT.replace(microsecond=999_999)), witness.key) == AT
    assert cosigned_at(Note(HEAD.text()), witness.key) is None


def test_a_cosignature_beyond_all_years_is_none(witness: FileKey) -> None:
    note = cosign(Note(HEAD.text()), witness, AT)
    (line,) = note.signatures
    late = type(line)(line.name, line.id, (2**60).to_bytes(8, "big") + line.value[8:])
    assert cosigned_at(Note(note.text, (late,)), witness.key) is None
    # Even where the signature is right: the first second of the year 10000.
    stamp = 253_402_300_800
    value = stamp.to_bytes(8, "big") + witness.sign(f"cosignature/v1\ntime {stamp}\n{note.text}".encode())
    assert cosigned_at(Note(note.text, (type(line)(line.name, line.id, value),)), witness.key) is None


@pytest.mark.parametrize("text", [
    "", "text\n", "text\n\n", "\n\n— a AAAAAAA=\n", "text\n\n— a AAAAAAA=", "text\n\n— a AAAA\n",
    "text\n\n- a AAAAAAA=\n", "text\n\n— a+b AAAAAAA=\n", "text\n\n— a AAAAAAB=\n",
    "text\n\n—  AAAAAAA=\n", "te\x0bxt\n\n— a AAAAAAA=\n", "te\x7fxt\n\n— a AAAAAAA=\n",
    "text\n\n— a\u2003b AAAAAAA=\n", "text\n\n— aAAAAAAA=\n", "text\n\n— a A*AAAAA=\n",
    "text\n\n" + "— a AAAAAAA=\n" * (MOST + 1),
])  # fmt: skip
def test_what_is_not_written_exactly_as_a_note_is_refused(text: str) -> None:
    with pytest.raises(BadInput):
        read_note(text)


@pytest.mark.parametrize("text", [
    "origin\n1\n", "origin\n01\n{root}\n", "origin\n-1\n{root}\n", "\n1\n{root}\n", "origin\n１\n{root}\n",
    "origin\n1\nAAAA\n", "origin\n1\n*\n", "origin\n1\n{root}\nmore\n", "origin\nx\n{root}\n",
])  # fmt: skip
def test_what_is_not_written_exactly_as_a_checkpoint_is_refused(text: str) -> None:
    root = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8="
    with pytest.raises(BadInput):
        read_checkpoint(Note(text.format(root=root)))


def test_a_printed_key_reads_back_and_a_misprinted_one_is_refused(log: FileKey) -> None:
    text = str(log.key)
    assert read_key(text) == log.key
    for wrong in (text[:-4], text.replace("+", "-"), f"x{text}", "a+b+c", text.replace(log.key.id.hex(), "0" * 8)):
        with pytest.raises(BadInput):
            read_key(wrong)


def test_a_key_has_a_type_and_at_least_one_byte() -> None:
    short = VerifierKey("a", 1, b"k")
    assert read_key(str(short)) == short
    with pytest.raises(BadInput):
        read_key(str(VerifierKey("a", 1, b"")))


def test_a_key_is_made_once_and_read_only_by_its_owner(tmp_path: Path, log: FileKey) -> None:
    path = tmp_path / "log.key"
    assert path.stat().st_mode & 0o777 == 0o600
    assert load_key(path).key == log.key
    with pytest.raises(BadInput, match="不得覆盖"):
        make_key(path, "another")
    path.chmod(0o640)
    with pytest.raises(BadInput, match="其他用户可读"):
        load_key(path)
    path.chmod(0o600)
    path.write_text("name\nnot a key\n", encoding="utf-8")
    with pytest.raises(BadInput, match="不是密钥文件"):
        load_key(path)


def test_a_signature_of_an_unknown_type_verifies_nothing(log: FileKey) -> None:
    value = log.sign(b"text")
    assert verifies(log.key, value, b"text") and not verifies(log.key, value, b"other")
    assert not verifies(log.key, value[:-1], b"text")
    for kind, public in ((0xFF, log.key.public), (1, log.key.public + b"x")):
        assert not verifies(VerifierKey(log.key.name, kind, public), value, b"text")
