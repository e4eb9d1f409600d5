"""核验可核验卷宗：只用 Python 3.8 以上的标准库，不联网，不依赖出具单位的任何程序。"""

from __future__ import annotations

import datetime
import hashlib
import sys
import zipfile
from typing import Any, NamedTuple

from workflow.ledger.standalone.algorithms import Wrong, ed25519, hashed, includes
from workflow.ledger.standalone.cover import COVER, cover
from workflow.ledger.standalone.reading import (
    canonical,
    parsed,
    read_head,
    read_keys,
    read_note,
    unhex,
)
from workflow.ledger.standalone.sm2 import sm2

USAGE = """用法：python3 verify.py 卷宗.zip --keys 公钥.txt
公钥文件每行写 “log 公钥” 或者 “witness 公钥”，由核验人从卷宗以外的途径取得（纸质抄件、当面）。
退出码：0 核验通过并有见证；2 内容相符，但没有可信见证；1 核验不通过（逐条说明何处不符）。"""
KIND = "cadre-dossier/1"
SAID = {"kind", "case", "origin", "hash", "whole", "withheld", "files"}  # what a list says, no more
LARGEST = 512 * 1024 * 1024  # bytes of all files together
TOLERANCE = datetime.timedelta(minutes=5)  # as the engine: who waits for the other is written later
PASSED, BROKEN, UNWITNESSED = 0, 1, 2


class Event(NamedTuple):
    """An entry: its place in the log, what it says, the digest that the next one names."""

    place: int
    body: dict  # type: ignore[type-arg]  # 3.8 evaluates this line
    mark: str


class Dossier:
    """The files of a bundle and what was found wrong with them."""

    def __init__(self, path: str) -> None:
        self.faults: list[str] = []
        with zipfile.ZipFile(path) as bundle:
            names = bundle.namelist()
            size = sum(one.file_size for one in bundle.infolist())
            if len(set(names)) != len(names) or size > LARGEST:
                raise Wrong("卷宗的文件重名或者过大")
            self.files = {name: bundle.read(name) for name in names}
        self.manifest = parsed(self.file("manifest.json"))
        if self.manifest.get("kind") != KIND:
            raise Wrong("不是可核验卷宗")
        if set(self.manifest) != SAID:
            raise Wrong("清单的项目缺少或者多出")
        told = self.manifest["files"]
        for name in sorted(set(told) | set(self.files) - {"manifest.json"}):
            if name not in self.files or name not in told:
                self.fault(name, "卷宗缺少或者多出这个文件")
            elif hashlib.sha256(self.files[name]).hexdigest() != told[name]:
                self.fault(name, "与清单上的摘要不符")

    def file(self, name: str) -> bytes:
        """The bytes of a file that must be there."""
        if name not in self.files:
            raise Wrong("卷宗缺少 " + name)
        return self.files[name]

    def fault(self, where: str, what: str) -> None:
        """Note what is wrong, and where."""
        self.faults.append(f"{where}：{what}")


def verify(
    dossier: Dossier, keys: list[tuple[str, str, bytes, int, bytes]]
) -> tuple[list[tuple[str, int]], tuple[str, int, bytes], list[Event]]:
    """Everything in turn; gives the witnesses (name, time) that are trusted."""
    text, signatures = read_note(dossier.file("checkpoint"))
    head = read_head(text)
    if head[0] != dossier.manifest["origin"]:
        dossier.fault("checkpoint", "来源与清单不符")
    witnesses = signed(dossier, keys, text, signatures)
    events = read_events(dossier, head)
    claimed(dossier, events)
    chained(dossier, events)
    whole(dossier, events)
    opened(dossier, events)
    filed(dossier, events)
    covered(dossier, head, events)
    return witnesses, head, events


def signed(
    dossier: Dossier, keys: list[tuple[str, str, bytes, int, bytes]], text: str,
    signatures: list[tuple[str, bytes, bytes]],
) -> list[tuple[str, int]]:  # fmt: skip
    """The log's signature and the witnesses' cosignatures, by the keys from outside."""
    good: dict[str, list[tuple[str, int]]] = {"log": [], "witness": []}
    for role, name, id, kind, public in keys:
        for given in (v for n, i, v in signatures if (n, i) == (name, id)):
            stamp, value, told, usual = int.from_bytes(given[:8], "big"), given, text, 1
            if role == "witness":
                value, told, usual = given[8:], f"cosignature/v1\ntime {stamp}\n{text}", 4
            if is_of(usual, kind, public, value, told.encode()):
                good[role].append((name, stamp))
            else:
                dossier.fault("checkpoint", f"“{name}”的签名无效")
    if any(one[0] == "log" for one in keys) and not good["log"]:
        dossier.fault("checkpoint", "没有日志密钥的签名")
    return good["witness"] if good["log"] else []


