"""Judges the requests of a provisioning by the published descriptions of the vendors' APIs."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from tests.providers.sentry_alerting.contracts import departures
from tests.sandbox.pagerduty.contract import Contract

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

_WRITES = frozenset({"POST", "PUT", "PATCH"})

# What PagerDuty's own client does otherwise than PagerDuty's description, and our plugin after
# it: it names no types or bare ones, and sends null or an empty text for what is not set.
_CLIENT = re.compile(
    r"'type' is a required property"
    r"|/?type: '(\w+)' is not one of \['?.*\1_reference"
    r"|integration/type: 'service_integration' is not one of"
    r"|contact_method/type: '\w+_contact_method' is not one of"
    r"|: None (for not nullable|is not of type)"
    r"|auto_pause_notifications_parameters/timeout: None is not one of"
    r"|escalation_rule_assignment_strategy: \{'type': '\w+'\} is not "
    r"|(event_action|severity): '' is not one of"
)
# Routes that the published descriptions leave out.
_UNDESCRIBED = re.compile(
    r"/integration-slack/|/integration/[^/]+/enqueue"
    r"|/api/0/projects/[^/]+/[^/]+/teams/[^/]+/$"
)


def pagerduty_faults(shared: Path, requests: Iterable[dict[str, Any]]) -> set[str]:
    """Return what is wrong with the requests that PagerDuty was sent."""
    contract = Contract(shared)
    return {
        f"{one['method']} {one['path']}: {fault}"
        for one in _judged(requests)
        for fault in contract.request_faults(one["method"], one["path"], one["body"])
        if not _CLIENT.search(fault)
    }


def sentry_faults(shared: Path, requests: Iterable[dict[str, Any]]) -> set[str]:
    """Return what is wrong with the requests that Sentry was sent."""
    return {
        f"{one['method']} {one['path']}: {fault}"
        for one in _judged(requests)
        for fault in departures(shared / "openapi", one["method"], one["path"], one["body"])
    }


def _judged(requests: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    return [
        one for one in requests if one["method"] in _WRITES and not _UNDESCRIBED.match(one["path"])
    ]
