"""What the three kinds of monitors have in common: a detector of a project."""

from __future__ import annotations

from abc import abstractmethod
from typing import TYPE_CHECKING, Any, ClassVar

from providers.plugin import PluginError
from providers.sentry_alerting.declare import Flag, Property, Record, Text
from providers.sentry_alerting.declared import Declared
from providers.sentry_alerting.wire import without_nulls

if TYPE_CHECKING:
    from providers.plugin import Props

TYPES = {
    "metric_issue": "MetricMonitor",
    "uptime_domain_failure": "UptimeMonitor",
    "monitor_check_in_failure": "CronMonitor",
}

ORGANIZATION = Property(
    "organization",
    Text(),
    "The slug of the organization; that of the provider's configuration if left out.",
    replaces=True,
)
OWNER = Property(
    "owner",
    Text(pattern=r"(user|team):\d+", pattern_meaning="user:ID or team:ID"),
    "Who is responsible: `team:ID` or `user:ID` (see getTeam, getMember).",
)
_NAME_LENGTH = 200


def monitor_inputs(name: str, *properties: Property, name_length: int = _NAME_LENGTH) -> Record:
    """The inputs of a kind of monitor: those of all monitors and its own."""
    return Record(
        name,
        "",
        (
            ORGANIZATION,
            Property("project", Text(), "The slug of the project.", required=True, replaces=True),
            Property("name", Text(at_most=name_length), "The monitor's name.", required=True),
            Property("description", Text(), "A description, shown in the issues it opens."),
            Property("enabled", Flag(), "Whether it runs.", default=True),
            OWNER,
            *properties,
        ),
    )


class Monitor(Declared):
    """A detector of one type; a subclass adds what is particular to the type."""

    kind = "detectors"
    noun = "monitor"
    detector_type: ClassVar[str]

    @abstractmethod
    def encode_particulars(self, inputs: Props) -> Props:
        """The members of the body that only this type has, `dataSources` among them."""

    @abstractmethod
    def decode_particulars(self, body: Props, source: Props) -> Props:
        """The inputs that only this type has; `source` is the query of the data source."""

    def creation_path(self, organization: str, inputs: Props) -> str:
        """Monitors are created in their project."""
        return f"organizations/{organization}/projects/{inputs['project']}/detectors/"

    def encode(self, inputs: Props) -> Props:
        """The whole body; what is not set goes as null, so that an update clears it."""
        return {
            "name": inputs["name"],
            "type": self.detector_type,
            "projectId": inputs["project"],
            "description": inputs.get("description"),
            "enabled": inputs["enabled"],
            "owner": inputs.get("owner"),
            **self.encode_particulars(inputs),
        }

    def decode(self, body: Props) -> Props:
        """The inputs that a monitor stands for."""
        source = (body.get("dataSources") or [{}])[0].get("queryObj") or {}
        return without_nulls(
            {
                "name": body.get("name"),
                "description": body.get("description") or None,
                "enabled": body.get("enabled", True),
                "owner": _owner(body.get("owner")),
                **self.decode_particulars(body, source),
            }
        )

    def twin(self, organization: str, inputs: Props, body: Props) -> bool:
        """A twin has the same type, name and project."""
        if body.get("type") != self.detector_type or not super().twin(organization, inputs, body):
            return False
        wanted = inputs["project"]
        slug = self.account.project_slug(organization, str(body.get("projectId")))
        return wanted in {slug, str(body.get("projectId"))}

    def accept(self, organization: str, body: Props) -> None:
        """Refuse monitors of another type, naming the resource that fits."""
        found = body.get("type")
        if found == self.detector_type:
            return
        fitting = TYPES.get(str(found))
        advice = (
            f"Use sentry-alerting:index:{fitting} for it."
            if fitting
            else "Sentry makes and keeps such monitors by itself; look its id up with getMonitor."
        )
        raise PluginError(
            f"The monitor {body.get('id')} ({body.get('name')}) of {organization} is of type "
            f"{found}, which {self.declaration.name} can't describe. {advice}"
        )

    def found_project(self, organization: str, body: Props, inputs: Props) -> Props:
        """The project's slug; the one known already is asked for again only on an import."""
        known = inputs.get("project")
        if known:
            return {"project": known}
        return {"project": self.account.project_slug(organization, str(body["projectId"]))}


def _owner(owner: Any) -> str | None:
    """Sentry answers an object where it takes `team:ID`."""
    if isinstance(owner, dict):
        return f"{owner['type']}:{owner['id']}"
    return owner or None
