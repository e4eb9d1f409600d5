"""The signer answers on a socket; whatever comes in, it goes on, and it is asked what it signed last."""

import json
import socket
import threading
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from workflow.errors import NotSigned
from workflow.ledger.checkpoint import Checkpoint, is_signed
from workflow.ledger.hashing import hash_named
from workflow.ledger.holder import NONE, Holder
from workflow.ledger.keys import make_key
from workflow.ledger.signing import Remote, Signing
from workflow.ledger.tree import Kept, consistency

HASH, ORIGIN = hash_named("sha256"), "linjiang.example/xuanren/1"


@pytest.fixture
def holder(tmp_path: Path) -> Holder:
    return Holder(make_key(tmp_path / "log.key", ORIGIN), tmp_path / "log.state", HASH)


@pytest.fixture
def remote(holder: Holder) -> Iterator[Remote]:
    """The signer in a thread; the path of a socket must be short."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "s"
        path.touch()  # what an earlier run left
        with Signing(path, holder) as serving:
            thread = threading.Thread(target=serving.serve_forever, args=(0.02,))
            thread.start()
            yield Remote(path)
            serving.shutdown()
            thread.join()


def grown(size: int) -> tuple[Kept, Checkpoint]:
    kept = Kept(HASH)
    for place in range(size):
        kept.append(HASH.leaf(b"%d" % place))
    return kept, Checkpoint(ORIGIN, size, kept.root())


def test_what_extends_the_last_is_signed_and_remembered(remote: Remote, holder: Holder) -> None:
    assert remote.last() == NONE
    tree, head = grown(7)
    assert is_signed(remote.sign(grown(3)[1], []), holder.signer.key)
    assert remote.last() == grown(3)[1]
    assert is_signed(remote.sign(head, consistency(HASH, tree, 3, 7)), holder.signer.key)


def test_a_refusal_travels_with_its_reason(remote: Remote) -> None:
    remote.sign(grown(7)[1], [])
    with pytest.raises(NotSigned, match="恢复到旧备份"):
        remote.sign(grown(3)[1], [])


@pytest.mark.parametrize("line", [
    b"", b"nonsense", b"[]", b"{}", b"{\"ask\": \"sign\", \"checkpoint\": 1}",
    b"{\"ask\": \"sign\", \"checkpoint\": \"x\"}",
    b"{\"ask\": \"sign\", \"checkpoint\": \"o\\n1\\nAAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=\\n\", \"proof\": 3}",
])  # fmt: skip
def test_nonsense_is_answered_and_the_signer_goes_on(remote: Remote, line: bytes) -> None:
    with socket.socket(socket.AF_UNIX) as told:
        told.connect(str(remote.path))
        told.sendall(line + b"\n")
        assert "refused" in json.loads(told.makefile("rb").readline())
    assert remote.last() == NONE


def test_a_signer_that_is_down_is_said_to_be(tmp_path: Path) -> None:
    with pytest.raises(NotSigned, match="没有答复"):
        Remote(tmp_path / "nobody").last()


def test_a_signature_on_another_head_is_no_answer(
    remote: Remote, holder: Holder, monkeypatch: pytest.MonkeyPatch
) -> None:
    note = holder.sign(grown(3)[1], [])
    monkeypatch.setattr(Remote, "_ask", lambda self, asked: {"note": str(note)})
    with pytest.raises(NotSigned, match="不是所请求的"):
        remote.sign(grown(7)[1], [])
