"""Every way to say no, as a page (不予办理页): the status of each class, all reasons at once."""

import logging
import secrets
from collections.abc import Mapping
from typing import Any

from flask import Flask, Response, current_app, g, render_template, request
from flask_login import current_user
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import DBAPIError
from werkzeug.exceptions import HTTPException

from web.house import look_again
from web.kept import kept
from web.paths import is_own_path
from workflow.errors import (
    BadInput,
    CaseMoved,
    CommandReused,
    DatabaseAway,
    DatabaseFails,
    JournalBroken,
    NotAuthorised,
    NotFound,
    Refused,
    WorkflowError,
)
from workflow.journal.away import in_our_words

# The first that fits counts, so a class stands before its base.
STATUS: Mapping[type[WorkflowError], int] = {
    NotFound: 404,
    CaseMoved: 409,
    CommandReused: 409,
    BadInput: 422,
    NotAuthorised: 403,
    Refused: 422,
    DatabaseAway: 503,
    DatabaseFails: 503,
    JournalBroken: 500,
    WorkflowError: 500,
}
HEADINGS: Mapping[int, str] = {
    400: "请求有误", 401: "登录已到期，请重新登录", 403: "无权办理",
    404: "没有这个页面，或者您无权知悉", 405: "不能这样办理", 409: "事项已由他人办理",
    413: "上传的内容过大", 422: "不予办理", 429: "操作过于频繁", 500: "系统出错",
    503: "数据库暂时不能办理",
}  # fmt: skip
TURN: Mapping[int, str] = {
    400: "请返回上一页，刷新后再试。",
    403: "请核对右上角的岗位职责；确需办理的，联系本单位安全保密管理员授予岗位职责。",
    404: "请核对地址，或者从待办进入。",
    409: "您看到的页面之后又有新的办理。请返回查看最新情况，再决定是否办理。",
    413: "单次上传不超过64兆字节，请压缩后再传。返回上一页，已填写的内容一般仍在。",
    422: "请按下列要求补齐后再办。未满足的条件不能由经办人跳过。",
    429: "请稍候再试；本次没有登记任何内容。",
    503: "数据库正在切换或者暂时不可用。稍后在本页再次提交即可：已经办成的不会再办一次，没有办成的会补办。",
    500: "本次没有登记任何内容。请把下面的编号告知系统管理员。",
}
FORGED = "页面打开以后重新登录过，或者浏览器没有保存登录标记。本次没有登记任何内容。"
LOST = (404, 405, 413)  # where sending it again is of no use, or it was never read

log = logging.getLogger(__name__)


def install(app: Flask) -> None:
    """Have an application answer every error with a Chinese page, and tell each by its mark."""
    app.register_error_handler(WorkflowError, refused)
    app.register_error_handler(CSRFError, _forged)
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(DBAPIError, _database)
    app.register_error_handler(Exception, _broken)
    app.after_request(_tell)
    app.add_template_global(mark, "request_mark")


def mark() -> str:
    """The number (编号) by which this request is found in the log again."""
    if "mark" not in g:
        g.mark = secrets.token_hex(4)
    told: str = g.mark
    return told


def _tell(response: Response) -> Response:
    """Log every error by its mark; of the request only which page it was, never what was asked."""
    if response.status_code >= 400:
        response.headers["X-Request-ID"] = mark()
        log.warning("%s %s answered with %s, mark %s", request.method, request.endpoint,
                    response.status_code, mark())  # fmt: skip
    return response


def shown_status(error: WorkflowError | None) -> int:
    """The status of a form that is shown: asked for, with faults beside its fields, or refused."""
    if error is not None:
        return status_of(error)
    return 422 if request.method == "POST" and "add_row" not in request.form else 200


def status_of(error: WorkflowError) -> int:
    """What the web answers an error with."""
    return next(status for kind, status in STATUS.items() if isinstance(error, kind))


def refused(error: WorkflowError) -> Any:
    """The page of a refusal, with every reason."""
    status = status_of(error)
    if status == 500:
        return _broken(error)
    if status == 503:  # what the server said, never what was asked of it
        log.error("database away, mark %s: %s", mark(), getattr(error.__cause__, "orig", error))
    # Of what one may not know, nothing is said but that it is not here.
    shown = None if status == 404 else error
    return _page(status, shown)


def _forged(error: CSRFError) -> Any:
    """A form without the mark of this session: after logging in anew, or from elsewhere."""
    if kept() is None:
        return _page(400, None)
    if not current_user.is_authenticated:
        g.forged = True  # so that a password typed beside it is not tried
        return current_app.login_manager.unauthorized()  # type: ignore[attr-defined]
    return _page(400, None, FORGED)


def _http(error: HTTPException) -> Any:
    page, status = _page(error.code or 500, None)
    # Of its own headers an answer keeps what says how to ask instead, as Allow.
    return page, status, [one for one in error.get_headers() if one[0] != "Content-Type"]


def _broken(error: Exception) -> Any:
    log.exception("request failed, mark %s", mark(), exc_info=error)
    return _page(500, None)


def _database(error: DBAPIError) -> Any:
    """A database that went away while a page was made, or any other trouble of it."""
    told = in_our_words(error)
    if told is None:
        return _broken(error)
    told.__cause__ = error
    return refused(told)


def _back() -> str:
    """The page of this site that led here; "" where there was none, or where it leads again."""
    came = request.referrer or ""
    path = came.removeprefix(request.host_url.rstrip("/"))
    return path if path != came and is_own_path(path) and came != request.url else ""


def _page(status: int, error: WorkflowError | None, turn: str = "") -> Any:
    look_again()
    g.bare = status >= 500  # the page of a fault must not fail for the same cause
    return render_template(
        "errors/page.html", status=status, heading=HEADINGS.get(status, "无法办理"), error=error,
        turn=turn or TURN.get(status, ""), back=_back(),
        kept=None if status in LOST else kept(anew=isinstance(error, CommandReused)),
    ), status  # fmt: skip
