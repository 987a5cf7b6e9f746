"""Component types enter URNs: each is listed, with its reason, where a change would be seen."""

from __future__ import annotations

import re
from importlib import import_module
from pkgutil import walk_packages
from typing import TYPE_CHECKING

import pulumi

import components
from tests.components import samples
from tests.conftest import ROOT

if TYPE_CHECKING:
    from tests.components.conftest import Render

RECORD = ROOT / "docs" / "adr" / "0006-component-types.md"


def _types() -> set[str]:
    found: set[str] = set()
    for module in walk_packages(components.__path__, "components."):
        for value in vars(import_module(module.name)).values():
            if isinstance(value, type) and issubclass(value, pulumi.ComponentResource):
                found.add(getattr(value, "TYPE", ""))
    return found - {""}


def test_every_type_is_recorded() -> None:
    recorded = set(re.findall(r"`(setpoint:[a-z]+:[A-Za-z]+)`", RECORD.read_text("utf-8")))

    assert _types() == recorded


def test_every_child_has_a_component_above_it(render: Render) -> None:
    plan = render(samples.paging(samples.alert("cpu", samples.metric_alarm()), **samples.SENTRY))

    for one in plan.resources:
        assert one.type.startswith("setpoint:") == (one.parent is None), one
