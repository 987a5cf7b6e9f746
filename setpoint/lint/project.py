"""What checks look at: all environments of a project, the day, and who knows the rota."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Protocol

from setpoint.lint.alarms import alarms_of

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from datetime import date, datetime
    from pathlib import Path

    from setpoint.catalog.model import Alert, Catalog, Schedule
    from setpoint.config import LoadedConfig
    from setpoint.lint.alarms import Alarm


class Stretch(Protocol):
    """A time with something wrong; UTC."""

    @property
    def start(self) -> datetime:
        """Its beginning."""

    @property
    def end(self) -> datetime:
        """Its end, not included."""


class Booking(Stretch, Protocol):
    """A time in which somebody is on call twice."""

    @property
    def person(self) -> str:
        """Id of the person."""

    @property
    def schedules(self) -> tuple[str, str]:
        """Ids of both schedules."""

    @property
    def escalations(self) -> tuple[str, ...]:
        """Ids of the escalations that tell both, at least one."""


class Rota(Protocol):
    """Who knows who is on call when (`setpoint.oncall`, which checks don't import)."""

    def gaps(self, schedule: Schedule, start: datetime, end: datetime) -> Sequence[Stretch]:
        """Return the hours in which a schedule has nobody."""

    def double_bookings(
        self, catalog: Catalog, start: datetime, end: datetime
    ) -> Sequence[Booking]:
        """Return the times in which somebody is on call at two levels, in order."""


@dataclass(frozen=True)
class Environment:
    """One environment's catalog, and the config it was built from."""

    catalog: Catalog
    loaded: LoadedConfig

    @property
    def name(self) -> str:
        """The environment's name."""
        return self.catalog.environment

    @cached_property
    def alarms(self) -> tuple[Alarm, ...]:
        """Every CloudWatch alarm that judges data, also those inside composites."""
        return tuple(
            alarm
            for alert in self.catalog.alerts.values()
            for alarm in alarms_of(alert, self.loaded)
        )

    @cached_property
    def alert_by_alarm(self) -> Mapping[str, Alert]:
        """Alert by the name of its own alarm."""
        alerts = self.catalog.alerts.values()
        return {name: alert for alert in alerts for name in alert.signal.alarm_names[:1]}

    @cached_property
    def parts(self) -> frozenset[str]:
        """Ids of alerts that another alert stands on: parts of composites, Sentry's monitors."""
        alerts = self.catalog.alerts.values()
        return frozenset(name for alert in alerts for name in alert.signal.needs)

    def routed(self, alert: Alert) -> bool:
        """Whether severity and service decide whom the alert reaches, not actions of its own."""
        section = self.loaded.config.services[alert.service].alerts[alert.name].signal
        return bool(getattr(section, "route", True))

    def levels_of(self, alert: Alert) -> Sequence[Alert]:
        """Return all levels of the alert that this is one of, none for a whole alert."""
        named = self.loaded.levels.of.get(alert.level_of or "", ())
        return [self.catalog.alerts[name] for name in named]


@dataclass(frozen=True, kw_only=True)
class Project:
    """Every environment of a project, by name.

    Attributes:
        today: The day on which allowances end or don't, and rotas begin.
        rota: Who works out shifts.
        checks: Names of all checks that there are.
    """

    environments: Mapping[str, Environment]
    root: Path
    today: date
    rota: Rota
    checks: Collection[str]
