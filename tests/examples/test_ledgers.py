"""docs/<organization>.md names what is there, and every alert is on it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from setpoint.automation.plan import render_plan
from setpoint.catalog import build
from setpoint.config import find_project, load
from setpoint.ledger import mistakes
from setpoint.report.ledger import mistakes_text
from tests.organizations import ORGANIZATIONS

if TYPE_CHECKING:
    from tests.organizations import Organization

IDS = [one.name for one in ORGANIZATIONS]


@pytest.mark.parametrize("organization", ORGANIZATIONS, ids=IDS)
def test_the_ledger_agrees_with_prod(organization: Organization) -> None:
    loaded = load(find_project(organization.root), "prod")
    catalog = build(loaded)
    page = organization.ledger.read_text("utf-8")
    found = mistakes(page, loaded, catalog, render_plan(catalog))
    assert list(mistakes_text(organization.ledger, found)) == []
