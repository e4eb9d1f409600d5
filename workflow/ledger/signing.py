"""The signer (签署进程): a small process of its own user holds the log's key and answers on a socket.

One line of JSON in, one out. The server of the site can ask for a signature, never for the key, and
gets none on a tree that does not extend the last one signed.
"""

import json
import os
import socket
import socketserver
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from workflow.errors import NotSigned, WorkflowError
from workflow.ledger.checkpoint import Checkpoint, read_checkpoint
from workflow.ledger.holder import NONE, Holder
from workflow.ledger.note import Note, read_note

LONGEST = 64 * 1024  # bytes of one request
SECONDS = 10.0


class Signing(socketserver.UnixStreamServer):
    """Answers on a socket until it is shut down; one request after another."""

    def __init__(self, path: Path, holder: Holder) -> None:
        path.unlink(missing_ok=True)
        self.holder = holder
        super().__init__(str(path), _Answer)
        os.chmod(path, 0o660)


class _Answer(socketserver.StreamRequestHandler):
    server: Signing
    timeout = SECONDS

    def handle(self) -> None:
        """Answer, or say why not; whatever comes in, the process goes on."""
        try:
            told = self._answer(json.loads(self.rfile.readline(LONGEST)))
        except WorkflowError as error:
            told = {"refused": error.message}
        except (ValueError, KeyError, TypeError, AttributeError, OSError) as error:
            told = {"refused": f"签署未成：{type(error).__name__}"}
        self.wfile.write(json.dumps(told).encode() + b"\n")

    def _answer(self, asked: dict[str, Any]) -> dict[str, str]:
        holder = self.server.holder
        if asked["ask"] == "last":
            return {"last": holder.last().text()}
        head = read_checkpoint(Note(asked["checkpoint"]))
        proof = [bytes.fromhex(one) for one in asked["proof"]]
        return {"note": str(holder.sign(head, proof))}


@dataclass(frozen=True, slots=True)
class Remote:
    """The signer at a socket, asked as the holder of the key itself would be."""

    path: Path

    def last(self) -> Checkpoint:
        """The last head that it signed; raises NotSigned when it is down."""
        text = self._ask({"ask": "last"}).get("last", "")
        return NONE if text == NONE.text() else read_checkpoint(Note(text))

    def sign(self, asked: Checkpoint, proof: Sequence[bytes]) -> Note:
        """A signed head; raises NotSigned with the signer's reason, or when it is down."""
        told = self._ask({
            "ask": "sign", "checkpoint": asked.text(), "proof": [one.hex() for one in proof],
        })  # fmt: skip
        note = read_note(told.get("note", ""))
        if read_checkpoint(note) != asked:
            raise NotSigned("签署进程签的不是所请求的存证点")
        return note

    def _ask(self, asked: dict[str, Any]) -> dict[str, str]:
        try:
            with socket.socket(socket.AF_UNIX) as line:
                line.settimeout(SECONDS)
                line.connect(str(self.path))
                line.sendall(json.dumps(asked).encode() + b"\n")
                with line.makefile("rb") as answer:
                    told: dict[str, str] = json.loads(answer.readline(LONGEST))
        except (OSError, ValueError) as error:
            raise NotSigned(f"签署进程没有答复（{self.path.name}）") from error
        if "refused" in told:
            raise NotSigned(told["refused"])
        return told
