"""Keys (密钥): Ed25519 in a file that only its owner reads; SM2 in a device that signs for its owner."""

import subprocess
from dataclasses import dataclass
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from workflow.durable import new_file
from workflow.errors import BadInput, NotSigned
from workflow.ledger.note import (
    COSIGNATURE,
    ED25519,
    NAMED,
    SM2,
    SM2_COSIGNATURE,
    VerifierKey,
)
from workflow.ledger.standalone.sm2 import sm2

SECRET = 32  # bytes
UNCOMPRESSED = b"\x04"  # what most devices write before x and y
SECONDS = 30  # that a device has for one signature


@dataclass(frozen=True, slots=True)
class FileKey:
    """A private key from a file, as the log's own (`ED25519`) or a witness's (`COSIGNATURE`)."""

    key: VerifierKey
    private: Ed25519PrivateKey

    def sign(self, message: bytes) -> bytes:
        """The Ed25519 signature over a message, 64 bytes."""
        return self.private.sign(message)


@dataclass(frozen=True, slots=True)
class Device:
    """A private key that never leaves its device (密码机、智能密码钥匙): a program signs with it.

    `command` reads the message on its standard input and writes the bare signature: for SM2 r and s
    (GB/T 32918.2 with SM3, usual identity), 64 bytes.
    """

    key: VerifierKey
    command: tuple[str, ...]

    def sign(self, message: bytes) -> bytes:
        """The signature over a message; raises NotSigned where there is none that verifies."""
        try:
            told = subprocess.run(
                self.command, input=message, capture_output=True, check=True, timeout=SECONDS
            ).stdout
        except (OSError, subprocess.SubprocessError) as error:
            raise NotSigned(f"签名设备没有给出签名（{self.command[0]}）") from error
        if not verifies(self.key, told, message):
            raise NotSigned("签名设备给出的签名与公钥不符")
        return told


def sm2_key(name: str, public: str, *, witness: bool) -> VerifierKey:
    """The key of a device from its public half (hexadecimal x and y, 04 before them or not).

    Raises BadInput where these are not 64 bytes.
    """
    try:
        told = bytes.fromhex(public)
    except ValueError as error:
        raise BadInput("SM2 公钥应当是十六进制") from error
    if len(told) == 65:
        told = told.removeprefix(UNCOMPRESSED)
    if len(told) != 64:
        raise BadInput("SM2 公钥应当是 x、y 各32字节")
    return VerifierKey(name, NAMED, (SM2_COSIGNATURE if witness else SM2) + told)


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
    try:
        name, _, told = path.read_bytes().decode().partition("\n")
        private = Ed25519PrivateKey.from_private_bytes(bytes.fromhex(told.strip()))
    except ValueError as error:
        raise BadInput(f"{path.name} 不是密钥文件") from error
    return FileKey(VerifierKey(name, kind, private.public_key().public_bytes_raw()), private)


def verifies(key: VerifierKey, signature: bytes, message: bytes) -> bool:
    """Whether a signature over a message is of that key; of an unknown type none is."""
    if key.kind == NAMED and key.public.startswith((SM2, SM2_COSIGNATURE)):
        return sm2(key.public[len(SM2) :], signature, message)
    if key.kind not in (ED25519, COSIGNATURE) or len(key.public) != SECRET:
        return False
    try:
        Ed25519PublicKey.from_public_bytes(key.public).verify(signature, message)
    except (InvalidSignature, ValueError):
        return False
    return True
