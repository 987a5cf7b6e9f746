"""Alert grouping settings."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from sandbox.plugins.pagerduty.client import ApiFailure, CrashError, present
from sandbox.plugins.pagerduty.plain import Plain, without_none

if TYPE_CHECKING:
    from collections.abc import Mapping

    from providers.plugin import Props
    from sandbox.plugins.pagerduty.client import Json


class AlertGroupingSetting(Plain):
    """How alerts of services are grouped into incidents."""

    token = "pagerduty:index/alertGroupingSetting:AlertGroupingSetting"
    path = "/alert_grouping_settings"
    key = "alert_grouping_setting"
    inputs = ("config", "description", "name", "services", "type")
    required = ("config", "services", "type")
    named = True
    computed = ("description",)
    unordered = frozenset({"services", "config.fields", "config.iagFields"})
    reads_back = frozenset({"create"})
    headings: ClassVar[Mapping[str, Any]] = {
        "create": "Error creating alert grouping setting {name}",
        "read": "Error reading alert grouping setting {id}",
        "update": "Error updating alert grouping setting {id}",
        "delete": "Error deleting alert grouping setting {id}",
    }

    _CONFIG: ClassVar[Mapping[str, str]] = {
        "timeout": "timeout",
        "time_window": "timeWindow",
        "aggregate": "aggregate",
        "fields": "fields",
        "iag_fields": "iagFields",
    }

    def body(self, id: str, inputs: Props, state: Props) -> Json:
        """Fields are sorted; intelligent grouping goes by the summary unless told otherwise."""
        del state
        given = inputs["config"]
        config: Json = {
            key: given[name] for key, name in self._CONFIG.items() if given.get(name) is not None
        }
        for key in ("fields", "iag_fields"):
            if key in config:
                config[key] = sorted(config[key])
        if inputs["type"] == "intelligent":
            config.setdefault("iag_fields", ["summary"])
        return without_none(
            id=id or None,
            name=inputs["name"],
            description=inputs.get("description") or "Managed by Terraform",
            type=inputs["type"],
            config=config,
            services=[{"id": item} for item in inputs["services"]],
        )

    def outputs(self, answer: Json, known: Props) -> Props:
        """Of the config, what the API has."""
        del known
        if not answer.get("type"):
            raise CrashError("`alert_grouping_setting.type`")
        config = answer.get("config") or {}
        return {
            "config": {
                name: config[key]
                for key, name in self._CONFIG.items()
                if config.get(key) is not None
            },
            "description": answer.get("description") or "",
            "name": answer.get("name") or "",
            "services": [item.get("id") or "" for item in answer.get("services") or []],
            "type": answer["type"],
        }

    def unwrap(self, answer: Json) -> Json:
        """Crash without the object, fail without its config."""
        found: Json = present(answer, self.key)
        if "config" not in found:
            raise ApiFailure("the alert grouping setting has no config")
        return found

    def identify(self, answer: Json) -> str:
        """Crash without an id."""
        return str(present(answer, "id"))

    def change(self, id: str, inputs: Props, state: Props) -> Props:
        """Look first which settings the services have, then PUT."""
        self.client.get(self.path, service_ids__=list(inputs["services"]))
        return super().change(id, inputs, state)
