"""A rendered plan for people and for programs."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any, Protocol

import yaml

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from rich.console import Console


class Planned(Protocol):
    """A resource as the engine receives it; `parent` is the parent's `type::name`."""

    @property
    def type(self) -> str:
        """The type token."""

    @property
    def name(self) -> str:
        """The logical name."""

    @property
    def parent(self) -> str | None:
        """None directly below the stack."""

    @property
    def inputs(self) -> Mapping[str, Any]:
        """As in the provider's schema."""


def plan_as_json(resources: Sequence[Planned]) -> list[dict[str, Any]]:
    """Return `{type, name, parent, inputs}` of each resource."""
    return [
        {"type": one.type, "name": one.name, "parent": one.parent, "inputs": dict(one.inputs)}
        for one in resources
    ]


def print_plan(console: Console, resources: Sequence[Planned]) -> None:
    """Print each component with what is below it, and the inputs as YAML."""
    children: dict[str | None, list[Planned]] = defaultdict(list)
    for one in resources:
        children[one.parent].append(one)
    for top in children[None]:
        _print_below(console, top, children, 0)
    kinds = len({one.type for one in resources})
    told = f"{len(resources)} resources of {kinds} types" if resources else "nothing to provision"
    console.print(told)


def _print_below(
    console: Console, one: Planned, children: Mapping[str | None, Sequence[Planned]], depth: int
) -> None:
    console.print(f"{'  ' * depth}[bold]{one.type}[/] {one.name}", highlight=False, soft_wrap=True)
    if one.inputs:
        text = yaml.safe_dump(dict(one.inputs), sort_keys=True, allow_unicode=True, width=100)
        for line in text.splitlines():
            console.print(f"{'  ' * (depth + 2)}{line}", markup=False, soft_wrap=True)
    for child in children.get(f"{one.type}::{one.name}", ()):
        _print_below(console, child, children, depth + 1)
