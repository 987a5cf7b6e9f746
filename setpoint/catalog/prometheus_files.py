"""What Prometheus and Alertmanager read, as far as it is the same wherever they run.

Where the receivers' keys come from differs: for Amazon's Alertmanager that is the components'
business, for one's own that of `setpoint.report.alertmanager_file`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import yaml

from setpoint.catalog.model import PrometheusRule
from setpoint.config.units import write_duration

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from setpoint.catalog.model import Alert, Catalog, Prometheus, PrometheusReceiver

# One notification, and one incident, for all series of a rule.
_GROUPED_BY: Final = ("alertname", "service", "environment", "severity")
# Long enough for a rule's series to come together, short beside what a page takes.
_GROUP_WAIT: Final = 10
# An incident is resolved at the earliest so long after the last message about it.
_GROUP_INTERVAL: Final = 60
_KNOWN_BY: Final = ("service", "alertname", "severity")
_EU_EVENTS: Final = "https://events.eu.pagerduty.com/v2/enqueue"

TITLE: Final = "{{ .CommonLabels.alertname }}: {{ .CommonAnnotations.summary }}"
SUBJECT: Final = (
    "{{ .Status | toUpper }}: {{ .CommonLabels.alertname }}"
    " ({{ .CommonLabels.service }}, {{ .CommonLabels.environment }})"
)
DETAILS: Final = (
    "{{ len .Alerts.Firing }} firing, {{ len .Alerts.Resolved }} resolved\n"
    "Condition: {{ .CommonAnnotations.condition }}\n"
    "Owner: {{ .CommonAnnotations.owner }}"
    "{{ with .CommonAnnotations.runbook_url }}\nRunbook: {{ . }}{{ end }}"
)


class _Dumper(yaml.SafeDumper):
    """Writes texts of several lines as such."""


def _write_text(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    style = "|" if "\n" in text else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


_Dumper.add_representer(str, _write_text)


def as_yaml(document: Any) -> str:
    """Return a document as YAML, in its own order."""
    text: str = yaml.dump(
        document, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=10_000
    )
    return text


def rules_by_service(alerts: Iterable[Alert]) -> Mapping[str, tuple[PrometheusRule, ...]]:
    """Return the alert rules by service, in the order of the config."""
    found: dict[str, list[PrometheusRule]] = {}
    for alert in alerts:
        if isinstance(alert.signal, PrometheusRule):
            found.setdefault(alert.service, []).append(alert.signal)
    return {service: tuple(rules) for service, rules in found.items()}


def rule_file(service: str, rules: Iterable[PrometheusRule]) -> str:
    """Return a service's file of rules: one group, named after it."""
    rules = tuple(rules)
    interval = write_duration(rules[0].evaluation_interval)
    group = {"name": service, "interval": interval, "rules": [_rule(each) for each in rules]}
    return as_yaml({"groups": [group]})


def _rule(rule: PrometheusRule) -> dict[str, Any]:
    found: dict[str, Any] = {"alert": rule.name, "expr": rule.expr}
    if rule.pending_period:
        found["for"] = write_duration(rule.pending_period)
    if rule.keep_firing_for is not None:
        found["keep_firing_for"] = write_duration(rule.keep_firing_for)
    return {**found, "labels": dict(rule.labels), "annotations": dict(rule.annotations)}


def route_tree(prometheus: Prometheus, nobody: str) -> dict[str, Any]:
    """Return Alertmanager's tree of routes; what fits none goes to the receiver `nobody`."""
    return {
        "receiver": nobody,
        "group_by": list(_GROUPED_BY),
        "group_wait": write_duration(_GROUP_WAIT),
        "group_interval": write_duration(_GROUP_INTERVAL),
        "repeat_interval": write_duration(prometheus.repeat_interval),
        "routes": [
            {
                "receiver": route.receiver,
                "matchers": _matchers(route.match),
            }
            for route in prometheus.routes
        ],
    }


def inhibit_rules(prometheus: Prometheus) -> dict[str, Any]:
    """Return Alertmanager's rules of what keeps what quiet; empty where there is none."""
    found = [
        {
            "source_matchers": _matchers(each.source),
            "target_matchers": _matchers(each.target),
            "equal": list(each.equal),
        }
        for each in prometheus.inhibitions
    ]
    return {"inhibit_rules": found} if found else {}


def _matchers(labels: Mapping[str, str]) -> list[str]:
    """Return labels as matchers, whose values escape as Go's strings do."""
    return [f"{label}={_quoted(value)}" for label, value in labels.items()]


def _quoted(value: str) -> str:
    escaped = value.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{escaped}"'


def alarm_name(service: str, rule: str, severity: str) -> str:
    """Return what PagerDuty knows an alert by; rules of one name differ in severity."""
    return f"{service}/{rule}/{severity}"


def pagerduty_event(receiver: PrometheusReceiver, catalog: Catalog) -> dict[str, Any]:
    """Return what PagerDuty is told, but for the key.

    The service's orchestration knows an alert by `AlarmName` among the details.
    """
    event: dict[str, Any] = {
        "send_resolved": True,
        "severity": receiver.pagerduty_severity,
        "description": TITLE,
        "details": {
            "AlarmName": alarm_name(*(f"{{{{ .CommonLabels.{each} }}}}" for each in _KNOWN_BY)),
            "condition": "{{ .CommonAnnotations.condition }}",
            "owner": "{{ .CommonAnnotations.owner }}",
            "runbook": "{{ .CommonAnnotations.runbook_url }}",
        },
    }
    return {**event, "url": _EU_EVENTS} if catalog.pagerduty_region == "eu" else event
