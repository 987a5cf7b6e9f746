"""The handles that every emulator offers besides its API: health, request log, faults, tokens.

`Controls(store).wrap(app)` is the outermost layer of an emulator. It serves, under `/_sandbox/`:

- `GET health`;
- `GET requests?after=N` (the log of API requests, oldest first, secrets masked), `DELETE requests`;
- `GET faults` (those still to come), `POST faults` (one `Fault` or a list), `DELETE faults`;
- `POST tokens/revoke` with `{"token": ...}`, `DELETE tokens/revoke` (all are valid again).

What a revoked token's answer looks like is the emulator's business: it asks `is_revoked`.
"""

from __future__ import annotations

import hashlib
import os
import re
import time
from collections import deque
from typing import TYPE_CHECKING, Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from sandbox.failing import Failure, Replay
from sandbox.faults import Fault, FaultBook, FaultError, parse_fault
from sandbox.masking import mask_body, mask_form, mask_path

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from starlette.types import ASGIApp, Message, Receive, Scope, Send

    from sandbox.store import Store

PREFIX = "/_sandbox/"

_LOG_LENGTH = 10_000
_NUMBER = re.compile(r"[0-9]{1,18}")
_DEEPEST = 50
_TOO_DEEP = "the body is nested too deep."
_RESERVED = "_sandbox"


class Controls:
    """Faults, request log and revoked tokens of one emulator.

    Args:
        store: The emulator's store. Revoked tokens are kept in it (as digests) under the key
            `_sandbox`; the log and the faults last as long as the process.
    """

    def __init__(self, store: Store) -> None:
        self.store = store
        self.faults = FaultBook()
        self._log: deque[dict[str, Any]] = deque(maxlen=_LOG_LENGTH)
        self._count = 0

    def wrap(self, app: ASGIApp) -> ASGIApp:
        """Put the control routes and the faults around an emulator's app."""

        async def wrapped(scope: Scope, receive: Receive, send: Send) -> None:
            if scope["type"] != "http":
                await app(scope, receive, send)
            elif scope["path"].startswith(PREFIX):
                response = await self._control(Request(scope, receive))
                await response(scope, receive, send)
            else:
                await self._serve(app, scope, receive, send)

        return wrapped

    def is_revoked(self, token: str) -> bool:
        """Whether this token was revoked through the control route."""
        with self.store.lock:
            return _digest(token) in self.store.data.get(_RESERVED, {}).get("revoked", [])

    def requests(self, after: int = 0) -> list[dict[str, Any]]:
        """Return the logged requests whose `number` is above `after`, oldest first."""
        return [entry for entry in self._log if entry["number"] > after]

    async def _serve(self, app: ASGIApp, scope: Scope, receive: Receive, send: Send) -> None:
        body = await _read(receive)
        fault = self.faults.take(scope["method"], scope["path"])
        entry = self._record(scope, body, fault)
        started = time.monotonic()

        async def observed(message: Message) -> None:
            if message["type"] == "http.response.start":
                entry["status"] = message["status"]
            await send(message)

        try:
            again = Replay(body, receive)
            if fault is None:
                await app(scope, again, observed)
            else:
                await Failure(fault, app, scope, again, send, observed).happen()
        finally:
            entry["milliseconds"] = round((time.monotonic() - started) * 1000, 1)

    def _record(self, scope: Scope, body: bytes, fault: Fault | None) -> dict[str, Any]:
        self._count += 1
        entry = {
            "number": self._count,
            "time": time.time(),
            "method": scope["method"],
            "path": mask_path(scope["path"]),
            "query": mask_form(scope.get("query_string", b"").decode("latin-1")),
            "body": mask_body(body),
            "status": None,
            "fault": None if fault is None else fault.kind,
        }
        self._log.append(entry)
        return entry

    async def _control(self, request: Request) -> Response:
        name = f"{request.method} {request.url.path.removeprefix(PREFIX).rstrip('/')}"
        routes: dict[str, Callable[[Request], Awaitable[Response]]] = {
            "GET health": self._show_health,
            "GET requests": self._show_requests,
            "DELETE requests": self._forget_requests,
            "GET faults": self._show_faults,
            "POST faults": self._announce,
            "DELETE faults": self._withdraw,
            "POST tokens/revoke": self._revoke,
            "DELETE tokens/revoke": self._restore_tokens,
        }
        if name not in routes:
            return _refusal(404, f"no control {name!r}; there are {', '.join(routes)}.")
        return await routes[name](request)

    async def _show_health(self, _: Request) -> Response:
        return JSONResponse({"name": self.store.name, "status": "ok", "pid": os.getpid()})

    async def _show_requests(self, request: Request) -> Response:
        after = request.query_params.get("after", "0")
        if not _NUMBER.fullmatch(after):
            return _refusal(400, f"after must be the number of a request, not {after!r}.")
        return JSONResponse({"requests": self.requests(int(after))})

    async def _forget_requests(self, _: Request) -> Response:
        self._log.clear()
        return Response(status_code=204)

    async def _show_faults(self, _: Request) -> Response:
        return JSONResponse({"faults": self.faults.pending()})

    async def _withdraw(self, _: Request) -> Response:
        self.faults.clear()
        return Response(status_code=204)

    async def _announce(self, request: Request) -> Response:
        try:
            document = await _document(request)
            faults = [
                parse_fault(item)
                for item in (document if isinstance(document, list) else [document])
            ]
        except FaultError as error:
            return _refusal(400, str(error))
        except ValueError as error:
            return _refusal(400, str(error))
        for fault in faults:
            self.faults.add(fault)
        return JSONResponse({"faults": self.faults.pending()}, status_code=201)

    async def _revoke(self, request: Request) -> Response:
        try:
            token = (await _document(request))["token"]
        except (ValueError, TypeError, KeyError):
            token = None
        if not isinstance(token, str):
            return _refusal(400, 'the body must be {"token": "..."}.')
        with self.store.edit() as data:
            revoked = data.setdefault(_RESERVED, {}).setdefault("revoked", [])
            if _digest(token) not in revoked:
                revoked.append(_digest(token))
        return Response(status_code=204)

    async def _restore_tokens(self, _: Request) -> Response:
        with self.store.edit() as data:
            data.pop(_RESERVED, None)
        return Response(status_code=204)


async def _document(request: Request) -> Any:
    """Return a request's JSON.

    Raises:
        ValueError: It is none, or nested too deep; the message says so.
    """
    try:
        document = await request.json()
    except RecursionError:
        raise ValueError(_TOO_DEEP) from None
    except ValueError as error:
        raise ValueError("the body is no JSON.") from error
    level = [document]
    for _ in range(_DEEPEST):
        level = [inner for each in level for inner in _inside(each)]
    if level:
        raise ValueError(_TOO_DEEP)
    return document


def _inside(value: Any) -> list[Any]:
    if isinstance(value, dict):
        return list(value.values())
    return value if isinstance(value, list) else []


def _refusal(status: int, reason: str) -> Response:
    return JSONResponse({"error": reason}, status_code=status)


async def _read(receive: Receive) -> bytes:
    chunks: list[bytes] = []
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            return b"".join(chunks)
        chunks.append(message.get("body", b""))
        if not message.get("more_body", False):
            return b"".join(chunks)


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()
