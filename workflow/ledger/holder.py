"""Who holds a key (签署方): signs a tree head only when it extends the last one it signed.

The log's signer and every witness are such holders: each keeps its own last head in a file that the
server cannot write, so a log that was rolled back or forked gets no signature any more.
"""

import fcntl
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from workflow.canonical import canonical, parse
from workflow.durable import replace_file
from workflow.errors import BadInput, NotSigned
from workflow.ledger.checkpoint import Checkpoint, cosign, is_signed, read_checkpoint
from workflow.ledger.epochs import Turn, head_of, plain, require_turn
from workflow.ledger.hashing import Hash
from workflow.ledger.note import Note, Signer, VerifierKey, signed
from workflow.ledger.tree import extends

NONE = Checkpoint("", 0, b"")


@dataclass(frozen=True, slots=True)
class Holder:
    """A key, the file of the last head that it signed, and the hash of the tree."""

    signer: Signer
    state: Path
    hash: Hash

    def sign(self, asked: Checkpoint, proof: Sequence[bytes]) -> Note:
        """The log's signature on a head that extends the last one; raises NotSigned."""
        with self._advance(asked, proof):
            return signed(asked.text(), [self.signer])

    def witness(self, note: Note, log: VerifierKey, proof: Sequence[bytes], at: datetime) -> Note:
        """A witness's cosignature below a head that the log signed; raises NotSigned or BadInput."""
        if not is_signed(note, log):
            raise NotSigned("存证点没有日志密钥的有效签名，不予见证")
        with self._advance(read_checkpoint(note), proof):
            return cosign(note, self.signer, at)

    @contextmanager
    def _advance(self, asked: Checkpoint, proof: Sequence[bytes]) -> Iterator[None]:
        """Move the kept head on before anything is signed: a crash loses a signature, never a head."""
        with _alone(self.state):
            last = self.last()
            self._require_extension(last, asked, proof)
            # Also the same once more: it may have failed after it got its name.
            replace_file(self.state, canonical(plain(asked)))
            yield

    def _require_extension(
        self, last: Checkpoint, asked: Checkpoint, proof: Sequence[bytes]
    ) -> None:
        if last.origin not in ("", asked.origin):
            raise NotSigned(f"本密钥只签署“{last.origin}”，不签署“{asked.origin}”；换代须另行办理")
        if asked.size < last.size:
            raise NotSigned(f"已签署到{last.size}条，现只有{asked.size}条：日志被截短或恢复到旧备份")
        old = last.root or self.hash.empty
        if not extends(self.hash, last.size, asked.size, proof, old, asked.root):
            raise NotSigned(f"不能证明{asked.size}条的日志以已签署的{last.size}条为开头：日志被改写或分叉")

    def last(self) -> Checkpoint:
        """The last head that was signed; an empty one before the first. Raises BadInput."""
        return last_in(self.state)


def last_in(state: Path) -> Checkpoint:
    """The last head in the file of a holder; an empty one before the first. Raises BadInput."""
    if not state.exists():
        return NONE
    try:
        return head_of(parse(state.read_bytes()))
    except (ValueError, KeyError, TypeError) as error:
        raise BadInput(f"状态文件 {state.name} 已损坏，不再签署") from error


def take_up(state: Path, turn: Turn) -> None:
    """Go on with a new epoch, by hand of whoever keeps the file; raises NotSigned or BadInput.

    Nothing is signed by that: the next head is asked for as always.
    """
    with _alone(state):
        require_turn(last_in(state), turn)
        replace_file(state, canonical(plain(turn.head)))


@contextmanager
def _alone(state: Path) -> Iterator[None]:
    """One at a time on this machine."""
    with state.with_name(f"{state.name}.lock").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield
