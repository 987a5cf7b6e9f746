"""Rendering of sample catalogs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from setpoint.automation.plan import PlannedResource, render_plan

if TYPE_CHECKING:
    from setpoint.catalog.model import Catalog


class Plan:
    """A rendered plan with ways to ask for one resource."""

    def __init__(self, resources: list[PlannedResource]) -> None:
        self.resources = resources

    def of(self, kind: str) -> list[PlannedResource]:
        """Resources whose type token ends in `kind`."""
        return [one for one in self.resources if one.type.endswith(f":{kind}")]

    def one(self, kind: str, name: str) -> PlannedResource:
        (found,) = [one for one in self.of(kind) if one.name == name]
        return found

    def inputs(self, kind: str, name: str) -> dict[str, Any]:
        return self.one(kind, name).inputs


class Render:
    """Renders catalogs."""

    def __call__(self, catalog: Catalog) -> Plan:
        return Plan(render_plan(catalog))


@pytest.fixture
def render() -> Render:
    return Render()
