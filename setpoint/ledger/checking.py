"""What a ledger's page has wrong: names of nothing, and alerts that it leaves out."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from setpoint.config.levels import level_id
from setpoint.config.nearest import nearest
from setpoint.ledger.page import mentions
from setpoint.ledger.resources import written

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from setpoint.catalog.model import Catalog
    from setpoint.config import LoadedConfig
    from setpoint.config.levels import Levels
    from setpoint.config.model import Config
    from setpoint.ledger.resources import Named

_ALERT = re.compile(r"services\.([^.]+)\.alerts\.([^.\[]+)(?:\.levels(?:\.([^.\[]+))?)?(.*)")
_PART = re.compile(r'"([^"]+)"|([^.\[\]"]+)|\[(\d+)\]')
_MISSING = object()


@dataclass(frozen=True, slots=True)
class Mistake:
    """One thing that is wrong with a page.

    Attributes:
        line: Where, 1 for what is not on the page at all.
    """

    line: int
    message: str


def mistakes(
    page: str, loaded: LoadedConfig, catalog: Catalog, resources: Iterable[Named]
) -> Iterator[Mistake]:
    """Yield what the page has wrong about an environment."""
    existing = tuple(written(one) for one in resources)
    found = tuple(mentions(page))
    paths: list[str] = []
    for one in found:
        if one.column == "Config":
            meant = tuple(_meant(one.text, loaded.levels))
            paths += meant
            for path in meant:
                yield from _path_mistakes(one.line, path, loaded.config)
        elif one.text not in existing:
            yield Mistake(one.line, f"there is no resource {one.text}{_hint(one.text, existing)}")
    yield from _left_out(paths, catalog)


def _meant(path: str, levels: Levels) -> Iterator[str]:
    """Yield the path; of an alert with levels, those of the alerts that its levels are."""
    alert = _ALERT.fullmatch(path)
    if alert is None or f"{alert[1]}/{alert[2]}" not in levels.of:
        yield path
        return
    service, name, level, rest = alert.groups()
    reference = f"{service}/{name}"
    named = (f"{service}/{level_id(name, level)}",) if level else levels.named(reference)
    for one in named:
        yield f"services.{service}.alerts.{one.partition('/')[2]}{rest}"


def _path_mistakes(line: int, path: str, config: Config) -> Iterator[Mistake]:
    value: Any = config
    for quoted, plain, index in _PART.findall(path):
        known = _keys(value)
        value = _below(value, quoted or plain, index)
        if value is _MISSING or value is None:
            part = quoted or plain or f"[{index}]"
            yield Mistake(line, f"{path}: the config has no {part}{_hint(part, known)}")
            return


def _below(value: Any, name: str, index: str) -> Any:
    if index:
        items = value if isinstance(value, Sequence) and not isinstance(value, str) else ()
        return items[int(index)] if int(index) < len(items) else _MISSING
    if isinstance(value, Mapping):
        return value.get(name, _MISSING)
    return getattr(value, name, _MISSING) if name in _keys(value) else _MISSING


def _keys(value: Any) -> tuple[str, ...]:
    """Return the names that can follow in a path."""
    return (
        tuple(value)
        if isinstance(value, Mapping)
        else tuple(getattr(type(value), "model_fields", ()))
    )


def _left_out(paths: Sequence[str], catalog: Catalog) -> Iterator[Mistake]:
    for alert in catalog.alerts.values():
        path = f"services.{alert.service}.alerts.{alert.name}"
        if not any(one == path or one.startswith((f"{path}.", f"{path}[")) for one in paths):
            yield Mistake(1, f"the alert {alert.id} is in no row: {path}")


def _hint(name: str, known: Sequence[str]) -> str:
    close = nearest(name, known)
    return f"; did you mean {close}?" if close else ""
