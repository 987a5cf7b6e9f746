"""Teams and their members; users, how they can be reached, and when they are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sandbox.pagerduty.account import REFERENCE, Account, Json, mentioned
from sandbox.pagerduty.collection import PARENT, Answer, Call, Collection, paged
from sandbox.pagerduty.duty import notified
from sandbox.pagerduty.errors import ApiError, invalid, not_found
from sandbox.pagerduty.fields import Choice, Email, Flag, Reference, Shape, Text, Whole, Zone

if TYPE_CHECKING:
    from collections.abc import Iterator

ROLES = (
    "admin",
    "limited_user",
    "observer",
    "owner",
    "read_only_user",
    "restricted_access",
    "read_only_limited_user",
    "user",
)
CHANNELS = (
    "email_contact_method",
    "phone_contact_method",
    "push_notification_contact_method",
    "sms_contact_method",
)
LICENSE = "PLIC001"

_TEAM_ROLES = ("manager", "responder", "observer")
_ASSOCIATED = {
    "escalation_policies": "Escalation Policies",
    "services": "Services",
    "schedules": "Schedules",
    "teams": "Teams",
}


def _before_team(account: Account, item: Json) -> None:
    for table, name in _ASSOCIATED.items():
        if any(account.referrers(table, item["id"])):
            reason = f"Cannot delete team with existing {name} association(s)"
            raise ApiError(400, "Team has existing associations.", 6006, [reason])


def _after_team(account: Account, item: Json) -> None:
    account.table("memberships").pop(item["id"], None)


TEAMS = Collection(
    path="/teams",
    singular="team",
    plural="teams",
    table="teams",
    kind="team",
    fields={
        "name": Text(required=True, limit=100),
        "description": Text(),
        "parent": Reference(kinds=("team",)),
        "default_role": Choice(values=("manager", "responder", "observer", "none")),
    },
    defaults={"description": None, "default_role": "manager", "parent": None},
    unique="name",
    before_delete=_before_team,
    after_delete=_after_team,
)


def _known_user(account: Account, item: Json) -> Json:
    teams = [
        account.reference("team", team)
        for team, members in account.table("memberships").items()
        if item["id"] in members
    ]
    methods = _owned(account, "contact_methods", item["id"])
    rules = _owned(account, "notification_rules", item["id"])
    return {
        **item,
        "teams": teams,
        "contact_methods": [_nested_reference(METHODS, account, method) for method in methods],
        "notification_rules": [_nested_reference(RULES, account, rule) for rule in rules],
        "license": account.reference("license", LICENSE),
    }


def _nested_reference(collection: Collection, account: Account, item: Json) -> Json:
    shown = collection.shown(account, item)
    keys = ("id", "type", "summary", "self", "html_url")
    return {**{key: shown[key] for key in keys}, "type": shown["type"] + REFERENCE}


def _owned(account: Account, table: str, user: str) -> list[Json]:
    return [item for item in account.table(table).values() if item[PARENT] == user]


def _first_contact(account: Account, user: Json) -> None:
    """A new user is reached by e-mail, at once, for incidents of high urgency."""
    method: Json = {
        "id": account.new_id(),
        PARENT: user["id"],
        "type": "email_contact_method",
        "label": "Default",
        "address": user["email"],
        "send_short_email": False,
        "send_html_email": True,
    }
    rule: Json = {
        "id": account.new_id(),
        PARENT: user["id"],
        "start_delay_in_minutes": 0,
        "urgency": "high",
        "created_at": account.stamp(),
        "contact_method": {"id": method["id"], "type": method["type"]},
    }
    account.table("contact_methods")[method["id"]] = method
    account.table("notification_rules")[rule["id"]] = rule


def _before_user(account: Account, user: Json) -> None:
    for incident in account.table("incidents").values():
        if incident["status"] != "resolved" and user["id"] in notified(account, incident):
            message = "The user cannot be deleted as they have 1 incident."
            raise ApiError(400, message, 6001, ["Cannot delete this user"])
    for table, kind in (("escalation_policies", "escalation policy"), ("schedules", "schedule")):
        for item in account.referrers(table, user["id"]):
            message = f"The user cannot be deleted as they are part of the {kind} {item['name']}."
            raise ApiError(400, message, 6001, ["Cannot delete this user"])


def _after_user(account: Account, user: Json) -> None:
    for table in ("contact_methods", "notification_rules"):
        for item in _owned(account, table, user["id"]):
            del account.table(table)[item["id"]]
    for members in account.table("memberships").values():
        members.pop(user["id"], None)


USERS = Collection(
    path="/users",
    singular="user",
    plural="users",
    table="users",
    kind="user",
    fields={
        "name": Text(required=True, limit=100),
        "email": Email(required=True, limit=100),
        "time_zone": Zone(),
        "color": Text(),
        "role": Choice(values=ROLES),
        "description": Text(),
        "job_title": Text(limit=100),
        "license": Reference(kinds=("license",)),
    },
    defaults={
        "time_zone": "Etc/UTC",
        "color": "purple",
        "role": "limited_user",
        "description": None,
        "job_title": None,
        "avatar_url": "https://secure.gravatar.com/avatar/0.png?d=mm&r=PG",
        "billed": True,
        "invitation_sent": True,
        "coordinated_incidents": [],
    },
    unique="email",
    show=_known_user,
    before_delete=_before_user,
    after_create=_first_contact,
    after_delete=_after_user,
)


def _reachable(account: Account, new: Json, old: Json | None) -> Iterator[str]:
    kind, address = new.get("type"), str(new.get("address", ""))
    if kind in ("phone_contact_method", "sms_contact_method") and not address.isdecimal():
        yield "Address must contain only digits"
    same = ("type", "address", "country_code")
    for item in account.table("contact_methods").values():
        if item is old or item[PARENT] != new[PARENT]:
            continue
        if all(item.get(key, 1) == new.get(key, 1) for key in same):
            yield "User Contact method must be unique"


def _contact_defaults(account: Account, item: Json) -> Json:
    del account
    defaults: dict[str, Json] = {
        "email_contact_method": {"send_short_email": False, "send_html_email": True},
        "phone_contact_method": {"country_code": 1, "blacklisted": False},
        "sms_contact_method": {"country_code": 1, "blacklisted": False, "enabled": True},
    }
    return {"label": "", **defaults.get(item["type"], {}), **item}


def _before_method(account: Account, item: Json) -> None:
    methods = _owned(account, "contact_methods", item[PARENT])
    emails = [method for method in methods if method["type"] == "email_contact_method"]
    if emails == [item]:
        raise invalid("User must have at least one email contact method")


def _after_method(account: Account, item: Json) -> None:
    for rule in list(account.referrers("notification_rules", item["id"])):
        del account.table("notification_rules")[rule["id"]]


METHODS = Collection(
    path="/users/{parent}/contact_methods",
    singular="contact_method",
    plural="contact_methods",
    table="contact_methods",
    fields={
        "type": Choice(values=CHANNELS, required=True),
        "label": Text(limit=100),
        "address": Text(required=True, limit=255),
        "country_code": Whole(low=1, high=1999),
        "send_short_email": Flag(),
    },
    owner="users",
    reasons=_reachable,
    build=_contact_defaults,
    before_delete=_before_method,
    after_delete=_after_method,
)


def _through_own_method(account: Account, new: Json, old: Json | None) -> Iterator[str]:
    method = account.get("contact_methods", new["contact_method"]["id"])
    if method[PARENT] != new[PARENT]:
        raise not_found()
    same = ("start_delay_in_minutes", "urgency")
    for item in _owned(account, "notification_rules", new[PARENT]):
        if item is old or item["contact_method"]["id"] != method["id"]:
            continue
        if all(item[key] == new[key] for key in same):
            yield "Channel Start delay must be unique for a given contact method"


def _stamped(account: Account, item: Json) -> Json:
    return {"created_at": account.stamp(), **item}


def _rule_shown(account: Account, item: Json) -> Json:
    # The answered type of the method has no `_reference`: the official client compares it with
    # the one it was configured with.
    method = account.get("contact_methods", item["contact_method"]["id"])
    summary = f"{item['start_delay_in_minutes']} minutes: channel {method['id']}"
    return {**item, "contact_method": METHODS.shown(account, method), "summary": summary}


RULES = Collection(
    path="/users/{parent}/notification_rules",
    singular="notification_rule",
    plural="notification_rules",
    table="notification_rules",
    kind="assignment_notification_rule",
    fields={
        "start_delay_in_minutes": Whole(required=True),
        "urgency": Choice(values=("high", "low"), required=True),
        "contact_method": Shape(
            required=True,
            name="Contact method",
            fields={
                "id": Text(required=True),
                "type": Choice(values=CHANNELS + tuple(name + REFERENCE for name in CHANNELS)),
            },
        ),
    },
    owner="users",
    reasons=_through_own_method,
    build=_stamped,
    show=_rule_shown,
)


def members(call: Call) -> Answer:
    """GET /teams/{id}/members: who belongs to a team, in which role."""
    call.account.get("teams", call.params["id"])
    found = [
        {"user": call.account.reference("user", user), "role": role}
        for user, role in _membership(call).items()
    ]
    return Answer(200, paged("members", found, call.query))


def add_member(call: Call) -> Answer:
    """PUT /teams/{id}/users/{user}: join a team, or change one's role in it."""
    call.account.get("teams", call.params["id"])
    call.account.get("users", call.params["user"])
    role = (call.body or {}).get("role", "manager")
    if reasons := list(Choice(values=_TEAM_ROLES).reasons(call.account, "Role", role)):
        raise invalid(*reasons)
    _membership(call)[call.params["user"]] = role
    return Answer(204, None)


