"""SM2: signatures of the standard and of another program hold, no flawed one does, devices sign through a program."""

import sys
from datetime import UTC, datetime
from pathlib import Path

import dossier_by_hand
import pytest
from dossier_by_hand import ORIGIN, files_of, honest
from dossier_made import closed
from sm2_device import public

from workflow.errors import BadInput, NotSigned
from workflow.ledger.checkpoint import Checkpoint, cosign, cosigned_at, is_signed
from workflow.ledger.keys import Device, sm2_key, verifies
from workflow.ledger.note import NAMED, SM2, VerifierKey, read_key, read_note, signed
from workflow.ledger.standalone.sm2 import SM2_G, SM2_N, SM2_P, _multiple, _sum, sm2
from workflow.ledger.standalone.verify import BROKEN, PASSED, UNWITNESSED, main

DEVICE = Path(__file__).with_name("sm2_device.py")
AT = datetime(2026, 11, 26, 1, 2, 3, tzinfo=UTC)
HEAD = Checkpoint("linjiang.example/xuanren/1", 42, bytes(range(32)))
LOG, WITNESS = 0x1234567, 0x89ABCDE
# The example of GB/T 32918.5, then three that OpenSSL 3.0 made: message, public key, signature.
KNOWN = [
    (b"message digest",
     "09f9df311e5421a150dd7d161e4bc5c672179fad1833fc076bb08ff356f35020"
     "ccea490ce26775a52dc6ea718cc1aa600aed05fbf35e084a6632f6072da9ad13",
     "f5a03b0648d2c4630eeac513e1bb81a15944da3827d5b74143ac7eaceee720b3"
     "b1b6aa29df212fd8763182bc0d421ca1bb9038fd1f7f42d4840b69c485bbc1aa"),
    (b"linjiang.example/xuanren/1\n1\n",
     "f537dc650e032c060d92bb78d657a324b9777d5adb74b428a0c3322c2eb452e8"
     "befb43cd0d9fb831202b6b28b15a46b3c9502c00a12acae307ae720e6e491059",
     "5be6603dd3d4e4bd86f2a032f13d686e587c9488536d873ea036f16444bde699"
     "d7142b72644ef4a422112887df5b03bdf1c67877575ee2ca8749c502b5b13456"),
    (b"linjiang.example/xuanren/1\n2\n",
     "0345802b9f91a9cb9edd53696709b53d340b1bf9a7be803e46dc7f167c5a93f8"
     "958f2247b7c08c58a9c2010cbb268726518e8bd2085b27726396db3743df1190",
     "562a0da3c9f85be08ac6868bb5540231ea43cce59002a6ec6fa98d06e4c98ebf"
     "d684069a11be7148c1d93a6796fc8ea0539b760df775b14ff3253ed3d8b8c3cb"),
    (b"linjiang.example/xuanren/1\n3\n",
     "aa1f98df8de5e3cb478b740ca2e7cabe8624442dfc2290622906ef3bdb182f91"
     "6805ee884e6f30f30a2f6d58be2cdd3c8a29433a2ec8879ac5aab08d69388fe4",
     "dbbd9a98469db3159d1c0e57adac77a9660699ee966157b8c311486f70fb37a6"
     "54a259b0148fd8df931aa269fa5c250e46a605f4020c54f7cbff01bcafea3862"),
]  # fmt: skip
MESSAGE, PUBLIC, VALUE = KNOWN[0][0], bytes.fromhex(KNOWN[0][1]), bytes.fromhex(KNOWN[0][2])


@pytest.mark.parametrize(("message", "key", "value"), KNOWN)
def test_signatures_made_elsewhere_hold(message: bytes, key: str, value: str) -> None:
    assert sm2(bytes.fromhex(key), bytes.fromhex(value), message)
    assert not sm2(bytes.fromhex(key), bytes.fromhex(value), message + b" ")


@pytest.mark.parametrize("place", [0, 7, 255, 256, 300, 511])
def test_no_bit_of_key_or_signature_can_be_changed(place: int) -> None:
    flaw = 1 << place
    for key, value in ((flawed(PUBLIC, flaw), VALUE), (PUBLIC, flawed(VALUE, flaw))):
        assert not sm2(key, value, MESSAGE)


def flawed(data: bytes, flaw: int) -> bytes:
    return (int.from_bytes(data, "big") ^ flaw).to_bytes(64, "big")


def pair(r: int, s: int) -> bytes:
    return r.to_bytes(32, "big") + s.to_bytes(32, "big")


