"""The board of a department with very many cases (长期看板): cards of what is open, figures of the rest."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from flask import render_template

from web.cards import Shown
from web.house import desk, local
from web.selections.chosen import Chosen
from web.selections.columns import groups, latest_first, of_process, processes
from web.sight import viewer
from workflow.queries.board import editions_in, kept_editions, tallies, with_ended
from workflow.queries.cards import Scope
from workflow.queries.statistics.kept import Kept

Cards = Callable[[Scope, Chosen], Mapping[str, Sequence[Shown]]]


def deep(asked: Chosen, open_: Scope, found: Kept, cards: Cards) -> str:
    """What has not ended as on every board; only its cards can be sorted or be mine."""
    counts = kept_editions(found.tally, open_.states)
    counts.update(editions_in(desk(), open_))
    offered = processes(latest_first(counts))
    process = of_process(offered, asked)
    editions = process.editions if process else ()
    open_ = replace(open_, process=process.name if process else "")
    told = with_ended(
        tallies(desk(), viewer(), open_, asked.active), found.tally,
        [one.digest for one in editions], asked.active, open_.states,
    )  # fmt: skip
    board = groups(editions, told.states, cards(open_, asked)) if process else []
    return render_template(
        "selections/overview.html", board=board, told=told, chosen=asked, process=process,
        processes=offered, as_of=local(found.made_at),
    )  # fmt: skip
