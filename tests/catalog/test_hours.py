"""Pages and promises that depend on support hours, in prod and where nobody is paged."""

from __future__ import annotations

import json
from datetime import time
from typing import TYPE_CHECKING, Any

import pytest

from setpoint.catalog.hours import hours_text, page_text, response_text
from setpoint.catalog.model import Response, SentryMonitor, SupportHours
from tests.catalog.test_routes import SIGNAL

if TYPE_CHECKING:
    from collections.abc import Callable

    from setpoint.catalog.model import Alert, Catalog

WEEK = ["monday", "tuesday", "wednesday", "thursday", "friday"]
OFFICE = {"time_zone": "Europe/Berlin", "days": WEEK, "start": "09:00", "end": "17:00"}
LATE = {"time_zone": "UTC", "days": ["saturday", "monday"], "start": "22:00", "end": "06:00"}
BY_HOURS = {"support_hours": "high", "otherwise": "low"}


@pytest.fixture
def with_hours(catalog_of: Callable[..., Catalog]) -> Callable[..., Catalog]:
    """A function from what critical alerts do (and hours of the service) to the catalog."""

    def make(
        severity: dict[str, Any], service: dict[str, Any] | None = None, own: str = "", **how: Any
    ) -> Catalog:
        overlay = {
            "defaults": {"support_hours": OFFICE},
            "severities": {"critical": severity},
            "services": {"shop": {"support_hours": service} if service else {}},
        }
        one = f"it: {{ severity: critical, summary: X, {own}{SIGNAL} }}"
        return catalog_of(one, overlay=json.dumps(overlay), **how)

    return make


def it(catalog: Catalog) -> Alert:
    return catalog.alerts["shop/it"]


def test_a_page_by_hours_keeps_both_urgencies_and_the_hours_of_all(
    with_hours: Callable[..., Catalog],
) -> None:
    catalog = with_hours({"page": BY_HOURS})

    route = it(catalog).route
    assert route.page == "high"
    assert route.page_hours is not None
    assert hours_text(route.page_hours.hours) == "Mon-Fri 09:00-17:00 Europe/Berlin"
    assert page_text(route) == "high in support hours, low otherwise"
    service = catalog.pagerduty_services["shop"]
    assert service.support_hours is None, "the hours of all make no incident of others low"
    (override,) = service.overrides
    assert (override.severity, override.urgency) == ("critical", "high")
    assert override.outside is not None
    assert (override.outside.severity, override.outside.urgency) == ("warning", "low")


def test_a_services_own_hours_come_first(with_hours: Callable[..., Catalog]) -> None:
    route = it(with_hours({"page": BY_HOURS}, LATE)).route

    assert route.page_hours is not None
    assert hours_text(route.page_hours.hours) == "Mon, Sat 22:00-06:00 UTC"


def test_an_alerts_own_page_wins_over_its_severitys_hours(
    with_hours: Callable[..., Catalog],
) -> None:
    route = it(with_hours({"page": BY_HOURS}, own="page: low, ")).route

    assert (route.page, route.page_hours) == ("low", None)


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        ({"support_hours": "low", "otherwise": "high"}, ("high", ("low", "high"))),
        ({"support_hours": "low", "otherwise": "low"}, ("low", None)),
    ],
)
def test_the_urgency_of_the_worst_hour_counts_and_alike_is_always(
    page: dict[str, str], expected: tuple[str, Any], with_hours: Callable[..., Catalog]
) -> None:
    route = it(with_hours({"page": page})).route

    by_hours = route.page_hours
    assert route.page == expected[0]
    assert (by_hours and (by_hours.support_hours, by_hours.otherwise)) == expected[1]


@pytest.mark.parametrize("page", ["high", "low"])
def test_a_services_own_hours_decide_whatever_the_alert_asks_for(
    page: str, with_hours: Callable[..., Catalog]
) -> None:
    catalog = with_hours({"page": page}, LATE)

    route = it(catalog).route
    assert route.page == page
    assert route.page_hours is not None
    assert route.page_hours.by_service
    assert page_text(route) == "high in support hours, low otherwise"
    assert hours_text(route.page_hours.hours) == "Mon, Sat 22:00-06:00 UTC"
    (override,) = catalog.pagerduty_services["shop"].overrides
    assert (override.urgency, override.outside) == (page, None), "the setting needs no rule"


