"""Alerts: the config's with everything that follows from it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from setpoint.catalog.destinations import SENTRY_KINDS
from setpoint.catalog.hours import response, response_text
from setpoint.catalog.model import Alert
from setpoint.catalog.origins import AlertOrigins
from setpoint.catalog.routes import build_route, own_severity
from setpoint.catalog.sentry_levels import graver_level
from setpoint.catalog.signals.building import build, build_told
from setpoint.catalog.signals.identity import SignalIdentity
from setpoint.catalog.signals.sentry_actions import Notified

if TYPE_CHECKING:
    from collections.abc import Mapping

    from setpoint.catalog.context import Context
    from setpoint.catalog.model import Route, Signal
    from setpoint.catalog.reuse import Earlier
    from setpoint.catalog.topics import Topics
    from setpoint.config import model as config


def build_alerts(
    context: Context, topics: Topics, earlier: Earlier | None = None
) -> Mapping[str, Alert]:
    """Return every alert by `service/alert`; topics that they need are added to `topics`."""
    alerts = {}
    for service, section in context.config.services.items():
        for name, alert in section.alerts.items():
            known = earlier.alert(service, name, alert) if earlier else None
            built = _again(known, alert, topics, context) if known else None
            alerts[f"{service}/{name}"] = built or _alert(service, name, alert, topics, context)
    return alerts


def _again(known: Alert, alert: config.Alert, topics: Topics, context: Context) -> Alert | None:
    """Return an alert of an earlier build at its present place, None if its route is another."""
    route = build_route(known.service, known.kind, alert, topics, context)
    if route != known.route or context.regions.of(known.id) != known.region:
        return None
    return replace(known, origins=AlertOrigins(context.loaded.origins, known.path, alert))


def _alert(service: str, name: str, alert: config.Alert, topics: Topics, context: Context) -> Alert:
    path = ("services", service, "alerts", name)
    owner = alert.owner or context.config.services[service].team
    severity = context.config.severities[alert.severity]
    respond_within = response(alert.respond_within or severity.respond_within, service, context)
    kind, key = alert.kind, f"{service}/{name}"
    level_of = context.loaded.levels.base.get(key)
    identity = SignalIdentity(
        alert=key,
        path=(*path, kind),
        summary=alert.summary,
        owner=_owner_name(owner, context.config),
        runbook=_runbook(alert.runbook, context.config.defaults),
        respond_within=response_text(respond_within) if respond_within else None,
        enabled=alert.enabled,
        naming=context.naming,
        level_of=level_of,
        milder=graver_level(key, context.loaded) is not None,
    )
    route = build_route(service, kind, alert, topics, context)
    signal, condition = _signal(kind, alert, identity, route, context)
    return Alert(
        id=identity.alert,
        service=service,
        name=name,
        kind=kind,
        severity=alert.severity,
        summary=alert.summary,
        condition=condition,
        owner=owner,
        runbook=identity.runbook,
        respond_within=respond_within,
        enabled=alert.enabled,
        route=route,
        signal=signal,
        tags=_tags(service, alert.severity, owner, context),
        origins=AlertOrigins(context.loaded.origins, path, alert),
        level_of=level_of,
        region=context.regions.of(key),
    )


def _signal(
    kind: str, alert: config.Alert, identity: SignalIdentity, route: Route, context: Context
) -> tuple[Signal, str]:
    section = getattr(alert, kind)
    if kind in SENTRY_KINDS:
        to = Notified(route, own_severity(alert, context))
        return build_told(kind, section, identity, context, to)
    return build(kind, section, identity, context)


def _owner_name(owner: str, config: config.Config) -> str:
    if owner in config.teams:
        return config.teams[owner].name
    return config.people[owner].name if owner in config.people else owner


def _runbook(runbook: str | None, defaults: config.Defaults) -> str | None:
    """Return a runbook's address; a bare name is a page below `defaults.runbook_url`."""
    if runbook is None or "://" in runbook or not defaults.runbook_url:
        return runbook
    return f"{defaults.runbook_url.rstrip('/')}/{runbook}"


def _tags(service: str, severity: str, owner: str, context: Context) -> Mapping[str, str]:
    own = {"service": service, "severity": severity, "owner": owner}
    return {**context.config.defaults.tags, **context.naming.tags(), **own}
