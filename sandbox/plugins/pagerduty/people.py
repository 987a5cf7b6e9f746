"""Teams, users, how and when they are reached, and what teams they are in."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING, ClassVar

from providers.plugin import CheckFailure, PluginError
from sandbox.plugins.fields import Field
from sandbox.plugins.pagerduty.client import ApiFailure, on_status, present
from sandbox.plugins.pagerduty.resource import (
    MANAGED,
    WIRE,
    FrameworkResource,
    PlainResource,
    SdkResource,
)
from sandbox.plugins.pagerduty.values import (
    METHODS,
    ROLES,
    RULE_METHODS,
    attribute_of,
    one_of,
    whole,
    zone,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from providers.plugin import Props
    from sandbox.plugins.pagerduty.client import Json

_TAKEN = "Email has already been taken"
_SITE = "https://sandbox.pagerduty.com"
_PHONE = re.compile(r"[0-9,*#]+")
_TELEPHONES = ("phone_contact_method", "sms_contact_method")


class Team(PlainResource):
    """A team."""

    token = "pagerduty:index/team:Team"
    path = "/teams"
    key = "team"
    auto_name = "name"
    insists = True
    fields: ClassVar[Mapping[str, Field]] = {
        "defaultRole": Field(computed=True),
        "description": Field(default=MANAGED),
        "htmlUrl": Field(output=True),
        "name": Field(),
        "parent": Field(refers="team_reference", null=True),
    }
    headings: ClassVar[Mapping[str, str]] = {
        "create": "Error creating PagerDuty team {name}",
        "read": "Error reading PagerDuty team {id}",
        "update": "Error updating PagerDuty team {id}",
        "delete": "Error deleting PagerDuty team {id}",
    }


class User(SdkResource):
    """A user. One with the same address, name and role is adopted without a word."""

    token = "pagerduty:index/user:User"
    auto_name = "name"
    fields: ClassVar[Mapping[str, Field]] = {
        "avatarUrl": Field(output=True),
        "color": Field(computed=True),
        "description": Field(default=MANAGED),
        "email": Field(required=True),
        "htmlUrl": Field(output=True),
        "invitationSent": Field(kind="boolean", output=True),
        "jobTitle": Field(),
        "license": Field(computed=True, sent=False),
        "name": Field(),
        "role": Field(default="user", rule=one_of(*ROLES)),
        "teams": Field(kind="set", sent=False, read=lambda _: []),
        "timeZone": Field(computed=True, rule=zone),
    }

    def make(self, inputs: Props) -> tuple[str, Props]:
        """POST, the same again as PUT, GET, GET of the licence."""
        body = {"user": WIRE.sent(self.fields, inputs)}
        try:
            user = present(self.client.call("POST", "/users", body), "user")
        except ApiFailure as failure:
            user = self._existing(inputs, failure)
        id_ = str(user.get("id") or "")
        return id_, self.change(id_, inputs, {})

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
        """PUT, GET, GET of the licence."""
        del state
        body = {"user": WIRE.sent(self.fields, inputs)}
        present(self.client.call("PUT", f"/users/{id}", body), "user")
        return self._known(id)

    def remove(self, id: str, state: Props) -> None:
        """DELETE; repeated while refused, but not when gone."""
        del state
        self.client.insist(lambda: self.client.call("DELETE", f"/users/{id}"), final=on_status(404))

    def _existing(self, inputs: Props, failure: ApiFailure) -> Json:
        if _TAKEN not in failure.errors:
            raise failure
        found = self.client.get("/users", query=inputs["email"]).get("users") or []
        alike = ("email", "name", "role")
        same = [user for user in found if all(user[key] == inputs[key] for key in alike)]
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
        return WIRE.told(self.fields, {**user, "license": license_.get("id")})


class UserContactMethod(PlainResource):
    """A way to reach a user."""

    token = "pagerduty:index/userContactMethod:UserContactMethod"
    path = "/users/{userId}/contact_methods"
    key = "contact_method"
    gone_when_missing = False
    fields: ClassVar[Mapping[str, Field]] = {
        "address": Field(required=True),
        "blacklisted": Field(kind="boolean", output=True),
        "countryCode": Field(kind="number", computed=True, rule=whole),
        "enabled": Field(kind="boolean", output=True),
        "label": Field(required=True),
        "sendShortEmail": Field(kind="boolean", computed=True),
        "type": Field(required=True, rule=attribute_of(*METHODS)),
        "userId": Field(required=True, replaces=True, sent=False),
    }
    headings: ClassVar[Mapping[str, str]] = {
        "create": "Error creating PagerDuty user contact method {label}",
        "read": 'Error reading PagerDuty user contact method "{id}"',
        "update": 'Error updating PagerDuty user contact method "{id}"',
        "delete": 'Error deleting PagerDuty user contact method "{id}"',
    }

    def refused(self, name: str, inputs: Props) -> Iterator[CheckFailure]:
        """Judge an address by its kind."""
        del name
        kind, address = inputs.get("type"), inputs.get("address")
        if kind in _TELEPHONES and isinstance(address, str) and not _PHONE.fullmatch(address):
            yield CheckFailure(
                "",
                "phone numbers may only include digits from 0-9 and the symbols: comma (,), "
                f"asterisk (*), and pound (#): {address}",
            )

    def locate(self, id: str) -> tuple[str, Props] | None:
        """`user:id`."""
        user, separator, method = id.partition(":")
        if not separator:
            raise PluginError(
                "Error importing PagerDuty user contact method: Expecting an ID formed as "
                "'<user_id>:<contact_method_id>'"
            )
        return method, {"userId": user}


class UserNotificationRule(PlainResource):
    """When a user is reached in which way.

    The method's type is the answer's: with `_reference` it would differ for ever.
    """

    token = "pagerduty:index/userNotificationRule:UserNotificationRule"
    path = "/users/{userId}/notification_rules"
    key = "notification_rule"
    constants: ClassVar[Mapping[str, str]] = {
        "type": "assignment_notification_rule",
        "created_at": "",
    }
    fields: ClassVar[Mapping[str, Field]] = {
        "contactMethod": Field(
            kind="object",
            required=True,
            members={
                "id": Field(required=True),
                "type": Field(rule=attribute_of(*RULE_METHODS)),
            },
            write=lambda method: {**method, "label": "", "address": ""},
        ),
        "startDelayInMinutes": Field(kind="number", required=True, rule=whole, always=True),
        "urgency": Field(required=True, rule=attribute_of("high", "low")),
        "userId": Field(required=True, replaces=True, sent=False),
    }
    headings: ClassVar[Mapping[str, str]] = {
        "create": 'Error creating PagerDuty user notification rule for "{userId}"',
        "read": 'Error reading PagerDuty user notification rule "{id}"',
        "update": 'Error updating PagerDuty user notification rule "{id}"',
        "delete": 'Error deleting PagerDuty user notification rule "{id}"',
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


class TeamMembership(FrameworkResource):
    """A user in a team. All memberships of a team are read with one request per process."""

    token = "pagerduty:index/teamMembership:TeamMembership"
    fields: ClassVar[Mapping[str, Field]] = {
        "role": Field(computed=True, rule=attribute_of("observer", "responder", "manager")),
        "teamId": Field(required=True, replaces=True),
        "userId": Field(required=True, replaces=True),
    }

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
