"""What a check is: a function with a name and a severity, whose docstring says what is wrong.

It yields the place of the value in the config and a sentence; the decorators, one for each thing
that a check may be shown, add the rest.
"""

from __future__ import annotations

import inspect
from dataclasses import dataclass
from functools import wraps
from typing import TYPE_CHECKING, NamedTuple, TypeAlias, TypeVar

from setpoint.lint.finding import Finding, Severity

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from setpoint.catalog.model import Alert, Allowance, Watching
    from setpoint.config.path import Path
    from setpoint.config.value import Origin
    from setpoint.lint.alarms import Alarm
    from setpoint.lint.project import Environment, Project

    # Path from the top of the config (of an alert, of a signal) and the sentence.
    Remark: TypeAlias = tuple[Path | "Location", str]
    # What was remarked, before the check's own name and severity are added.
    _Judged: TypeAlias = tuple[str, tuple[str, ...], Origin, str]
    _OfProject: TypeAlias = Callable[[Project], Iterable[tuple[Environment, Path, str]]]
    _OfFiles: TypeAlias = Callable[[Project], Iterable[tuple[Origin, str]]]
    _OfEnvironment: TypeAlias = Callable[[Environment, Project], Iterable[Remark]]
    _OfAlert: TypeAlias = Callable[[Alert, Environment], Iterable[Remark]]
    _OfSignal: TypeAlias = Callable[["SignalT", Alert, Environment], Iterable[Remark]]
    _OfAlarm: TypeAlias = Callable[[Alarm, Environment], Iterable[Remark]]
    _OfAllowance: TypeAlias = Callable[[Allowance, Project], Iterable[str]]
SignalT = TypeVar("SignalT", bound="Watching")

_ALERT_DEPTH = 4


class Location(NamedTuple):
    """A place in the config that is a character of a text rather than a whole value.

    Attributes:
        path: Of the value.
        inside: Its text, and the character in it counted from 0; None for the value itself.
    """

    path: Path
    inside: tuple[str, int] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """A check of a project.

    Attributes:
        name: `group/defect`; the module, the page and the table are called alike.
        summary: What is wrong, in a line without its full stop.
        online: Whether it asks somebody outside.
    """

    name: str
    severity: Severity
    summary: str
    online: bool
    _judge: Callable[[Project], Iterator[_Judged]]

    def judge(self, project: Project) -> Iterator[Finding]:
        """Yield what is wrong in any environment."""
        for subject, environments, origin, message in self._judge(project):
            yield Finding(
                check=self.name,
                severity=self.severity,
                subject=subject,
                environments=environments,
                origin=origin,
                message=message,
            )


def file_check(name: str, severity: Severity) -> Callable[[_OfFiles], Check]:
    """Make a check of the files as they are written, whatever the environment."""

    def make(look: _OfFiles) -> Check:
        def judge(project: Project) -> Iterator[_Judged]:
            everywhere = tuple(sorted(project.environments))
            for origin, message in look(project):
                yield "", everywhere, origin, message

        return _check(look, name, severity, judge)

    return make


def project_check(name: str, severity: Severity) -> Callable[[_OfProject], Check]:
    """Make a check that compares environments."""

    def make(look: _OfProject) -> Check:
        def judge(project: Project) -> Iterator[_Judged]:
            for environment, path, message in look(project):
                yield _judged(environment, path, message)

        return _check(look, name, severity, judge)

    return make


def environment_check(
    name: str, severity: Severity, *, online: bool = False
) -> Callable[[_OfEnvironment], Check]:
    """Make a check of one environment at a time, with paths from the top of the config."""

    def make(look: _OfEnvironment) -> Check:
        def judge(project: Project) -> Iterator[_Judged]:
            for environment in project.environments.values():
                for path, message in look(environment, project):
                    yield _judged(environment, path, message)

        return _check(look, name, severity, judge, online=online)

    return make


def alert_check(name: str, severity: Severity) -> Callable[[_OfAlert], Check]:
    """Make a check of one alert at a time, with paths below the alert."""

    def make(look: _OfAlert) -> Check:
        def judge(project: Project) -> Iterator[_Judged]:
            for environment in project.environments.values():
                for alert in environment.catalog.alerts.values():
                    for below, message in look(alert, environment):
                        yield _judged(environment, _below(alert.path, below), message)

        return _check(look, name, severity, judge)

    return make


def signal_check(
    name: str, severity: Severity, kind: type[SignalT]
) -> Callable[[_OfSignal[SignalT]], Check]:
    """Make a check of the signals of one kind, with paths below the alert."""

    def make(look: _OfSignal[SignalT]) -> Check:
        @wraps(look)
        def look_at(alert: Alert, environment: Environment) -> Iterable[Remark]:
            return look(alert.signal, alert, environment) if isinstance(alert.signal, kind) else ()

        return alert_check(name, severity)(look_at)

    return make


def alarm_check(name: str, severity: Severity) -> Callable[[_OfAlarm], Check]:
    """Make a check of one CloudWatch alarm on data at a time, with paths below its signal."""

    def make(look: _OfAlarm) -> Check:
        def judge(project: Project) -> Iterator[_Judged]:
            for environment in project.environments.values():
                for alarm in environment.alarms:
                    for below, message in look(alarm, environment):
                        yield _judged(environment, _below(alarm.path, below), message)

        return _check(look, name, severity, judge)

    return make


def allowance_check(name: str, severity: Severity) -> Callable[[_OfAllowance], Check]:
    """Make a check of one allowance at a time."""

    def make(look: _OfAllowance) -> Check:
        def judge(project: Project) -> Iterator[_Judged]:
            for environment in project.environments.values():
                for allowance in environment.catalog.allowances:
                    for message in look(allowance, project):
                        yield allowance.scope, (environment.name,), allowance.origin, message

        return _check(look, name, severity, judge)

    return make


def _check(
    look: object,
    name: str,
    severity: Severity,
    judge: Callable[[Project], Iterator[_Judged]],
    *,
    online: bool = False,
) -> Check:
    sentence = (inspect.getdoc(look) or "").removesuffix(".")
    return Check(name=name, severity=severity, summary=sentence, online=online, _judge=judge)


def _below(path: Path, below: Path | Location) -> Location:
    if isinstance(below, Location):
        return Location((*path, *below.path), below.inside)
    return Location((*path, *below))


def _judged(environment: Environment, place: Path | Location, message: str) -> _Judged:
    location = place if isinstance(place, Location) else Location(place)
    origins = environment.loaded.origins
    character = origins.inside(location.path, *location.inside) if location.inside else None
    origin = character or origins.at(location.path)
    return _subject(location.path), (environment.name,), origin, message


def _subject(path: Path) -> str:
    """Return `service/alert`, or the object that the path leads to."""
    if path[:1] == ("services",) and path[2:3] == ("alerts",) and len(path) >= _ALERT_DEPTH:
        return f"{path[1]}/{path[3]}"
    return ".".join(str(part) for part in path[:2])
