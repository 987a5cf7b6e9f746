"""Schedules: layers of rotating users, and the final schedule that follows from them.

The arithmetic is in `rotation`. What the API does with a schedule's times is here: a layer can't
start in the past, times are answered in the schedule's zone, layers newest first.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from sandbox.pagerduty import moments
from sandbox.pagerduty.account import SITE, Account, Json
from sandbox.pagerduty.collection import Answer, Call, Collection
from sandbox.pagerduty.errors import ApiError, invalid, not_found
from sandbox.pagerduty.fields import Choice, Each, Moment, Reference, Shape, Text, Whole, Zone
from sandbox.pagerduty.people import USERS
from sandbox.pagerduty.rotation import Shift, coverage, final_shifts, layer_shifts

if TYPE_CHECKING:
    from collections.abc import Iterator

WEEK = 604_800
_DAY = 86_400
_YEAR = 365 * _DAY
_LONGEST = timedelta(days=95)
_DAYS = (1, 2, 3, 4, 5, 6, 7)


def _restrictions_hold(account: Account, new: Json, old: Json | None) -> Iterator[str]:
    del account, old
    for layer in new.get("schedule_layers", []):
        for rule in layer.get("restrictions") or []:
            weekly = rule["type"] == "weekly_restriction"
            if weekly and rule.get("start_day_of_week") not in _DAYS:
                yield "Start day of week must be in 1, 2, 3, 4, 5, 6, or 7."
            elif rule["duration_seconds"] >= (WEEK if weekly else _DAY):
                key = "weekly" if weekly else "daily"
                text = "Please use a shorter duration or just turn the recurrence off."
                place = f"rotation_layers.{key}_restrictions.duration_seconds"
                raise ApiError(400, "Invalid Schedule", 3001, {place: [text]})
        if layer.get("end") and moments.parse(layer["end"]) < moments.parse(layer["start"]):
            yield "Layer end must be after its start"


def _complete(account: Account, schedule: Json) -> Json:
    # A request has the layers oldest first, and those that it leaves out stay as they are.
    schedule = dict(schedule)
    known = {layer["id"]: layer for layer in schedule.get("layers", [])}
    for layer in schedule.pop("schedule_layers", []):
        complete = _layer(account, layer, known)
        known[complete["id"]] = complete
    return {**schedule, "layers": list(known.values()), "teams": schedule.get("teams") or []}


def _layer(account: Account, layer: Json, known: dict[str, Json]) -> Json:
    old = known.get(layer.get("id") or "")
    start = moments.parse(layer["start"])
    if start < account.now():
        begun = old is not None and moments.parse(old["start"]) <= account.now()
        start = moments.parse(old["start"]) if old and begun else account.now()
    identifier = layer["id"] if old else account.new_id()
    return {
        "id": identifier,
        "name": layer.get("name") or f"Layer {len(known) + 1}",
        "start": moments.write(start),
        "end": layer.get("end"),
        "rotation_virtual_start": layer["rotation_virtual_start"],
        "rotation_turn_length_seconds": layer["rotation_turn_length_seconds"],
        "users": layer["users"],
        "restrictions": layer.get("restrictions") or [],
    }


def _shown(account: Account, schedule: Json) -> Json:
    zone = schedule["time_zone"]
    policies = account.referrers("escalation_policies", schedule["id"])
    users = {
        entry["user"]["id"]: entry["user"]
        for layer in schedule["layers"]
        for entry in layer["users"]
    }
    private = f"{SITE.removeprefix('https://')}/private/{schedule['id']}/feed"
    layers = schedule.pop("layers")
    return {
        **schedule,
        "web_cal_url": f"webcal://{private}",
        "http_cal_url": f"https://{private}",
        "personal_web_cal_url": None,
        "personal_http_cal_url": None,
        "users": list(users.values()),
        "escalation_policies": [
            account.reference("escalation_policy", item["id"]) for item in policies
        ],
        "schedule_layers": [_layer_shown(layer, zone) for layer in reversed(layers)],
        "overrides_subschedule": _unrendered("Overrides"),
        "final_schedule": _unrendered("Final Schedule"),
    }


def _layer_shown(layer: Json, zone: str) -> Json:
    times = {
        key: layer[key] and moments.write(moments.parse(layer[key]), zone)
        for key in ("start", "end", "rotation_virtual_start")
    }
    return {
        **layer,
        **times,
        "rendered_schedule_entries": [],
        "rendered_coverage_percentage": None,
    }


def _unrendered(name: str) -> Json:
    return {"name": name, "rendered_schedule_entries": [], "rendered_coverage_percentage": None}


def _unused(account: Account, schedule: Json) -> None:
    if any(account.referrers("escalation_policies", schedule["id"])):
        raise invalid("Schedule can't be deleted if it's being used by escalation policies")


SCHEDULES = Collection(
    path="/schedules",
    singular="schedule",
    plural="schedules",
    table="schedules",
    kind="schedule",
    fields={
        "name": Text(required=True, limit=255),
        "description": Text(),
        "time_zone": Zone(required=True),
        "teams": Each(of=Reference(kinds=("team",))),
        "schedule_layers": Each(
            required=True,
            low=1,
            of=Shape(
                name="Schedule layer",
                fields={
                    "id": Text(),
                    "name": Text(limit=255),
                    "start": Moment(required=True),
                    "end": Moment(),
                    "rotation_virtual_start": Moment(required=True),
                    "rotation_turn_length_seconds": Whole(required=True, low=3600, high=_YEAR),
                    "users": Each(
                        required=True,
                        low=1,
                        of=Shape(
                            name="Schedule layer",
                            fields={"user": Reference(kinds=("user",), required=True)},
                        ),
                    ),
                    "restrictions": Each(
                        of=Shape(
                            name="Restriction",
                            fields={
                                "type": Choice(
                                    values=("daily_restriction", "weekly_restriction"),
                                    required=True,
                                ),
                                "duration_seconds": Whole(required=True, low=1),
                                "start_time_of_day": Text(required=True, limit=8),
                                "start_day_of_week": Whole(low=1, high=7),
                            },
                        )
                    ),
                },
            ),
        ),
    },
    defaults={"description": None, "teams": []},
    unique="name",
    reasons=_restrictions_hold,
    build=_complete,
    show=_shown,
    before_delete=_unused,
)


def get(call: Call) -> Answer:
    """GET /schedules/{id}: rendered between `since` and `until` when the query has them."""
    stored = SCHEDULES.find(call)
    shown = SCHEDULES.shown(call.account, stored)
    if window := _window(call):
        since, until = window
        zone = stored["time_zone"]
        final = final_shifts(stored, since, until)
        shown["final_schedule"] |= _rendered(call.account, final, zone, window)
        replaced = final_shifts({**stored, "layers": []}, since, until)
        shown["overrides_subschedule"] |= _rendered(call.account, replaced, zone, window)
        for layer, answered in zip(
            reversed(stored["layers"]), shown["schedule_layers"], strict=True
        ):
            shifts = layer_shifts(layer, zone, since, until)
            answered.update(_rendered(call.account, shifts, zone, window))
    return Answer(200, {"schedule": shown})


def users(call: Call) -> Answer:
    """GET /schedules/{id}/users: who is on call in a stretch of time."""
    stored = SCHEDULES.find(call)
    now = call.account.now()
    since, until = _window(call) or (now, now + timedelta(seconds=1))
    found = dict.fromkeys(shift.user for shift in final_shifts(stored, since, until))
    known = [call.account.get("users", user) for user in found]
    return Answer(200, {"users": [USERS.shown(call.account, user) for user in known]})


def overrides(call: Call) -> Answer:
    """GET /schedules/{id}/overrides."""
    stored = SCHEDULES.find(call)
    return Answer(200, {"overrides": call.account.expand(stored.get("_overrides", []))})


_OVERRIDE = Shape(
    name="Override",
    fields={
        "start": Moment(required=True),
        "end": Moment(required=True),
        "user": Reference(kinds=("user",), required=True),
    },
)


def add_override(call: Call) -> Answer:
    """POST /schedules/{id}/overrides: others take over for a while; one at a time of old."""
    stored = SCHEDULES.find(call)
    body = call.body or {}
    single = body.get("override")
    if single is not None:
        if reasons := _wrong_with(call.account, single):
            raise invalid(*reasons)
        return Answer(201, {"override": _overridden(call.account, stored, single)})
    answers = []
    for each in body.get("overrides") or []:
        if reasons := _wrong_with(call.account, each):
            answers.append({"status": 400, "errors": reasons, "override": each})
        else:
            made = _overridden(call.account, stored, each)
            answers.append({"status": 201, "override": made})
    return Answer(201, answers)


def _wrong_with(account: Account, override: Json) -> list[str]:
    reasons = list(_OVERRIDE.reasons(account, "Override", override))
    if not reasons and moments.parse(override["end"]) <= moments.parse(override["start"]):
        reasons.append("Override must end after its start")
    if not reasons and moments.parse(override["end"]) <= account.now():
        reasons.append("Override must end in the future")
    return reasons


def _overridden(account: Account, stored: Json, override: Json) -> Json:
    """Take an override in; the last one made wins."""
    item = {"id": account.new_id("Q"), **_OVERRIDE.stored(account, override)}
    stored.setdefault("_overrides", []).append(item)
    found: Json = account.expand(item)
    return found


def remove_override(call: Call) -> Answer:
    """DELETE /schedules/{id}/overrides/{override}: one that has begun ends now."""
    stored = SCHEDULES.find(call)
    items: list[Json] = stored.get("_overrides", [])
    found = next((item for item in items if item["id"] == call.params["override"]), None)
    if found is None:
        raise not_found()
    now = call.account.now()
    if moments.parse(found["end"]) <= now:
        raise invalid("Override cannot be removed: it is in the past")
    if moments.parse(found["start"]) < now:
        found["end"] = moments.write(now)
        return Answer(200, None)
    stored["_overrides"] = [item for item in items if item is not found]
    return Answer(204, None)


def _window(call: Call) -> tuple[datetime, datetime] | None:
    try:
        since, until = (
            moments.parse(call.query[key]) if key in call.query else None
            for key in ("since", "until")
        )
    except ValueError:
        raise invalid("Since and until must be valid date times") from None
    if since is None and until is None:
        return None
    since = since or (until or call.account.now()) - timedelta(weeks=2)
    until = until or since + timedelta(weeks=2)
    if not since < until <= since + _LONGEST:
        raise invalid("Until must be after since, by at most 3 months")
    return since, until


def _rendered(
    account: Account, shifts: list[Shift], zone: str, window: tuple[datetime, datetime]
) -> Json:
    entries: list[dict[str, Any]] = [
        {
            "id": account.new_id("Q"),
            "start": moments.write(shift.start, zone),
            "end": moments.write(shift.end, zone),
            "user": account.reference("user", shift.user),
        }
        for shift in shifts
    ]
    percentage = coverage(shifts, *window)
    return {"rendered_schedule_entries": entries, "rendered_coverage_percentage": percentage}
