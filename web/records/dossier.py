"""A verifiable dossier for an auditor (出具可核验卷宗): the file of `cadre case export`, noted first."""

from io import BytesIO
from typing import Any

from flask import send_file
from flask_login import login_required

from web.acting import actor
from web.house import desk, house, look_again, now, today
from web.records.case import called
from web.records.watched import bp
from workflow.authority import require_look
from workflow.commands.changing import content_of
from workflow.commands.exports import note_dossier
from workflow.errors import BadInput, NotFound, Reason
from workflow.queries.dossiers import dossier_bundle, entries_in
from workflow.queries.titles import titles

SIGN = Reason("R-TRACE-02", "没有可以据以证明的存证点", "登记每日总账，签署存证点以后再出具", ("安全审计员",))


@bp.post("/<case>/dossier")
@login_required
def take_out(case: str) -> Any:
    """The archive as of the last signed head; that it was taken out is noted before it is given."""
    require_look(desk(), actor(), "watch", today())
    said = content_of(desk(), f"case:{case}")
    if not said:
        raise NotFound()
    try:
        data = dossier_bundle(desk(), case, house().attachments)
    except NotFound as error:  # nothing is signed yet
        raise BadInput(error.message, [SIGN]) from error
    name = called(titles(desk(), [f"case:{case}"], "")[f"case:{case}"])
    told, entries = f"事项{said['number']}　{name}", entries_in(data)
    with house().desk() as writing:
        note_dossier(writing, actor(), now(), told, entries)
    look_again()
    return send_file(BytesIO(data), mimetype="application/zip", as_attachment=True,
                     download_name=f"卷宗-{said['number']}-{today().isoformat()}.zip")  # fmt: skip
