"""Verifiable dossiers (可核验卷宗): files in one archive whose bytes depend on their content alone."""

import ast
import io
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path

from workflow.canonical import canonical, digest

STANDALONE = Path(__file__).with_name("standalone")
PARTS = ("algorithms", "sm2", "reading", "cover", "verify")
EPOCH = (2000, 1, 1, 0, 0, 0)  # every file of every dossier bears this time
UNIX = 3  # said of every file, whatever the system
OURS = "workflow"


def zipped(files: Mapping[str, bytes]) -> bytes:
    """One archive: the same files give the same bytes, in the order of their names."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as bundle:
        for name in sorted(files):
            told = zipfile.ZipInfo(name, EPOCH)
            told.create_system = UNIX
            bundle.writestr(told, files[name], zipfile.ZIP_DEFLATED)
    return out.getvalue()


def with_manifest(said: Mapping[str, object], files: Mapping[str, bytes]) -> dict[str, bytes]:
    """The files with the list of their digests."""
    marks = {name: digest(data) for name, data in files.items()}
    return {**files, "manifest.json": canonical({**said, "files": marks})}


def verifier() -> bytes:
    """The verifier as one file that needs nothing beside it, put together from its parts."""
    texts = [(STANDALONE / f"{part}.py").read_text(encoding="utf-8") for part in PARTS]
    imports = sorted({line for text in texts for line in _imports(text)})
    title = ast.get_docstring(ast.parse(texts[-1]))
    head = f'"""{title}"""\n\nfrom __future__ import annotations\n\n' + "\n".join(imports)
    return "\n\n\n".join([head, *(_body(text) for text in texts)]).encode() + b"\n"


def _imports(text: str) -> Iterator[str]:
    for node in ast.parse(text).body:
        if isinstance(node, ast.Import) or (
            isinstance(node, ast.ImportFrom)
            and not (node.module or "").startswith((OURS, "__future__"))
        ):
            yield ast.unparse(node)


def _body(text: str) -> str:
    """What follows the imports of a part."""
    last = max(node.end_lineno or 0 for node in ast.parse(text).body
               if isinstance(node, ast.Import | ast.ImportFrom))  # fmt: skip
    return "\n".join(text.splitlines()[last:]).strip()
