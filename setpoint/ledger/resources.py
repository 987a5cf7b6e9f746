"""Resources as a ledger names them: `MetricAlarm api/high-cpu`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterable


class Named(Protocol):
    """A planned resource."""

    @property
    def type(self) -> str:
        """The type token."""

    @property
    def name(self) -> str:
        """The logical name."""


def written(resource: Named) -> str:
    """Return type and name as a ledger writes them."""
    return f"{resource.type.rpartition(':')[2]} {resource.name}"


def belonging(resources: Iterable[Named], name: str, *types: str) -> tuple[str, ...]:
    """Return what is called `name` or stands below it.

    Args:
        resources: All of a plan.
        name: A logical name.
        types: How tokens of the types that count begin.
    """
    return tuple(
        written(one)
        for one in resources
        if one.type.startswith(types) and (one.name == name or one.name.startswith(f"{name}/"))
    )
