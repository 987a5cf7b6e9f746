"""Sentry's section and the signals that need it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from setpoint.config.validation.draft import Mistake

if TYPE_CHECKING:
    from collections.abc import Iterator

    from setpoint.config.validation import Draft


def check(draft: Draft) -> Iterator[Mistake]:
    """Projects to be made without what that takes; Sentry alerts without a project."""
    sentry = draft.config.sentry
    if sentry is not None:
        for name, project in sentry.projects.items():
            if project.team is None and not project.existing:
                yield Mistake(
                    ("sentry", "projects", name),
                    "has no team; name the one that owns it, or say `existing: true`",
                    on_key=True,
                    incomplete=True,
                )
    for (service_id, name), alert in draft.alerts.items():
        signal = alert.sentry_metric or alert.sentry_issue
        if signal is None:
            continue
        kind = "sentry_metric" if alert.sentry_metric is not None else "sentry_issue"
        path = ("services", service_id, "alerts", name, kind)
        if draft.data.get("sentry") is None:
            yield Mistake(
                path, "needs `sentry` with the organization and its projects", on_key=True
            )
            continue
        service = draft.config.services.get(service_id)
        if signal.project is None and service is not None and service.sentry_project is None:
            yield Mistake(
                (*path, "project"),
                f"is missing, and services.{service_id} has no sentry_project",
                incomplete=True,
            )