def is_of(usual: int, kind: int, public: bytes, value: bytes, message: bytes) -> bool:
    """Whether a signature is of a key of that role: by Ed25519, or by SM2 under its name."""
    if kind == usual:
        return ed25519(public, value, message)
    named = kind == 255 and public[:4] == b"SM2" + bytes([usual])
    return named and sm2(public[4:], value, message)


def read_events(dossier: Dossier, head: tuple[str, int, bytes]) -> list[Event]:
    """The entries with their proofs: (position, body, digest), each under the signed root."""
    lines = dossier.file("events.jsonl").split(b"\n")
    proofs = parsed(dossier.file("proofs.json"))
    if lines.pop() != b"" or len(lines) != len(proofs):
        raise Wrong("条目与证明的数目不同")
    name = dossier.manifest["hash"]
    found: list[Event] = []
    for line, proof in zip(lines, proofs):  # noqa: B905 (3.8)
        body, place = parsed(line), proof["position"]
        path = [unhex(one) for one in proof["path"]]
        if not includes(name, hashed(name, b"\x00", line), place, head[1], path, head[2]):
            dossier.fault(where(body), f"不在已签署的存证之中（位置{place}）")
        found.append(Event(place, body, hashlib.sha256(b"\x00" + line).hexdigest()))
    if [one.place for one in found] != sorted({one.place for one in found}):
        dossier.fault("proofs.json", "存证位置不是依次的")
    return found


def where(body: dict[str, Any]) -> str:
    """The place of an entry in words."""
    return f"{body.get('subject')} 第{body.get('seq')}条"


def claimed(dossier: Dossier, events: list[Event]) -> None:
    """What is said to be whole are the journals of this case, of its person and of its selection."""
    case, said = "case:" + str(dossier.manifest["case"]), {}
    for _, body, _ in events:
        if body["subject"] == case:
            said.update(body["data"].get("set", {}))
    named = [case, f"person:{said.get('person')}", f"selection:{said.get('selection')}"]
    if dossier.manifest["whole"] != named:
        dossier.fault("manifest.json", "所称完整的不是本事项及其人选、批次的纪实")


def chained(dossier: Dossier, events: list[Event]) -> None:
    """Whole journals follow on without a gap, and their times do not run backwards."""
    last: dict[str, tuple[int, str, str]] = {}
    for _, body, mark in events:
        subject = body["subject"]
        if subject not in dossier.manifest["whole"]:
            continue
        seq, prev, at = last.get(subject, (0, "", ""))
        if body["seq"] != seq + 1 or body["prev"] != prev:
            dossier.fault(where(body), "与前一条不衔接，其间有条目缺失或者被改动")
        if at and moment(body["at"]) < moment(at) - TOLERANCE:
            dossier.fault(where(body), "录入时间早于前一条")
        last[subject] = (body["seq"], mark, max(at, body["at"]))
    for subject in dossier.manifest["whole"]:
        if subject not in last:
            dossier.fault(subject, "卷宗所称完整的对象没有条目")


def moment(text: str) -> datetime.datetime:
    """A time as entries write it."""
    return datetime.datetime.fromisoformat(text.replace("Z", "+00:00"))


def whole(dossier: Dossier, events: list[Event]) -> None:
    """No tail is missing: the heads of the day know how far each journal went."""
    told = parsed(dossier.file("heads.json"))
    found = [body for place, body, _ in events if place == told["position"]]
    if len(found) != 1 or found[0]["subject"] != "ledger:heads":
        dossier.fault("heads.json", "没有每日总账的条目")
        return
    said, name = found[0]["data"]["set"], dossier.manifest["hash"]
    for subject in dossier.manifest["whole"]:
        before = [
            (body["seq"], mark) for place, body, mark in events
            if body["subject"] == subject and place < said["size"]
        ]  # fmt: skip
        way = told["ways"].get(subject)
        if way is None:
            if before:
                dossier.fault(subject, "没有到每日总账的证明")
            continue
        line = canonical([subject, before[-1][0], before[-1][1]]) if before else b""
        path = [unhex(one) for one in way["path"]]
        leaf, root = hashed(name, b"\x03", line), unhex(said["root"])
        if not includes(name, leaf, way["place"], said["count"], path, root):
            dossier.fault(subject, "条目不齐：每日总账所记的末条与卷宗的不同")


