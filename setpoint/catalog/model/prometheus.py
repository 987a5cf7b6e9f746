"""Alert rules, and how an Alertmanager tells people of them, in Prometheus's own terms."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from setpoint.catalog.model.alarm import Watching

if TYPE_CHECKING:
    from collections.abc import Mapping

    from setpoint.catalog.model.channels import Channels
    from setpoint.config.value import Text
    from setpoint.vendors.pagerduty_severity import PagerDutySeverity


@dataclass(frozen=True, slots=True, kw_only=True)
class PrometheusRule(Watching):
    """An alert rule.

    Attributes:
        name: The rule's `alert`; with the labels, unique in its service.
        expr: The whole condition as Prometheus evaluates it.
        watched: What is compared with the threshold; the whole condition where nothing is.
        comparison: `>`, `==` and the like; None where the condition is no comparison with a
            number.
        threshold: In the expression's own unit.
        threshold_text: The same as people write it, `3.5GiB`; None where there is none.
        pending_period: Seconds, the rule's `for`.
        labels, annotations: Setpoint's own and the config's.
        evaluation_interval: Seconds between two evaluations.
    """

    name: str
    expr: str
    watched: str
    comparison: Literal[">", ">=", "<", "<=", "==", "!="] | None
    threshold: float | None
    threshold_text: str | None
    pending_period: int
    keep_firing_for: int | None
    labels: Mapping[str, str]
    annotations: Mapping[str, str]
    evaluation_interval: int
    vendor = "Prometheus"

    def unique_names(self, service: str) -> tuple[str, ...]:
        """Return the rule with all its labels: equal names are fine where labels differ."""
        labels = ", ".join(f'{name}="{value}"' for name, value in sorted(self.labels.items()))
        return (f"rule {service}/{self.name} with the labels {labels}",)


@dataclass(frozen=True, slots=True, kw_only=True)
class PrometheusReceiver:
    """One set of recipients in an Alertmanager.

    Attributes:
        pagerduty_service: Id of the service that is paged, None where nobody is.
        pagerduty_severity: PagerDuty's severity of the event.
        topics: Ids of SNS topics, for Amazon's Alertmanager.
        channels: The same people, for an Alertmanager of one's own.
        send_resolved: Whether those who are not paged hear that it is over; pages always end.
    """

    name: str
    pagerduty_service: str | None
    pagerduty_severity: PagerDutySeverity
    topics: tuple[str, ...]
    channels: Channels
    send_resolved: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class PrometheusRoute:
    """Which alerts go to a receiver; the first route that fits is taken.

    Attributes:
        match: Label to the value that it must have.
    """

    receiver: str
    match: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class PrometheusInhibition:
    """An alert that is kept quiet while its graver twin fires for the same series.

    Attributes:
        source, target: Labels of the graver alert and of the one that is kept quiet.
        equal: Labels that must be alike on both; one that neither has is.
    """

    source: Mapping[str, str]
    target: Mapping[str, str]
    equal: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Smtp:
    """The mail server of an Alertmanager of one's own."""

    smarthost: str
    sender: Text
    username: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Prometheus:
    """Where rules are evaluated and who is told.

    Attributes:
        workspace: `managed` for one that is made, `none` for a server of one's own, or the id
            of a workspace of Amazon Managed Prometheus.
        alias: Name of a workspace that is made, and what everything around it is called after.
        namespaces: Name of the rule groups' namespace by service id.
        evaluation_interval, repeat_interval: Seconds.
        secrets: Folder of secrets on the server of an Alertmanager of one's own.
        receivers: Those that some alert goes to, by name.
        inhibitions: Which alerts are quiet under which.
    """

    workspace: str
    alias: str
    namespaces: Mapping[str, str]
    evaluation_interval: int
    repeat_interval: int
    secrets: str
    smtp: Smtp | None
    receivers: Mapping[str, PrometheusReceiver]
    routes: tuple[PrometheusRoute, ...]
    inhibitions: tuple[PrometheusInhibition, ...] = ()
