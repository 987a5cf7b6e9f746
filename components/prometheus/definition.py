"""The definition of Amazon's Alertmanager: its config and the templates of messages, as YAML.

It has receivers for SNS and PagerDuty only, and takes PagerDuty's keys from Secrets Manager
(https://docs.aws.amazon.com/prometheus/latest/userguide/AMP-alertmanager-receiver.html).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from setpoint.catalog.prometheus import NOBODY
from setpoint.catalog.prometheus_files import (
    DETAILS,
    SUBJECT,
    as_yaml,
    inhibit_rules,
    pagerduty_event,
    route_tree,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from setpoint.catalog.model import Catalog, Prometheus, PrometheusReceiver

_TEMPLATES: Final = "setpoint"
# AWS Chatbot shows other messages than CloudWatch's only in this form, its custom notifications.
# %q writes a text as JSON does, but for characters that can't be printed.
_SLACK: Final = (
    '{"version":"1.0","source":"custom","content":{"textType":"client-markdown",'
    '"title":{{ printf "%q" (printf "%s: %s" (.Status | toUpper) .CommonAnnotations.summary) }},'
    '"description":{{ printf "%q" (printf "%s (%s, %s)\\n%s%s" .CommonLabels.alertname'
    " .CommonLabels.service .CommonLabels.environment .CommonAnnotations.condition"
    ' (or (and .CommonAnnotations.runbook_url (printf "\\nRunbook: %s"'
    ' .CommonAnnotations.runbook_url)) "")) }}}}'
)
_TEXT: Final = f"{{{{ .Status | toUpper }}}}: {{{{ .CommonAnnotations.summary }}}}\n{DETAILS}"
MESSAGES: Final = (
    f'{{{{ define "setpoint.text" }}}}{_TEXT}{{{{ end }}}}\n'
    f'{{{{ define "setpoint.slack" }}}}{_SLACK}{{{{ end }}}}\n'
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Targets:
    """What is known once the resources exist.

    Attributes:
        topic_arns: By topic id.
        secret_arn: Of the secret with PagerDuty's keys, empty where nobody is paged.
    """

    topic_arns: Mapping[str, str]
    secret_arn: str


def definition(prometheus: Prometheus, catalog: Catalog, targets: Targets) -> str:
    """Return the definition."""
    receivers: list[dict[str, Any]] = [{"name": NOBODY}]
    receivers += [
        _receiver(each, catalog, targets)
        for each in prometheus.receivers.values()
        if each.name != NOBODY
    ]
    config = {
        "templates": [_TEMPLATES],
        "route": route_tree(prometheus, NOBODY),
        **inhibit_rules(prometheus),
        "receivers": receivers,
    }
    return as_yaml(
        {"template_files": {_TEMPLATES: MESSAGES}, "alertmanager_config": as_yaml(config)}
    )


def _receiver(receiver: PrometheusReceiver, catalog: Catalog, targets: Targets) -> dict[str, Any]:
    found: dict[str, Any] = {"name": receiver.name}
    if receiver.pagerduty_service is not None:
        manager = {"secret_arn": targets.secret_arn, "secret_key": receiver.pagerduty_service}
        key = {"routing_key": {"aws_secrets_manager": manager}}
        found["pagerduty_configs"] = [{**key, **pagerduty_event(receiver, catalog)}]
    if receiver.topics:
        found["sns_configs"] = [_sns(each, receiver, catalog, targets) for each in receiver.topics]
    return found


def _sns(
    topic: str, receiver: PrometheusReceiver, catalog: Catalog, targets: Targets
) -> dict[str, Any]:
    slack = any(each.protocol == "slack" for each in catalog.topics[topic].subscriptions)
    return {
        "topic_arn": targets.topic_arns[topic],
        "sigv4": {"region": catalog.region},
        "send_resolved": receiver.send_resolved,
        "subject": SUBJECT,
        "message": f'{{{{ template "setpoint.{"slack" if slack else "text"}" . }}}}',
    }
