"""One HTTP exchange with the emulated account, and the two ways in which it can end."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

from sandbox.plugins.exchange import exchange

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True)
class Reply:
    """An answer: its status, its headers in lower case, its body."""

    status: int
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""


class Transport(Protocol):
    """Carries a request out, or raises OSError where the connection ends without an answer."""

    def __call__(
        self, method: str, path: str, headers: Mapping[str, str], body: bytes | None
    ) -> Reply:
        """Send a request; `path` has the query."""
        ...


class HttpTransport:
    """Sends each request over a connection of its own to one server."""

    def __init__(self, url: str) -> None:
        """Take the server's URL; a path in it comes before each request's."""
        self._url = url.rstrip("/")

    def __call__(
        self, method: str, path: str, headers: Mapping[str, str], body: bytes | None
    ) -> Reply:
        """Send a request."""
        answer = exchange(method, self._url + path, headers=headers, body=body)
        return Reply(answer.status, answer.headers, answer.body)
