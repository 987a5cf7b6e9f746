"""The resource MetricMonitor.

Written by `python -m providers.sentry_alerting.generate` from the provider's declarations.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pulumi  # noqa: TC002 - the SDK reads the annotations

from components.sentry.resources.base import SentryResource

if TYPE_CHECKING:
    from collections.abc import Sequence


class MetricMonitor(SentryResource):
    """A monitor of a number that Sentry computes from events, spans, logs or sessions.

    To import one, its id is the monitor's number, ORGANIZATION/NUMBER, or the address of its page.

    Attributes:
        organization: The slug of the organization; that of the provider's configuration if
            left out. A change replaces the object.
        project: The slug of the project. A change replaces the object.
        name: The monitor's name. At most 200 characters.
        description: A description, shown in the issues it opens.
        enabled: Whether it runs. `true` if left out.
        owner: Who is responsible: `team:ID` or `user:ID` (see getTeam, getMember).
        aggregate: The number, such as `count()` or `p95(span.duration)`.
        dataset: What it is computed from. One of events, events_analytics_platform,
            metrics, transactions, generic_metrics, sessions, spans, discover, functions,
            outcomes, outcomes_raw, profiles, replays, search_issues. `events` if left out.
        query: Which events count, as in Sentry's search. Empty if left out.
        query_type: The kind of query; Sentry follows the dataset and never answers it. One
            of error, performance, crash_rate.
        event_types: The types of events that count; the dataset's usual ones if left out.
            One of default, error, transaction, trace_item_span, trace_item_log,
            trace_item_metric.
        time_window: Seconds over which is computed. One of 60, 300, 600, 900, 1800, 3600,
            7200, 14400, 43200, 86400.
        environment: The environment; all if left out.
        extrapolation_mode: How sampled data is scaled up. One of unknown, none,
            client_and_server_weighted, server_weighted.
        detection_type: Compared with fixed numbers, in percent of what was then, or with a
            learned band. One of static, percent, dynamic. `static` if left out.
        comparison_delta: Seconds back to what 100 percent are. For percent, required there.
            One of 300, 900, 3600, 86400, 604800, 2592000.
        comparison: When `critical` and `warning` are crossed: the number is greater (gt,
            gte), less (lt, lte), equal or not (eq, ne). `gt` if left out. For static and
            percent. One of gt, gte, lt, lte, eq, ne.
        critical: The number of high priority; in percent, 150 is half as much again as
            then.
        warning: The number of medium priority.
        resolve: The number at which the issue is resolved, compared the opposite way; the
            issue stays open if left out.
        sensitivity: How small a departure from the learned band counts. For dynamic;
            `medium` if left out. One of low, medium, high.
        threshold_type: On which side of the band. For dynamic; `above_and_below` if left
            out. One of above, below, above_and_below.
        logic_type: How many of the thresholds must be crossed. One of any, all, none. `any`
            if left out.
    """

    organization: pulumi.Output[str]
    project: pulumi.Output[str]
    name: pulumi.Output[str]
    description: pulumi.Output[str | None]
    enabled: pulumi.Output[bool]
    owner: pulumi.Output[str | None]
    aggregate: pulumi.Output[str]
    dataset: pulumi.Output[str]
    query: pulumi.Output[str]
    query_type: pulumi.Output[str | None]
    event_types: pulumi.Output[list[str] | None]
    time_window: pulumi.Output[int]
    environment: pulumi.Output[str | None]
    extrapolation_mode: pulumi.Output[str | None]
    detection_type: pulumi.Output[str]
    comparison_delta: pulumi.Output[int | None]
    comparison: pulumi.Output[str | None]
    critical: pulumi.Output[float | None]
    warning: pulumi.Output[float | None]
    resolve: pulumi.Output[float | None]
    sensitivity: pulumi.Output[str | None]
    threshold_type: pulumi.Output[str | None]
    logic_type: pulumi.Output[str]

    def __init__(  # noqa: PLR0913 - one argument per property
        self,
        resource_name: str,
        *,
        project: pulumi.Input[str],
        name: pulumi.Input[str],
        aggregate: pulumi.Input[str],
        time_window: pulumi.Input[int],
        organization: pulumi.Input[str] | None = None,
        description: pulumi.Input[str] | None = None,
        enabled: pulumi.Input[bool] | None = None,
        owner: pulumi.Input[str] | None = None,
        dataset: pulumi.Input[str] | None = None,
        query: pulumi.Input[str] | None = None,
        query_type: pulumi.Input[str] | None = None,
        event_types: pulumi.Input[Sequence[pulumi.Input[str]]] | None = None,
        environment: pulumi.Input[str] | None = None,
        extrapolation_mode: pulumi.Input[str] | None = None,
        detection_type: pulumi.Input[str] | None = None,
        comparison_delta: pulumi.Input[int] | None = None,
        comparison: pulumi.Input[str] | None = None,
        critical: pulumi.Input[float] | None = None,
        warning: pulumi.Input[float] | None = None,
        resolve: pulumi.Input[float] | None = None,
        sensitivity: pulumi.Input[str] | None = None,
        threshold_type: pulumi.Input[str] | None = None,
        logic_type: pulumi.Input[str] | None = None,
        opts: pulumi.ResourceOptions | None = None,
    ) -> None:
        """Declare one under `resource_name`; what the properties mean stands at the class."""
        super().__init__(
            "sentry-alerting:index:MetricMonitor",
            resource_name,
            {
                "organization": organization,
                "project": project,
                "name": name,
                "description": description,
                "enabled": enabled,
                "owner": owner,
                "aggregate": aggregate,
                "dataset": dataset,
                "query": query,
                "queryType": query_type,
                "eventTypes": event_types,
                "timeWindow": time_window,
                "environment": environment,
                "extrapolationMode": extrapolation_mode,
                "detectionType": detection_type,
                "comparisonDelta": comparison_delta,
                "comparison": comparison,
                "critical": critical,
                "warning": warning,
                "resolve": resolve,
                "sensitivity": sensitivity,
                "thresholdType": threshold_type,
                "logicType": logic_type,
            },
            (),
            opts,
        )
