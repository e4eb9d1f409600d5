"""Security headers (安全响应头): nothing from elsewhere, no inline script or style, no framing."""

from flask import Flask, Response, request

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
    app.after_request(_add)


def _add(response: Response) -> Response:
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    is_static = (request.endpoint or "").endswith("static") and response.mimetype != "text/html"
    if not is_static:
        response.headers["Cache-Control"] = "no-store"
    return response
