"""Who may talk to the sandbox: programs on this machine, no page in a browser.

A page of any site can post to loopback, and a name that its owner points at 127.0.0.1 lets it
read the answers, too. What a browser sends along gives both away: `Origin`, `Sec-Fetch-Site` and
the `Host` of the address that it believes to be at.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from starlette.datastructures import Headers
from starlette.responses import JSONResponse

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Receive, Scope, Send

_HERE = re.compile(r"(?:127\.0\.0\.1|localhost|\[::1\])(?::[0-9]+)?", re.IGNORECASE)
_CONTROLS = "/_sandbox/"
_WITH_BODY = frozenset({"POST", "PUT", "PATCH"})
_OWN_SITES = frozenset({"same-origin", "none"})  # `none`: typed into the address bar


def for_programs_only(app: ASGIApp) -> ASGIApp:
    """Put the door in front of an account."""

    async def guarded(scope: Scope, receive: Receive, send: Send) -> None:
        headers = Headers(scope=scope)
        if scope["type"] != "http":
            await app(scope, receive, send)
        elif reason := _refusal(headers):
            await JSONResponse({"error": reason}, status_code=403)(scope, receive, send)
        elif _is_control(scope) and not _is_json(headers):
            reason = "a control takes JSON: send Content-Type: application/json."
            await JSONResponse({"error": reason}, status_code=415)(scope, receive, send)
        else:
            await app(scope, receive, send)

    return guarded


def _is_control(scope: Scope) -> bool:
    return scope["path"].startswith(_CONTROLS) and scope["method"] in _WITH_BODY


def _is_json(headers: Headers) -> bool:
    """Whether the body says that it is JSON: a page can't, without asking first."""
    return headers.get("content-type", "").partition(";")[0].strip().lower() == "application/json"


def _refusal(headers: Headers) -> str | None:
    host = headers.get("host", "")
    if not _HERE.fullmatch(host):
        return f"the sandbox is at 127.0.0.1, not at {host!r}."
    origin = headers.get("origin")
    if origin is not None and origin != f"http://{host}":
        return f"a page of {origin!r} may not use the sandbox."
    if headers.get("sec-fetch-site", "none") not in _OWN_SITES:
        return "a page of another site may not use the sandbox."
    return None
