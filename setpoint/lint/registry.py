"""Every check, found by looking into the package `checks`."""

from __future__ import annotations

import pkgutil
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING

from setpoint.config.nearest import nearest
from setpoint.lint import checks

if TYPE_CHECKING:
    from collections.abc import Mapping

    from setpoint.lint.check import Check


@cache
def all_checks() -> Mapping[str, Check]:
    """Return every check by name, in order of name; each is called like its module."""
    found: dict[str, Check] = {}
    for module in pkgutil.iter_modules(checks.__path__):
        loaded = import_module(f"{checks.__name__}.{module.name}")
        check: Check = getattr(loaded, module.name)
        found[check.name] = check
    return dict(sorted(found.items()))


def find_check(name: str) -> Check:
    """Return a check by its name.

    Raises:
        LookupError: There is none; the message names the nearest.
    """
    known = all_checks()
    if name in known:
        return known[name]
    close = nearest(name, known)
    hint = f"; did you mean {close}?" if close else "; `setpoint lint --list` names them"
    raise LookupError(f"There is no check {name}{hint}")