def remove_member(call: Call) -> Answer:
    """DELETE /teams/{id}/users/{user}: refused while an escalation policy of the team has them."""
    call.account.get("teams", call.params["id"])
    user = call.params["user"]
    for policy in call.account.referrers("escalation_policies", user):
        if call.params["id"] in mentioned(policy.get("teams")):
            reason = "User cannot be removed as they belong to an escalation policy on this team"
            raise ApiError(400, reason, 6001)
    if user not in _membership(call):
        raise not_found()
    del _membership(call)[user]
    return Answer(204, None)


def join_policy(call: Call) -> Answer:
    """PUT /teams/{id}/escalation_policies/{policy}: a policy belongs to one team."""
    return _policy_of(call, [{"id": call.params["id"], "type": "team" + REFERENCE}])


def leave_policy(call: Call) -> Answer:
    """DELETE /teams/{id}/escalation_policies/{policy}."""
    return _policy_of(call, [])


def _policy_of(call: Call, teams: list[Json]) -> Answer:
    call.account.get("teams", call.params["id"])
    call.account.get("escalation_policies", call.params["policy"])["teams"] = teams
    return Answer(204, None)


def license_of(call: Call) -> Answer:
    """GET /users/{id}/license."""
    call.account.get("users", call.params["id"])
    return Answer(200, {"license": call.account.get("licenses", LICENSE)})


def me(call: Call) -> Answer:
    """GET /users/me: a token here belongs to the account and not to a user."""
    del call
    raise ApiError(400, "Token is not associated with a user", 2001)


def _membership(call: Call) -> Json:
    return call.account.table("memberships").setdefault(call.params["id"], {})
