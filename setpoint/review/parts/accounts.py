"""Settings of the whole environment: its organization, accounts, channels and tags."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from setpoint.review.parts.part import Part, stated
from setpoint.review.sentry_actions import actions

if TYPE_CHECKING:
    from collections.abc import Iterator

    from setpoint.catalog.model import Catalog
    from setpoint.review.parts.dependants import Dependence
    from setpoint.review.side import Side


def parts(side: Side, _: Dependence) -> Iterator[Part]:
    """Yield each of them that something provisioned depends on."""
    catalog = side.catalog
    yield _value("organization", catalog.organization)
    yield _value("defaults", "tags", catalog.tags)
    channels = _channels(catalog)
    if channels:
        yield _value("slack", "workspace", catalog.slack_workspace)
    for name in channels:
        yield _value("slack", "channels", name, catalog.slack_channels.get(name))
    yield _value("pagerduty", _pagerduty(catalog))
    if catalog.prometheus is not None and catalog.prometheus.namespaces:
        yield _prometheus(catalog)


def _value(*path_and_fact: Any) -> Part:
    """Return a value that is no thing of its own; the last argument is what it is."""
    *path, fact = path_and_fact
    return Part(path=tuple(path), facts={"value": fact}, made=False, sections=(tuple(path),))


def _channels(catalog: Catalog) -> list[str]:
    """Return the Slack channels whose ids somebody is told."""
    found = [
        str(each.endpoint)
        for topic in catalog.topics.values()
        for each in topic.subscriptions
        if each.protocol == "slack"
    ]
    found += [each for service in catalog.pagerduty_services.values() for each in service.slack]
    signals = (alert.signal for alert in catalog.alerts.values())
    found += [
        action.target or ""
        for signal in signals
        for action in actions(signal)
        if action.type == "slack"
    ]
    return [name for name in catalog.slack_channels if name in found]


def _pagerduty(catalog: Catalog) -> dict[str, str]:
    """Return the account's settings as far as anything is there to which they matter."""
    if not catalog.pagerduty_services:
        return {}
    return {"users": catalog.pagerduty_users, "region": catalog.pagerduty_region}


def _prometheus(catalog: Catalog) -> Part:
    assert catalog.prometheus is not None  # noqa: S101 - the caller looked
    derived = ("namespaces", "receivers", "routes", "alias")
    own = () if catalog.prometheus.workspace == "none" else ("secrets", "smtp")
    return Part(
        path=("prometheus",),
        facts=stated(catalog.prometheus, without=(*derived, *own)),
        sections=(("prometheus",),),
    )
