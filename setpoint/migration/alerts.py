"""Alerts of Sentry (its API: workflows) as `sentry_issue` signals, with exactly their actions."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Any, Final

from providers.sentry_alerting.account import Account
from providers.sentry_alerting.alert import DECLARATION, Alert
from providers.sentry_alerting.vocabulary import TRIGGERS
from setpoint.config.units import write_duration
from setpoint.migration.actions import write_action
from setpoint.migration.conditions import write_condition
from setpoint.migration.inexpressible import InexpressibleError
from setpoint.migration.organization import BUILT_IN
from setpoint.migration.secrets import has_mask

if TYPE_CHECKING:
    from collections.abc import Mapping

    from setpoint.migration.organization import Organization

TOKEN: Final = DECLARATION.token
"""The type of resource that an alert is."""

_CODEC = Alert(Account(threading.Event(), lambda _message, _urn: None))
_TRIGGERS: Final[dict[str, str]] = {kind: word for word, kind in TRIGGERS.items()}
_MINUTE = 60


def content(workflow: dict[str, Any]) -> dict[str, Any]:
    """An alert as the provider decodes it."""
    return _CODEC.decode(workflow)


def project_of(workflow: dict[str, Any], organization: Organization) -> str:
    """The slug of the project that an alert is filed under: that of its first monitor."""
    found = [organization.detector(one) for one in content(workflow)["detectorIds"]]
    detectors = [one for one in found if one is not None]
    if not found:
        raise InexpressibleError("it is connected to no monitor, so it never acts")
    if len(detectors) != len(found):
        raise InexpressibleError("it is connected to a monitor that can't be seen with this token")
    streams = [one for one in detectors if one["type"] in BUILT_IN]
    projects = {organization.project(one) for one in streams}
    if len(projects) > 1:
        names = ", ".join(sorted(projects))
        raise InexpressibleError(f"it looks at the issues of several projects ({names})")
    return organization.project((streams or detectors)[0])


def write_alert(
    workflow: dict[str, Any], organization: Organization, monitors: Mapping[str, str]
) -> dict[str, Any]:
    """The signal's section, without its project.

    Args:
        workflow: Sentry's answer.
        organization: What it names.
        monitors: `service/alert` of the monitors taken over, by id.

    Raises:
        InexpressibleError: The config can't say what the alert is.
    """
    if has_mask(workflow):
        raise InexpressibleError("it holds a secret, which belongs into no file")
    values = content(workflow)
    owner = values.get("owner")
    return {
        "name": values["name"],
        "route": False,
        **({"owner": organization.owner(owner)} if owner else {}),
        **({"environment": values["environment"]} if "environment" in values else {}),
        "monitors": [_monitor(one, organization, monitors) for one in values["detectorIds"]],
        "triggers": [_trigger(one) for one in values["triggers"]],
        **({"seer_activities": values["seerActivities"]} if "seerActivities" in values else {}),
        **_filters(values["actionFilters"], organization),
        "frequency": _frequency(values.get("frequency")),
    }


def _monitor(identifier: str, organization: Organization, monitors: Mapping[str, str]) -> str:
    detector = organization.detector(identifier) or {}
    kind = str(detector.get("type"))
    if kind in BUILT_IN:
        return BUILT_IN[kind]
    if identifier in monitors:
        return monitors[identifier]
    raise InexpressibleError(
        f"its monitor {detector.get('name', identifier)!r} could not be taken over"
    )


def _trigger(name: str) -> str:
    if name not in _TRIGGERS:
        raise InexpressibleError(f"Sentry's trigger {name!r} is not known here")
    return _TRIGGERS[name]


def _frequency(minutes: int | None) -> str:
    if minutes is None:
        raise InexpressibleError("it has no frequency")
    return write_duration(minutes * _MINUTE) if minutes else "0s"


def _filters(filters: list[dict[str, Any]], organization: Organization) -> dict[str, Any]:
    if not filters:
        raise InexpressibleError("it does nothing: it has no actions")
    written = [_filter(one, organization) for one in filters]
    if len(written) == 1 and not written[0]["conditions"] and written[0]["match"] == "all":
        return {"actions": written[0]["actions"]}
    return {"filters": written}


def _filter(one: dict[str, Any], organization: Organization) -> dict[str, Any]:
    if not one["actions"]:
        raise InexpressibleError("it has a filter without actions")
    return {
        "match": one.get("logicType") or "all",
        "conditions": [write_condition(each, organization) for each in one["conditions"]],
        "actions": [write_action(each, organization) for each in one["actions"]],
    }
