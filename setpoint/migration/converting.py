"""From an organization's objects to alerts of services: a service a project, an alert an object."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from setpoint.migration import alerts, monitors
from setpoint.migration.identifiers import Identifiers
from setpoint.migration.inexpressible import UNFORESEEN, InexpressibleError, reason_of
from setpoint.migration.losses import refuse_losses
from setpoint.migration.organization import BUILT_IN
from setpoint.migration.outcome import Left, SentryObject, Taken

if TYPE_CHECKING:
    from collections.abc import Mapping

    from setpoint.migration.organization import Organization

SEVERITY = "migrated"
_LONGEST_SUMMARY = 120


class Conversion:
    """Takes over what can be said; `refused` gives reasons found later, by Sentry's id and kind."""

    def __init__(
        self, organization: Organization, refused: Mapping[tuple[str, str], str] | None = None
    ) -> None:
        self._organization = organization
        self._refused = refused or {}
        self._services = Identifiers()
        self._service_of: dict[str, str] = {}
        self._alerts: dict[str, Identifiers] = {}
        self.taken: list[Taken] = []
        self.left: list[Left] = []

    def run(self) -> Conversion:
        """Convert monitors, then the alerts that name them."""
        for detector in self._organization.detectors:
            if detector["type"] not in BUILT_IN:
                self._monitor(detector)
        known = {one.original.id: one.path for one in self.taken}
        for workflow in self._organization.workflows:
            self._alert(workflow, known)
        return self

    @property
    def projects(self) -> dict[str, str]:
        """The service of each project, by slug."""
        return dict(self._service_of)

    def _monitor(self, detector: dict[str, Any]) -> None:
        kind = str(detector["type"])
        project = self._organization.projects.get(str(detector.get("projectId")))
        original = _original("monitor", detector, kind, project)
        try:
            self._admit(original)
            slug = self._organization.project(detector)
            section = monitors.write_monitor(detector, self._organization)
        except (InexpressibleError, *UNFORESEEN) as error:
            self.left.append(Left(original=original, reason=reason_of(error)))
            return
        self._take(
            original,
            slug,
            monitors.token(detector),
            _stated(detector, {monitors.SIGNALS[kind]: section}),
        )

    def _alert(self, workflow: dict[str, Any], known: Mapping[str, str]) -> None:
        original = _original("alert", workflow, "workflow", None)
        try:
            slug = alerts.project_of(workflow, self._organization)
            original = _original("alert", workflow, "workflow", slug)
            self._admit(original)
            refuse_losses(workflow)
            section = alerts.write_alert(workflow, self._organization, known)
        except (InexpressibleError, *UNFORESEEN) as error:
            self.left.append(Left(original=original, reason=reason_of(error)))
            return
        self._take(original, slug, alerts.TOKEN, _stated(workflow, {"sentry_issue": section}))

    def _admit(self, original: SentryObject) -> None:
        if reason := self._refused.get((original.kind, original.id)):
            raise InexpressibleError(reason)
        if (
            not original.name.strip()
            or original.name != " ".join(original.name.split("\n")).strip()
        ):
            raise InexpressibleError("its name is empty, or has line breaks or spaces around it")

    def _take(
        self, original: SentryObject, project: str, token: str, signal: dict[str, Any]
    ) -> None:
        if project not in self._service_of:
            self._service_of[project] = self._services.new(project, f"project-{original.id}")
        service = self._service_of[project]
        ids = self._alerts.setdefault(service, Identifiers())
        alert = ids.new(original.name, f"{original.kind}-{original.id}")
        section = {"severity": SEVERITY, "summary": _summary(original.name), **signal}
        self.taken.append(
            Taken(original=original, service=service, alert=alert, token=token, section=section)
        )


def _original(kind: Any, body: Mapping[str, Any], type_: str, project: str | None) -> SentryObject:
    name = str(body.get("name") or "")
    return SentryObject(kind=kind, id=str(body["id"]), name=name, type=type_, project=project)


def _stated(body: Mapping[str, Any], signal: dict[str, Any]) -> dict[str, Any]:
    """The signal, and that the alert is off if it is."""
    return signal if body.get("enabled", True) else {"enabled": False, **signal}


def _summary(name: str) -> str:
    return name if len(name) <= _LONGEST_SUMMARY else f"{name[: _LONGEST_SUMMARY - 3]}..."
