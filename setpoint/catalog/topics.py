"""SNS topics: one for each set of recipients, each service that is paged, each digest.

A severity's own recipients are its topic; an alert that adds recipients of its own shares a
topic with every alert of its severity that adds the same ones. So nobody has to confirm an
e-mail subscription for each alert.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field, replace
from hashlib import sha256
from typing import TYPE_CHECKING

from setpoint.catalog.model import Subscription, Topic, regions_in_order
from setpoint.catalog.recipients import merge, recipients
from setpoint.config.value import Secret

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from setpoint.catalog.context import Context
    from setpoint.catalog.model import Alert, Channels
    from setpoint.catalog.naming import Naming
    from setpoint.catalog.recipients import Recipient
    from setpoint.config.model import Severity

_NOT_IN_IDS = re.compile(r"[^a-z0-9]+")
_DIGEST = 8
_OWN = ("page-", "digest-")  # how topics begin that stand for no severity


@dataclass(slots=True)
class Topics:
    """The topics that alerts turned out to need."""

    naming: Naming
    kms_key: str | None = None
    by_id: dict[str, Topic] = field(default_factory=dict)
    _ids: dict[tuple[str, Channels], str] = field(default_factory=dict)
    _usual: dict[str, Channels] = field(default_factory=dict)

    def usual(self, severity: str, section: Severity, context: Context) -> Channels:
        """Return the recipients of a severity itself."""
        if severity not in self._usual:
            self._usual[severity] = merge(section, None, context)
        return self._usual[severity]

    def channels(self, severity: str, usual: Channels, channels: Channels) -> str | None:
        """Return the id of the topic that delivers to the channels, None where there are none.

        `usual` are the recipients of the severity itself.
        """
        key = (severity, channels)
        if key not in self._ids and recipients(channels):
            topic = self._new_id(severity, usual, channels)
            self._ids[key] = topic
            self.by_id[topic] = self._topic(topic, _subscriptions(channels))
        return self._ids.get(key)

    def page(self, service: str) -> str:
        """Return the id of the topic that delivers to a service's CloudWatch integration."""
        topic = f"page-{service}"
        if topic not in self.by_id:
            target = Subscription(id=f"pagerduty-{service}", protocol="pagerduty", endpoint=service)
            self.by_id[topic] = self._topic(topic, (target,))
        return topic

    def digest(self, digest: str, channels: Channels) -> str:
        """Return the id of the topic that delivers a digest, also to nobody."""
        topic = f"digest-{digest}"
        self.by_id[topic] = self._topic(topic, _subscriptions(channels))
        return topic

    def placed(self, alerts: Iterable[Alert], stack: str) -> Mapping[str, Topic]:
        """Return the topics with the regions where they are needed.

        Args:
            alerts: Every alert.
            stack: The stack's region, where digests are and where Prometheus is.
        """
        needed: dict[str, set[str]] = defaultdict(set)
        for alert in alerts:
            for topic in alert.route.all_topics:
                needed[topic].add(alert.region or stack)
        return {
            key: replace(topic, regions=regions_in_order(needed[key] or {stack}, stack))
            for key, topic in self.by_id.items()
        }

    def _topic(self, topic: str, subscriptions: tuple[Subscription, ...]) -> Topic:
        return Topic(
            id=topic,
            name=self.naming.topic(topic),
            display_name=self.naming.topic_display(topic),
            subscriptions=subscriptions,
            regions=(),
            kms_key=self.kms_key,
        )

    def _new_id(self, severity: str, usual: Channels, channels: Channels) -> str:
        told, known = recipients(channels), recipients(usual)
        added = sorted(_slug(each) for each in told if each not in known)
        missing = sorted(_slug(each) for each in known if each not in told)
        wanted = "-".join([severity, *added, *(["without", *missing] if missing else ())])
        if wanted not in self.by_id and not wanted.startswith(_OWN):
            return wanted
        return f"{wanted}-{_digest(repr(sorted(map(_whole, told))))}"


def _subscriptions(channels: Channels) -> tuple[Subscription, ...]:
    made: dict[str, Subscription] = {}
    for each in recipients(channels):
        kind = "webhook" if each.protocol in {"http", "https"} else each.protocol
        key = f"{kind}-{_slug(each)}"
        if key in made:  # billing@example.com and billing@example.org
            key = f"{key}-{_digest(repr(each.endpoint))}"
        made[key] = Subscription(id=key, protocol=each.protocol, endpoint=each.endpoint)
    return tuple(made.values())


def _whole(recipient: Recipient) -> str:
    return str((recipient.protocol, recipient.endpoint))


def _digest(text: str) -> str:
    return sha256(text.encode()).hexdigest()[:_DIGEST]


def _slug(recipient: Recipient) -> str:
    """Return what an id says: an id, an address's name, a channel, a secret's place."""
    if recipient.name is not None:
        return recipient.name
    endpoint = recipient.endpoint
    if isinstance(endpoint, Secret):
        return "-".join(_NOT_IN_IDS.sub("-", str(part).lower()) for part in endpoint.path)
    name = endpoint.partition("@")[0] if not endpoint.startswith("#") else endpoint
    return _NOT_IN_IDS.sub("-", name.lower()).strip("-")
