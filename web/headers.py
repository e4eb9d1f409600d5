"""What every request and answer must be (安全要求): nothing from elsewhere, no script in a page, no framing."""

from flask import Flask, Response, request

from workflow.errors import NotFound

POLICY = "; ".join((
    "default-src 'none'", "script-src 'self'", "style-src 'self'", "img-src 'self' data:",
    "font-src 'self'", "connect-src 'self'", "form-action 'self'", "frame-ancestors 'none'",
    "base-uri 'none'",
))  # fmt: skip
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
}


def install(app: Flask) -> None:
    """Give every answer of an application these headers; only what is static may be cached.

    A page and a document stay in no browser's store after logging out.
    """
    app.before_request(_refuse_nul)
    app.after_request(_add)


def _refuse_nul() -> None:
    """Nothing has a NUL in its address; one database looks for it, the other takes it for a fault."""
    if "\x00" in request.path or any("\x00" in one for one in request.args.values()):
        raise NotFound()


def _add(response: Response) -> Response:
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    is_static = (request.endpoint or "").endswith("static") and response.mimetype != "text/html"
    if not is_static:
        response.headers["Cache-Control"] = "no-store"
    return response
