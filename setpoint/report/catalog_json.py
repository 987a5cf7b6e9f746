"""The catalog's values as JSON, field by field under the model's own names.

A signal says what it is in `kind` (`metric_alarm`, `composite_alarm`, ...), a duration is in
the unit that the model documents, and a secret is `[secret]`. Where each value came from is
left to `explain`.
"""

from __future__ import annotations

import json
import re
from dataclasses import fields
from datetime import date, time
from typing import TYPE_CHECKING, Any

from setpoint.catalog.kinds import watched_by_all
from setpoint.catalog.model import Alert, Watching
from setpoint.config.value import Secret

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

_LEFT_OUT: dict[type[Any], frozenset[str]] = {Alert: frozenset({"origins"})}
_CAMEL = re.compile(r"(?<!^)(?=[A-Z])")


def as_json(value: Any) -> str:
    """Return a value of the catalog as JSON on one line."""
    return json.dumps(value, default=_plain, ensure_ascii=False)


def alerts_as_json(environments: Mapping[str, Iterable[Alert]]) -> Iterator[str]:
    """Yield the lines of `{"environments": {NAME: {"alerts": [...]}}}`, an alert a line."""
    yield '{"environments": {'
    last = len(environments) - 1
    for place, (environment, alerts) in enumerate(environments.items()):
        yield f'{json.dumps(environment)}: {{"alerts": ['
        yield from _joined(as_json(alert) for alert in alerts)
        yield "]}" + ("," if place < last else "")
    yield "}}"


def _joined(lines: Iterator[str]) -> Iterator[str]:
    """Yield lines with commas between them, at once one behind."""
    before = next(lines, None)
    for line in lines:
        yield f"{before},"
        before = line
    if before is not None:
        yield before


def _plain(value: Any) -> Any:
    if isinstance(value, Secret):
        return str(value)
    if isinstance(value, date | time):
        return value.isoformat()
    cls = type(value)
    if cls not in _SHAPES:
        _SHAPES[cls] = _shape(cls)
    kind, names = _SHAPES[cls]
    plain = {name: getattr(value, name) for name in names}
    if isinstance(value, Alert):
        plain["watches"] = watched_by_all(value.signal)
    return {"kind": kind, **plain} if kind else plain


_SHAPES: dict[type[Any], tuple[str | None, tuple[str, ...]]] = {}


def _shape(cls: type[Any]) -> tuple[str | None, tuple[str, ...]]:
    """Return what a class is called among signals, and its fields."""
    left_out = _LEFT_OUT.get(cls, frozenset())
    names = tuple(field.name for field in fields(cls) if field.name not in left_out)
    kind = _CAMEL.sub("_", cls.__name__).lower() if issubclass(cls, Watching) else None
    return kind, names
