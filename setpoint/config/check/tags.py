"""AWS's rules of tags."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from setpoint.config.validation.draft import Mistake

if TYPE_CHECKING:
    from collections.abc import Iterator

    from setpoint.config.validation import Draft

_OWN = ("organization", "environment", "service", "severity", "owner", "managed-by")
_MOST = 50 - len(_OWN)
_KEY = re.compile(r"[\w .:/=+@-]{1,128}")
_VALUE = re.compile(r"[\w .:/=+@-]{0,256}")


def check(draft: Draft) -> Iterator[Mistake]:
    """Tags that AWS refuses, or that Setpoint sets itself."""
    tags = draft.config.defaults.tags
    if len(tags) > _MOST:
        yield Mistake(("defaults", "tags"), f"{len(tags)} tags are too many; at most {_MOST}")
    for key, value in tags.items():
        path = ("defaults", "tags", key)
        if key in _OWN:
            yield Mistake(path, f"the tag {key!r} is set by Setpoint itself", on_key=True)
        elif key.lower().startswith("aws:") or not _KEY.fullmatch(key):
            yield Mistake(
                path,
                f"{key[:60]!r} is no tag key; use at most 128 letters, digits, spaces and"
                " . : / = + @ - _, not starting with aws:",
                on_key=True,
            )
        if not _VALUE.fullmatch(value):
            yield Mistake(
                path,
                f"{value[:60]!r} is no tag value; use at most 256 letters, digits, spaces and"
                " . : / = + @ - _",
            )
