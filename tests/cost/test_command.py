"""`setpoint cost` on QuickSell: the table adds up, JSON agrees, bad price tables are refused."""

from __future__ import annotations

import json
import subprocess
import sys
from decimal import Decimal
from typing import TYPE_CHECKING

from setpoint.catalog import load_catalog
from setpoint.cost import estimate, load_prices
from tests.conftest import ROOT

if TYPE_CHECKING:
    from pathlib import Path


def _run(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "setpoint", "cost", *arguments],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_lines_add_up_to_the_total() -> None:
    answer = json.loads(_run("--env", "prod", "--json").stdout)
    assert sum(Decimal(line["amount"]) for line in answer["lines"]) == Decimal(answer["total"])
    assert answer["prices"][0]["region"] == "us-east-1"


def test_without_the_free_tier_the_list_price_is_counted() -> None:
    catalog, prices = load_catalog(ROOT, "prod"), load_prices()
    full = estimate(catalog, prices, free_tier=False)
    alarms = sum(price for price in full.alerts.values())
    dashboards = len(catalog.dashboards) * prices.dashboards.each
    custom = next(line.amount for line in full.lines if line.what == "custom metric")
    assert full.total == alarms + dashboards + custom
    assert full.total > estimate(catalog, prices).total


def test_the_table_names_its_prices_and_the_dearest_alerts() -> None:
    printed = _run("--env", "prod").stdout
    assert "Prices of us-east-1, 2026-11-22" in printed
    assert "Left out: text messages, " in printed
    assert "Dearest, before the free tier: app-stores/apple-unreachable $" in printed


def test_a_broken_price_table_is_wrong_use(tmp_path: Path) -> None:
    table = tmp_path / "prices.yaml"
    table.write_text("alarms: [")
    answer = _run("--env", "prod", "--prices", str(table))
    assert answer.returncode == 2
    assert "can't be read as a price table" in answer.stderr
    assert "Traceback" not in answer.stderr
