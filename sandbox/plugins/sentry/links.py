"""Reads the `Link` header by which Sentry's lists are paged."""

from __future__ import annotations

import re

_NEXT = re.compile(r'rel="next";\s*results="true";\s*cursor="([^"]+)"')


def next_cursor(header: str) -> str | None:
    """Return the cursor of the next page, `None` on the last one."""
    found = _NEXT.search(header)
    return found[1] if found else None
