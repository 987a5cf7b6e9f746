"""What a check is: its name and weight, and one method.

A check yields the place of the value in the config and a sentence; who runs it adds the rest.
The classes differ in what they are shown: the project, an environment, an alert, an alarm.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import TYPE_CHECKING, ClassVar, TypeAlias

from setpoint.lint.finding import Finding, Severity

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from setpoint.catalog.model import Alert, Allowance
    from setpoint.config.path import Path
    from setpoint.lint.alarms import Alarm
    from setpoint.lint.project import Environment, Project

    # Path from the top of the config (of an alert, of a signal) and the sentence.
    Remark: TypeAlias = tuple[Path, str]
_ALERT_DEPTH = 4


class Check(ABC):
    """A check of a project.

    Attributes:
        name: `group/defect`; the module, the page and the table are called alike.
        summary: What is wrong, in a line.
        online: Whether it asks somebody outside.
    """

    name: ClassVar[str]
    severity: ClassVar[Severity]
    summary: ClassVar[str]
    online: ClassVar[bool] = False

    @abstractmethod
    def judge(self, project: Project) -> Iterator[Finding]:
        """Yield what is wrong in any environment."""

    def found(self, environment: Environment, remark: Remark) -> Finding:
        """Return the finding that a remark about an environment makes."""
        path, message = remark
        return Finding(
            check=self.name,
            severity=self.severity,
            subject=_subject(path),
            environments=(environment.name,),
            origin=environment.loaded.origins.at(path),
            message=message,
        )


def _subject(path: Path) -> str:
    """Return `service/alert`, or the object that the path leads to."""
    if path[:1] == ("services",) and path[2:3] == ("alerts",) and len(path) >= _ALERT_DEPTH:
        return f"{path[1]}/{path[3]}"
    return ".".join(str(part) for part in path[:2])


class ProjectCheck(Check):
    """A check that compares environments."""

    def judge(self, project: Project) -> Iterator[Finding]:
        """Yield what `look` remarks."""
        for environment, path, message in self.look(project):
            yield self.found(environment, (path, message))

    @abstractmethod
    def look(self, project: Project) -> Iterable[tuple[Environment, Path, str]]:
        """Yield the environment, the place and the sentence."""


class EnvironmentCheck(Check):
    """A check of one environment at a time."""

    def judge(self, project: Project) -> Iterator[Finding]:
        """Yield what `look` remarks."""
        for environment in project.environments.values():
            for remark in self.look(environment, project):
                yield self.found(environment, remark)

    @abstractmethod
    def look(self, environment: Environment, project: Project) -> Iterable[Remark]:
        """Yield remarks with paths from the top of the config."""


class AlertCheck(Check):
    """A check of one alert at a time."""

    def judge(self, project: Project) -> Iterator[Finding]:
        """Yield what `look` remarks."""
        for environment in project.environments.values():
            for alert in environment.catalog.alerts.values():
                for below, message in self.look(alert, environment):
                    path = (*alert.path, *below)
                    yield self.found(environment, (path, message))

    @abstractmethod
    def look(self, alert: Alert, environment: Environment) -> Iterable[Remark]:
        """Yield remarks with paths below the alert."""


class AlarmCheck(Check):
    """A check of one CloudWatch alarm on data at a time."""

    def judge(self, project: Project) -> Iterator[Finding]:
        """Yield what `look` remarks."""
        for environment in project.environments.values():
            for alarm in environment.alarms:
                for below, message in self.look(alarm, environment):
                    yield self.found(environment, ((*alarm.path, *below), message))

    @abstractmethod
    def look(self, alarm: Alarm, environment: Environment) -> Iterable[Remark]:
        """Yield remarks with paths below the alarm's signal."""


class AllowanceCheck(Check):
    """A check of one allowance at a time."""

    def judge(self, project: Project) -> Iterator[Finding]:
        """Yield what `look` remarks."""
        for environment in project.environments.values():
            for allowance in environment.catalog.allowances:
                for message in self.look(allowance, project):
                    yield Finding(
                        check=self.name,
                        severity=self.severity,
                        subject=allowance.scope,
                        environments=(environment.name,),
                        origin=allowance.origin,
                        message=message,
                    )

    @abstractmethod
    def look(self, allowance: Allowance, project: Project) -> Iterable[str]:
        """Yield sentences."""