def test_where_nobody_is_paged_no_hour_pages(with_hours: Callable[..., Catalog]) -> None:
    catalog = with_hours({"page": BY_HOURS}, environment="staging")

    assert (it(catalog).route.page, it(catalog).route.page_hours) == (None, None)
    assert catalog.pagerduty_services == {}


METRIC = "sentry_metric: { aggregate: count(), time_window: 1m, comparison: '>', threshold: 1 }"


@pytest.mark.parametrize(("within", "otherwise"), [("high", "low"), ("low", "high")])
def test_sentrys_pages_by_hours_have_a_service_that_knows_the_hours(
    within: str, otherwise: str, catalog_of: Callable[..., Catalog]
) -> None:
    page = {"support_hours": within, "otherwise": otherwise}
    overlay = {"defaults": {"support_hours": OFFICE}, "severities": {"critical": {"page": page}}}
    catalog = catalog_of(
        f"it: {{ severity: critical, summary: X, {METRIC} }}", overlay=json.dumps(overlay)
    )

    signal = it(catalog).signal
    assert isinstance(signal, SentryMonitor)
    (pages,) = (one for one in signal.alert.filters[0].actions if one.type == "pagerduty")
    assert pages.target == f"shop/core/{within}-in-hours"
    assert pages.options == {"priority": "critical"}
    (service,) = catalog.pagerduty_services.values()
    assert service.id == pages.target
    assert service.name == (
        f"acme prod: Shop (core, {within} in support hours, {otherwise} otherwise)"
    )
    assert service.page_hours is not None
    assert (service.page_hours.support_hours, service.page_hours.otherwise) == (within, otherwise)
    assert (service.support_hours, service.overrides) == (None, ())


def test_a_services_own_hours_hold_for_sentrys_pages_without_another(
    catalog_of: Callable[..., Catalog],
) -> None:
    overlay = {
        "severities": {"critical": {"page": BY_HOURS}},
        "services": {"shop": {"support_hours": OFFICE}},
    }
    catalog = catalog_of(
        f"it: {{ severity: critical, summary: X, {METRIC} }}", overlay=json.dumps(overlay)
    )
    assert list(catalog.pagerduty_services) == ["shop"]


@pytest.mark.parametrize(
    ("given", "text", "shortest"),
    [
        ("15m", "15m", 900),
        ({"support_hours": "15m", "otherwise": "30m"}, "15m in support hours, 30m otherwise", 900),
        ({"support_hours": "2h", "otherwise": "30m"}, "2h in support hours, 30m otherwise", 1800),
        ({"support_hours": "2h"}, "2h in support hours", 7200),
        ({"otherwise": "8h"}, "8h outside support hours", 28_800),
    ],
)
def test_a_time_to_respond_keeps_both_and_stands_in_the_description(
    given: Any, text: str, shortest: int, with_hours: Callable[..., Catalog]
) -> None:
    alert = it(with_hours({"respond_within": given}))

    assert alert.respond_within is not None
    assert response_text(alert.respond_within) == text
    assert alert.respond_within.shortest == shortest
    assert f"\nRespond within: {text}" in getattr(alert.signal, "description", "")


def test_an_alert_without_a_time_to_respond_says_nothing_of_it(
    catalog_of: Callable[..., Catalog],
) -> None:
    alert = catalog_of(f"it: {{ severity: high, summary: X, {SIGNAL} }}").alerts["shop/it"]

    assert alert.respond_within is None
    assert "Respond" not in getattr(alert.signal, "description", "")


def test_one_day_is_a_day() -> None:
    hours = SupportHours(time_zone="UTC", days_of_week=(7,), start_time=time(0), end_time=time(0))
    assert hours_text(hours) == "Sun 00:00-00:00 UTC"
    assert Response(support_hours=None, otherwise=60, hours=hours).shortest == 60
