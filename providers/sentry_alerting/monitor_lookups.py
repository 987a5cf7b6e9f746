"""Functions that find monitors, those that Sentry makes for every project among them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from providers.plugin import InvokeError
from providers.sentry_alerting.declare import (
    Flag,
    FunctionDeclaration,
    Many,
    Property,
    Record,
    Text,
)
from providers.sentry_alerting.lookup import Lookup, only
from providers.sentry_alerting.monitor import ORGANIZATION, TYPES

if TYPE_CHECKING:
    from providers.plugin import Props

ALL_TYPES = ("error", "issue_stream", *TYPES)

_FILTERS = (
    ORGANIZATION,
    Property("project", Text(), "The slug of the project."),
    Property(
        "type",
        Text(ALL_TYPES),
        "The monitor's type; `error` and `issue_stream` are those that Sentry makes for a project.",
    ),
    Property("name", Text(), "The monitor's name."),
)
_FOUND = (
    Property("id", Text(), "The monitor's id, for an Alert's `detectorIds`.", required=True),
    Property("name", Text(), "Its name.", required=True),
    Property("type", Text(), "Its type.", required=True),
    Property("projectId", Text(), "The id of its project.", required=True),
    Property("enabled", Flag(), "Whether it runs.", required=True),
)


class GetMonitors(Lookup):
    """Monitors by project, type and name."""

    declaration = FunctionDeclaration(
        name="getMonitors",
        doc="The existing monitors of an organization, all or by project, type and name.",
        inputs=Record("GetMonitors", "", _FILTERS),
        outputs=Record(
            "GetMonitorsResult",
            "",
            (
                Property(
                    "monitors",
                    Many(Record("FoundMonitor", "A monitor that exists.", _FOUND), ordered=True),
                    "The monitors, by id.",
                    required=True,
                ),
            ),
        ),
        example='get_monitors(organization="acme", project="shop-api", type="metric_issue")',
    )

    def find(self, organization: str, args: Props) -> Props:
        """List the monitors."""
        params: Props = {}
        if "project" in args:
            project = self.account.project(organization, args["project"])
            if project is None:
                raise InvokeError("project", f"{organization} has no project {args['project']!r}")
            params["project"] = str(project["id"])
        if "type" in args:
            params["query"] = f"type:{args['type']}"
        listed = self.account.client.items(f"organizations/{organization}/detectors/", params)
        # Searching is Sentry's, so what it found is looked over.
        kept = (one for one in listed if _fits(one, args))
        return {"monitors": sorted(map(_view, kept), key=lambda one: int(one["id"]))}


class GetMonitor(GetMonitors):
    """The only monitor of a project, type and name."""

    declaration = FunctionDeclaration(
        name="getMonitor",
        doc="One existing monitor, such as the error monitor of a project.",
        inputs=Record("GetMonitor", "", _FILTERS),
        outputs=Record("GetMonitorResult", "", _FOUND),
        example='get_monitor(organization="acme", project="shop-api", type="error")',
    )

    def find(self, organization: str, args: Props) -> Props:
        """List, and take the only one."""
        found = super().find(organization, args)["monitors"]
        argument = next((name for name in ("name", "type", "project") if name in args), "name")
        return only(found, argument, "monitor", organization, str(args.get("name", "")))


def _fits(monitor: Props, args: Props) -> bool:
    return args.get("type") in (None, monitor.get("type")) and args.get("name") in (
        None,
        monitor.get("name"),
    )


def _view(monitor: Props) -> Props:
    return {
        "id": str(monitor["id"]),
        "name": monitor.get("name") or "",
        "type": monitor.get("type") or "",
        "projectId": str(monitor.get("projectId")),
        "enabled": bool(monitor.get("enabled", True)),
    }
