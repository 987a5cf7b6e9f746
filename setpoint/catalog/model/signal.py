"""What an alert watches on AWS beside plain alarms, and every kind of signal there is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias

from setpoint.catalog.model.alarm import Watching

if TYPE_CHECKING:
    from collections.abc import Mapping

    from setpoint.catalog.model.alarm import AnomalyAlarm, Judging, MathAlarm, MetricAlarm
    from setpoint.catalog.model.prometheus import PrometheusRule
    from setpoint.catalog.model.sentry import SentrySignal


@dataclass(frozen=True, slots=True, kw_only=True)
class LogMetric(Watching):
    """A metric filter on a log group and the alarm on the metric it publishes.

    Attributes:
        default_value: Published where nothing matches; None publishes nothing.
    """

    filter_name: str
    log_group: str
    pattern: str
    metric_namespace: str
    metric_name: str
    metric_value: str
    default_value: float | None
    dimensions: Mapping[str, str]
    unit: str
    alarm: MetricAlarm

    vendor = "CloudWatch"

    @property
    def data_alarm(self) -> MetricAlarm:
        """The alarm on the metric that it publishes."""
        return self.alarm

    @property
    def log_groups(self) -> tuple[str]:
        """The log group whose lines it counts."""
        return (self.log_group,)


@dataclass(frozen=True, slots=True, kw_only=True)
class CompositeAlarm(Watching):
    """An alarm on the states of other alarms.

    Attributes:
        children: Alarms that exist for this one alone, none with actions of its own.
        alarm_rule: CloudWatch's rule text over alarm names.
        depends_on: Alert ids whose alarms the rule or the suppressor names.
        suppressor: Alarm name, with both periods in seconds.
    """

    alarm_name: str
    description: str
    alarm_rule: str
    children: Mapping[str, ChildSignal]
    depends_on: tuple[str, ...]
    suppressor: str | None = None
    suppressor_wait_period: int | None = None
    suppressor_extension_period: int | None = None
    actions_enabled: bool = True

    vendor = "CloudWatch"

    @property
    def judging(self) -> tuple[Judging, ...]:
        """The alarms of its children."""
        return tuple(alarm for child in self.children.values() for alarm in child.judging)

    @property
    def drawn(self) -> tuple[Judging, ...]:
        """Those of its children."""
        return tuple(alarm for child in self.children.values() for alarm in child.drawn)

    @property
    def log_groups(self) -> tuple[str, ...]:
        """Those of its children."""
        return tuple(group for child in self.children.values() for group in child.log_groups)

    @property
    def suppressed_by(self) -> str | None:
        """The suppressor's alert id, which is one of those it depends on."""
        name = self.suppressor
        if name is None:
            return None
        ids = (each for each in self.depends_on if name.endswith(f"-{each.replace('/', '-')}"))
        return next(ids, name)

    @property
    def needs(self) -> tuple[str, ...]:
        """Ids of the alerts whose alarms its rule or its suppressor names."""
        return self.depends_on

    @property
    def alarm_names(self) -> tuple[str, ...]:
        """The names of its alarms, its own first."""
        return (self.alarm_name, *(alarm.alarm_name for alarm in self.judging))


@dataclass(frozen=True, slots=True, kw_only=True)
class HealthCheck(Watching):
    """A Route 53 health check and the alarm on its status.

    Attributes:
        request_interval: 10 or 30 seconds.
        failure_threshold: Consecutive failures, 1 to 10.
        regions: Checker regions, empty for AWS's own choice.
        availability: Percentage of the alarm's period in which it must be healthy, None
            if a single unhealthy minute counts.
        alarm: On `AWS/Route53 HealthCheckStatus`; its HealthCheckId dimension is only
            known once the check exists, so the component adds it.
    """

    name: str
    type: Literal["HTTP", "HTTPS", "HTTP_STR_MATCH", "HTTPS_STR_MATCH", "TCP"]
    fqdn: str
    port: int
    resource_path: str
    search_string: str | None
    request_interval: int
    failure_threshold: int
    measure_latency: bool
    enable_sni: bool
    inverted: bool
    regions: tuple[str, ...]
    availability: float | None
    alarm: MetricAlarm

    vendor = "CloudWatch"

    @property
    def data_alarm(self) -> MetricAlarm:
        """The alarm on its status."""
        return self.alarm

    @property
    def drawn(self) -> tuple[MetricAlarm, ...]:
        """None: its metric has no dimensions before the check exists."""
        return ()


# What a composite may combine.
ChildSignal: TypeAlias = "MetricAlarm | MathAlarm | AnomalyAlarm | LogMetric | HealthCheck"
Signal: TypeAlias = "ChildSignal | CompositeAlarm | SentrySignal | PrometheusRule"
