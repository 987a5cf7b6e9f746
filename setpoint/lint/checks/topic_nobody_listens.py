"""The check `topic/nobody-listens`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from setpoint.lint.check import EnvironmentCheck

if TYPE_CHECKING:
    from collections.abc import Iterator

    from setpoint.catalog.model import Catalog
    from setpoint.lint.check import Remark
    from setpoint.lint.project import Environment, Project


class TopicNobodyListens(EnvironmentCheck):
    """An SNS topic has no subscriber, or only addresses that must first confirm."""

    name = "topic/nobody-listens"
    severity = "warning"
    summary = "An SNS topic has no subscriber, or only addresses that must first confirm"

    def look(self, environment: Environment, project: Project) -> Iterator[Remark]:
        """Yield what is wrong."""
        for name, topic in environment.catalog.topics.items():
            alert = next(
                (a for a in environment.catalog.alerts.values() if name in a.route.all_topics), None
            )
            if alert is None or any(each.protocol != "email" for each in topic.subscriptions):
                continue
            path = (*environment.path_of(alert), "severity")
            if topic.subscriptions:
                message = f"{topic.name} reaches e-mail addresses only, silent until they confirm"
            else:
                message = f"{topic.name} has no subscriber"
            beside = [other for other in alert.route.all_topics if other != name]
            if topic.subscriptions and any(_sure(environment.catalog, other) for other in beside):
                continue
            yield path, message


def _sure(catalog: Catalog, topic: str) -> bool:
    return any(each.protocol != "email" for each in catalog.topics[topic].subscriptions)
