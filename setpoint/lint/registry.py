"""Every check, found by looking into the package `checks`."""

from __future__ import annotations

import inspect
import pkgutil
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING

from setpoint.config.nearest import nearest
from setpoint.lint import checks
from setpoint.lint.check import Check

if TYPE_CHECKING:
    from collections.abc import Mapping


@cache
def all_checks() -> Mapping[str, Check]:
    """Return every check by name, in order of name."""
    found: dict[str, Check] = {}
    for module in pkgutil.iter_modules(checks.__path__):
        loaded = import_module(f"{checks.__name__}.{module.name}")
        for value in vars(loaded).values():
            if (
                inspect.isclass(value)
                and issubclass(value, Check)
                and not inspect.isabstract(value)
                and value.__module__ == loaded.__name__
            ):
                found[value.name] = value()
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
