"""Guards libyaml's composer, which recurses in C, against input nested without end."""

from __future__ import annotations

import re
from typing import Any

import yaml
from yaml._yaml import CParser

LIMIT = 100
_BRACKETS = re.compile(r"[\[\]{}]")
# A block collection starts at least one column further right than the one around it, or is
# a sequence at the same column as its key: depth is at most twice the column.
_FAR_RIGHT = re.compile(rf"^[ \-?:\t]{{{LIMIT // 2},}}", re.MULTILINE)


def too_deep(text: str) -> tuple[int, int] | None:
    """Line and column (from 1) where the nesting exceeds the limit, None if it never does."""
    if not _suspicious(text):
        return None
    return _measure(text)


def _suspicious(text: str) -> bool:
    """Cheap: brackets and indentation alone, quotes ignored."""
    if _FAR_RIGHT.search(text):
        return True
    depth = 0
    for bracket in _BRACKETS.findall(text):
        depth += 1 if bracket in "[{" else -1
        if depth > LIMIT // 2:
            return True
        depth = max(depth, 0)
    return False


def _measure(text: str) -> tuple[int, int] | None:
    """Exact: libyaml's events, which it makes without recursion."""
    depth = 0
    parser = CParser(text)
    try:
        while parser.check_event():
            event: Any = parser.get_event()
            if isinstance(event, yaml.CollectionStartEvent):
                depth += 1
            elif isinstance(event, yaml.CollectionEndEvent):
                depth -= 1
            if depth > LIMIT:
                return event.start_mark.line + 1, event.start_mark.column + 1
    except yaml.YAMLError:
        return None  # the composer stops at the same place and says why
    return None
