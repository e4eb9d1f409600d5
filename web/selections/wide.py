"""The board of very many cases (大范围看板): figures as they were counted, and the units to look into."""

from flask import render_template, request

from web.house import desk, local
from web.selections.chosen import Chosen
from web.selections.columns import groups, latest_first, of_process, processes
from web.sight import sight_of_cases
from workflow.queries.board import COUNTED, kept_editions, kept_places, kept_tallies
from workflow.queries.choices import named_below
from workflow.queries.statistics.kept import Kept


def wide(asked: Chosen, found: Kept, *, by_units: bool) -> str:
    """What was counted of a scope with too many cases for cards, by states and by units below.

    A department has no units to choose from: the lists of its states are told in parts.
    """
    offered = processes(latest_first(kept_editions(found.tally)))
    process = of_process(offered, asked)
    editions = [one.digest for one in process.editions] if process else []
    told = kept_tallies(found.tally, editions, asked.active)
    words = request.args.get("q", "").strip()
    return render_template(
        "selections/wide.html", board=groups(process.editions, told.states, {}) if process else [],
        told=told, chosen=asked, process=process, processes=offered, as_of=local(found.made_at),
        places=kept_places(desk(), found.tally) if by_units else [], by_units=by_units, most=COUNTED, words=words,
        called=named_below(desk(), sight_of_cases(), words) if words else {},
    )  # fmt: skip
