"""The pages that runbooks are published from."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from setpoint.catalog.model import Alert
    from setpoint.lint.project import Environment

_HEADING = re.compile(r"^#{1,6}[ \t]+(.+)$", re.MULTILINE)
_NOT_IN_ANCHORS = re.compile(r"[^\w\- ]")
_PAGE = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]*")


def page_of(alert: Alert, environment: Environment) -> Path | None:
    """Return the file of an alert's runbook, None where it is no page of the project's folder.

    The file may not exist.
    """
    defaults = environment.loaded.config.defaults
    if alert.runbook is None or defaults.runbooks is None or defaults.runbook_url is None:
        return None
    base = f"{defaults.runbook_url.rstrip('/')}/"
    name = alert.runbook.removeprefix(base).partition("#")[0]
    if not alert.runbook.startswith(base) or not _PAGE.fullmatch(name):
        return None
    root = environment.loaded.project.root
    page = (root / defaults.runbooks / f"{name}.md").resolve()
    return page if page.is_relative_to(root.resolve()) else None  # nothing else is ours to read


@cache
def sections(page: Path) -> frozenset[str]:
    """Return the anchors of a page's headings, as GitHub makes them."""
    headings = _HEADING.findall(page.read_text("utf-8", errors="replace"))
    return frozenset(map(_anchor, headings))


def _anchor(heading: str) -> str:
    """Return a heading's anchor; hashes that close it are not of its text."""
    text = heading.rstrip().rstrip("#").rstrip()
    return _NOT_IN_ANCHORS.sub("", text.lower()).replace(" ", "-")


@cache
def words(page: Path) -> int:
    """Return how many words a page has besides its headings."""
    text = _HEADING.sub("", page.read_text("utf-8", errors="replace"))
    return sum(1 for word in text.split() if any(map(str.isalpha, word)))
