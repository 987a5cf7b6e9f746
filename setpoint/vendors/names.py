"""Names that the vendors' clients refuse before they ask anybody.

PagerDuty's come from its provider for Terraform, 3.32.4 (`util.ValidateIsAllowedString`), AWS's
from Terraform's, 6.34.0 (`validLogMetricFilterTransformationName`, the query definition's schema).
"""

from __future__ import annotations

from typing import Final

# What the name of an escalation policy may not hold, beside what can't be printed.
NOT_IN_POLICIES: Final = frozenset("\\/&<>")
# What a metric made from log lines and its namespace may not hold.
NOT_IN_LOG_METRICS: Final = frozenset(":*$")
_NOT_IN_QUERIES: Final = frozenset(":*")


def is_pagerduty_name(name: str) -> bool:
    """Whether a service can be called so."""
    return bool(name.strip()) and name.isprintable() and not name[-1].isspace()


def is_policy_name(name: str) -> bool:
    """Whether an escalation policy can be called so."""
    return is_pagerduty_name(name) and NOT_IN_POLICIES.isdisjoint(name)


def is_log_metric_name(name: str) -> bool:
    """Whether a metric made from log lines, or its namespace, can be called so."""
    return NOT_IN_LOG_METRICS.isdisjoint(name)


def is_query_name(name: str) -> bool:
    """Whether a saved query can be called so; slashes stand between folders."""
    return _NOT_IN_QUERIES.isdisjoint(name) and name == name.strip("/")
