"""The month's price of one environment: a line for each kind of thing, and each alert's share."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from setpoint.catalog.model import GraphWidget
from setpoint.cost.leaving_out import left_out
from setpoint.cost.prices import PLACE
from setpoint.cost.signals import SELECTED, charges, custom_metrics

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from setpoint.catalog.model import Alert, Catalog, Dashboard
    from setpoint.cost.prices import FreeTier, Prices
    from setpoint.cost.signals import Charge

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
        region: The environment's; an alarm may be in another.
        table: Prices of all regions.
        catalog: What was priced.
        assumed: Kinds of things, by region, whose price there is not in the table; those of the
            table's own region stand in.
    """

    environment: str
    region: str
    table: Prices
    lines: tuple[Line, ...]
    catalog: Catalog
    assumed: Mapping[str, tuple[str, ...]]

    @property
    def prices(self) -> tuple[Prices, ...]:
        """The prices of each region that something is in, the environment's own first."""
        found = (self.table.of(region) for region in self.catalog.alarm_regions)
        return tuple({each.region: each for each in found}.values())

    @property
    def alerts(self) -> Mapping[str, Decimal]:
        """Each alert's list price, before the free tier, which belongs to the account."""
        alerts = self.catalog.alerts.values()
        return {alert.id: alert_price(alert, self.table) for alert in alerts}

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


def alert_price(alert: Alert, table: Prices) -> Decimal:
    """Return an alert's list price in US dollars a month where its alarms are.

    A disabled one's actions cost nothing.
    """
    return sum((charge.amount for _, charge in _charges(alert, table)), _NOTHING)


def _charges(alert: Alert, table: Prices) -> Iterator[tuple[str, Charge]]:
    """Yield what AWS bills for an alert, and in which region; one without alarms costs nothing."""
    if alert.region is not None:
        for each in charges(alert.signal, table.of(alert.region)):
            yield alert.region, each


def estimate(catalog: Catalog, prices: Prices, *, free_tier: bool = True) -> Estimate:
    """Price a catalog.

    Args:
        catalog: The environment.
        prices: The table; where it has no price of a region, its own stands in.
        free_tier: Whether the account's free tier is all this environment's.
    """
    found = tuple(each for each in _things(catalog, prices) if each.quantity)
    free = _free(catalog, prices.free_tier) if free_tier else {}
    return Estimate(
        environment=catalog.environment,
        region=catalog.region,
        table=prices,
        lines=tuple(_lines(found, free)),
        catalog=catalog,
        assumed=_assumed(found, prices),
    )


class _Things(NamedTuple):
    """Things of one kind in a region, at their price there."""

    what: str
    price: Decimal
    quantity: int
    region: str


def _things(catalog: Catalog, table: Prices) -> tuple[_Things, ...]:
    """Return what is billed, alarms by kind and price first."""
    region, prices = catalog.region, table.of(catalog.region)
    # Each digest has an alarm of its own; its few requests cost nothing.
    digests = _Things("alarm metric", prices.alarms.standard_metric, len(catalog.digests), region)
    paged = int(_pages_by_rules(catalog))
    return (
        *sorted((*_alarms(catalog, table), digests)),
        _Things("dashboard", prices.dashboards.each, len(catalog.dashboards), region),
        *_custom(catalog, table),
        _Things("KMS key", prices.paging_keys.kms_key, paged, region),
        _Things("secret", prices.paging_keys.secret, paged, region),
    )


def _alarms(catalog: Catalog, table: Prices) -> Iterator[_Things]:
    for alert in catalog.alerts.values():
        for region, each in _charges(alert, table):
            yield _Things(each.unit, each.price, each.quantity, region)


def _custom(catalog: Catalog, table: Prices) -> Iterator[_Things]:
    """Yield the custom metrics of each region; a metric of two regions is two metrics."""
    keys = {
        (alert.region, key)
        for alert in catalog.alerts.values()
        for key in custom_metrics(alert.signal)
        if alert.region is not None
    }
    for region, number in sorted(Counter(region for region, _ in keys).items()):
        yield _Things("custom metric", table.of(region).metrics.custom, number, region)


def _lines(things: Iterable[_Things], free: Mapping[str, int]) -> Iterator[Line]:
    """Yield a line for each kind and price; the free tier is the account's, not a region's."""
    quantities: Counter[tuple[str, Decimal]] = Counter()
    for each in things:
        quantities[each.what, each.price] += each.quantity
    left = Counter(free)
    for (what, price), quantity in quantities.items():
        given = min(quantity, left[what])
        left[what] -= given
        yield Line(what, quantity, given, price)


def _free(catalog: Catalog, tier: FreeTier) -> Mapping[str, int]:
    small = sum(_metrics_on(each) <= tier.dashboard_metrics for each in catalog.dashboards.values())
    return {
        "alarm metric": tier.alarm_metrics,
        "dashboard": min(small, tier.dashboards),
        "custom metric": tier.custom_metrics,
    }


def _assumed(things: Iterable[_Things], table: Prices) -> Mapping[str, tuple[str, ...]]:
    found: dict[str, dict[str, None]] = {}
    for each in things:
        if not table.knows(PLACE[each.what], each.region):
            found.setdefault(each.region, {})[each.what] = None
    return {region: tuple(kinds) for region, kinds in found.items()}


def _metrics_on(dashboard: Dashboard) -> int:
    return sum(
        query.metric is not None
        for widget in dashboard.widgets
        if isinstance(widget, GraphWidget)
        for query in widget.queries
    )


def _evaluates_rules(catalog: Catalog) -> bool:
    found = catalog.prometheus
    return found is not None and found.workspace != "none" and bool(found.namespaces)


def _pages_by_rules(catalog: Catalog) -> bool:
    found = catalog.prometheus
    if found is None or not _evaluates_rules(catalog):
        return False
    return any(each.pagerduty_service for each in found.receivers.values())
