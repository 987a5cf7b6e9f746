"""Escalation policies."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from sandbox.plugins.pagerduty.client import (
    FIVE_MINUTES,
    ApiFailure,
    CrashError,
    on_status,
    present,
)
from sandbox.plugins.pagerduty.managed import MANAGED, SdkManaged

if TYPE_CHECKING:
    from collections.abc import Mapping

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
        "teams": (teams[0].get("id") or "") if teams else None,
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
