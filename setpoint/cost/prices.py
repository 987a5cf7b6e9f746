"""The price table: a data file with region, date and source, checked when it is read."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from importlib.resources import files
from typing import TYPE_CHECKING, Final, Self

import yaml
from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    NonNegativeInt,
    ValidationError,
    model_validator,
)

if TYPE_CHECKING:
    from pathlib import Path


# What each line of an estimate is priced by.
PLACE: Final = {
    "alarm metric": "alarms.standard_metric",
    "high-resolution alarm metric": "alarms.high_resolution_metric",
    "metric selected by a query": "alarms.insights_metric",
    "composite alarm": "alarms.composite",
    "dashboard": "dashboards.each",
    "custom metric": "metrics.custom",
    "health check": "health_checks.other_endpoint",
    "health check feature": "health_checks.optional_feature",
    "KMS key": "paging_keys.kms_key",
    "secret": "paging_keys.secret",
}
PLACES: Final = frozenset(PLACE.values())
# Route 53 has one price in all regions.
EVERYWHERE: Final = frozenset({"health_checks.other_endpoint", "health_checks.optional_feature"})


class PriceError(Exception):
    """A price table that can't be used; the message names the file and the entries."""


class _Table(BaseModel):
    """A part of the file; amounts are US dollars a month."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class AlarmPrices(_Table):
    """Alarms, billed by the metrics they analyse; composites by the alarm."""

    standard_metric: Decimal
    high_resolution_metric: Decimal
    insights_metric: Decimal
    composite: Decimal
    anomaly_extra_metrics: NonNegativeInt


class DashboardPrices(_Table):
    """Dashboards, billed by the dashboard."""

    each: Decimal


class MetricPrices(_Table):
    """Custom metrics, billed by the metric."""

    custom: Decimal


class HealthCheckPrices(_Table):
    """Route 53 health checks and their optional features."""

    other_endpoint: Decimal
    optional_feature: Decimal


class PagingKeyPrices(_Table):
    """The secret with PagerDuty's keys and the key that encrypts it."""

    kms_key: Decimal
    secret: Decimal


class FreeTier(_Table):
    """What an account has for nothing; `dashboard_metrics` is a free dashboard's limit."""

    alarm_metrics: NonNegativeInt
    dashboards: NonNegativeInt
    dashboard_metrics: NonNegativeInt
    custom_metrics: NonNegativeInt


class Regional(_Table):
    """What is known of another region: prices by their place in the table."""

    date: dt.date
    source: str
    prices: dict[str, Decimal]


class Prices(_Table):
    """The whole table, with the region it holds for and where and when it was read.

    Attributes:
        regions: Other regions of which some prices are known, by name.
    """

    region: str
    date: dt.date
    source: str
    alarms: AlarmPrices
    dashboards: DashboardPrices
    metrics: MetricPrices
    health_checks: HealthCheckPrices
    paging_keys: PagingKeyPrices
    free_tier: FreeTier
    regions: dict[str, Regional] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _regions_fit(self) -> Self:
        """Refuse a price of a region that the table has no place for."""
        for region, known in self.regions.items():
            for place in known.prices.keys() - PLACES:
                raise ValueError(f"{region}: there is no price {place}")
        return self

    def of(self, region: str) -> Prices:
        """Return the prices of a region, this table's own where the region's is not known."""
        known = self.regions.get(region)
        if region == self.region or known is None:
            return self
        values = self.model_dump()
        for place, price in known.prices.items():
            part, _, name = place.partition(".")
            values[part][name] = price
        read = {"region": region, "date": known.date, "source": known.source}
        return Prices.model_validate({**values, **read})

    def knows(self, place: str, region: str) -> bool:
        """Whether the price at a place of the table, such as `dashboards.each`, is the region's."""
        known = self.regions.get(region)
        everywhere = region == self.region or place in EVERYWHERE
        return everywhere or (known is not None and place in known.prices)


def load_prices(path: Path | None = None) -> Prices:
    """Read a price table, by default the one that comes with Setpoint.

    Raises:
        PriceError: The file can't be read, or lacks an entry, or has a wrong one.
    """
    where = path or files("setpoint.cost") / "prices.yaml"
    try:
        return Prices.model_validate(yaml.safe_load(where.read_text(encoding="utf-8")))
    except (OSError, yaml.YAMLError) as error:
        raise PriceError(f"{where} can't be read as a price table: {error}") from error
    except ValidationError as error:
        wrong = "; ".join(
            f"{'.'.join(map(str, item['loc'])) or 'the file'}: {item['msg']}"
            for item in error.errors()
        )
        raise PriceError(f"{where} is no price table: {wrong}") from error
