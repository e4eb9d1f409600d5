"""Keys (密钥): Ed25519 in a file that only its owner reads; other algorithms stand behind `Signer`."""

from dataclasses import dataclass
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from workflow.durable import new_file
from workflow.errors import BadInput
from workflow.ledger.note import COSIGNATURE, ED25519, VerifierKey

SECRET = 32  # bytes


@dataclass(frozen=True, slots=True)
class FileKey:
    """A private key from a file, as the log's own (`ED25519`) or a witness's (`COSIGNATURE`)."""

    key: VerifierKey
    private: Ed25519PrivateKey

    def sign(self, message: bytes) -> bytes:
        """The Ed25519 signature over a message, 64 bytes."""
        return self.private.sign(message)


def make_key(path: Path, name: str, kind: int = ED25519) -> FileKey:
    """Make a key of that name and keep it in a new file; raises BadInput where one lies already."""
    private = Ed25519PrivateKey.generate()
    text = f"{name}\n{private.private_bytes_raw().hex()}\n"
    try:
        new_file(path, text.encode())
    except FileExistsError as error:
        raise BadInput(f"{path.name} 已有密钥，不得覆盖") from error
    return load_key(path, kind)


def load_key(path: Path, kind: int = ED25519) -> FileKey:
    """The key of a file; raises BadInput where others could read it, or it is none."""
    if path.stat().st_mode & 0o077:
        raise BadInput(f"{path.name} 其他用户可读，请将权限改为仅属主可读写")
    name, _, told = path.read_text(encoding="utf-8").partition("\n")
    try:
        private = Ed25519PrivateKey.from_private_bytes(bytes.fromhex(told.strip()))
    except ValueError as error:
        raise BadInput(f"{path.name} 不是密钥文件") from error
    return FileKey(VerifierKey(name, kind, private.public_key().public_bytes_raw()), private)


def verifies(key: VerifierKey, signature: bytes, message: bytes) -> bool:
    """Whether a signature over a message is of that key; of an unknown type none is."""
    if key.kind not in (ED25519, COSIGNATURE) or len(key.public) != SECRET:
        return False
    try:
        Ed25519PublicKey.from_public_bytes(key.public).verify(signature, message)
    except (InvalidSignature, ValueError):
        return False
    return True
