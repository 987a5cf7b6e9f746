"""The pages on checks, docs/lint: what is wrong, an example, how to set it right."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from setpoint.lint.check import Check

_HEAD = """# Checks

`setpoint lint` finds what is valid and yet unwise. Every page has an example that is found and
one that passes, both without the people, teams and channels that every config has.

A finding that shall stay is allowed where it is: on an alert, on a service, or at the top of the
config, in `allow:` with the check, a reason, an owner and a day from which it counts again. An
overlay can allow for its environment alone.

| Check | | What is wrong |
|---|---|---|
"""


def page_name(check: str) -> str:
    """Return a page's file name."""
    return f"{check.replace('/', '-')}.md"


def page_text(check: str) -> str:
    """Return the page on a check."""
    shipped = files("setpoint.lint").joinpath("pages", page_name(check))
    if shipped.is_file():
        return shipped.read_text("utf-8")
    source = Path(__file__).parents[2] / "docs" / "lint" / page_name(check)
    return source.read_text("utf-8")


def index(checks: Mapping[str, Check]) -> str:
    """Return docs/lint/README.md."""
    rows = [
        f"| [{name}]({page_name(name)}) | {_weight(check)} | {check.summary} |"
        for name, check in checks.items()
    ]
    return _HEAD + "\n".join(rows) + "\n"


def _weight(check: Check) -> str:
    return f"{check.severity}, online" if check.online else check.severity
