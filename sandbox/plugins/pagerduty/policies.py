"""Escalation policies."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from sandbox.plugins.fields import Field
from sandbox.plugins.pagerduty.client import (
    FIVE_MINUTES,
    ApiFailure,
    CrashError,
    on_status,
    present,
)
from sandbox.plugins.pagerduty.resource import MANAGED, WIRE, SdkResource
from sandbox.plugins.pagerduty.values import one_of, policy_name
from sandbox.plugins.rules import at_least, between

if TYPE_CHECKING:
    from collections.abc import Mapping

    from providers.plugin import Props
    from sandbox.plugins.pagerduty.client import Json


_RULE = {
    "escalationDelayInMinutes": Field(kind="number", required=True, rule=at_least(1)),
    "escalationRuleAssignmentStrategy": Field(
        kind="object", computed=True, members={"type": Field(required=True)}
    ),
    "id": Field(output=True),
    "targets": Field(
        kind="list",
        required=True,
        block="target",
        members={
            "id": Field(required=True),
            "type": Field(
                default="user_reference", rule=one_of("user_reference", "schedule_reference")
            ),
        },
    ),
}


def _one_team(team: Any) -> list[Json] | None:
    return [{"id": team, "type": "team_reference"}] if team else None


def _its_team(teams: Any) -> str | None:
    return (teams[0].get("id") or "") if teams else None


class EscalationPolicy(SdkResource):
    """An escalation policy."""

    token = "pagerduty:index/escalationPolicy:EscalationPolicy"
    auto_name = "name"
    fields: ClassVar[Mapping[str, Field]] = {
        "description": Field(default=MANAGED, always=True),
        "name": Field(rule=policy_name),
        "numLoops": Field(kind="number", always=True, rule=between(0, 9)),
        "rules": Field(
            kind="list", required=True, api="escalation_rules", block="rule", members=_RULE
        ),
        "teams": Field(always=True, null=True, write=_one_team, read=_its_team),
    }

    _INCLUDE: ClassVar[Mapping[str, str]] = {
        "include__": "escalation_rule_assignment_strategies",
    }

    def make(self, inputs: Props) -> tuple[str, Props]:
        """POST, GET."""
        body = _body(inputs)
        made = present(self.client.call("POST", "/escalation_policies", body), "escalation_policy")
        if not made.get("id"):
            raise CrashError("`escalation_policy.id`")
        return made["id"], _outputs(self._get(made["id"]))

    def fetch(self, id: str, state: Props) -> Props | None:
        """GET, and once more when that fails."""
        del state
        try:
            return _outputs(self._get(id))
        except ApiFailure:
            pass
        try:
            found = self.client.insist(lambda: self._get(id), final=on_status(404))
        except ApiFailure as failure:
            if failure.is_missing:
                return None
            raise
        return _outputs(found)

    def change(self, id: str, inputs: Props, state: Props) -> Props:
        """PUT, then for five minutes when that fails; the rules keep their last known ids."""
        body = _body(inputs)

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
        outputs = _outputs(found)
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


def _body(inputs: Props) -> Json:
    return {"escalation_policy": WIRE.sent(EscalationPolicy.fields, inputs)}


def _outputs(policy: Json) -> Props:
    return WIRE.told(EscalationPolicy.fields, policy)
