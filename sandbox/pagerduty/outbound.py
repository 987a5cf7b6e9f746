"""What the account calls or shows outside: extensions, webhooks, add-ons, response plays, Slack."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sandbox.pagerduty.account import Account, Json
from sandbox.pagerduty.collection import Answer, Call, Collection
from sandbox.pagerduty.errors import ApiError
from sandbox.pagerduty.fields import Choice, Each, Field, Flag, Reference, Shape, Text, Url

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_TITLES = ("summary", "self", "html_url")


def _extension_shown(account: Account, item: Json) -> Json:
    del account
    return {"temporarily_disabled": False, **item, "html_url": ""}


EXTENSIONS = Collection(
    path="/extensions",
    singular="extension",
    plural="extensions",
    table="extensions",
    kind="extension",
    fields={
        "name": Text(required=True, limit=255),
        "endpoint_url": Url(),
        "extension_objects": Each(required=True, low=1, of=Reference(kinds=("service",))),
        "extension_schema": Reference(kinds=("extension_schema",), required=True),
        "config": Field(),
    },
    defaults={"endpoint_url": None, "config": None},
    wrapped=False,
    show=_extension_shown,
)


def _webhook_secret(account: Account, item: Json) -> None:
    # Given out in the answer to the create only; `_fresh` is gone once it was shown.
    item["_secret"] = account.new_hex(32)
    item["_fresh"] = True


def _webhook_built(account: Account, item: Json) -> Json:
    method = {"custom_headers": None, "temporarily_disabled": False, **item["delivery_method"]}
    return {
        **item,
        "type": "webhook_subscription",
        "delivery_method": {"id": account.new_id(), **method},
    }


def _webhook_shown(account: Account, item: Json) -> Json:
    stored = account.table("webhook_subscriptions")[item["id"]]
    method = dict(item["delivery_method"])
    headers = method["custom_headers"]
    method["custom_headers"] = headers and [{**one, "value": "<redacted>"} for one in headers]
    method["secret"] = stored["_secret"] if stored.pop("_fresh", False) else None
    shown = {**item, "delivery_method": method, "filter": stored["filter"], "oauth_client": None}
    return {key: value for key, value in shown.items() if key not in _TITLES}


def _filtered(account: Account, new: Json, old: Json | None) -> Iterator[str]:
    del old
    kind = str(new["filter"]["type"]).removesuffix("_reference")
    if kind == "account":
        return
    if not new["filter"].get("id"):
        yield "Filter id can't be blank"
    else:
        account.get(f"{kind}s", new["filter"]["id"])


WEBHOOKS = Collection(
    path="/webhook_subscriptions",
    singular="webhook_subscription",
    plural="webhook_subscriptions",
    table="webhook_subscriptions",
    fields={
        "active": Flag(),
        "description": Text(),
        "events": Each(required=True, low=1, of=Text(limit=100)),
        "delivery_method": Shape(
            required=True,
            name="Delivery method",
            fields={
                "type": Choice(values=("http_delivery_method",), required=True),
                "url": Url(required=True),
                "custom_headers": Each(
                    of=Shape(fields={"name": Text(required=True), "value": Text(required=True)})
                ),
            },
        ),
        "filter": Shape(
            required=True,
            name="Filter",
            fields={
                "id": Text(),
                "type": Choice(
                    values=("account_reference", "service_reference", "team_reference"),
                    required=True,
                ),
            },
        ),
    },
    defaults={"active": True, "description": ""},
    created=200,
    reasons=_filtered,
    build=_webhook_built,
    after_create=_webhook_secret,
    show=_webhook_shown,
)


ADDONS = Collection(
    path="/addons",
    singular="addon",
    plural="addons",
    table="addons",
    fields={
        "type": Choice(values=("full_page_addon", "incident_show_addon"), required=True),
        "name": Text(required=True, limit=100),
        "src": Url(required=True),
    },
    defaults={"services": []},
)


PLAYS = Collection(
    path="/response_plays",
    singular="response_play",
    plural="response_plays",
    table="response_plays",
    kind="response_play",
    fields={
        "name": Text(required=True, limit=255),
        "description": Text(),
        "team": Reference(kinds=("team",)),
        "subscribers": Field(),
        "subscribers_message": Text(),
        "responders": Field(),
        "responders_message": Text(),
        "runnability": Choice(values=("services", "teams", "responders")),
        "conference_number": Text(),
        "conference_url": Text(),
        "conference_type": Text(),
        "from_email": Text(),
    },
    defaults={"conference_type": "none"},
    new_id=Account.new_uuid,
)


def with_requester(operation: Callable[[Call], Answer]) -> Callable[[Call], Answer]:
    """Return an operation on response plays that demands a user's address in `From`."""

    def asked(call: Call) -> Answer:
        emails = {user["email"] for user in call.account.table("users").values()}
        if call.headers.get("from") not in emails:
            raise ApiError(400, "Requester User Not Found", 1008)
        return operation(call)

    return asked


def _channel_name(account: Account, item: Json) -> Json:
    del account
    source = {"source_name": None, **item}
    return {**source, "channel_name": item.get("channel_name") or f"#{item['channel_id'].lower()}"}


def _source_known(account: Account, new: Json, old: Json | None) -> Iterator[str]:
    kind = str(new["source_type"]).removesuffix("_reference")
    if new["source_id"] not in account.table(f"{kind}s"):
        yield "Source not found"
    same = ("source_id", "channel_id", "_parent")
    for item in account.table("slack_connections").values():
        if item is not old and all(item[key] == new[key] for key in same):
            yield "Source is already connected to this channel"


def _slack_shown(account: Account, item: Json) -> Json:
    table = "services" if item["source_type"].startswith("service") else "teams"
    name = account.table(table).get(item["source_id"], {}).get("name")
    return {**item, "source_name": name}


SLACK_CONNECTIONS = Collection(
    path="/integration-slack/workspaces/{parent}/connections",
    singular="slack_connection",
    plural="slack_connections",
    table="slack_connections",
    fields={
        "source_id": Text(required=True),
        "source_name": Text(),
        "source_type": Choice(values=("service_reference", "team_reference"), required=True),
        "channel_id": Text(required=True),
        "channel_name": Text(),
        "notification_type": Choice(values=("responder", "stakeholder"), required=True),
        "config": Shape(
            required=True,
            name="Config",
            fields={
                "events": Each(required=True, low=1, of=Text(limit=100)),
                "urgency": Choice(values=("high", "low")),
                "priorities": Each(of=Text(limit=100)),
            },
        ),
    },
    build=_channel_name,
    reasons=_source_known,
    show=_slack_shown,
)
