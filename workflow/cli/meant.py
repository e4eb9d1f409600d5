"""Which editions a command means (所指的流程版本): by name, by file, or all of a folder."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from workflow.cli.place import Place
from workflow.definition import Names, package_names, read_file, read_package
from workflow.definition.fault import Fault, nearest
from workflow.definition.package import RULES
from workflow.definition.sharing import EDITION_NAME
from workflow.edition import Edition
from workflow.errors import DefinitionInvalid, NotFound


@dataclass(frozen=True, slots=True)
class Meant:
    """One edition: under its name in a folder, or in a file (草稿) that stands alone."""

    folder: Path  # where its rules and duties lie
    name: str = ""
    file: Path | None = None

    def read(self, names: Names) -> Edition:
        """The edition; raises DefinitionInvalid with every fault."""
        if self.file is None:
            return read_package(self.folder, self.name, names)
        return read_file(self.file, self.folder, names)


def meant(place: Place, given: Sequence[str]) -> list[Meant]:
    """Every edition that is named, each once; those of the folder when none is.

    Raises NotFound for a name, a file or a folder in which there is none.
    """
    found = [one for text in given for one in _meant(place, text)]
    if not given:
        found = _all(place.definitions)
        if not found:
            raise NotFound(f"目录 {place.definitions} 里没有流程定义")
    return list(dict.fromkeys(found))


def _meant(place: Place, text: str) -> list[Meant]:
    names = package_names(place.definitions)
    if text in names:
        return [Meant(place.definitions, text)]
    path = Path(text).absolute()
    if path.is_dir():
        found = _all(path) or _all(path.parent, path.name)
        if not found:
            raise NotFound(f"目录 {text} 里没有流程定义")
        return found
    if not path.exists():
        raise NotFound(f"没有“{text}”这个流程定义，也没有这个文件{nearest(text, names)}")
    folder, name = path.parent.parent, f"{path.parent.name}/{path.stem}"
    if path.suffix == ".yaml" and EDITION_NAME.fullmatch(name) and (folder / RULES).exists():
        return [Meant(folder, name)]
    return [Meant(place.definitions, file=path)]


def _all(folder: Path, process: str = "") -> list[Meant]:
    """The editions of a definitions folder, of one process only where it is named."""
    if not (folder / RULES).exists():
        return []
    names = package_names(folder)
    return [Meant(folder, one) for one in names if process in ("", one.partition("/")[0])]


def read_meant(wanted: Iterable[Meant], names: Names) -> tuple[list[Edition], list[Fault]]:
    """The editions that can be read, and the faults of all the others."""
    editions: list[Edition] = []
    faults: list[Fault] = []
    for one in wanted:
        try:
            editions.append(one.read(names))
        except DefinitionInvalid as wrong:
            faults += [fault for fault in wrong.faults if isinstance(fault, Fault)]
    return editions, faults


def beside(wanted: Iterable[Meant]) -> list[Meant]:
    """What is compared with them: all that their folders have."""
    folders = dict.fromkeys(one.folder for one in wanted)
    return [one for folder in folders for one in _all(folder)]
