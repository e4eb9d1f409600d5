"""The papers of a case (材料): every file of the case and its selection, by what it was filed for."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from flask import render_template
from flask_login import login_required

from web.attachments import media_of
from web.cases.room import bp, seen_case
from web.house import desk
from web.reading import Reader
from workflow.dossier import Dossier
from workflow.queries.documents import Filed, filed


@dataclass(frozen=True, slots=True)
class Paper:
    """One file with the title of what it was filed for."""

    file: Filed
    about: str
    shared: bool  # of the whole selection
    media: str | None


@bp.get("/<case>/materials")
@login_required
def materials(case: str) -> Any:
    """The files, in the order in which they were filed."""
    seen = seen_case(case)
    return render_template(
        "cases/materials.html", seen=seen, reader=Reader(desk()), papers=list(_papers(seen)),
    )  # fmt: skip


def _papers(seen: Dossier) -> Iterator[Paper]:
    process = seen.edition.process
    titles = {name: one.title for name, one in process.activities.items()}
    titles |= {one.name: one.title for one in process.moves}
    for subject in (f"selection:{seen.selection.id}", f"case:{seen.case.id}"):
        for one in filed(desk(), subject):
            about = titles.get(one.activity, "其他")
            yield Paper(one, about, subject.startswith("selection:"), media_of(one.name))
