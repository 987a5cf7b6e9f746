"""Prices of other regions: those that are known, and a word where they are not."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
import yaml

from setpoint.catalog import load_catalog
from setpoint.cost import PriceError, estimate, load_prices
from tests.conftest import ROOT
from tests.review.conftest import alert, cpu, project, sides, write

if TYPE_CHECKING:
    from pathlib import Path

    from setpoint.catalog.model import Catalog


ALARM = "alarm metric"


@pytest.fixture(scope="module")
def prod() -> Catalog:
    return load_catalog(ROOT, "prod")


def table(tmp_path: Path, prices: dict[str, str]) -> Path:
    """Return Setpoint's table, with a region of which these prices are known."""
    data = yaml.safe_load((ROOT / "setpoint" / "cost" / "prices.yaml").read_text("utf-8"))
    known = {"date": "2026-12-01", "source": "a bill", "prices": prices}
    data["regions"] = {"eu-west-1": known}
    file = tmp_path / "prices.yaml"
    file.write_text(yaml.safe_dump(data), "utf-8")
    return file


def moved(catalog: Catalog, region: str) -> Catalog:
    """Return a catalog whose stack and alarms are in another region."""
    alerts = {
        key: replace(each, region=each.region and region) for key, each in catalog.alerts.items()
    }
    return replace(catalog, region=region, alerts=alerts)


def regional(tmp_path: Path, number: int) -> Catalog:
    """Return a stack of us-east-1 with alarms there and in another region, as many in each."""
    alerts = {
        f"{region}-{each}": alert(cpu(), region=region)
        for region in ("us-east-1", "eu-west-1")
        for each in range(number)
    }
    return sides(write(tmp_path, project(alerts), {"prod": {}}))["prod"].catalog


def test_a_region_has_its_own_prices(prod: Catalog, tmp_path: Path) -> None:
    prices = load_prices(table(tmp_path, {"dashboards.each": "4.50"}))

    there = estimate(moved(prod, "eu-west-1"), prices, free_tier=False)
    (dashboards,) = [line for line in there.lines if line.what == "dashboard"]

    assert dashboards.price == Decimal("4.50")
    assert (there.prices[0].region, there.prices[0].source) == ("eu-west-1", "a bill")


def test_what_is_not_known_of_a_region_is_told(prod: Catalog, tmp_path: Path) -> None:
    prices = load_prices(table(tmp_path, {"dashboards.each": "4.50"}))

    there = estimate(moved(prod, "eu-west-1"), prices)
    nowhere = estimate(moved(prod, "mars-north-1"), prices)

    assert "alarm metric" in there.assumed["eu-west-1"]
    assert "dashboard" not in there.assumed["eu-west-1"]
    assert "dashboard" in nowhere.assumed["mars-north-1"]
    assert not {"health check", "health check feature"} & set(nowhere.assumed["mars-north-1"])
    assert there.table.region == "us-east-1"
    assert estimate(prod, prices).assumed == {}


def test_an_alarm_has_the_prices_of_its_own_region(tmp_path: Path) -> None:
    prices = load_prices(table(tmp_path, {"alarms.standard_metric": "0.40"}))

    found = estimate(regional(tmp_path, 1), prices, free_tier=False)

    assert found.alerts == {
        "shop/us-east-1-0": Decimal("0.10"),
        "shop/eu-west-1-0": Decimal("0.40"),
    }
    assert [(line.price, line.quantity) for line in found.lines if line.what == ALARM] == [
        (Decimal("0.10"), 1),
        (Decimal("0.40"), 1),
    ]
    assert [each.region for each in found.prices] == ["us-east-1", "eu-west-1"]
    assert found.assumed == {}


def test_the_free_tier_is_taken_once(tmp_path: Path) -> None:
    prices = load_prices(table(tmp_path, {"alarms.standard_metric": "0.40"}))

    lines = estimate(regional(tmp_path, 8), prices).lines

    free = [line.free for line in lines if line.what == ALARM]
    assert (len(free), sum(free)) == (2, prices.free_tier.alarm_metrics)


def test_a_price_without_a_place_is_refused(tmp_path: Path) -> None:
    with pytest.raises(PriceError, match="eu-west-1: there is no price"):
        load_prices(table(tmp_path, {"dashboards.all": "4.50"}))


def test_the_regions_of_the_table_name_their_sources() -> None:
    regions = load_prices().regions
    assert {"us-east-2", "ap-southeast-1"} <= set(regions)
    assert all(known.source and known.prices for known in regions.values())


def test_what_depends_on_use_is_said_to_be_left_out(prod: Catalog) -> None:
    told = estimate(prod, load_prices()).left_out
    for part in (
        "text messages",
        "what log groups take in and store",
        "what saved queries scan",
        "the plans of Sentry and PagerDuty",
    ):
        assert part in told

    bare = replace(prod, topics={}, queries={}, dashboards={}, digests={}, alerts={}, sentry=None)
    assert estimate(bare, load_prices()).left_out == ("the plans of PagerDuty",)
