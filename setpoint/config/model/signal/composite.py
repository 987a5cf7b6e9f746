"""`composite`: the states of several alarms combined into one."""

from __future__ import annotations

from typing import ClassVar, TypeAlias

from pydantic import Field

from setpoint.config.model.alarm_actions import AlarmActions
from setpoint.config.model.one_of import OneOf
from setpoint.config.model.section import Section
from setpoint.config.model.signal.cloudwatch import CloudWatch
from setpoint.config.model.signal.cloudwatch_anomaly import CloudWatchAnomaly
from setpoint.config.model.signal.cloudwatch_logs import CloudWatchLogs
from setpoint.config.model.signal.cloudwatch_math import CloudWatchMath
from setpoint.config.model.signal.http_check import HttpCheck
from setpoint.config.model.types import AlertRef, Id, Items, LongText, WholeSeconds

ChildSignal: TypeAlias = (
    "CloudWatch | CloudWatchMath | CloudWatchAnomaly | CloudWatchLogs | HttpCheck"
)
CHILD_SIGNALS = (
    "cloudwatch",
    "cloudwatch_math",
    "cloudwatch_anomaly",
    "cloudwatch_logs",
    "http_check",
)


class Child(Section):
    """An alarm that exists for the composite alone; has exactly one signal."""

    one_of: ClassVar[OneOf | None] = OneOf("signal", CHILD_SIGNALS)

    cloudwatch: CloudWatch | None = None
    """One CloudWatch metric against a fixed threshold."""
    cloudwatch_math: CloudWatchMath | None = None
    """A metric math expression against a fixed threshold."""
    cloudwatch_anomaly: CloudWatchAnomaly | None = None
    """A metric or expression against CloudWatch's anomaly detection band."""
    cloudwatch_logs: CloudWatchLogs | None = None
    """Lines of a log group that match a pattern, counted."""
    http_check: HttpCheck | None = None
    """A Route 53 health check of an endpoint."""

    @property
    def kind(self) -> str:
        """The key of the child's signal, such as `cloudwatch_math`."""
        return next(key for key in CHILD_SIGNALS if getattr(self, key) is not None)

    @property
    def signal(
        self,
    ) -> CloudWatch | CloudWatchMath | CloudWatchAnomaly | CloudWatchLogs | HttpCheck:
        """The child's only signal."""
        found: CloudWatch | CloudWatchMath | CloudWatchAnomaly | CloudWatchLogs | HttpCheck
        found = getattr(self, self.kind)
        return found


class Composite(AlarmActions):
    """Exactly one of `any`, `all` and `rule`."""

    one_of: ClassVar[OneOf | None] = OneOf("combination", ("any", "all", "rule"))

    any: dict[Id, Child] | None = None
    """Goes off while one of these is in alarm."""
    all: dict[Id, Child] | None = None
    """Goes off while all of these are in alarm."""
    alarms: Items[AlertRef] = ()
    """Other alerts that take part in `any` or `all`, as service/alert."""
    rule: LongText | None = None
    """CloudWatch's rule over ids of `children` and over service/alert."""
    children: dict[Id, Child] = Field(default_factory=dict)
    """Alarms for `rule`, by the id it uses."""
    suppressed_by: AlertRef | None = None
    """An alert that keeps this one quiet while it is in alarm, as service/alert."""
    wait: WholeSeconds | None = None
    """How long to wait for the suppressor to go off (ActionsSuppressorWaitPeriod)."""
    extension: WholeSeconds | None = None
    """How long to stay quiet after the suppressor is over (ActionsSuppressorExtensionPeriod)."""

    @property
    def parts(self) -> dict[str, Child]:
        """The composite's own alarms, by id, however they are combined."""
        return self.any or self.all or self.children
