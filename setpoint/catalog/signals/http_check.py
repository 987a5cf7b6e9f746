"""`http_check`: a Route 53 health check and an alarm on its status.

Route 53 publishes its metrics in us-east-1 only; that the alarm is placed there is the
component's business.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Literal, NamedTuple
from urllib.parse import urlsplit

from setpoint.catalog import conditions
from setpoint.catalog.evaluation import OPERATORS, judged
from setpoint.catalog.model import HealthCheck, Metric, MetricAlarm

if TYPE_CHECKING:
    from setpoint.catalog.context import Context
    from setpoint.catalog.signals.identity import SignalIdentity
    from setpoint.config.model import HttpCheck

_PORTS = {"http": 80, "https": 443}

CheckType = Literal["HTTP", "HTTPS", "HTTP_STR_MATCH", "HTTPS_STR_MATCH", "TCP"]


class _Endpoint(NamedTuple):
    type: CheckType
    fqdn: str
    port: int
    resource_path: str


def build(
    section: HttpCheck, identity: SignalIdentity, context: Context
) -> tuple[HealthCheck, str]:
    """Return the check with its alarm, and the condition."""
    endpoint = _endpoint(section)
    check = HealthCheck(
        name=identity.alarm_name,
        **endpoint._asdict(),
        search_string=section.search_string,
        request_interval=section.interval,
        failure_threshold=section.failure_threshold,
        measure_latency=section.measure_latency,
        enable_sni=section.enable_sni,
        inverted=section.inverted,
        regions=section.regions,
        availability=section.availability,
        alarm=_alarm(section, identity, context),
    )
    condition = conditions.health_check(check)
    alarm = replace(check.alarm, description=identity.describe(condition))
    return replace(check, alarm=alarm), condition


def _endpoint(section: HttpCheck) -> _Endpoint:
    parts = urlsplit(section.url)
    kinds: dict[tuple[str, bool], CheckType] = {
        ("http", False): "HTTP",
        ("http", True): "HTTP_STR_MATCH",
        ("https", False): "HTTPS",
        ("https", True): "HTTPS_STR_MATCH",
    }
    path = f"{parts.path or '/'}?{parts.query}" if parts.query else parts.path
    return _Endpoint(
        type=kinds.get((parts.scheme, bool(section.search_string)), "TCP"),
        fqdn=parts.hostname or "",
        port=parts.port or _PORTS.get(parts.scheme, 0),
        resource_path=path,
    )


def _alarm(section: HttpCheck, identity: SignalIdentity, context: Context) -> MetricAlarm:
    how = judged(section, context.config.defaults)
    share = section.availability
    return MetricAlarm(
        alarm_name=identity.alarm_name,
        description="",
        comparison_operator=OPERATORS["<"],
        **how._asdict(),
        actions_enabled=identity.enabled,
        metric=Metric(
            namespace="AWS/Route53",
            name="HealthCheckStatus",
            dimensions={},
            # of minutes that are 1 or 0 the average is the share of healthy ones
            statistic="Minimum" if share is None else "Average",
        ),
        threshold=1.0 if share is None else round(share / 100, 9),
    )
