"""Escalation policies, services and their integrations."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from providers.plugin import PluginError
from sandbox.plugins.pagerduty.client import (
    FIVE_MINUTES,
    ApiFailure,
    CrashError,
    on_status,
    present,
)
from sandbox.plugins.pagerduty.managed import MANAGED, SdkManaged

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from providers.plugin import Props
    from sandbox.plugins.pagerduty.client import Json


class EscalationPolicy(SdkManaged):
    """An escalation policy."""

    token = "pagerduty:index/escalationPolicy:EscalationPolicy"
    inputs = ("description", "name", "numLoops", "rules", "teams")
    required = ("rules",)
    defaults: ClassVar[Mapping[str, Any]] = {"description": MANAGED}
    nested: ClassVar[Mapping[str, Any]] = {"rules.targets": {"type": "user_reference"}}
    named = True

    _INCLUDE: ClassVar[Mapping[str, str]] = {
        "include__": "escalation_rule_assignment_strategies",
    }

    def make(self, inputs: Props) -> tuple[str, Props]:
        """POST, GET."""
        body = _policy_body(inputs, [])
        made = present(self.client.call("POST", "/escalation_policies", body), "escalation_policy")
        if not made.get("id"):
            raise CrashError("`escalation_policy.id`")
        return made["id"], _policy_outputs(self._get(made["id"]))

    def fetch(self, id: str, state: Props) -> Props | None:
        """GET, and once more when that fails."""
        del state
        try:
            return _policy_outputs(self._get(id))
        except ApiFailure:
            pass
        try:
            found = self.client.insist(lambda: self._get(id), final=on_status(404))
        except ApiFailure as failure:
            if failure.is_missing:
                return None
            raise
        return _policy_outputs(found)

    def change(self, id: str, inputs: Props, state: Props) -> Props:
        """PUT, then for five minutes when that fails; the rules keep their last known ids."""
        body = _policy_body(inputs, state.get("rules") or [])

        def attempt() -> Json:
            answer = self.client.call("PUT", f"/escalation_policies/{id}", body)
            found: Json = present(answer, "escalation_policy")
            return found

        try:
            found = attempt()
        except ApiFailure as failure:
            if failure.status is None:
                raise
            final = on_status(400)
            found = self.client.insist(attempt, final=final, budget=FIVE_MINUTES)
        outputs = _policy_outputs(found)
        known = [rule["id"] for rule in state.get("rules") or []]
        for rule, old in zip(outputs["rules"], known, strict=False):
            rule["id"] = old
        return outputs

    def remove(self, id: str, state: Props) -> None:
        """DELETE; repeated while refused."""
        del state
        try:
            self.client.insist(
                lambda: self.client.call("DELETE", f"/escalation_policies/{id}"),
                final=on_status(404),
            )
        except ApiFailure as failure:
            if not failure.is_missing:
                raise

    def _get(self, id: str) -> Json:
        answer = self.client.get(f"/escalation_policies/{id}", **self._INCLUDE)
        found: Json = present(answer, "escalation_policy")
        return found


def _policy_body(inputs: Props, known: list[Props]) -> Json:
    team = inputs.get("teams")
    rules = inputs["rules"]
    return {
        "escalation_policy": {
            "description": inputs.get("description") or "",
            "escalation_rules": [
                _rule_body(rule, known[index] if index < len(known) else {})
                for index, rule in enumerate(rules)
            ],
            "name": inputs["name"],
            "num_loops": inputs.get("numLoops") or 0,
            "teams": [{"id": team, "type": "team_reference"}] if team else None,
        }
    }


def _rule_body(rule: Props, known: Props) -> Json:
    body: Json = {"escalation_delay_in_minutes": rule["escalationDelayInMinutes"]}
    key = "escalationRuleAssignmentStrategy"
    if strategy := rule.get(key) or known.get(key):
        body["escalation_rule_assignment_strategy"] = {"type": strategy["type"]}
    body["targets"] = [
        {"id": target["id"], "type": target.get("type") or "user_reference"}
        for target in rule["targets"]
    ]
    return body


def _policy_outputs(policy: Json) -> Props:
    teams = policy.get("teams") or []
    return {
        "description": policy.get("description") or "",
        "name": policy.get("name") or "",
        "numLoops": policy.get("num_loops") or 0,
        "rules": [_rule_outputs(rule) for rule in policy.get("escalation_rules") or []],
        "teams": teams[0]["id"] if teams else None,
    }


def _rule_outputs(rule: Json) -> Props:
    strategy = rule.get("escalation_rule_assignment_strategy")
    return {
        "escalationDelayInMinutes": rule.get("escalation_delay_in_minutes") or 0,
        "escalationRuleAssignmentStrategy": strategy and {"type": strategy.get("type") or ""},
        "id": rule.get("id") or "",
        "targets": [
            {"id": target.get("id") or "", "type": target.get("type") or ""}
            for target in rule.get("targets") or []
        ],
    }


class Service(SdkManaged):
    """A service."""

    token = "pagerduty:index/service:Service"
    inputs = (
        "acknowledgementTimeout",
        "alertCreation",
        "alertGrouping",
        "alertGroupingParameters",
        "alertGroupingTimeout",
        "autoPauseNotificationsParameters",
        "autoResolveTimeout",
        "description",
        "escalationPolicy",
        "incidentUrgencyRule",
        "name",
        "responsePlay",
        "scheduledActions",
        "supportHours",
    )
    required = ("escalationPolicy",)
    defaults: ClassVar[Mapping[str, Any]] = {
        "acknowledgementTimeout": "1800",
        "autoResolveTimeout": "14400",
        "description": MANAGED,
    }
    named = True
    computed = (
        "alertCreation",
        "autoPauseNotificationsParameters",
        "createdAt",
        "htmlUrl",
        "incidentUrgencyRule",
        "lastIncidentTimestamp",
        "status",
        "type",
    )

    _SETTLING = 0.5

    def make(self, inputs: Props) -> tuple[str, Props]:
        """POST, a moment, GET. How alerts are created isn't sent, whatever the program says."""
        body = {"service": _service_body(inputs)}
        made = present(self.client.call("POST", "/services", body), "service")
        if not made.get("id"):
            raise CrashError("`service.id`")
        self.client.pauses.wait(self._SETTLING)
        return made["id"], _service_outputs(self._get(made["id"]), None)

    def fetch(self, id: str, state: Props) -> Props | None:
        """GET."""
        del state
        try:
            return _service_outputs(self._get(id, 404), [])
        except ApiFailure as failure:
            if failure.is_missing:
                return None
            raise failure.under(f"Error reading: {id}") from failure

    def change(self, id: str, inputs: Props, state: Props) -> Props:
        """PUT, GET; what the program leaves open is sent as the state has it."""
        wanted = {**{key: state.get(key) for key in _KEPT}, **inputs}
        body = {
            **_service_body(wanted),
            "alert_creation": wanted.get("alertCreation") or "create_alerts_and_incidents",
            "auto_pause_notifications_parameters": _pause_body(wanted),
        }
        try:
            present(self.client.call("PUT", f"/services/{id}", {"service": body}), "service")
        except ApiFailure as failure:
            if not failure.is_missing:
                raise failure.under(f"Error reading: {id}") from failure
            raise PluginError(
                "Resource provider reported that the resource did not exist while updating "
                f"service {id}.\n\nThis is usually a result of the resource having been deleted "
                "outside of Pulumi, and can often be fixed by running `pulumi refresh` before "
                "updating."
            ) from failure
        return _service_outputs(self._get(id), [])

    def remove(self, id: str, state: Props) -> None:
        """DELETE."""
        del state
        try:
            self.client.call("DELETE", f"/services/{id}")
        except ApiFailure as failure:
            if not failure.is_missing:
                raise

    def _get(self, id: str, *final: int) -> Json:
        include = {"include__": "auto_pause_notifications_parameters"}
        found: Json = self.client.insist(
            lambda: present(self.client.get(f"/services/{id}", **include), "service"),
            final=on_status(*final),
        )
        return found


