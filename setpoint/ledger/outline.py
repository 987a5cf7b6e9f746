"""What a ledger has to tell of an environment: each path, what it becomes, where it stands.

An outline is what a tool can know. Which statement of the team's document a row answers, and
what was chosen where it contradicts itself, is people's to write.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from setpoint.config.path import write_path
from setpoint.ledger.resources import belonging, written

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from setpoint.catalog.model import Alert, Catalog
    from setpoint.config import LoadedConfig, Origin
    from setpoint.config.path import Path
    from setpoint.ledger.resources import Named

_WATCHING = ("aws:cloudwatch/", "aws:route53/", "sentry-alerting:")


@dataclass(frozen=True, slots=True)
class Row:
    """One thing of the config.

    Attributes:
        told: What it is, as the config itself says it; may be empty.
        resources: What it becomes, as `Type name`.
    """

    told: str
    path: str
    resources: tuple[str, ...]
    origin: Origin


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of one kind."""

    title: str
    rows: tuple[Row, ...]


def outline(
    loaded: LoadedConfig, catalog: Catalog, resources: Iterable[Named]
) -> tuple[Table, ...]:
    """Return what a page about an environment tells, without empty tables."""
    return _Outline(loaded, catalog, tuple(resources)).tables()


class _Outline:
    """An environment, taken apart table by table."""

    def __init__(self, loaded: LoadedConfig, catalog: Catalog, resources: Sequence[Named]) -> None:
        self._loaded = loaded
        self._catalog = catalog
        self._resources = resources

    def tables(self) -> tuple[Table, ...]:
        every = (
            *self._services(),
            ("Severities and channels", self._severities()),
            ("On call", self._on_call()),
            ("Sentry", self._of_section(("sentry", "projects"), "sentry:", "sentry-alerting:")),
            ("Dashboards", self._of_section(("dashboards",), "aws:cloudwatch/dashboard:")),
            ("Digests", self._of_section(("digests",), "aws:")),
            ("Logs", self._of_section(("queries",), "aws:cloudwatch/queryDefinition:")),
        )
        found = ((title, tuple(rows)) for title, rows in every)
        return tuple(Table(title, rows) for title, rows in found if rows)

    def _services(self) -> Iterator[tuple[str, Iterable[Row]]]:
        for key, service in self._loaded.config.services.items():
            alerts = [one for one in self._catalog.alerts.values() if one.service == key]
            yield f"Alerts of {service.name or key}", map(self._alert, alerts)

    def _alert(self, alert: Alert) -> Row:
        found = belonging(self._resources, alert.id, *_WATCHING)
        if alert.kind == "prometheus":  # a service's rules are one resource
            found = belonging(self._resources, alert.service, "aws:amp/ruleGroupNamespace:")
        return self._row(alert.path, found, alert.summary)

    def _severities(self) -> Iterator[Row]:
        for key in self._loaded.config.severities:
            alerts = [one for one in self._catalog.alerts.values() if one.severity == key]
            topics = dict.fromkeys(topic for one in alerts for topic in one.route.topics)
            found = [written(one) for one in self._resources if _tells(one, topics)]
            yield self._row(("severities", key), found)

    def _on_call(self) -> Iterator[Row]:
        yield from self._of_section(("people",), "pagerduty:index/user:")
        yield from self._of_section(("teams",), "pagerduty:index/team:")
        yield from self._of_section(("schedules",), "pagerduty:")
        yield from self._of_section(("escalations",), "pagerduty:index/escalationPolicy:")
        made = self._catalog.pagerduty_services.values()
        for key in dict.fromkeys(each.service for each in made):
            found = belonging(self._resources, key, "pagerduty:")
            names = ", ".join(each.name for each in made if each.service == key)
            yield self._row(("services", key, "escalation"), found, names)

    def _of_section(self, section: Path, *types: str) -> Iterator[Row]:
        """Yield a row for each entry of a section of which something is made."""
        entries = self._section(section)
        for key in entries:
            if found := belonging(self._resources, key, *types):
                name = getattr(entries[key], "name", None)
                yield self._row((*section, key), found, name if isinstance(name, str) else "")

    def _section(self, section: Path) -> Mapping[str, object]:
        value: object = self._loaded.config
        for part in section:
            value = getattr(value, str(part), None)
        return value if isinstance(value, dict) else {}

    def _row(self, path: Path, resources: Iterable[str], told: str = "") -> Row:
        origin = self._loaded.origins.at(path, key=True)
        return Row(told, write_path(path), tuple(resources), origin)


def _tells(resource: Named, topics: Mapping[str, None]) -> bool:
    """Whether a resource is a topic or one of its subscriptions."""
    if not resource.type.startswith(("aws:sns/topic:", "aws:sns/topicSubscription:")):
        return False
    return resource.name.partition("/")[0] in topics
