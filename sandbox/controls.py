"""The handles that every emulator offers besides its API: health, request log, faults, tokens.

`Controls(store).wrap(app)` is the outermost layer of an emulator. It serves, under `/_sandbox/`:

- `GET health`;
- `GET requests?after=N` (the log of API requests, oldest first, secrets masked), `DELETE requests`;
- `GET faults` (those still to come), `POST faults` (one `Fault` or a list), `DELETE faults`;
- `POST tokens/revoke` with `{"token": ...}`, `DELETE tokens/revoke` (all are valid again).

What a revoked token's answer looks like is the emulator's business: it asks `is_revoked`.
"""

from __future__ import annotations

import asyncio
import hashlib
import json
import os
import time
from collections import deque
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from sandbox.faults import Fault, FaultBook, FaultError, parse_fault
from sandbox.masking import mask_body, mask_form, mask_path

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from starlette.types import ASGIApp, Message, Receive, Scope, Send

    from sandbox.store import Store

PREFIX = "/_sandbox/"

_LOG_LENGTH = 10_000
_RESERVED = "_sandbox"


class ConnectionCutError(ConnectionError):
    """The fault asked to cut a connection, and this server gives no access to it."""


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
            again = _Replay(body, receive)
            if fault is None:
                await app(scope, again, observed)
            else:
                await _Failure(fault, app, scope, again, send, observed).happen()
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
        if not after.isdecimal():
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
            document = await request.json()
            faults = [
                parse_fault(item)
                for item in (document if isinstance(document, list) else [document])
            ]
        except FaultError as error:
            return _refusal(400, str(error))
        except ValueError:
            return _refusal(400, "the body is no JSON.")
        for fault in faults:
            self.faults.add(fault)
        return JSONResponse({"faults": self.faults.pending()}, status_code=201)

    async def _revoke(self, request: Request) -> Response:
        try:
            token = (await request.json())["token"]
        except (ValueError, TypeError, KeyError):
            return _refusal(400, 'the body must be {"token": ...}.')
        with self.store.edit() as data:
            revoked = data.setdefault(_RESERVED, {}).setdefault("revoked", [])
            if _digest(token) not in revoked:
                revoked.append(_digest(token))
        return Response(status_code=204)

    async def _restore_tokens(self, _: Request) -> Response:
        with self.store.edit() as data:
            data.pop(_RESERVED, None)
        return Response(status_code=204)


class _Replay:
    """A `receive` that gives the body already read, then whatever the server has next."""

    def __init__(self, body: bytes, receive: Receive) -> None:
        self._body: bytes | None = body
        self._receive = receive

    async def __call__(self) -> Message:
        if self._body is None:
            return await self._receive()
        body, self._body = self._body, None
        return {"type": "http.request", "body": body, "more_body": False}


@dataclass(frozen=True)
class _Failure:
    """Carries one fault out for one request; `observed` is `send` with the log looking on."""

    fault: Fault
    app: ASGIApp
    scope: Scope
    receive: Receive
    send: Send
    observed: Send

    async def happen(self) -> None:
        match self.fault.kind:
            case "status":
                await asyncio.sleep(self.fault.delay)
                await _answer(self.fault)(self.scope, self.receive, self.observed)
            case "cut-before" | "timeout":
                await self._cut()
            case "cut-after":
                await self._swallow()
                await self._cut()
            case "truncate":
                await self._truncate()

    async def _swallow(self) -> list[Message]:
        """Let the app do its work and keep its answer."""
        messages: list[Message] = []

        async def keep(message: Message) -> None:
            messages.append(message)

        await self.app(self.scope, self.receive, keep)
        return messages

    async def _truncate(self) -> None:
        messages = await self._swallow()
        await asyncio.sleep(self.fault.delay)
        start = next(item for item in messages if item["type"] == "http.response.start")
        body = b"".join(item.get("body", b"") for item in messages)
        headers = [pair for pair in start.get("headers", []) if pair[0].lower() != _LENGTH]
        headers.append((_LENGTH, str(len(body)).encode()))
        await self.observed({**start, "headers": headers})
        half = body[: len(body) // 2]
        await self.observed({"type": "http.response.body", "body": half, "more_body": True})
        self._transport().close()  # unlike abort(), it still sends what was written
        await self._until_gone()

    async def _cut(self) -> None:
        with suppress(TimeoutError):  # a client that gives up first ends the waiting
            await asyncio.wait_for(self._until_gone(), self.fault.delay)
        self._transport().abort()
        await self._until_gone()

    def _transport(self) -> asyncio.Transport:
        # ASGI has no word for hanging up. uvicorn's send is a method of an object that holds
        # the transport; any other server gets an exception.
        transport = getattr(getattr(self.send, "__self__", None), "transport", None)
        if not isinstance(transport, asyncio.Transport):
            raise ConnectionCutError("a fault cut the connection")
        return transport

    async def _until_gone(self) -> None:
        """Wait for the server to notice, or it would answer 500 in our place."""
        while (await self.receive())["type"] != "http.disconnect":
            pass


_LENGTH = b"content-length"


def _answer(fault: Fault) -> Response:
    if isinstance(fault.body, str):
        return Response(fault.body, fault.status, fault.headers)
    body = json.dumps(fault.body)
    return Response(body, fault.status, fault.headers, media_type="application/json")


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
    return hashlib.sha256(token.encode()).hexdigest()