_KEPT = ("alertCreation", "autoPauseNotificationsParameters", "incidentUrgencyRule")
_HOURS = {
    "days_of_week": "daysOfWeeks",
    "end_time": "endTime",
    "start_time": "startTime",
    "time_zone": "timeZone",
    "type": "type",
}
_GROUPING = {
    "timeout": "timeout",
    "time_window": "timeWindow",
    "aggregate": "aggregate",
    "fields": "fields",
}


def _service_body(inputs: Props) -> Json:
    body: Json = {
        "acknowledgement_timeout": _seconds(inputs.get("acknowledgementTimeout")),
        "auto_resolve_timeout": _seconds(inputs.get("autoResolveTimeout")),
        "description": inputs.get("description") or "",
        "escalation_policy": {
            "id": inputs["escalationPolicy"],
            "type": "escalation_policy_reference",
        },
        "name": inputs["name"],
        "response_play": inputs.get("responsePlay"),
    }
    makers: dict[str, tuple[str, Callable[[Any], Any]]] = {
        "alertGroupingParameters": ("alert_grouping_parameters", _grouping_body),
        "autoPauseNotificationsParameters": ("auto_pause_notifications_parameters", _pause),
        "incidentUrgencyRule": ("incident_urgency_rule", _urgency_body),
        "scheduledActions": ("scheduled_actions", _actions_body),
        "supportHours": ("support_hours", _hours_body),
    }
    for name, (key, maker) in makers.items():
        if inputs.get(name):
            body[key] = maker(inputs[name])
    return body


