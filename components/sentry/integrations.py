"""Sentry's integrations as alerts name them: found by name, PagerDuty services added to them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pulumi

from components.sentry.resources import PagerDutyService, get_integration

if TYPE_CHECKING:
    from collections.abc import Mapping

    from setpoint.catalog.model import SentrySettings


@dataclass(frozen=True, slots=True, kw_only=True)
class PagedRow:
    """A PagerDuty service in the table of Sentry's integration."""

    id: pulumi.Output[str]
    name: pulumi.Input[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Integrations:
    """What an alert's actions need.

    Attributes:
        slack, pagerduty: The integrations' ids; None where the config names none.
        services: Rows by PagerDuty service id of the catalog.
    """

    slack: pulumi.Output[str] | None
    pagerduty: pulumi.Output[str] | None
    services: Mapping[str, PagedRow]


@dataclass(frozen=True, slots=True, kw_only=True)
class PagingKey:
    """A PagerDuty service's name and the key of its integration for Sentry, a secret."""

    name: str
    key: pulumi.Output[str]


def link_integrations(
    settings: SentrySettings, keys: Mapping[str, PagingKey], parent: pulumi.Resource
) -> Integrations:
    """Find the integrations and add the PagerDuty services to the table of theirs.

    Sentry then pages the same service as CloudWatch does. Keys are by the catalog's id.
    """
    pagerduty = _find(settings, "pagerduty", settings.pagerduty_integration, parent)
    return Integrations(
        slack=_find(settings, "slack", settings.slack_integration, parent),
        pagerduty=pagerduty,
        services={
            service: _add(service, key, settings.organization, pagerduty, parent)
            for service, key in keys.items()
            if pagerduty
        },
    )


def _add(
    service: str,
    key: PagingKey,
    organization: str,
    integration: pulumi.Output[str],
    parent: pulumi.Resource,
) -> PagedRow:
    row = PagerDutyService(
        service,
        organization=organization,
        integration_id=integration,
        service_name=key.name,
        integration_key=key.key,
        opts=pulumi.ResourceOptions(parent=parent),
    )
    return PagedRow(id=row.service_id, name=row.service_name)


def _find(
    settings: SentrySettings, provider: str, name: str | None, parent: pulumi.Resource
) -> pulumi.Output[str] | None:
    if name is None:
        return None
    options = pulumi.InvokeOptions(parent=parent)
    found = get_integration(
        organization=settings.organization, provider=provider, name=name, opts=options
    )
    return found.apply(lambda integration: integration.id)
