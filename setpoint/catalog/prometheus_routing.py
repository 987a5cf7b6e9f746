"""How an alert of Prometheus reaches people.

Amazon's Alertmanager publishes to SNS topics and pages PagerDuty itself. AWS Chatbot shows a
Slack channel only what has Chatbot's own form (its documentation on custom notifications), and
that form is nothing to send to people, so the two never share a topic. An Alertmanager of
one's own tells Slack and mail servers itself and has no text messages.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from setpoint.catalog.model import Channels

if TYPE_CHECKING:
    from setpoint.catalog.topics import Topics
    from setpoint.config.model import PrometheusSettings

KIND: Final = "prometheus"
_NOBODY: Final = Channels(slack=(), email=(), sms=())


def targets(
    settings: PrometheusSettings | None,
    severity: str,
    usual: Channels,
    channels: Channels,
    topics: Topics,
) -> tuple[Channels, tuple[str, ...]]:
    """Return the channels that are told, and the ids of the topics that do it.

    Args:
        settings: The config's.
        severity: The alert's severity.
        usual: The channels of the severity itself.
        channels: The alert's.
        topics: Where topics that are needed are added.
    """
    if settings is None or settings.workspace == "none":
        return replace(channels, sms=()), ()
    parts = {"": channels}
    if channels.slack and replace(channels, slack=()) != _NOBODY:
        parts = {f"-{KIND}": replace(channels, slack=()), f"-{KIND}-slack": _slack(channels)}
    found = (
        topics.channels(f"{severity}{suffix}", _like(usual, suffix), part)
        for suffix, part in parts.items()
    )
    return channels, tuple(topic for topic in found if topic)


def _like(usual: Channels, suffix: str) -> Channels:
    """Return the part of a severity's own channels that a part of an alert's is compared with."""
    if not suffix:
        return usual
    return _slack(usual) if suffix.endswith("slack") else replace(usual, slack=())


def _slack(channels: Channels) -> Channels:
    return replace(_NOBODY, slack=channels.slack)
