"""One HTTP exchange with the emulated account, and the two ways in which it can end."""

from __future__ import annotations

import http.client
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from collections.abc import Mapping

_TIMEOUT_SECONDS = 30


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
        parts = urlsplit(url)
        self._prefix = parts.path.rstrip("/")
        self._host, self._port = parts.hostname or "", parts.port or 80

    def __call__(
        self, method: str, path: str, headers: Mapping[str, str], body: bytes | None
    ) -> Reply:
        """Send a request."""
        connection = http.client.HTTPConnection(self._host, self._port, timeout=_TIMEOUT_SECONDS)
        try:
            connection.request(method, self._prefix + path, body=body, headers=dict(headers))
            response = connection.getresponse()
            answered = {key.lower(): value for key, value in response.getheaders()}
            return Reply(response.status, answered, response.read())
        except http.client.HTTPException as error:
            raise ConnectionResetError(str(error)) from error
        finally:
            connection.close()
