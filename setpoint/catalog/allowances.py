"""What the config accepts of its checks' findings, each with the part it is said for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from setpoint.catalog.model import Allowance

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from setpoint.catalog.context import Context
    from setpoint.config import model as config
    from setpoint.config.path import Path


def build_allowances(context: Context) -> tuple[Allowance, ...]:
    """Return every allowance of the config, the widest first."""
    return tuple(_all(context))


def _all(context: Context) -> Iterator[Allowance]:
    whole = context.config
    yield from _of("", (), whole.allow, context)
    for service, section in whole.services.items():
        path = ("services", service)
        yield from _of(service, path, section.allow, context)
        for name, alert in section.alerts.items():
            if alert.allow:
                yield from _of(f"{service}/{name}", (*path, "alerts", name), alert.allow, context)


def _of(
    scope: str, path: Path, allowed: Sequence[config.Allowance], context: Context
) -> Iterator[Allowance]:
    for place, each in enumerate(allowed):
        yield Allowance(
            check=each.check,
            scope=scope,
            reason=each.reason,
            owner=each.owner,
            until=each.until,
            origin=context.loaded.origins.at((*path, "allow", place)),
        )
