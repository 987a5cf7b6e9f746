"""The check `slack/channel-twice`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from setpoint.lint.check import ProjectCheck

if TYPE_CHECKING:
    from collections.abc import Iterator

    from setpoint.config.path import Path
    from setpoint.lint.project import Environment, Project


class SlackChannelTwice(ProjectCheck):
    """Two environments configure the same Slack channel, which AWS allows once an account."""

    name = "slack/channel-twice"
    severity = "warning"
    summary = "Two environments configure the same Slack channel, which AWS allows once an account"

    def look(self, project: Project) -> Iterator[tuple[Environment, Path, str]]:
        """Yield what is wrong."""
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
