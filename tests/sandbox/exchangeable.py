"""One server for many apps, one after the other: starting a server for each test takes longer."""

from __future__ import annotations

import atexit
from contextlib import ExitStack
from functools import cache
from typing import TYPE_CHECKING

from sandbox.serving import served

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Receive, Scope, Send


class Exchangeable:
    """An app in whose place another can be put while it is served."""

    def __init__(self) -> None:
        self.app: ASGIApp | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        assert self.app is not None
        await self.app(scope, receive, send)


def url_serving(app: ASGIApp) -> str:
    """Serve this app instead of the one before; its URL."""
    place, url = _server()
    place.app = app
    return url


@cache
def _server() -> tuple[Exchangeable, str]:
    place = Exchangeable()
    stack = ExitStack()
    atexit.register(stack.close)
    return place, stack.enter_context(served(place))
