"""Metric filters on log groups. The group is the application's own and must exist."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pulumi_aws import cloudwatch

from components.identity import named

if TYPE_CHECKING:
    from components.cloudwatch.metric_alarm import AlarmContext
    from setpoint.catalog.model import LogMetric


def declare_log_filter(key: str, signal: LogMetric, context: AlarmContext) -> None:
    """Declare the filter that publishes the metric which the signal's alarm watches."""
    default = signal.default_value
    cloudwatch.LogMetricFilter(
        key,
        name=signal.filter_name,
        log_group_name=signal.log_group,
        pattern=signal.pattern,
        apply_on_transformed_logs=False,
        metric_transformation=cloudwatch.LogMetricFilterMetricTransformationArgs(
            namespace=signal.metric_namespace,
            name=signal.metric_name,
            value=signal.metric_value,
            default_value=None if default is None else f"{default:g}",
            dimensions=dict(signal.dimensions) or None,
            unit=signal.unit or "None",
        ),
        region=context.region,
        opts=named(context.parent),
    )
