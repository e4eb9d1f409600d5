"""Judging everything again at length (逐段重算): several processes, how far it is, going on after a break."""

import multiprocessing
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import asdict
from pathlib import Path

from workflow.canonical import canonical, parse
from workflow.cli.at_length import Progress, Shown, on_stderr, spare, there
from workflow.cli.place import Place
from workflow.durable import replace_file
from workflow.errors import BadInput
from workflow.queries.replay import Differs, Part, Replayed, parts, replay_part, together

KIND = "cadre-replay/1"
Done = dict[Part, Replayed]


def replay_place(
    place: Place, edition: str | None, jobs: int | None, state: Path | None, shown: Shown = on_stderr
) -> Replayed:
    """All moves and pictures of an instance; what the file `state` says was done is taken over.

    `jobs`: how many processes; None as many as are of use.
    """
    with place.house().reading() as desk:
        todo, origin = list(parts(desk, edition)), desk.house.origin
    known = read_state(state, origin, edition) if state else {}
    done = {one: known[one] for one in todo if one in known}
    rest = [one for one in todo if one not in done]
    progress = Progress(sum(one.entries for one in rest), shown, what="重算")
    for part, told in _replayed(place, rest, edition, jobs or spare(progress.total), progress):
        done[part] = told
        if state:
            replace_file(state, state_of(origin, edition, done))
    return together(done[one] for one in todo)


def _replayed(
    place: Place, rest: Sequence[Part], edition: str | None, jobs: int, progress: Progress
) -> Iterator[tuple[Part, Replayed]]:
    """Parts as they are done: one after another here, or by as many processes."""
    if jobs == 1:
        house = place.house()
        for one in rest:
            with house.reading() as desk:
                yield one, replay_part(desk, one, edition, progress.more)
        return
    # Not forked: a connection of this process would be of both.
    with ProcessPoolExecutor(jobs, multiprocessing.get_context("spawn")) as pool:
        given = {pool.submit(replay_there, place, one, edition): one for one in rest}
        for future in as_completed(given):
            progress.more(given[future].entries)
            yield given[future], future.result()


def replay_there(place: Place, part: Part, edition: str | None) -> Replayed:
    """One part, in a process of its own."""
    with there(place.db, place.definitions).reading() as desk:
        return replay_part(desk, part, edition)


def state_of(origin: str, edition: str | None, done: Done) -> bytes:
    """What is kept of the parts that are done."""
    return canonical({"kind": KIND, "origin": origin, "edition": edition or "", "parts": [
        {**asdict(part), "told": asdict(told)} for part, told in done.items()
    ]})  # fmt: skip


def read_state(path: Path, origin: str, edition: str | None) -> Done:
    """The parts that were done before a break; one whose journals have grown is done again.

    Raises BadInput for a file of another instance, of other rules, or that is none.
    """
    if not path.exists():
        return {}
    try:
        told = parse(path.read_bytes())
        if (told["kind"], told["origin"], told["edition"]) != (KIND, origin, edition or ""):
            raise BadInput(f"{path.name} 是另一个库或者另一流程版本的重算进度")
        return dict(map(_read, told["parts"]))
    except (ValueError, KeyError, TypeError) as error:
        raise BadInput(f"{path.name} 不是重算进度文件") from error


def _read(row: dict[str, object]) -> tuple[Part, Replayed]:
    told = dict(row.pop("told"))  # type: ignore[call-overload]
    differs = tuple(Differs(**one) for one in told.pop("differs"))
    return Part(**row), Replayed(**told, differs=differs)  # type: ignore[arg-type]
