"""What goes over the signer's socket, line by line, and what either side makes of odd ones."""

import json
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from workflow.errors import BadInput, NotSigned
from workflow.ledger import signing
from workflow.ledger.checkpoint import Checkpoint
from workflow.ledger.hashing import hash_named
from workflow.ledger.holder import NONE, Holder
from workflow.ledger.keys import make_key
from workflow.ledger.note import signed
from workflow.ledger.signing import Remote, Signing

HASH = hash_named("sha256")
HEAD = Checkpoint("linjiang/1", 1, HASH.leaf(b"1"))


@pytest.fixture
def holder(tmp_path: Path) -> Holder:
    return Holder(make_key(tmp_path / "k", "linjiang/1"), tmp_path / "log.state", HASH)


@pytest.fixture
def socket_of(holder: Holder) -> Iterator[Path]:
    """The signer in a thread; the path of a socket must be short."""
    with TemporaryDirectory() as folder, Signing(Path(folder) / "s", holder) as serving:
        thread = threading.Thread(target=serving.serve_forever, args=(0.02,), daemon=True)
        thread.start()
        yield Path(folder) / "s"
        serving.shutdown()
        thread.join()


def asked(path: Path, line: bytes) -> bytes:
    """The bytes of the answer to a line."""
    with socket.socket(socket.AF_UNIX) as told:
        told.settimeout(20)
        told.connect(str(path))
        told.sendall(line + b"\n")
        return told.makefile("rb").readline()


def request(**changes: object) -> bytes:
    usual = {"ask": "sign", "checkpoint": HEAD.text(), "proof": []}
    return json.dumps({**usual, **changes}).encode()


def test_the_server_of_the_site_may_ask_and_nobody_else(socket_of: Path) -> None:
    assert socket_of.stat().st_mode & 0o777 == 0o660


def test_an_answer_is_one_line(socket_of: Path, holder: Holder) -> None:
    ask = b'{"ask": "last"}'
    assert asked(socket_of, ask) == json.dumps({"last": NONE.text()}).encode() + b"\n"
    note = signed(HEAD.text(), [holder.signer])
    assert asked(socket_of, request()) == json.dumps({"note": str(note)}).encode() + b"\n"
    assert asked(socket_of, ask) == json.dumps({"last": HEAD.text()}).encode() + b"\n"


@pytest.mark.parametrize(("line", "words"), [
    (b"nonsense", "签署未成：JSONDecodeError"), (b"{}", "签署未成：KeyError"), (b"[]", "签署未成：TypeError"),
    (request(checkpoint="x"), "存证点应当是来源、条数和根三行"), (request(checkpoint=1), "签署未成：AttributeError"),
    (request(proof=3), "签署未成：TypeError"), (request(proof=["zz"]), "签署未成：ValueError"),
    (request(proof=["00"]), "不能证明1条的日志以已签署的0条为开头：日志被改写或分叉"),
    (b'{"ask": "last", "more": "' + b"x" * signing.LONGEST + b'"}', "签署未成：JSONDecodeError"),
])  # fmt: skip
def test_why_the_signer_does_not_sign_travels_to_whoever_asked(
    socket_of: Path, line: bytes, words: str
) -> None:
    assert json.loads(asked(socket_of, line)) == {"refused": words}
    assert Remote(socket_of).last() == NONE


@contextmanager
def answering(*answers: bytes) -> Iterator[tuple[Remote, list[bytes]]]:
    """Something on the socket that answers what it was told to; and what it was asked."""
    heard: list[bytes] = []
    with TemporaryDirectory() as folder, socket.socket(socket.AF_UNIX) as serving:
        path = Path(folder) / "s"
        serving.bind(str(path))
        serving.listen()

        def serve() -> None:
            for one in answers:
                line = serving.accept()[0]
                with line, line.makefile("rb") as told:
                    heard.append(told.readline())
                    line.sendall(one)

        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        yield Remote(path), heard
        thread.join(20)


def test_what_is_asked_is_one_line_as_well(holder: Holder) -> None:
    note = signed(HEAD.text(), [holder.signer])
    told = json.dumps({"note": str(note)}).encode() + b"\n"
    with answering(json.dumps({"last": HEAD.text()}).encode() + b"\n", told) as (remote, heard):
        assert remote.last() == HEAD
        assert remote.sign(HEAD, [b"\x01", b"\xff"]) == note
    assert heard[0] == b'{"ask": "last"}\n' and heard[1].endswith(b"}\n")
    assert json.loads(heard[1]) == {"ask": "sign", "checkpoint": HEAD.text(), "proof": ["01", "ff"]}


@pytest.mark.parametrize(("answer", "kind", "words"), [
    (b"", NotSigned, "签署进程没有答复（s）"), (b"nonsense\n", NotSigned, "签署进程没有答复（s）"),
    (b'{"last": "' + b"x" * signing.LONGEST + b'"}\n', NotSigned, "签署进程没有答复（s）"),
    (json.dumps({"refused": "不签"}).encode() + b"\n", NotSigned, "不签"),
    (b"{}\n", BadInput, "存证点应当是来源、条数和根三行"),
])  # fmt: skip
def test_what_is_no_answer_is_told(answer: bytes, kind: type[NotSigned], words: str) -> None:
    with answering(answer) as (remote, _), pytest.raises(kind) as refused:
        remote.last()
    assert refused.value.message == words


def test_a_signature_on_another_head_or_none_is_no_answer(holder: Holder) -> None:
    other = signed(Checkpoint("linjiang/1", 2, HEAD.root).text(), [holder.signer])
    with answering(json.dumps({"note": str(other)}).encode() + b"\n", b"{}\n") as (remote, _):
        with pytest.raises(NotSigned) as refused:
            remote.sign(HEAD, [])
        assert refused.value.message == "签署进程签的不是所请求的存证点"
        with pytest.raises(BadInput):
            remote.sign(HEAD, [])


def test_a_signer_that_stands_still_is_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(signing, "SECONDS", 0.05)
    with TemporaryDirectory() as folder, socket.socket(socket.AF_UNIX) as serving:
        serving.bind(f"{folder}/s")
        serving.listen()
        with pytest.raises(NotSigned, match="签署进程没有答复"):
            Remote(Path(folder) / "s").last()
