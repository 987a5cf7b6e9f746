"""Users, how and when they are reached, and what teams they are in."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any, ClassVar

from providers.plugin import PluginError
from sandbox.plugins.pagerduty.client import ApiFailure, on_status, present
from sandbox.plugins.pagerduty.managed import MANAGED, FrameworkManaged, SdkManaged
from sandbox.plugins.pagerduty.plain import Plain, without_none

if TYPE_CHECKING:
    from collections.abc import Mapping

    from providers.plugin import Props
    from sandbox.plugins.pagerduty.client import Json

_TAKEN = "Email has already been taken"
_SITE = "https://sandbox.pagerduty.com"


class User(SdkManaged):
    """A user. One with the same address, name and role is adopted without a word."""

    token = "pagerduty:index/user:User"
    inputs = (
        "color",
        "description",
        "email",
        "jobTitle",
        "license",
        "name",
        "role",
        "teams",
        "timeZone",
    )
    required = ("email",)
    defaults: ClassVar[Mapping[str, Any]] = {"description": MANAGED, "role": "user"}
    named = True
    computed = ("avatarUrl", "color", "htmlUrl", "invitationSent", "license", "timeZone")

    _FIELDS: ClassVar[Mapping[str, str]] = {
        "color": "color",
        "description": "description",
        "email": "email",
        "job_title": "jobTitle",
        "name": "name",
        "role": "role",
        "time_zone": "timeZone",
    }

    def make(self, inputs: Props) -> tuple[str, Props]:
        """POST, the same again as PUT, GET, GET of the licence."""
        body = self._body(inputs)
        try:
            user = present(self.client.call("POST", "/users", body), "user")
        except ApiFailure as failure:
            user = self._existing(inputs, failure)
        id_ = str(user.get("id") or "")
        present(self.client.call("PUT", f"/users/{id_}", body), "user")
        return id_, self._known(id_)

    def fetch(self, id: str, state: Props) -> Props | None:
        """GET, and the licence."""
        del state
        try:
            return self._known(id)
        except ApiFailure as failure:
            if failure.is_missing:
                return None
            raise

    def change(self, id: str, inputs: Props, state: Props) -> Props:
        """PUT, GET, GET of the licence; what the program leaves open stays as it is."""
        kept = {key: state.get(key) for key in ("color", "timeZone")}
        present(self.client.call("PUT", f"/users/{id}", self._body({**kept, **inputs})), "user")
        return self._known(id)

    def remove(self, id: str, state: Props) -> None:
        """DELETE; repeated while refused, but not when gone."""
        del state
        self.client.insist(lambda: self.client.call("DELETE", f"/users/{id}"), final=on_status(404))

    def _existing(self, inputs: Props, failure: ApiFailure) -> Json:
        if _TAKEN not in failure.errors:
            raise failure
        found = self.client.get("/users", query=inputs["email"]).get("users") or []
        same = [
            user
            for user in found
            if user["email"] == inputs["email"]
            and (user["name"], user["role"]) == (inputs["name"], inputs["role"])
        ]
        if not same:
            raise failure
        user: Json = present(self.client.get(f"/users/{same[0]['id']}"), "user")
        return user

    def _known(self, id: str) -> Props:
        user = self.client.insist(
            lambda: present(self.client.get(f"/users/{id}"), "user"),
            final=on_status(404),
            pause=2.0,
        )
        license_ = present(self.client.get(f"/users/{id}/license"), "license")
        outputs = {name: user.get(key) or "" for key, name in self._FIELDS.items()}
        return {
            **outputs,
            "avatarUrl": user.get("avatar_url") or "",
            "htmlUrl": user.get("html_url") or "",
            "invitationSent": bool(user.get("invitation_sent")),
            "license": license_.get("id") or "",
            "teams": [],
        }

    def _body(self, values: Props) -> Json:
        fields = {key: values.get(name) for key, name in self._FIELDS.items()}
        return {"user": {key: value for key, value in fields.items() if value}}


class UserContactMethod(Plain):
    """A way to reach a user."""

    token = "pagerduty:index/userContactMethod:UserContactMethod"
    path = "/users/{userId}/contact_methods"
    key = "contact_method"
    inputs = ("address", "countryCode", "label", "sendShortEmail", "type", "userId")
    required = ("address", "label", "type", "userId")
    computed = ("blacklisted", "countryCode", "enabled", "sendShortEmail")
    replace_on = frozenset({"userId"})
    gone_when_missing = False
    headings: ClassVar[Mapping[str, Any]] = {
        "create": "Error creating PagerDuty user contact method {label}",
        "read": 'Error reading PagerDuty user contact method "{id}"',
        "update": 'Error updating PagerDuty user contact method "{id}"',
        "delete": 'Error deleting PagerDuty user contact method "{id}"',
    }

    def body(self, id: str, inputs: Props, state: Props) -> Json:
        """A short e-mail is asked for only when wanted."""
        del state
        return without_none(
            id=id or None,
            type=inputs["type"],
            label=inputs["label"],
            address=inputs["address"],
            country_code=inputs.get("countryCode") or None,
            send_short_email=inputs.get("sendShortEmail") or None,
        )

    def outputs(self, answer: Json, known: Props) -> Props:
        """What one kind of method doesn't have is empty."""
        return {
            "address": answer.get("address") or "",
            "blacklisted": bool(answer.get("blacklisted")),
            "countryCode": answer.get("country_code") or 0,
            "enabled": bool(answer.get("enabled")),
            "label": answer.get("label") or "",
            "sendShortEmail": bool(answer.get("send_short_email")),
            "type": answer.get("type") or "",
            "userId": known["userId"],
        }

    def locate(self, id: str) -> tuple[str, Props] | None:
        """`user:id`."""
        user, separator, method = id.partition(":")
        if not separator:
            raise PluginError(
                "Error importing PagerDuty user contact method: Expecting an ID formed as "
                "'<user_id>:<contact_method_id>'"
            )
        return method, {"userId": user}


