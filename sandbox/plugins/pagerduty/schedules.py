"""Schedules: sent oldest layer first, answered newest first, never deleted while in use."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, ClassVar

from providers.plugin import PluginError
from sandbox.plugins.fields import Field
from sandbox.plugins.pagerduty.client import ApiFailure, CrashError, on_status, present
from sandbox.plugins.pagerduty.resource import MANAGED, WIRE, SdkResource
from sandbox.plugins.pagerduty.values import moment, optional_moment, zone
from sandbox.plugins.rules import at_least_items, between

if TYPE_CHECKING:
    from collections.abc import Mapping

    from providers.plugin import Props
    from sandbox.plugins.pagerduty.client import Json

_IN_USE = "Schedule can't be deleted if it's being used by escalation policies"
_POLICY = ("description", "html_url", "id", "name", "num_loops", "self", "summary", "teams", "type")
_YEAR = 31_536_000
_RESTRICTION = {
    "durationSeconds": Field(kind="number", required=True),
    "startDayOfWeek": Field(kind="number"),
    "startTimeOfDay": Field(required=True),
    "type": Field(required=True),
}


def _percentage(share: Any) -> str:
    return f"{share or 0.0:.2f}"


def _final(schedule: Any) -> list[Props]:
    if schedule is None:
        raise CrashError("`schedule.final_schedule`")
    share = _percentage(schedule.get("rendered_coverage_percentage"))
    return [{"name": schedule.get("name") or "", "renderedCoveragePercentage": share}]


def _users(entries: Any) -> list[str]:
    if any(not entry.get("user") for entry in entries or []):
        raise CrashError("`schedule.schedule_layers[].users[].user`")
    return [entry["user"].get("id") or "" for entry in entries or []]


def _restrictions(found: Any) -> list[Props]:
    told = [WIRE.told(_RESTRICTION, restriction) for restriction in found or []]
    return [{name: value for name, value in one.items() if value} for one in told]


_LAYER = {
    "end": Field(always=True, rule=optional_moment, write=lambda end: end or None),
    "id": Field(computed=True),
    "name": Field(always=True),
    "renderedCoveragePercentage": Field(output=True, read=_percentage),
    "restrictions": Field(
        kind="list", block="restriction", members=_RESTRICTION, read=_restrictions
    ),
    "rotationTurnLengthSeconds": Field(kind="number", required=True, rule=between(3600, _YEAR)),
    "rotationVirtualStart": Field(
        required=True, rule=moment, write=lambda text: _go_time(_instant(text))
    ),
    "start": Field(required=True, rule=moment),
    "users": Field(
        kind="list",
        required=True,
        rule=at_least_items(1),
        write=lambda users: [{"user": {"id": user, "type": "user"}} for user in users],
        read=_users,
    ),
}


class Schedule(SdkResource):
    """A schedule."""

    token = "pagerduty:index/schedule:Schedule"
    auto_name = "name"
    fields: ClassVar[Mapping[str, Field]] = {
        "description": Field(default=MANAGED, always=True),
        "finalSchedules": Field(kind="list", output=True, api="final_schedule", read=_final),
        "layers": Field(kind="list", required=True, block="layer", sent=False, members=_LAYER),
        "name": Field(),
        "overflow": Field(kind="boolean", sent=False),
        "teams": Field(kind="list", refers="team_reference"),
        "timeZone": Field(required=True, rule=zone),
    }

    def make(self, inputs: Props) -> tuple[str, Props]:
        """POST, GET."""
        body = _body(inputs, [], self.session.clock())
        made = present(self.client.call("POST", "/schedules", body, _query(inputs)), "schedule")
        if not made.get("id"):
            raise PluginError("expected non-nil error with nil state during Create of a schedule")
        found = self._get(made["id"], 404)
        outputs = _outputs(found, inputs, self.session.clock())
        return made["id"], {**outputs, "teams": outputs["teams"] or None}

    def fetch(self, id: str, state: Props) -> Props | None:
        """GET."""
        try:
            return _outputs(self._get(id, 404), state, self.session.clock())
        except ApiFailure as failure:
            if failure.is_missing:
                return None
            raise

    def change(self, id: str, inputs: Props, state: Props) -> Props:
        """PUT; a layer that is no longer wanted is sent once more with an end."""
        body = _body(inputs, state.get("layers") or [], self.session.clock())
        path, query = f"/schedules/{id}", _query(inputs)
        found = self.client.insist(
            lambda: present(self.client.call("PUT", path, body, query), "schedule"),
            final=lambda failure: failure.status is None,
        )
        return _outputs(found, inputs, self.session.clock())

    def remove(self, id: str, state: Props) -> None:
        """GET, DELETE; in use, it is first taken out of the escalation policies."""
        del state
        try:
            schedule = present(self.client.get(f"/schedules/{id}"), "schedule")
        except ApiFailure as failure:
            if failure.is_missing:
                return
            raise
        self.client.insist(
            lambda: self._delete(id, schedule), final=lambda failure: failure.status is None
        )

    def compared(self, value: Props) -> Props:
        """Two starts in the past are the same, and so is one instant in two time zones."""
        layers = value.get("layers")
        if not isinstance(layers, list):
            return value
        return {
            **value,
            "layers": [_compared_layer(layer, self.session.clock()) for layer in layers],
        }

    def _get(self, id: str, *final: int) -> Json:
        found: Json = self.client.insist(
            lambda: present(self.client.get(f"/schedules/{id}"), "schedule"),
            final=on_status(*final),
            pause=2.0,
        )
        return found

    def _delete(self, id: str, schedule: Json) -> None:
        try:
            self.client.call("DELETE", f"/schedules/{id}")
        except ApiFailure as failure:
            if not failure.is_refused or _IN_USE not in failure.errors:
                raise
            self._refuse_open_incidents(id, schedule, failure)
            for policy in schedule.get("escalation_policies") or []:
                self._leave(id, policy["id"])
            raise

    def _refuse_open_incidents(self, id: str, schedule: Json, failure: ApiFailure) -> None:
        query = {
            "date_range": "all",
            "statuses[]": ["triggered", "acknowledged"],
            "user_ids[]": [user["id"] for user in schedule.get("users") or []],
            "limit": "100",
        }
        try:
            answer = self.client.insist(
                lambda: self.client.call("GET", "/incidents", query=query),
                final=on_status(),
                pause=2.0,
            )
        except ApiFailure as other:
            raise PluginError(f"{failure}; {other}") from other
        found = answer.get("incidents") or []
        mine = {policy["id"] for policy in schedule.get("escalation_policies") or []}
        urls = [item["html_url"] for item in found if item["escalation_policy"]["id"] in mine]
        if urls:
            listed = "\n".join(urls)
            raise PluginError(
                f'Before destroying Schedule "{id}" You must first resolve or reassign the '
                "following incidents related with Escalation Policies using this Schedule...\n"
                f"{listed}"
            )

    def _leave(self, id: str, policy: str) -> None:
        path = f"/escalation_policies/{policy}"
        found = present(self.client.get(path), "escalation_policy")
        rules = []
        for rule in found["escalation_rules"]:
            targets = [target for target in rule["targets"] if target["id"] != id]
            if targets:
                rules.append({**rule, "targets": targets})
        if not rules:
            raise CrashError("any other target in the escalation policy that uses the schedule")
        kept = {key: found[key] for key in _POLICY if found.get(key) is not None}
        self.client.call("PUT", path, {"escalation_policy": {**kept, "escalation_rules": rules}})


def _query(inputs: Props) -> dict[str, str] | None:
    return {"overflow": "true"} if inputs.get("overflow") else None


def _body(inputs: Props, known: list[Props], now: datetime) -> Json:
    wanted = inputs["layers"]
    layers = [
        _layer_body(layer, known[index] if index < len(known) else {}, now)
        for index, layer in enumerate(wanted)
    ]
    ended = _go_time(now)
    layers += [{**_layer_body(layer, layer, now), "end": ended} for layer in known[len(wanted) :]]
    return {"schedule": {**WIRE.sent(Schedule.fields, inputs), "schedule_layers": layers}}


def _layer_body(layer: Props, known: Props, now: datetime) -> Json:
    # The start of a layer that has begun is the state's: the configured one may be long past.
    start = layer["start"]
    begun = known and _past(start, now) and _past(known["start"], now)
    if begun or (known and _instant(start) == _instant(known["start"])):
        start = known["start"]
    return WIRE.sent(_LAYER, {**layer, "start": start})


def _outputs(schedule: Json, known: Props, now: datetime) -> Props:
    layers = [
        WIRE.told(_LAYER, layer)
        for layer in reversed(schedule.get("schedule_layers") or [])
        if not (layer.get("end") and _past(layer["end"], now))
    ]
    told = WIRE.told(Schedule.fields, schedule)
    return {**told, "layers": layers, "overflow": known.get("overflow")}


def _compared_layer(layer: Any, now: datetime) -> Any:
    if not isinstance(layer, dict):
        return layer
    times = {key: layer[key] for key in ("start", "end", "rotationVirtualStart") if key in layer}
    same = {key: _compared_time(key, text, now) for key, text in times.items()}
    return {**layer, **same}


def _compared_time(key: str, text: Any, now: datetime) -> Any:
    if not isinstance(text, str) or not text:
        return text
    if key == "start" and _past(text, now):
        return "past"
    return _instant(text).isoformat()


def _instant(text: str) -> datetime:
    moment = datetime.fromisoformat(text)
    return moment.astimezone(UTC)


def _past(text: str, now: datetime) -> bool:
    return _instant(text) <= now


def _go_time(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S +0000 UTC")
