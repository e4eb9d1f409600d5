"""Verifying at length (逐段校验): by several processes, telling how far it is, going on after a break."""

import multiprocessing
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor, as_completed
from dataclasses import asdict
from itertools import islice
from pathlib import Path
from typing import Any

from workflow.canonical import canonical, parse
from workflow.cli.at_length import Progress, Shown, on_stderr, spare, there
from workflow.cli.place import Place
from workflow.durable import replace_file
from workflow.errors import BadInput
from workflow.queries.broken import MOST, Broken
from workflow.queries.verify import Span, Verified, spans, verify_span, verify_tree, whole
from workflow.queries.verify_heads import Keys
from workflow.queries.verify_sealed import values_kept

KIND = {False: "cadre-verify/1", True: "cadre-verify/1+lists"}  # without and with lists
SIZE = 20_000  # entries of a span: what is lost by a break
Done = dict[Span, Verified]


def verify_place(
    place: Place, keys: Keys, jobs: int | None, state: Path | None,
    shown: Shown = on_stderr, *, lists: bool = True,
) -> tuple[Verified, int]:  # fmt: skip
    """The verdict on an instance, and how many entries were taken over from the file `state`.

    `jobs`: how many processes; None as many as are of use. `lists`: summaries and requests too.
    """
    with place.house().reading() as desk:
        values, todo = values_kept(desk), list(spans(desk, SIZE))
        known = read_state(state, desk.house.origin, lists) if state else {}
        done = {span: known[span] for span in todo if span in known}
        taken = sum(one.entries for one in done.values())
        progress = Progress(sum(one.count for one in todo) - taken, shown)
        rest = [span for span in todo if span not in done]
        tree = None
        jobs = jobs or spare(progress.total)
        for span, told in verified(place, rest, jobs, progress, keys, lists):
            if span is None:
                tree = told.broken
                continue
            done[span] = told
            if state:
                replace_file(state, state_of(desk.house.origin, done, lists))
    with place.house().reading() as desk:
        return whole(desk, (done[span] for span in todo), keys, values, tree), taken


def verified(
    place: Place, todo: Iterable[Span], jobs: int, progress: Progress, keys: Keys, lists: bool
) -> Iterator[tuple[Span | None, Verified]]:
    """Spans as they are done: one after another here, or by as many processes; None: the tree."""
    if jobs == 1:
        house = place.house()
        for span in todo:
            with house.reading() as desk:
                yield span, verify_span(desk, span, progress.more, lists=lists)
        return
    # Not forked: a connection of this process would be of both.
    with ProcessPoolExecutor(jobs, multiprocessing.get_context("spawn")) as pool:
        given: dict[Future[Verified], Span | None] = {pool.submit(tree_there, place, keys): None}
        given |= {pool.submit(verify_there, place, span, lists): span for span in todo}
        for one in as_completed(given):
            told = one.result()
            progress.more(told.entries)
            yield given[one], told


def verify_there(place: Place, span: Span, lists: bool) -> Verified:
    """One span, in a process of its own."""
    with there(place.db, place.definitions).reading() as desk:
        return verify_span(desk, span, lists=lists)


def tree_there(place: Place, keys: Keys) -> Verified:
    """The tree, in a process of its own."""
    with there(place.db, place.definitions).reading() as desk:
        return Verified(broken=tuple(islice(verify_tree(desk, keys), MOST)))


def state_of(origin: str, done: Done, lists: bool) -> bytes:
    """What is kept of the spans that are done."""
    return canonical({"kind": KIND[lists], "origin": origin, "spans": [
        {**asdict(span), "told": asdict(told)} for span, told in done.items()
    ]})  # fmt: skip


def read_state(path: Path, origin: str, lists: bool) -> Done:
    """The spans that were done before a break; one whose entries have become more is done again.

    Raises BadInput for a file of another instance, of other kinds, or that is none.
    """
    if not path.exists():
        return {}
    try:
        told = parse(path.read_bytes())
        if told["kind"] != KIND[lists] and told["kind"] in KIND.values():
            raise BadInput(f"{path.name} 是另一种范围（--kind）的校验进度")
        if (told["kind"], told["origin"]) != (KIND[lists], origin):
            raise BadInput(f"{path.name} 是另一个库的校验进度")
        return dict(_read(told["spans"]))
    except (ValueError, KeyError, TypeError) as error:
        raise BadInput(f"{path.name} 不是校验进度文件") from error


def _read(rows: Iterable[dict[str, Any]]) -> Iterator[tuple[Span, Verified]]:
    for row in rows:
        told = row.pop("told")
        broken = tuple(Broken(**one) for one in told.pop("broken"))
        yield Span(**row), Verified(**told, broken=broken)