class UserNotificationRule(Plain):
    """When a user is reached in which way."""

    token = "pagerduty:index/userNotificationRule:UserNotificationRule"
    path = "/users/{userId}/notification_rules"
    key = "notification_rule"
    inputs = ("contactMethod", "startDelayInMinutes", "urgency", "userId")
    required = ("contactMethod", "startDelayInMinutes", "urgency", "userId")
    replace_on = frozenset({"userId"})
    headings: ClassVar[Mapping[str, Any]] = {
        "create": 'Error creating PagerDuty user notification rule for "{userId}"',
        "read": 'Error reading PagerDuty user notification rule "{id}"',
        "update": 'Error updating PagerDuty user notification rule "{id}"',
        "delete": 'Error deleting PagerDuty user notification rule "{id}"',
    }

    def body(self, id: str, inputs: Props, state: Props) -> Json:
        """With the empty members that the client's types have."""
        del state
        return without_none(
            id=id or None,
            type="assignment_notification_rule",
            start_delay_in_minutes=inputs["startDelayInMinutes"],
            created_at="",
            contact_method=_contact(inputs),
            urgency=inputs["urgency"],
        )

    def outputs(self, answer: Json, known: Props) -> Props:
        """The method's type comes from the answer: with `_reference` it would differ for ever."""
        return {
            "contactMethod": _contact_outputs(answer),
            "startDelayInMinutes": answer.get("start_delay_in_minutes") or 0,
            "urgency": answer.get("urgency") or "",
            "userId": known["userId"],
        }

    def locate(self, id: str) -> tuple[str, Props] | None:
        """`user:id`; an import fetches twice."""
        user, separator, rule = id.partition(":")
        if not separator:
            raise PluginError(
                "Error importing pagerduty_user_notification_rule: Expecting an ID formed as "
                "'<user_id>:<notification_rule_id>'"
            )
        self.fetch(rule, {"userId": user})
        return rule, {"userId": user}


