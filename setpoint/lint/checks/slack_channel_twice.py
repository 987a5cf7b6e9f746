"""The check `slack/channel-twice`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from setpoint.lint.check import project_check

if TYPE_CHECKING:
    from collections.abc import Iterator

    from setpoint.config.path import Path
    from setpoint.lint.project import Environment, Project


@project_check("slack/channel-twice", "warning")
def slack_channel_twice(project: Project) -> Iterator[tuple[Environment, Path, str]]:
    """Two environments configure the same Slack channel, which AWS allows once an account."""
    first: dict[str, str] = {}
    for name, environment in project.environments.items():
        catalog = environment.catalog
        used = {
            str(each.endpoint)
            for topic in catalog.topics.values()
            for each in topic.subscriptions
            if each.protocol == "slack"
        }
        for channel in sorted(used & set(catalog.slack_channels)):
            other = first.setdefault(catalog.slack_channels[channel], name)
            if other != name:
                message = f"{channel} is {other}'s already; AWS takes a channel once an account"
                yield environment, ("slack", "channels", channel), message
