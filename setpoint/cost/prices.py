"""The price table: a data file with region, date and source, checked when it is read."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from importlib.resources import files
from typing import TYPE_CHECKING

import yaml
from pydantic import BaseModel, ConfigDict, NonNegativeInt, ValidationError

if TYPE_CHECKING:
    from pathlib import Path


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


class Prices(_Table):
    """The whole table, with the region it holds for and where and when it was read."""

    region: str
    date: dt.date
    source: str
    alarms: AlarmPrices
    dashboards: DashboardPrices
    metrics: MetricPrices
    health_checks: HealthCheckPrices
    paging_keys: PagingKeyPrices
    free_tier: FreeTier


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