def opened(dossier: Dossier, events: list[Event]) -> None:
    """Released personal values are those that were committed to."""
    committed = {one for _, body, _ in events for one in body["values"]}
    for mark, told in sorted(parsed(dossier.file("secrets.json")).items()):
        salt = unhex(told["salt"])
        if hashed("sha256", b"\x02", salt, canonical(told["value"])).hex() != mark:
            dossier.fault("个人信息 " + mark[:12], "与当时的承诺不符")
        if mark not in committed:
            dossier.fault("个人信息 " + mark[:12], "不属于卷宗中的任何条目")


def filed(dossier: Dossier, events: list[Event]) -> None:
    """Papers and editions lie under the digest that the entries name."""
    wanted = {one["digest"] for _, body, _ in events for one in body["attachments"]}
    editions = {body["edition"] for _, body, _ in events if body["edition"]}
    for folder, marks in (("blobs/", wanted), ("editions/", editions)):
        for name in (one for one in dossier.files if one.startswith(folder)):
            mark = name[len(folder) :]
            if hashlib.sha256(dossier.files[name]).hexdigest() != mark or mark not in marks:
                dossier.fault(name, "内容与条目所记的摘要不符")
        for mark in sorted(marks):
            if folder + mark not in dossier.files and mark not in dossier.manifest["withheld"]:
                dossier.fault(folder + mark, "条目所记的文件不在卷宗中，也未注明不随附")
    for mark in dossier.manifest["withheld"]:
        if mark not in wanted or "blobs/" + mark in dossier.files:
            dossier.fault("manifest.json", "所称不随附的文件不是条目所记，或者就在卷宗中")


def covered(dossier: Dossier, head: tuple[str, int, bytes], events: list[Event]) -> None:
    """The cover, where there is one, says what the entries say."""
    if COVER in dossier.files:
        told = [(body, mark) for _, body, mark in events]
        if dossier.files[COVER] != cover(dossier.manifest, head, told, dossier.files):
            dossier.fault(COVER, "与条目所说的不同")


def main(arguments: list[str]) -> int:
    """Verify one bundle; print the verdict and give the exit code."""
    if len(arguments) not in (1, 3) or arguments[1:2] not in ([], ["--keys"]):
        print(USAGE)
        return BROKEN
    try:
        keys = []
        if len(arguments) == 3:
            with open(arguments[2], "rb") as file:
                keys = read_keys(file.read().decode())
        dossier = Dossier(arguments[0])
        witnesses, head, events = verify(dossier, keys)
    except Wrong as wrong:
        print(f"核验不通过：{wrong}")
        return BROKEN
    except Exception as error:  # whatever a forger wrote, the answer is no, never a pass
        print(f"核验不通过：卷宗已损坏（{type(error).__name__}）")
        return BROKEN
    return verdict(dossier, witnesses, head, len(events), bool(keys))


def verdict(
    dossier: Dossier, witnesses: list[tuple[str, int]], head: tuple[str, int, bytes], count: int,
    has_keys: bool,
) -> int:  # fmt: skip
    """Say what was found, and give the exit code."""
    for fault in dossier.faults:
        print(f"不符　{fault}")
    if dossier.faults:
        print(f"核验不通过：{len(dossier.faults)}处不符")
        return BROKEN
    print(f"{dossier.manifest['case']}：{count}条纪实，均在日志 {head[0]} 的前{head[1]}条之中")
    for name, stamp in witnesses:
        at = datetime.datetime.fromtimestamp(stamp, datetime.timezone.utc)  # noqa: UP017 (3.8)
        print(f"见证　{name} 于 {at:%Y-%m-%d %H:%M} UTC")
    if witnesses:
        print("核验通过，并有见证")
        return PASSED
    why = "存证点没有所信任的见证方签名" if has_keys else "未提供可信公钥"
    print(f"内容相符，但没有可信见证：{why}")
    return UNWITNESSED


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
