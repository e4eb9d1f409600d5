"""Keys of personal values (个人信息密钥): a key a person, wrapped by the key of the instance.

Wrapped keys lie in the database, the instance's key in a file outside it. Once a person's key is
destroyed, no copy of the enclosed values can be opened any more, also not one in a backup (L4).
"""

import secrets
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from workflow.canonical import SALT_BYTES, digest
from workflow.durable import new_file
from workflow.errors import BadInput, JournalBroken

KIND = "cadre-values-key/1"
AES_GCM = b"\x01"  # AES-256-GCM: the first byte of whatever is enclosed; no other is known
BYTES, NONCE = 32, 12


@dataclass(frozen=True, slots=True)
class Vault:
    """The key of an instance: makes, wraps and unwraps the keys of people."""

    secret: bytes
    key: AESGCM = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "key", AESGCM(self.secret))

    @property
    def id(self) -> str:
        """What the database remembers of it, so that another key is not taken for it."""
        return digest(KIND.encode() + self.secret)[:16]

    def wrap(self, person: str, key: bytes) -> bytes:
        """A person's key as the database keeps it."""
        return enclose(self.key, key, person.encode())

    def unwrap(self, person: str, wrapped: bytes) -> bytes:
        """A person's key; raises JournalBroken where it was changed or is under another key."""
        return opened(self.key, wrapped, person.encode())


def new_key() -> bytes:
    """A person's key."""
    return secrets.token_bytes(BYTES)


def enclose(key: AESGCM, data: bytes, about: bytes) -> bytes:
    """Data under a key; it opens only as what it is `about`."""
    nonce = secrets.token_bytes(NONCE)
    return AES_GCM + nonce + key.encrypt(nonce, data, about)


def opened(key: AESGCM, enclosed: bytes, about: bytes) -> bytes:
    """What was enclosed; raises JournalBroken where it was changed, or the algorithm is unknown."""
    try:
        if enclosed[:1] != AES_GCM:
            raise JournalBroken("个人信息的加密算法不在允许之列")
        return key.decrypt(enclosed[1 : 1 + NONCE], enclosed[1 + NONCE :], about)
    except (InvalidTag, ValueError, TypeError) as error:
        raise JournalBroken("个人信息或其密钥已被改动") from error


def salted(key: AESGCM, enclosed: bytes, commitment: str) -> tuple[bytes, bytes]:
    """The salt and the canonical bytes of a value behind its commitment; raises JournalBroken."""
    told = opened(key, enclosed, commitment.encode())
    return told[:SALT_BYTES], told[SALT_BYTES:]


def make_vault(path: Path) -> Vault:
    """The key in a file, made where there is none; raises BadInput where others could read it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with suppress(FileExistsError):
        new_file(path, f"{KIND}\n{new_key().hex()}\n".encode())
    return load_vault(path)


def load_vault(path: Path) -> Vault:
    """The key of a file; raises BadInput where it is missing, is none, or others could read it."""
    if not path.is_file():
        raise BadInput(f"缺少个人信息密钥文件 {path.name}：请放回原处，或用 CADRE_VALUES_KEY 指明位置")
    if path.stat().st_mode & 0o077:
        raise BadInput(f"{path.name} 其他用户可读，请将权限改为仅属主可读写")
    kind, _, told = path.read_text(encoding="ascii", errors="replace").partition("\n")
    try:
        secret = bytes.fromhex(told.strip())
    except ValueError:
        secret = b""
    if kind != KIND or len(secret) != BYTES:
        raise BadInput(f"{path.name} 不是个人信息密钥文件")
    return Vault(secret)
