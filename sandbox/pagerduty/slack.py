"""Slack channels that hear of incidents."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sandbox.pagerduty.collection import Collection
from sandbox.pagerduty.fields import Choice, Each, Shape, Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sandbox.pagerduty.account import Account, Json


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
