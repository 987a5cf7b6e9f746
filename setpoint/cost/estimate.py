"""The month's price of one environment: a line for each kind of thing, and each alert's share."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from setpoint.catalog.model import GraphWidget
from setpoint.cost.leaving_out import left_out
from setpoint.cost.prices import PLACE
from setpoint.cost.signals import SELECTED, charges, custom_metrics

if TYPE_CHECKING:
    from collections.abc import Mapping

    from setpoint.catalog.model import Alert, Catalog, Dashboard
    from setpoint.cost.prices import Prices

_NOTHING = Decimal(0)
_SAMPLES = (
    "Amazon Managed Prometheus bills samples that are ingested, stored and queried, those of"
    " its rules too: how many, only the account knows."
)
_AT_LEAST = (
    "Each query that selects metrics is counted as one metric; "
    "AWS bills every metric that it finds."
)


@dataclass(frozen=True, slots=True)
class Line:
    """A kind of thing: how many there are, how many are free, what the rest costs.

    Attributes:
        amount: US dollars a month after the free tier.
    """

    what: str
    quantity: int
    free: int
    price: Decimal

    @property
    def amount(self) -> Decimal:
        """US dollars a month."""
        return (self.quantity - self.free) * self.price


@dataclass(frozen=True, slots=True)
class Estimate:
    """The month's price of an environment.

    Attributes:
        catalog: What was priced.
        assumed: Kinds of things whose price in the region is not in the table; those of the
            table's own region stand in.
        stand_in: That region.
    """

    environment: str
    region: str
    prices: Prices
    lines: tuple[Line, ...]
    catalog: Catalog
    assumed: tuple[str, ...] = ()
    stand_in: str = ""

    @property
    def alerts(self) -> Mapping[str, Decimal]:
        """Each alert's list price, before the free tier, which belongs to the account."""
        alerts = self.catalog.alerts.values()
        return {alert.id: alert_price(alert, self.prices) for alert in alerts}

    @property
    def total(self) -> Decimal:
        """US dollars a month after the free tier."""
        return sum((line.amount for line in self.lines), _NOTHING)

    @property
    def notes(self) -> tuple[str, ...]:
        """What the figures leave open, as sentences."""
        found = [_AT_LEAST] if any(line.what == SELECTED for line in self.lines) else []
        return (*found, _SAMPLES) if _evaluates_rules(self.catalog) else tuple(found)

    @property
    def left_out(self) -> tuple[str, ...]:
        """What there is no figure for, in words."""
        return tuple(left_out(self.catalog))


def alert_price(alert: Alert, prices: Prices) -> Decimal:
    """Return an alert's list price in US dollars a month; nothing for a disabled one's actions."""
    return sum((charge.amount for charge in charges(alert.signal, prices)), _NOTHING)


def estimate(catalog: Catalog, prices: Prices, *, free_tier: bool = True) -> Estimate:
    """Price a catalog.

    Args:
        catalog: The environment.
        prices: The table; where it has no price of the catalog's region, its own stands in.
        free_tier: Whether the account's free tier is all this environment's.
    """
    table, prices = prices, prices.of(catalog.region)
    lines = (
        *_alert_lines(catalog, prices, free_tier=free_tier),
        _dashboard_line(catalog, prices, free_tier=free_tier),
        _custom_line(catalog, prices, free_tier=free_tier),
        *_paging_keys(catalog, prices),
    )
    shown = tuple(line for line in lines if line.quantity)
    return Estimate(
        environment=catalog.environment,
        region=catalog.region,
        prices=prices,
        lines=shown,
        catalog=catalog,
        stand_in=table.region,
        assumed=tuple(
            line.what for line in shown if not table.knows(PLACE[line.what], catalog.region)
        ),
    )


def _alert_lines(catalog: Catalog, prices: Prices, *, free_tier: bool) -> tuple[Line, ...]:
    quantities: Counter[tuple[str, Decimal]] = Counter()
    for alert in catalog.alerts.values():
        for charge in charges(alert.signal, prices):
            quantities[charge.unit, charge.price] += charge.quantity
    if catalog.digests:  # each has an alarm of its own; its few requests cost nothing
        quantities["alarm metric", prices.alarms.standard_metric] += len(catalog.digests)
    free = {"alarm metric": prices.free_tier.alarm_metrics} if free_tier else {}
    return tuple(
        Line(unit, quantity, min(quantity, free.get(unit, 0)), price)
        for (unit, price), quantity in sorted(quantities.items())
    )


def _dashboard_line(catalog: Catalog, prices: Prices, *, free_tier: bool) -> Line:
    small = sum(
        _metrics_on(dashboard) <= prices.free_tier.dashboard_metrics
        for dashboard in catalog.dashboards.values()
    )
    free = min(small, prices.free_tier.dashboards) if free_tier else 0
    return Line("dashboard", len(catalog.dashboards), free, prices.dashboards.each)


def _metrics_on(dashboard: Dashboard) -> int:
    return sum(
        query.metric is not None
        for widget in dashboard.widgets
        if isinstance(widget, GraphWidget)
        for query in widget.queries
    )


def _custom_line(catalog: Catalog, prices: Prices, *, free_tier: bool) -> Line:
    keys = {key for alert in catalog.alerts.values() for key in custom_metrics(alert.signal)}
    free = min(len(keys), prices.free_tier.custom_metrics) if free_tier else 0
    return Line("custom metric", len(keys), free, prices.metrics.custom)


def _evaluates_rules(catalog: Catalog) -> bool:
    found = catalog.prometheus
    return found is not None and found.workspace != "none" and bool(found.namespaces)


def _paging_keys(catalog: Catalog, prices: Prices) -> tuple[Line, ...]:
    found = catalog.prometheus
    if found is None or not _evaluates_rules(catalog):
        return ()
    paged = any(each.pagerduty_service for each in found.receivers.values())
    return (
        Line("KMS key", int(paged), 0, prices.paging_keys.kms_key),
        Line("secret", int(paged), 0, prices.paging_keys.secret),
    )
