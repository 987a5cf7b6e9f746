"""Prometheus's settings, and the receivers and routes of the Alertmanager behind it.

Alerts of one service and severity usually go to the same people: they share a receiver and a
route. An alert that deviates has its own, which stands before theirs.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING, Final, NamedTuple, TypeAlias

from setpoint.catalog.model import (
    Channels,
    Prometheus,
    PrometheusReceiver,
    PrometheusRoute,
    PrometheusRule,
    Smtp,
)
from setpoint.catalog.naming import WORKSPACE_ALIAS, fit
from setpoint.catalog.prometheus_inhibiting import inhibitions
from setpoint.catalog.routes import pagerduty_severity

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from setpoint.catalog.context import Context
    from setpoint.catalog.model import Alert
    from setpoint.config import model as config

NOBODY: Final = "nobody"
_SILENT: Final = PrometheusReceiver(
    name=NOBODY,
    pagerduty_service=None,
    pagerduty_severity="info",
    topics=(),
    channels=Channels(slack=(), email=(), sms=()),
)
# Severity and service.
_Group: TypeAlias = tuple[str, str]


class _Routed(NamedTuple):
    """A rule and whom it reaches; the receiver has no name yet."""

    alert: Alert
    rule: PrometheusRule
    receiver: PrometheusReceiver


def build_prometheus(context: Context, alerts: Mapping[str, Alert]) -> Prometheus | None:
    """Return where rules are evaluated and who is told, None where the config has none."""
    settings = context.config.prometheus
    if settings is None:
        return None
    routed = [
        _Routed(alert, alert.signal, _receiver(alert, context))
        for alert in alerts.values()
        if isinstance(alert.signal, PrometheusRule)
    ]
    routes = tuple(_routes(routed))
    services = dict.fromkeys(each.alert.service for each in routed)
    return Prometheus(
        workspace=settings.workspace,
        alias=fit(context.naming.prefix, WORKSPACE_ALIAS),
        namespaces={key: context.naming.rule_namespace(key) for key in services},
        evaluation_interval=settings.evaluation_interval,
        repeat_interval=settings.repeat_interval,
        secrets=settings.alertmanager.secrets,
        smtp=_smtp(settings.alertmanager.smtp),
        receivers={receiver.name: receiver for receiver, _ in routes},
        routes=tuple(route for _, route in routes),
        inhibitions=inhibitions(alerts.values(), context),
    )


def _smtp(smtp: config.Smtp | None) -> Smtp | None:
    if smtp is None:
        return None
    return Smtp(smarthost=smtp.smarthost, sender=smtp.sender, username=smtp.username)


def _receiver(alert: Alert, context: Context) -> PrometheusReceiver:
    route = alert.route
    if not alert.enabled:
        return _SILENT
    severity = context.config.severities[alert.severity]
    return PrometheusReceiver(
        name=NOBODY,
        pagerduty_service=route.pagerduty_service,
        pagerduty_severity=pagerduty_severity(alert.severity, severity, route.page)
        if route.page
        else "info",
        topics=route.topics,
        channels=route.channels,
        send_resolved=route.ok is None,
    )


def _routes(routed: Iterable[_Routed]) -> Iterator[tuple[PrometheusReceiver, PrometheusRoute]]:
    """Yield single alerts first, then services, then severities."""
    groups: dict[_Group, list[_Routed]] = {}
    for each in routed:
        groups.setdefault((each.alert.severity, each.alert.service), []).append(each)
    usual = {key: _most_common(members) for key, members in groups.items()}
    alike = Counter((each.alert.service, each.rule.name) for each in _all(groups))
    for key, members in groups.items():
        for each in members:
            if each.receiver != usual[key]:
                match = _match(each, alone=alike[each.alert.service, each.rule.name] == 1)
                yield _named(f"{each.alert.service}-{each.alert.name}", each.receiver, match)
    for severity in dict.fromkeys(severity for severity, _ in usual):
        of_severity = {key: found for key, found in usual.items() if key[0] == severity}
        yield from _of_severity(severity, of_severity)


def _all(groups: Mapping[_Group, list[_Routed]]) -> Iterator[_Routed]:
    return (each for members in groups.values() for each in members)


def _match(routed: _Routed, *, alone: bool) -> dict[str, str]:
    """Return the labels of one alert; those of its rule, too, where others have its name."""
    match = {"service": routed.alert.service, "alertname": routed.rule.name}
    return match if alone else {**match, **routed.rule.labels}


def _of_severity(
    severity: str, usual: Mapping[_Group, PrometheusReceiver]
) -> Iterator[tuple[PrometheusReceiver, PrometheusRoute]]:
    found = list(usual.items())
    if all(receiver == found[0][1] for _, receiver in found):
        yield _named(severity, found[0][1], {"severity": severity})
        return
    for (_, service), receiver in found:
        match = {"severity": severity, "service": service}
        yield _named(f"{severity}-{service}", receiver, match)


def _most_common(members: Iterable[_Routed]) -> PrometheusReceiver:
    return Counter(each.receiver for each in members).most_common(1)[0][0]


def _named(
    name: str, receiver: PrometheusReceiver, match: Mapping[str, str]
) -> tuple[PrometheusReceiver, PrometheusRoute]:
    if receiver == _SILENT:
        return receiver, PrometheusRoute(receiver=NOBODY, match=match)
    return replace(receiver, name=name), PrometheusRoute(receiver=name, match=match)