def test_figures_outside_their_range_and_points_off_the_curve_are_refused() -> None:
    r, s = int.from_bytes(VALUE[:32], "big"), int.from_bytes(VALUE[32:], "big")
    for value in (pair(0, s), pair(r, 0), pair(SM2_N, s), pair(r, SM2_N), pair(r, SM2_N - r), b"", VALUE[:-1]):
        assert not sm2(PUBLIC, value, MESSAGE)
    for key in (bytes(64), pair(SM2_P, 1), pair(1, SM2_P), pair(SM2_G[0], SM2_G[1] + 1), PUBLIC + b"\0"):
        assert not sm2(key, VALUE, MESSAGE)


def test_sums_at_infinity() -> None:
    back = (SM2_G[0], SM2_P - SM2_G[1])
    assert _sum(None, SM2_G) == SM2_G == _sum(SM2_G, None) and _sum(SM2_G, back) is None
    assert _multiple(SM2_N, SM2_G) is None and _multiple(SM2_N - 1, SM2_G) == back
    assert _multiple(5, SM2_G) == _sum(_multiple(2, SM2_G), _multiple(3, SM2_G))


def device(private: int, name: str, *, witness: bool = False, does: str = "") -> Device:
    key = sm2_key(name, public(private).hex(), witness=witness)
    return Device(key, (sys.executable, str(DEVICE), does or f"{private:x}"))


def test_a_device_signs_heads_and_witnesses_them() -> None:
    log, witness = device(LOG, HEAD.origin), device(WITNESS, "shenji.example/w1", witness=True)
    note = read_note(str(cosign(signed(HEAD.text(), [log]), witness, AT)))
    assert is_signed(note, log.key) and cosigned_at(note, witness.key) == AT
    assert witness.key.cosigns and not log.key.cosigns
    assert cosigned_at(note, log.key) is None and not is_signed(note, witness.key)
    assert read_key(str(log.key)) == log.key and len(log.key.public) == 68


@pytest.mark.parametrize(
    ("does", "told"), [("broken", "没有给出签名"), ("7", "与公钥不符")]
)  # fmt: skip
def test_a_device_that_fails_or_signs_with_another_key_signs_nothing(does: str, told: str) -> None:
    with pytest.raises(NotSigned, match=told):
        device(LOG, HEAD.origin, does=does).sign(b"head")


def test_a_program_that_is_not_there_signs_nothing() -> None:
    with pytest.raises(NotSigned, match=r"没有给出签名（/no/such）"):
        Device(device(LOG, "log").key, ("/no/such",)).sign(b"head")


def test_a_public_key_is_x_and_y_whatever_stands_before_them() -> None:
    told = PUBLIC.hex()
    assert sm2_key("log", f"04{told}", witness=False) == sm2_key("log", told.upper(), witness=False)
    for wrong, fault in (("zz", "十六进制"), (told[2:], "各32字节"), (f"03{told}", "各32字节"), ("", "各32字节")):
        with pytest.raises(BadInput, match=fault):
            sm2_key("log", wrong, witness=False)


def test_a_type_of_another_name_verifies_nothing() -> None:
    assert verifies(VerifierKey("log", NAMED, SM2 + PUBLIC), VALUE, MESSAGE)
    assert not verifies(VerifierKey("log", NAMED, b"SM9\x01" + PUBLIC), VALUE, MESSAGE)
    assert not verifies(VerifierKey("log", NAMED, SM2 + PUBLIC[:-1]), VALUE, MESSAGE)


def test_a_dossier_signed_and_witnessed_by_devices_verifies_by_their_keys_alone(tmp_path: Path) -> None:
    log, witness = device(LOG, ORIGIN), device(WITNESS, "shenji.example/w1", witness=True)
    files, by_file = files_of(honest()), dossier_by_hand.LOG
    head = signed(read_note(files["checkpoint"].decode()).text, [log])
    files["checkpoint"] = str(cosign(head, witness, AT)).encode()
    (tmp_path / "d.zip").write_bytes(closed(files))
    for by, seen, verdict in (
        (log.key, witness.key, PASSED), (by_file.key, witness.key, BROKEN), (log.key, log.key, BROKEN),
        (witness.key, witness.key, BROKEN), (log.key, by_file.key, UNWITNESSED),
    ):  # fmt: skip
        (tmp_path / "keys").write_text(f"log {by}\nwitness {seen}\n", encoding="utf-8")
        assert main([str(tmp_path / "d.zip"), "--keys", str(tmp_path / "keys")]) == verdict
