"""Settings of the whole environment: its organization, accounts, channels and tags."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from setpoint.catalog.destinations import SENTRY_KINDS
from setpoint.catalog.prometheus_routing import KIND
from setpoint.config.units import write_duration
from setpoint.review.effect import PAGING_STAYS
from setpoint.review.parts.part import Part, stated
from setpoint.review.sentry_actions import actions

if TYPE_CHECKING:
    from collections.abc import Iterator

    from setpoint.catalog.model import Catalog
    from setpoint.review.parts.dependants import Dependence
    from setpoint.review.parts.part import Facts, Sentence
    from setpoint.review.side import Side

_OWN_SERVER: Final = "none"  # its rules are files, which neither names nor tags of AWS stand in

_FOLLOWS: Final = {
    "organization": f"what is provisioned is named after it; {PAGING_STAYS}",
    "tags": f"what AWS has is tagged otherwise; {PAGING_STAYS}",
    "kms_key": "topics are encrypted with another key, which CloudWatch must be allowed to use",
    "permissions_boundary": f"roles are bound by another policy; {PAGING_STAYS}",
    "workspace": f"AWS and PagerDuty write to channels of another workspace; {PAGING_STAYS}",
    "channels": f"what is written to it goes to another channel of Slack; {PAGING_STAYS}",
    "pagerduty": "",
}
_USERS: Final = {
    "create": f"PagerDuty's users are made and kept as the config says; {PAGING_STAYS}",
    "lookup": "PagerDuty's users are looked up by their e-mail address; those made are deleted",
}


def parts(side: Side, _: Dependence) -> Iterator[Part]:
    """Yield each of them that something provisioned depends on."""
    catalog = side.catalog
    if _beside_sentry(catalog):
        yield _value("organization", catalog.organization)
        yield _value("defaults", "tags", catalog.tags)
    keys = {topic.kms_key for topic in catalog.topics.values()}
    yield _value("defaults", "kms_key", next(iter(keys), None))
    if catalog.digests or _channels_of_topics(catalog):  # each has a role
        yield _value("defaults", "permissions_boundary", catalog.permissions_boundary)
    linked = _linked_channels(catalog)
    if linked:
        yield _value("slack", "workspace", catalog.slack_workspace)
    for name in dict.fromkeys([*linked, *_channels_of_sentry(catalog)]):
        yield _value("slack", "channels", name, catalog.slack_channels.get(name))
    yield replace(_value("pagerduty", _pagerduty(catalog)), words=_account_words)
    if catalog.prometheus is not None and catalog.prometheus.namespaces:
        yield _prometheus(catalog)


def _value(*path_and_fact: Any) -> Part:
    """Return a value that is no thing of its own; the last argument is what it is."""
    *path, fact = path_and_fact
    return Part(
        path=tuple(path),
        facts={"value": fact},
        made=False,
        sections=(tuple(path),),
        otherwise=_FOLLOWS[str(path[-2 if path[:2] == ["slack", "channels"] else -1])],
    )


def _account_words(_: tuple[Side, Facts], new: tuple[Side, Facts]) -> Iterator[Sentence]:
    settings = new[1]["value"]
    if not settings:
        return
    region = settings["region"]
    yield ("region",), f"requests go to PagerDuty's {region} region, which has none of the other's"
    yield ("users",), _USERS[settings["users"]]


def _beside_sentry(catalog: Catalog) -> bool:
    """Whether there is anything with a name or tags of the organization's: not at Sentry."""
    things = (catalog.topics, catalog.pagerduty_services, catalog.queries, catalog.dashboards)
    kinds = {alert.kind for alert in catalog.alerts.values()} - SENTRY_KINDS
    if catalog.prometheus is not None and catalog.prometheus.workspace == _OWN_SERVER:
        kinds -= {KIND}
    return any(things) or bool(catalog.digests or kinds)


def _channels_of_topics(catalog: Catalog) -> list[str]:
    return [
        str(each.endpoint)
        for topic in catalog.topics.values()
        for each in topic.subscriptions
        if each.protocol == "slack"
    ]


def _linked_channels(catalog: Catalog) -> list[str]:
    """Return the Slack channels that AWS and PagerDuty write to, by way of the workspace."""
    found = _channels_of_topics(catalog)
    return [*found, *(each for one in catalog.pagerduty_services.values() for each in one.slack)]


def _channels_of_sentry(catalog: Catalog) -> list[str]:
    """Return the Slack channels of the config that Sentry writes to."""
    found = (action for alert in catalog.alerts.values() for action in actions(alert.signal))
    told = (action.target or "" for action in found if action.type == "slack")
    return [name for name in told if name in catalog.slack_channels]


def _pagerduty(catalog: Catalog) -> dict[str, str]:
    """Return the account's settings as far as anything is there to which they matter."""
    if not catalog.pagerduty_services:
        return {}
    return {"users": catalog.pagerduty_users, "region": catalog.pagerduty_region}


def _prometheus(catalog: Catalog) -> Part:
    assert catalog.prometheus is not None  # noqa: S101 - the caller looked
    derived = ("namespaces", "receivers", "routes", "alias")
    own = () if catalog.prometheus.workspace == _OWN_SERVER else ("secrets", "smtp")
    told = (receiver.channels for receiver in catalog.prometheus.receivers.values())
    mailed = any(each.email or each.people for each in told)
    return Part(
        path=("prometheus",),
        facts=stated(catalog.prometheus, without=(*derived, *own, *(() if mailed else ("smtp",)))),
        sections=(("prometheus",),),
        words=_prometheus_words,
    )


def _prometheus_words(old: tuple[Side, Facts], new: tuple[Side, Facts]) -> Iterator[Sentence]:
    was, now = old[1].get("repeat_interval"), new[1].get("repeat_interval")
    if was and now and was != now:
        every = f"every {write_duration(now)} instead of every {write_duration(was)}"
        yield ("repeat_interval",), f"what goes on is told again {every}"
    yield ("alertmanager", "smtp"), f"e-mail is sent by another server; {PAGING_STAYS}"
    secrets = "the server needs its secrets in this folder, or it pages nobody"
    yield ("alertmanager", "secrets"), secrets
