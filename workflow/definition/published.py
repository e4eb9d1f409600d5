"""Published editions (已发布版本): kept as text under their digest, for ever, beside the YAML.

`published.sha256` lists `digest  promotion/1`, newest last; `published/<digest>.json` is the text
itself. Nothing here is ever overwritten. Whether an edition may be published at all is for
`workflow.proof`; whoever calls `publish` has proved it.
"""

import re
from collections.abc import Iterator
from pathlib import Path

from workflow.canonical import digest
from workflow.definition.diff import differences
from workflow.definition.fault import Fault
from workflow.definition.frozen import text_of, thaw
from workflow.definition.names import Names
from workflow.definition.package import package_names, read_package
from workflow.durable import new_file
from workflow.edition import Edition
from workflow.errors import DefinitionInvalid, NotFound

LIST, TEXTS = "published.sha256", "published"
LINE = re.compile(r"([0-9a-f]{64})  ([a-z][a-z0-9_]*/[1-9][0-9]*)")
DIFFERENCES_TOLD = 5


def published(folder: Path) -> dict[str, str]:
    """Name → digest of every published edition; raises DefinitionInvalid on a malformed list."""
    entries, faults = _entries(folder)
    if faults:
        raise DefinitionInvalid(faults)
    return {name: known for _, known, name in entries}


def load_published(folder: Path, known: str) -> Edition:
    """The edition of a digest; raises NotFound, or DefinitionInvalid when its text was altered."""
    if not re.fullmatch(r"[0-9a-f]{64}", known):
        raise NotFound(f"没有摘要为 {known!r} 的已发布版本")
    path = _path(folder, known)
    try:
        text = path.read_bytes()
    except FileNotFoundError as missing:
        raise NotFound(f"没有摘要为 {known} 的已发布版本") from missing
    if digest(text) != known:
        raise DefinitionInvalid([Fault(f"{TEXTS}/{path.name}", 1, 1, "", "封存文本已被改动")])
    return thaw(text)


def publish(folder: Path, edition: Edition) -> None:
    """Keep the text of an edition and list it; again with the same content it does nothing.

    Raises DefinitionInvalid when the name is already published with other content.
    """
    listed = published(folder).get(edition.name)
    if listed is not None and listed != edition.digest:
        message = f"“{edition.name}”已经发布，内容不得再改；请另立新版本"
        raise DefinitionInvalid([Fault(LIST, 1, 1, edition.name, message)])
    text = text_of(edition)
    if digest(text) != edition.digest:
        raise DefinitionInvalid([Fault(LIST, 1, 1, edition.name, "摘要与内容不符，不能发布")])
    path = _path(folder, edition.digest)
    path.parent.mkdir(exist_ok=True)
    if not path.exists():
        new_file(path, text, 0o644)
    load_published(folder, edition.digest)  # what is listed can be read back
    if listed is None:
        with (folder / LIST).open("a", encoding="ascii") as lines:
            lines.write(f"{edition.digest}  {edition.name}\n")


def check_published(folder: Path, names: Names | None = None) -> tuple[Fault, ...]:
    """Faults of the list, of the kept texts, and of YAML that moved away from what was published.

    A published edition whose YAML is gone is no fault: its text is what counts.
    """
    entries, faults = _entries(folder)
    for line, known, name in entries:
        try:
            kept = load_published(folder, known)
        except (NotFound, DefinitionInvalid) as wrong:
            faults.append(Fault(LIST, line, 1, name, wrong.message))
            continue
        if kept.name != name:
            faults.append(Fault(LIST, line, 1, name, f"摘要所指的是 {kept.name}"))
        elif name in package_names(folder):
            faults += _moved(folder, kept, line, names)
    return tuple(faults)


def _moved(folder: Path, kept: Edition, line: int, names: Names | None) -> Iterator[Fault]:
    """What the YAML of a published edition now says otherwise."""
    try:
        now = read_package(folder, kept.name, names)
    except DefinitionInvalid as wrong:
        yield from (fault for fault in wrong.faults if isinstance(fault, Fault))
        return
    if now.digest != kept.digest:
        found = differences(kept, now)
        told = "；".join(str(one) for one in found[:DIFFERENCES_TOLD])
        more = f"……共{len(found)}处" if len(found) > DIFFERENCES_TOLD else ""
        message = f"已发布的版本内容变了，须改回或另立新版本：{told}{more}"
        yield Fault(LIST, line, 1, kept.name, message)


def _entries(folder: Path) -> tuple[list[tuple[int, str, str]], list[Fault]]:
    """Line, digest and name of every entry of the list, and what is wrong with the list."""
    path = folder / LIST
    text = path.read_text(encoding="utf-8") if path.exists() else ""
    entries: list[tuple[int, str, str]] = []
    faults: list[Fault] = []
    for number, line in enumerate(text.splitlines(), 1):
        match = LINE.fullmatch(line)
        if match is None:
            faults.append(Fault(LIST, number, 1, "", f"应当是“摘要  流程/版本”：{line!r}"))
        elif match[2] in (name for _, _, name in entries):
            faults.append(Fault(LIST, number, 1, match[2], "同一版本列了两次"))
        else:
            entries.append((number, match[1], match[2]))
    return entries, faults


def _path(folder: Path, known: str) -> Path:
    return folder / TEXTS / f"{known}.json"
