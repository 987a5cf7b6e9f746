"""What SDKs send: envelopes (`/api/PROJECT/envelope/`) and bare events (`/api/PROJECT/store/`).

The form is that of Sentry's development documentation of envelopes: a line of JSON, then items of
a line of JSON and a payload each. Items that are no events are taken and forgotten.
"""

from __future__ import annotations

import gzip
import json
import re
import zlib
from io import BytesIO
from typing import TYPE_CHECKING, Final

from sandbox.sentry.errors import ApiError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from sandbox.sentry.account import Row

LARGEST: Final = 5 * 1024 * 1024
"""Bytes of a body, packed or not."""

_KEY = re.compile(r"sentry_key=([0-9a-zA-Z]+)")


def public_key(headers: Mapping[str, str], query: Mapping[str, str]) -> str:
    """Return the key that a request shows, in its header or its address; empty without one."""
    found = _KEY.search(headers.get("x-sentry-auth", "") or headers.get("authorization", ""))
    return found[1] if found else query.get("sentry_key", "")


def unpacked(content: bytes, encoding: str) -> bytes:
    """Return a body as it was before it was packed.

    Raises:
        ApiError: 400 or 413, it can't be unpacked or is too large.
    """
    try:
        data = _inflate(content, encoding)
    except (OSError, EOFError, zlib.error):
        raise refused("bad content encoding") from None
    if len(data) > LARGEST:
        raise ApiError(413, {"detail": "envelope exceeded size limits"})
    return data


def _inflate(content: bytes, encoding: str) -> bytes:
    """Unpack no more than a byte beyond what is allowed."""
    match encoding.lower():
        case "gzip":
            with gzip.GzipFile(fileobj=BytesIO(content)) as stream:
                return stream.read(LARGEST + 1)
        case "deflate":
            return zlib.decompressobj().decompress(content, LARGEST + 1)
        case "" | "identity":
            return content
    raise refused(f"unsupported content encoding {encoding[:20]}")


def events_of(envelope: bytes) -> list[Row]:
    """Return the events of an envelope.

    Raises:
        ApiError: 400, it is none.
    """
    header, rest = _line(envelope)
    known = _object(header, "invalid envelope header")
    return [
        {**_object(payload, "invalid event"), "event_id": known.get("event_id", "")}
        for kind, payload in _items(rest)
        if kind == "event"
    ]


def event_of(content: bytes) -> Row:
    """Return a bare event.

    Raises:
        ApiError: 400, it is none.
    """
    return _object(content, "invalid event")


def _items(rest: bytes) -> Iterator[tuple[str, bytes]]:
    while rest.strip():
        header, rest = _line(rest)
        if not header.strip():
            continue
        known = _object(header, "invalid item header")
        length = known.get("length")
        if isinstance(length, int) and length >= 0:
            payload, rest = rest[:length], rest[length:].removeprefix(b"\n")
        else:
            payload, rest = _line(rest)
        yield str(known.get("type")), payload


def _line(content: bytes) -> tuple[bytes, bytes]:
    line, _, rest = content.partition(b"\n")
    return line, rest


def _object(content: bytes, reason: str) -> Row:
    try:
        value = json.loads(content)
        json.dumps(value, allow_nan=False).encode()
    except (ValueError, RecursionError):
        raise refused(reason) from None
    if not isinstance(value, dict):
        raise refused(reason)
    return value


def refused(reason: str) -> ApiError:
    """400 in the form of Sentry's ingest."""
    return ApiError(400, {"detail": reason, "causes": [reason]})