class TeamMembership(FrameworkManaged):
    """A user in a team. All memberships of a team are read with one request per process."""

    token = "pagerduty:index/teamMembership:TeamMembership"
    inputs = ("role", "teamId", "userId")
    required = ("teamId", "userId")
    computed = ("role",)
    replace_on = frozenset({"teamId", "userId"})

    _PATIENCE = 20.0
    _AHEAD = timedelta(days=90)

    def make(self, inputs: Props) -> tuple[str, Props]:
        """PUT, then look into the list of members."""
        return f"{inputs['userId']}:{inputs['teamId']}", self._put(inputs)

    def fetch(self, id: str, state: Props) -> Props | None:
        """Look into the list of members; without the user in it, it is gone."""
        user, _, team = id.partition(":")
        del state
        try:
            members = self.session.members(team)
        except ApiFailure as failure:
            if failure.is_missing:
                return None
            raise failure.under(f"Error reading memberships of team {team}") from failure
        roles = [item["role"] for item in members if item["user"]["id"] == user]
        return {"role": roles[0], "teamId": team, "userId": user} if roles else None

    def change(self, id: str, inputs: Props, state: Props) -> Props:
        """PUT the other role."""
        del id, state
        return self._put(inputs)

    def remove(self, id: str, state: Props) -> None:
        """DELETE; tried for a while, since the team's escalation policies may be going, too."""
        del state
        user, _, team = id.partition(":")
        path = f"/teams/{team}/users/{user}"
        try:
            self.client.insist(
                lambda: self.client.call("DELETE", path),
                final=on_status(404),
                budget=self._PATIENCE,
            )
        except ApiFailure as failure:
            if failure.is_refused:
                raise self._stuck(user, team, failure) from failure
            if not failure.is_missing:
                raise
        self.session.leave(team, user)

    def locate(self, id: str) -> tuple[str, Props] | None:
        """`user:team`."""
        if ":" not in id:
            raise PluginError(
                "Error importing pagerduty_team_membership: Expecting an importation ID formed "
                "as '<user_id>:<team_id>'"
            )
        return id, {}

    def _put(self, inputs: Props) -> Props:
        user, team, role = inputs["userId"], inputs["teamId"], inputs.get("role") or "manager"
        path = f"/teams/{team}/users/{user}"
        self.client.insist(
            lambda: self.client.call("PUT", path, {"role": role}), final=on_status(400, 404)
        )
        self.session.join(team, user, role)
        return self.fetch(f"{user}:{team}", {}) or {"role": role, "teamId": team, "userId": user}

    def _stuck(self, user: str, team: str, failure: ApiFailure) -> PluginError:
        now = self.session.clock()
        query = {
            "user_ids[]": user,
            "since": now.strftime("%Y-%m-%dT%H:%M:%SZ"),
            "until": (now + self._AHEAD).strftime("%Y-%m-%dT%H:%M:%SZ"),
            "limit": "100",
        }
        duties = self.client.call("GET", "/oncalls", query=query).get("oncalls") or []
        policies = dict.fromkeys(str(item["escalation_policy"]["html_url"]) for item in duties)
        if not policies:
            return failure
        listed = "".join(f"\t* {policy}\n" for policy in policies)
        return PluginError(
            f'User "{user}" can\'t be removed from Team "{team}": As the user belongs to an '
            "Escalation Policy on this team. Please take one of the following remediation "
            "measures in order to unblock the Team Membership removal:\n"
            f"1. Remove the user from the following Escalation Policies:\n{listed}"
            f"2. Remove the Escalation Policies from the Team:\n\t{_SITE}/teams/{team}\n"
            "After completing one of the above given remediation options come back to continue "
            "with the destruction of Team Membership."
        )


def _contact(inputs: Props) -> Json | None:
    method = inputs.get("contactMethod")
    if not method:
        return None
    return {"id": method["id"], "type": method["type"], "label": "", "address": ""}


def _contact_outputs(answer: Json) -> Props:
    method = answer.get("contact_method") or {}
    return {"id": method.get("id") or "", "type": method.get("type") or ""}
