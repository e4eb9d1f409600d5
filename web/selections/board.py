"""The boards (批次看板): of one selection, and of all that I may see; a move is made on no board."""

from collections.abc import Collection
from dataclasses import replace
from typing import Any

from flask import render_template
from flask_login import login_required

from web.acting import actor
from web.cards import Shown, shown
from web.doing import Doing, doings
from web.house import desk, now
from web.reading import Reader
from web.selections.chosen import Chosen, chosen, open_now, scope_chosen
from web.selections.columns import editions_of, ended_in, groups, of_process, processes
from web.selections.deep import deep
from web.selections.room import bp, seen
from web.selections.wide import wide
from web.sight import viewer
from workflow import authority
from workflow.journal.picture import selection_dossier
from workflow.queries.board import Tallies, cards, extent_of, tallies
from workflow.queries.cards import Scope
from workflow.queries.extent import Extent
from workflow.queries.selections import SelectionRow
from workflow.queries.statistics.kept import kept

MOST = 25  # cards a column


@bp.get("/<selection>")
@login_required
def show(selection: str) -> Any:
    """The board of one selection; the shared work of the selection below."""
    row, asked = seen(selection), chosen()
    scope = Scope("", selection=row.id)
    told = tallies(desk(), viewer(), scope, asked.active)
    # Its cases run under its edition, but for those that a decision has moved to another (L7).
    under = [one for one, _ in editions_of(scope)]
    board = groups([desk().edition(row.edition), *under], told.states, _cards(scope, asked, ()))
    return render_template(
        "selections/show.html", row=row, board=board, told=told, chosen=asked,
        reader=Reader(desk()), doings=_shared(row, told),
        may_open=actor().duty in authority.DO["open_case"],
    )  # fmt: skip


def _shared(row: SelectionRow, told: Tallies) -> list[Doing]:
    """The activities of the selection; they may be recorded while one of its cases stands there."""
    dossier = selection_dossier(desk(), row.id, now())
    states = set(told.states) or {dossier.edition.initial}
    return list(doings(dossier, f"selection:{row.id}", "selection", actor(), states))


@bp.get("/board")
@login_required
def overview() -> Any:
    """The board of all cases that I may see, one process at a time; of what has ended, figures."""
    asked = chosen()
    scope = scope_chosen(asked)
    extent = extent_of(desk(), scope)
    if extent is not Extent.WHOLE and (found := kept(desk(), scope.below)):
        if extent is Extent.BY_BATCHES and (open_ := open_now(scope)):
            return deep(asked, open_, found, lambda scope, asked: _cards(scope, asked, ()))
        return wide(asked, found, by_units=extent is Extent.BY_UNITS)
    offered = processes(editions_of(scope))
    process = of_process(offered, asked)
    scope = replace(scope, process=process.name if process else "")
    told = tallies(desk(), viewer(), scope, asked.active)
    board = groups(
        process.editions, told.states, _cards(scope, asked, ended_in(process.editions))
    ) if process else []  # fmt: skip
    return render_template(
        "selections/overview.html", board=board, told=told, chosen=asked, process=process,
        processes=offered,
    )  # fmt: skip


def _cards(scope: Scope, asked: Chosen, without: Collection[str]) -> dict[str, list[Shown]]:
    """The first cards of every state."""
    found = cards(desk(), viewer(), scope, asked.active, asked.sort, MOST, without)
    return {state: [shown(one) for one in column] for state, column in found.items()}
