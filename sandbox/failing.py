"""Carries a fault out over HTTP: a false answer, silence, a connection that ends too soon.

Which fault hits which request is decided in `sandbox.faults`.
"""

from __future__ import annotations

import asyncio
import json
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from starlette.responses import Response

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

    from sandbox.faults import Fault

_LENGTH = b"content-length"


class ConnectionCutError(ConnectionError):
    """The fault asked to cut a connection, and this server gives no access to it."""


class Replay:
    """A `receive` that gives the body already read, then whatever the server has next."""

    def __init__(self, body: bytes, receive: Receive) -> None:
        self._body: bytes | None = body
        self._receive = receive

    async def __call__(self) -> Message:
        """Return the next message."""
        if self._body is None:
            return await self._receive()
        body, self._body = self._body, None
        return {"type": "http.request", "body": body, "more_body": False}


@dataclass(frozen=True)
class Failure:
    """Carries one fault out for one request; `observed` is `send` with the log looking on."""

    fault: Fault
    app: ASGIApp
    scope: Scope
    receive: Receive
    send: Send
    observed: Send

    async def happen(self) -> None:
        """Answer the request as the fault wants, or not at all."""
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


def _answer(fault: Fault) -> Response:
    if isinstance(fault.body, str):
        return Response(fault.body, fault.status, fault.headers)
    body = json.dumps(fault.body)
    return Response(body, fault.status, fault.headers, media_type="application/json")
