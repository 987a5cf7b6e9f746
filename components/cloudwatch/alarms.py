"""The alarms of one service, and the order in which alarms of several are declared."""

from __future__ import annotations

from dataclasses import dataclass, replace
from graphlib import TopologicalSorter
from typing import TYPE_CHECKING, ClassVar

import pulumi

from components.cloudwatch.composite_alarm import Alarm, declare_composite_alarm
from components.cloudwatch.health_check import declare_health_check
from components.cloudwatch.log_filter import declare_log_filter
from components.cloudwatch.metric_alarm import AlarmActions, AlarmContext, declare_metric_alarm
from setpoint.catalog.model import (
    CompositeAlarm,
    HealthCheck,
    LogMetric,
    PrometheusRule,
    SentrySignal,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from setpoint.catalog.model import Alert, Route, Signal, StateRoute


# Signals that no CloudWatch alarm watches.
_ELSEWHERE = (SentrySignal, PrometheusRule)


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceAlarmsArgs:
    """What the alarms of a service need besides their alerts.

    Attributes:
        topic_arns: By region, then by topic id.
        region: The stack's.
    """

    topic_arns: Mapping[str, Mapping[str, pulumi.Output[str]]]
    region: str


class ServiceAlarms(pulumi.ComponentResource):
    """CloudWatch alarms of one service of the config with what they watch.

    Alarms are added one by one, because a composite may name alarms of another service
    whose composites in turn name alarms of this one.
    """

    TYPE: ClassVar[str] = "setpoint:cloudwatch:ServiceAlarms"

    def __init__(
        self, name: str, args: ServiceAlarmsArgs, opts: pulumi.ResourceOptions | None = None
    ) -> None:
        super().__init__(self.TYPE, name, None, opts)
        self._args = args
        self._filters: set[str] = set()

    def add(self, alert: Alert, alarms: Mapping[str, Alarm]) -> Alarm:
        """Declare an alert's alarm and return it.

        `alarms` are those declared so far by alert id, with all that this one names.
        """
        return self._declare(alert.id, alert.signal, alert, alert.route, alarms)

    def _declare(
        self,
        key: str,
        signal: Signal,
        alert: Alert,
        route: Route | None,
        alarms: Mapping[str, Alarm],
    ) -> Alarm:
        context = self._context(alert, route)
        if isinstance(signal, CompositeAlarm):
            others = [alarms[other] for other in signal.depends_on]
            for name, child in signal.children.items():  # children notify nobody themselves
                others.append(self._declare(f"{key}/{name}", child, alert, None, alarms))
            return declare_composite_alarm(key, signal, others, context)
        if isinstance(signal, LogMetric):
            if signal.filter_name not in self._filters:  # levels of one alert share theirs
                self._filters.add(signal.filter_name)
                declare_log_filter(alert.level_of or key, signal, context)
            return declare_metric_alarm(key, signal.alarm, context)
        if isinstance(signal, HealthCheck):
            return self._declare_health_check(key, signal, alert, route)
        if isinstance(signal, _ELSEWHERE):
            raise TypeError(f"{alert.id} is no alarm of CloudWatch's")
        return declare_metric_alarm(key, signal, context)

    def _declare_health_check(
        self, key: str, signal: HealthCheck, alert: Alert, route: Route | None
    ) -> Alarm:
        """Declare the check, which has no region, and its alarm."""
        options = pulumi.ResourceOptions(parent=self)  # Route 53 makes the check's id
        check = declare_health_check(key, signal, alert.tags, options)
        context = replace(self._context(alert, route), dimensions={"HealthCheckId": check.id})
        return declare_metric_alarm(key, signal.alarm, context)

    def _context(self, alert: Alert, route: Route | None) -> AlarmContext:
        region = alert.region or self._args.region
        return AlarmContext(
            actions=_actions(route, self._args.topic_arns.get(region, {})),
            tags=alert.tags,
            parent=self,
            region=None if region == self._args.region else region,
        )


def _actions(route: Route | None, arns: Mapping[str, pulumi.Output[str]]) -> AlarmActions:
    """Return whom a state is told; nobody at all without a route."""
    if route is None:
        return AlarmActions()

    def told(state: StateRoute) -> list[pulumi.Input[str]]:
        return [*(arns[topic] for topic in state.topics), *state.actions]

    usual = [arns[topic] for topic in route.topics]
    missing = route.insufficient_data
    return AlarmActions(
        alarm=usual,
        ok=told(route.ok) if route.ok else usual,
        insufficient_data=told(missing) if missing else (),
    )


def declare_alarms(alerts: Iterable[Alert], args: ServiceAlarmsArgs) -> dict[str, Alarm]:
    """Declare the alarms of all services and return them by alert id."""
    services: dict[str, ServiceAlarms] = {}
    alarms: dict[str, Alarm] = {}
    for alert in _named_first(alerts):
        if alert.service not in services:
            services[alert.service] = ServiceAlarms(alert.service, args)
        alarms[alert.id] = services[alert.service].add(alert, alarms)
    for service in services.values():
        service.register_outputs({})
    return alarms


def _named_first(alerts: Iterable[Alert]) -> list[Alert]:
    """Return CloudWatch's alerts, each after those that its rule names."""
    by_id = {alert.id: alert for alert in alerts if not isinstance(alert.signal, _ELSEWHERE)}
    order = TopologicalSorter({key: _names(alert.signal) for key, alert in by_id.items()})
    return [by_id[key] for key in order.static_order()]


def _names(signal: Signal) -> set[str]:
    if not isinstance(signal, CompositeAlarm):
        return set()
    nested = [_names(child) for child in signal.children.values()]
    return set(signal.depends_on).union(*nested)
