"""Lists in pages, as Sentry gives them: a `Link` header with cursors, 100 objects a page at most.

A cursor is `0:<page>:<1 for backwards>`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from sandbox.sentry.call import Call, Reply
from sandbox.sentry.errors import bad_request

if TYPE_CHECKING:
    from collections.abc import Sequence

MAXIMUM = 100


def page(call: Call, rows: Sequence[Any]) -> Reply:
    """Answer the page that the request asks for.

    Raises:
        ApiError: 400, the cursor or `per_page` is none.
    """
    size = _size(call)
    number = _number(call.query.get("cursor"))
    start = number * size
    previous = _link(call, "previous", f"0:{max(number - 1, 0)}:1", more=number > 0)
    following = _link(call, "next", f"0:{number + 1}:0", more=start + size < len(rows))
    headers = {"Link": f"{previous}, {following}", "X-Hits": str(len(rows))}
    return Reply(200, list(rows[start : start + size]), headers)


def _size(call: Call) -> int:
    text = call.query.get("per_page")
    if text is None:
        return call.page_size
    if not text.isdecimal() or not 1 <= int(text) <= MAXIMUM:
        raise bad_request(f"Invalid per_page value. Must be between 1 and {MAXIMUM}.")
    return int(text)


def _number(cursor: str | None) -> int:
    if not cursor:
        return 0
    parts = cursor.split(":")
    if len(parts) != 3 or not parts[1].isdecimal() or len(parts[1]) > 9:  # noqa: PLR2004
        raise bad_request("Invalid cursor parameter.")
    return int(parts[1])


def _link(call: Call, rel: str, cursor: str, *, more: bool) -> str:
    pairs = [(key, value) for key, value in call.query.multi_items() if key != "cursor"]
    url = f"{call.url}?{urlencode(pairs)}&cursor={cursor}"
    results = "true" if more else "false"
    return f'<{url}>; rel="{rel}"; results="{results}"; cursor="{cursor}"'
