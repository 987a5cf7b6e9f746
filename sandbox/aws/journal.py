"""What moto was asked, kept as the requests themselves, one a line.

An emulator whose objects are another project's is brought back by asking it again: no file has
objects of its own making, and a file that somebody else wrote asks for no more than a request
over HTTP can. Each request has its time and its seed, so that times and ids are as before.
"""

from __future__ import annotations

import base64
import json
import random
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sandbox.aws.protocols import Request
from sandbox.private import open_private

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

# What moto reads of a request; the signature, which nobody checks, stays out.
_HEADERS = ("authorization", "content-type", "host", "x-amz-target")
_SIGNATURE = "Signature="


@dataclass(frozen=True, kw_only=True)
class Entry:
    """A request that changed something.

    Attributes:
        service: The service that it was signed for, such as `iam`.
        at: When it was made, in seconds since 1970.
        seed: What its random numbers begin with.
        status: The HTTP status of the answer; 0 while there is none.
    """

    request: Request
    service: str
    at: float
    seed: int
    status: int = 0


class Journal:
    """A file of requests.

    Args:
        path: The file; made by the first request that is kept.
    """

    def __init__(self, path: Path) -> None:
        self._path = path

    def entries(self) -> Iterator[Entry]:
        """Yield the requests, oldest first; one that was not written to its end is left out.

        Raises:
            ValueError: A line is no request.
            SandboxError: The file is a link, or no regular file.
        """
        try:
            with open_private(self._path, "r") as stream:
                lines = stream.readlines()
        except FileNotFoundError:
            return
        for line in lines:
            if line.endswith("\n"):
                yield _read(json.loads(line))

    def forget_unfinished(self) -> None:
        """Take away a last line that a killed process did not write to its end."""
        with open_private(self._path, "r+") as stream:
            content = stream.read()
            stream.truncate(len(content[: content.rfind("\n") + 1].encode()))

    def add(self, entry: Entry) -> None:
        """Append a request and its status."""
        with open_private(self._path, "a") as stream:
            stream.write(json.dumps(_written(entry), separators=(",", ":")) + "\n")


def new_entry(request: Request, service: str) -> Entry:
    """Return the entry of a request that is made now."""
    seed = random.getrandbits(64)
    return Entry(request=request, service=service, at=time.time(), seed=seed)


def _written(entry: Entry) -> dict[str, Any]:
    request = entry.request
    headers = {key: request.headers[key] for key in _HEADERS if key in request.headers}
    if "authorization" in headers:
        headers["authorization"] = headers["authorization"].partition(_SIGNATURE)[0].strip(" ,")
    return {
        "service": entry.service,
        "at": entry.at,
        "seed": entry.seed,
        "status": entry.status,
        "method": request.method,
        "path": request.path,
        "query": request.query,
        "headers": headers,
        "body": base64.b64encode(request.body).decode(),
    }


def _read(document: Any) -> Entry:
    try:
        request = Request(
            method=str(document["method"]),
            path=str(document["path"]),
            query=str(document["query"]),
            headers={str(key): str(value) for key, value in document["headers"].items()},
            body=base64.b64decode(document["body"], validate=True),
        )
        return Entry(
            request=request,
            service=str(document["service"]),
            at=float(document["at"]),
            seed=int(document["seed"]),
            status=int(document["status"]),
        )
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError(f"no request: {error!r}") from error
