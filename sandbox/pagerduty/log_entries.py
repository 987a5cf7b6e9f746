"""What happened in incidents: log entries, and the notifications among them.

Nothing is kept: entries follow from an incident and the clock, so that an entry's id is made of
what it tells and stays the same from one look to the next. Fields are those of the OpenAPI
contract's LogEntry and Notification.
"""

from __future__ import annotations

import hashlib
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from sandbox.pagerduty import moments
from sandbox.pagerduty.account import REFERENCE, SITE, Account, Json, link
from sandbox.pagerduty.collection import PARENT, Answer, Call, paged
from sandbox.pagerduty.duty import Step, steps
from sandbox.pagerduty.errors import invalid, not_found
from sandbox.pagerduty.people import CHANNELS, METHODS

if TYPE_CHECKING:
    from collections.abc import Iterator

_NOTIFICATION = "_notification"


def _way(method: str) -> str:
    """Return what a type of contact method is called as a way: `push`, `sms`."""
    return method.removesuffix("_contact_method").removesuffix(_NOTIFICATION)


_NOTIFICATIONS = tuple(_way(name) + _NOTIFICATION for name in CHANNELS)
_NOTIFY = "notify_log_entry"


def of_incident(call: Call) -> Answer:
    """GET /incidents/{id}/log_entries: what happened, oldest first, each notification with its way.

    A notification names the user, the contact method and the address; it is due when its rule's
    delay has passed and the incident is still open then.
    """
    item = call.account.get("incidents", call.params["id"])
    found = sorted(_entries(call.account, item), key=_moment)
    return Answer(200, paged("log_entries", between(found, call), call.query))


def of_all(call: Call) -> Answer:
    """GET /log_entries: what happened in all incidents, newest first."""
    teams = set(call.query.getlist("team_ids[]"))
    found = [
        entry
        for entry in sorted(_all(call.account), key=_moment, reverse=True)
        if not teams or teams & {team["id"] for team in entry["teams"]}
    ]
    return Answer(200, paged("log_entries", between(found, call), call.query))


def get(call: Call) -> Answer:
    """GET /log_entries/{id}."""
    if found := known(call.account, call.params["id"]):
        return Answer(200, {"log_entry": found})
    raise not_found()


def known(account: Account, identifier: str) -> Json | None:
    """Return an entry by its id; None, there is none."""
    return next((entry for entry in _all(account) if entry["id"] == identifier), None)


def notifications(call: Call) -> Answer:
    """GET /notifications: whom incidents told between two moments, newest first, by which way."""
    kind = call.query.get("filter")
    if kind not in (None, *_NOTIFICATIONS):
        raise invalid(f"Filter must be in {', '.join(_NOTIFICATIONS)}")
    if missing := [key for key in ("since", "until") if not call.query.get(key)]:
        raise invalid(*(f"{key.capitalize()} can't be blank" for key in missing))
    told = [entry for entry in _all(call.account) if entry["type"] == _NOTIFY]
    told.sort(key=_moment, reverse=True)
    found = [_notification(entry) for entry in between(told, call)]
    wanted = [one for one in found if kind in (None, one["type"])]
    return Answer(200, paged("notifications", wanted, call.query))


def first(account: Account, item: Json) -> Json:
    """Return a reference to the entry of what opened an incident."""
    entry = next(_entries(account, item))
    keys = ("id", "summary", "self", "html_url")
    return {**{key: entry[key] for key in keys}, "type": entry["type"] + REFERENCE}


def _notification(entry: Json) -> Json:
    way = entry["channel"]["notification"]
    return {
        "id": "P" + entry["id"][1:],
        "type": way["type"],
        "started_at": entry["created_at"],
        "address": None if way["type"] == f"push{_NOTIFICATION}" else way["address"],
        "user": entry["user"],
        "status": "success",
    }


def _moment(entry: Json) -> str:
    return str(entry["created_at"])


def between(entries: list[Json], call: Call, field: str = "created_at") -> list[Json]:
    """Return the entries from `since` to before `until`; where the query has neither, all."""
    try:
        since, until = (
            moments.parse(call.query[key]) if call.query.get(key) else None
            for key in ("since", "until")
        )
    except ValueError:
        raise invalid("Since and until must be valid date times") from None
    return [
        entry
        for entry in entries
        if (since is None or since <= moments.parse(entry[field]))
        and (until is None or moments.parse(entry[field]) < until)
    ]


def _all(account: Account) -> Iterator[Json]:
    for item in account.table("incidents").values():
        yield from _entries(account, item)


def _entries(account: Account, item: Json) -> Iterator[Json]:
    """Give an incident's entries, each complete."""
    service = account.reference("service", item["service"]["id"])
    policy = account.table("escalation_policies").get(item["policy"], {})
    shared = {
        "agent": service,
        "service": service,
        "incident": account.reference("incident", item["id"]),
        "teams": account.expand(policy.get("teams", [])),
        "contexts": [],
    }
    for identity, entry in _events(account, item):
        text = "/".join((item["id"], entry["type"], entry["created_at"], *identity))
        identifier = "R" + hashlib.sha256(text.encode()).hexdigest()[:13].upper()
        yield {
            "id": identifier,
            "self": link("log_entries", identifier),
            "html_url": f"{SITE}/incidents/{item['id']}/log_entries/{identifier}",
            **shared,
            **entry,
        }


def _events(account: Account, item: Json) -> Iterator[tuple[tuple[str, ...], Json]]:
    """Give what happened, each with what tells it from others of its type and moment."""
    yield (), _event("trigger", item["created_at"], "Triggered through the API.", "api")
    open_ = item["status"] == "triggered"
    until = account.now() if open_ else moments.parse(item["changed_at"])
    for step in steps(account, item):
        for user in step.users:
            yield (user,), _assigned(account, step, user)
            yield from _told(account, item, step, user, until)
    if item["status"] == "resolved":
        yield (), _event("resolve", item["changed_at"], "Resolved through the API.", "api")


def _event(kind: str, at: str, summary: str, channel: str) -> Json:
    return {
        "type": f"{kind}_log_entry",
        "created_at": at,
        "summary": summary,
        "channel": {"type": channel},
    }


def _assigned(account: Account, step: Step, user: str) -> Json:
    person = account.reference("user", user)
    entry = _event("assign", moments.write(step.at), f"Assigned to {person['summary']}.", "auto")
    return {**entry, "escalation_level": step.level, "assignees": [person]}


def _told(
    account: Account, item: Json, step: Step, user: str, until: datetime
) -> Iterator[tuple[tuple[str, ...], Json]]:
    for rule in account.table("notification_rules").values():
        at = step.at + timedelta(minutes=rule["start_delay_in_minutes"])
        if rule[PARENT] != user or rule["urgency"] != item["urgency"] or at > until:
            continue
        method = account.get("contact_methods", rule["contact_method"]["id"])
        way = _way(method["type"])
        person = account.reference("user", user)
        address = METHODS.shown(account, method)["address"]
        entry = _event("notify", moments.write(at), f"Notified {person['summary']} by {way}.", way)
        entry["channel"]["notification"] = {"type": way + _NOTIFICATION, "address": address}
        yield (moments.write(step.at), rule["id"]), {**entry, "user": person}