def _seconds(text: Any) -> int | None:
    return None if text in (None, "null") else int(text)


def _grouping_body(grouping: Props) -> Json:
    config = grouping.get("config") or {}
    sent = {key: config[name] for key, name in _GROUPING.items() if config.get(name)}
    return {"type": grouping.get("type"), "config": sent}


def _pause(pause: Props) -> Json:
    enabled = bool(pause.get("enabled"))
    return {"enabled": enabled, "timeout": pause.get("timeout") if enabled else None}


def _pause_body(inputs: Props) -> Json:
    return _pause(inputs.get("autoPauseNotificationsParameters") or {})


def _urgency_body(rule: Props) -> Json:
    body: Json = {"type": rule["type"]}
    if rule.get("urgency"):
        body["urgency"] = rule["urgency"]
    for key, name in _HALVES.items():
        if rule.get(name):
            body[key] = dict(rule[name])
    return body


_HALVES = {
    "during_support_hours": "duringSupportHours",
    "outside_support_hours": "outsideSupportHours",
}


def _actions_body(actions: list[Props]) -> list[Json]:
    return [
        {"at": dict(action["ats"][0]), "to_urgency": action["toUrgency"], "type": action["type"]}
        for action in actions
    ]


def _hours_body(hours: Props) -> Json:
    return {key: hours[name] for key, name in _HOURS.items() if hours.get(name)}


def _service_outputs(service: Json, no_fields: list[str] | None) -> Props:
    if not service.get("escalation_policy"):
        raise CrashError("`service.escalation_policy`")
    pause = service.get("auto_pause_notifications_parameters") or {}
    hours = service.get("support_hours")
    return {
        "acknowledgementTimeout": _text(service.get("acknowledgement_timeout")),
        "alertCreation": service.get("alert_creation") or "",
        "alertGrouping": None,
        "alertGroupingParameters": _grouping_outputs(service, no_fields),
        "alertGroupingTimeout": _text(service.get("alert_grouping_timeout")),
        "autoPauseNotificationsParameters": {
            "enabled": bool(pause.get("enabled")),
            "timeout": pause.get("timeout") or 120,
        },
        "autoResolveTimeout": _text(service.get("auto_resolve_timeout")),
        "createdAt": service.get("created_at") or "",
        "description": service.get("description") or "",
        "escalationPolicy": service["escalation_policy"]["id"],
        "htmlUrl": service.get("html_url") or "",
        "incidentUrgencyRule": _urgency_outputs(service.get("incident_urgency_rule") or {}),
        "lastIncidentTimestamp": None,
        "name": service.get("name") or "",
        "responsePlay": None,
        "scheduledActions": [
            _action_outputs(item) for item in service.get("scheduled_actions") or []
        ],
        "status": None,
        "supportHours": hours and {name: hours.get(key) for key, name in _HOURS.items()},
        "type": service.get("type") or "",
    }


def _text(seconds: Any) -> str:
    return "null" if seconds is None else str(seconds)


def _grouping_outputs(service: Json, no_fields: list[str] | None) -> Props | None:
    grouping = service.get("alert_grouping_parameters") or {}
    if not grouping.get("type"):
        return None
    config = grouping.get("config") or {}
    return {
        "config": {
            "aggregate": config.get("aggregate") or "",
            "fields": config.get("fields") or no_fields,
            "timeWindow": config.get("time_window") or 0,
            "timeout": config.get("timeout") or 0,
        },
        "type": grouping["type"],
    }


def _urgency_outputs(rule: Json) -> Props:
    halves = {
        name: rule[key] and {"type": rule[key]["type"], "urgency": rule[key]["urgency"]}
        if rule.get(key)
        else None
        for key, name in _HALVES.items()
    }
    return {**halves, "type": rule.get("type") or "", "urgency": rule.get("urgency") or ""}


def _action_outputs(action: Json) -> Props:
    if not action.get("at"):
        raise CrashError("`service.scheduled_actions[].at`")
    at = {"name": action["at"].get("name") or "", "type": action["at"].get("type") or ""}
    return {"ats": [at], "toUrgency": action["to_urgency"], "type": action["type"]}


