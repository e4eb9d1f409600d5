"""Whose signature the verifier that stands alone believes, and at what time a witness saw the head."""

import time

import pytest
from dossier_by_hand import KEYS, LOG, ORIGIN, SECOND, WITNESS, cosigned, files_of, honest
from dossier_made import closed
from spoilt_dossiers import AT, FOUND, SEEN, UNTRUSTED, WELL, Said, no, witnessed

from workflow.ledger.note import COSIGNATURE, ED25519, VerifierKey, signed
from workflow.ledger.standalone.verify import PASSED, UNWITNESSED


def test_a_time_is_told_in_utc_wherever_the_auditor_sits(
    said: Said, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TZ", "Asia/Shanghai")
    time.tzset()
    try:
        assert said(closed(witnessed(honest()))) == (PASSED, WELL)
    finally:
        monkeypatch.undo()
        time.tzset()


def test_every_trusted_witness_is_named_with_its_own_time(said: Said) -> None:
    files = cosigned(witnessed(honest()), SECOND, AT.replace(minute=59))
    more = "见证　dangan.example/w2 于 2026-03-02 12:59 UTC\n"
    assert said(closed(files), f"witness {SECOND.key}\n{KEYS}") == (PASSED, WELL.replace(SEEN, more + SEEN))


def as_kind(name: str, kind: int) -> str:
    """A known key, printed as if it signed in another way."""
    known = {"log": LOG, "witness": WITNESS}[name].key
    return str(VerifierKey(known.name, kind, known.public))


def test_only_keys_from_outside_make_a_head_signed_and_witnessed(said: Said) -> None:
    data = closed(witnessed(honest()))
    assert said(data, f"log {LOG.key}") == (UNWITNESSED, UNTRUSTED)
    assert said(data, f"log {LOG.key}\nwitness {SECOND.key}") == (UNWITNESSED, UNTRUSTED)
    # Without the log's key nobody knows whose tree it is that was witnessed.
    assert said(data, f"witness {WITNESS.key}") == (UNWITNESSED, UNTRUSTED)
    assert said(data, "") == (UNWITNESSED, FOUND + "内容相符，但没有可信见证：未提供可信公钥\n")
    missing = "checkpoint：没有日志密钥的签名"
    assert said(data, f"witness {WITNESS.key}\nlog {SECOND.key}") == no(missing)
    # The id of a key stands for its kind as well.
    assert said(data, f"log {as_kind('log', COSIGNATURE)}") == no(missing)
    assert said(data, f"log {LOG.key}\nwitness {as_kind('witness', ED25519)}") == (UNWITNESSED, UNTRUSTED)


def test_a_key_in_the_place_of_the_other_signs_nothing(said: Said) -> None:
    data = closed(witnessed(honest()))
    wrong = f"checkpoint：“{ORIGIN}”的签名无效"
    assert said(data, f"log {LOG.key}\nwitness {LOG.key}") == no(wrong)
    assert said(data, f"log {WITNESS.key}") == no(
        "checkpoint：“shenji.example/w1”的签名无效", "checkpoint：没有日志密钥的签名")  # fmt: skip


def test_a_forged_line_under_a_known_name_spoils_the_dossier(said: Said) -> None:
    files = witnessed(honest())
    text, _, lines = files["checkpoint"].decode().partition("\n\n")
    other = signed(f"{text}x\n", [LOG]).signatures[0].line()
    for told in (lines + other, other + lines):
        data = closed({**files, "checkpoint": f"{text}\n\n{told}".encode()})
        assert said(data) == no(f"checkpoint：“{ORIGIN}”的签名无效")
    data = closed({**files, "checkpoint": f"{text}\n\n{other}".encode()})
    assert said(data) == no(f"checkpoint：“{ORIGIN}”的签名无效", "checkpoint：没有日志密钥的签名")
    moved = files["checkpoint"].replace(lines.split("\n")[1].encode(), _an_hour_later(lines))
    assert said(closed({**files, "checkpoint": moved})) == no("checkpoint：“shenji.example/w1”的签名无效")


def _an_hour_later(lines: str) -> bytes:
    """A witness's line with another time before its signature."""
    told = cosigned(files_of(honest()), WITNESS, AT.replace(hour=13))["checkpoint"].decode()
    stamped, line = told.rstrip("\n").rpartition("\n")[2], lines.split("\n")[1]
    return (stamped[:-86] + line[-86:]).encode()