class ServiceIntegration(SdkManaged):
    """A way for events to come to a service."""

    token = "pagerduty:index/serviceIntegration:ServiceIntegration"
    inputs = (
        "emailFilterMode",
        "emailFilters",
        "emailIncidentCreation",
        "emailParsers",
        "emailParsingFallback",
        "integrationEmail",
        "integrationKey",
        "name",
        "service",
        "type",
        "vendor",
    )
    required = ("service",)
    named = True
    computed = ("htmlUrl", "integrationEmail", "integrationKey", "emailFilters")
    replace_on = frozenset({"service", "type", "vendor"})

    def make(self, inputs: Props) -> tuple[str, Props]:
        """POST, repeated when refused, then GET."""
        path = f"/services/{inputs['service']}/integrations"
        body = _integration_body(inputs)
        answer = self.client.insist(
            lambda: self.client.call("POST", path, body),
            final=lambda failure: not failure.is_refused,
        )
        id_ = (answer.get("integration") or {}).get("id") or ""
        found = self.client.insist(
            lambda: present(self.client.get(f"{path}/{id_}"), "integration"), final=on_status()
        )
        return id_, _integration_outputs(found, inputs, None)

    def fetch(self, id: str, state: Props) -> Props | None:
        """GET."""
        path = f"/services/{state['service']}/integrations/{id}"
        try:
            found = self.client.insist(
                lambda: present(self.client.get(path), "integration"), final=on_status(404)
            )
        except ApiFailure as failure:
            if failure.is_missing:
                return None
            raise
        return _integration_outputs(found, state, [])

    def change(self, id: str, inputs: Props, state: Props) -> Props:
        """PUT, with the key that it has."""
        kept = {key: state.get(key) for key in _KEPT_IN_INTEGRATION}
        wanted = {**kept, **inputs}
        path = f"/services/{inputs['service']}/integrations/{id}"
        answer = self.client.call("PUT", path, _integration_body(wanted))
        known = {**state, **inputs}
        return _integration_outputs(present(answer, "integration"), known, state["emailFilters"])

    def remove(self, id: str, state: Props) -> None:
        """DELETE; that it is gone is an error."""
        self.client.call("DELETE", f"/services/{state['service']}/integrations/{id}")

    def locate(self, id: str) -> tuple[str, Props] | None:
        """`service.integration`; an import fetches twice."""
        service, separator, integration = id.partition(".")
        if not separator:
            return None
        state = {"service": service}
        self.fetch(integration, state)
        return integration, state


_KEPT_IN_INTEGRATION = (
    "emailFilterMode",
    "emailIncidentCreation",
    "emailParsingFallback",
    "integrationEmail",
    "integrationKey",
)
_INTEGRATION = {
    "email_filter_mode": "emailFilterMode",
    "email_incident_creation": "emailIncidentCreation",
    "email_parsing_fallback": "emailParsingFallback",
    "integration_email": "integrationEmail",
    "integration_key": "integrationKey",
    "name": "name",
}
_FILTER = {
    "body_mode": "bodyMode",
    "body_regex": "bodyRegex",
    "from_email_mode": "fromEmailMode",
    "from_email_regex": "fromEmailRegex",
    "subject_mode": "subjectMode",
    "subject_regex": "subjectRegex",
}


def _integration_body(inputs: Props) -> Json:
    body: Json = {key: inputs[name] for key, name in _INTEGRATION.items() if inputs.get(name)}
    body["service"] = {"id": inputs["service"], "type": "service"}
    body["type"] = inputs.get("type") or "service_integration"
    if inputs.get("vendor"):
        body["vendor"] = {"id": inputs["vendor"], "type": "vendor"}
    if inputs.get("emailFilters"):
        body["email_filters"] = [
            {key: item[name] for key, name in _FILTER.items() if item.get(name)}
            for item in inputs["emailFilters"]
        ]
    return {"integration": body}


def _integration_outputs(found: Json, known: Props, no_filters: list[Any] | None) -> Props:
    vendor = found.get("vendor") or {}
    filters = found.get("email_filters")
    if filters is not None:
        no_filters = []
    return {
        **{name: found.get(key) for key, name in _INTEGRATION.items()},
        "emailFilters": [
            {"id": item.get("id") or "", **{name: item.get(key) for key, name in _FILTER.items()}}
            for item in filters or []
        ]
        or no_filters,
        "emailParsers": [],
        "htmlUrl": found.get("html_url") or "",
        "service": (found.get("service") or {}).get("id") or known["service"],
        "type": known.get("type"),
        "vendor": vendor.get("id"),
    }
