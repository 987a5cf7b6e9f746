"""Sentry's integrations as alerts name them: found by name, PagerDuty services added to them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

import pulumi

from components.sentry.resources import PagerDutyService, get_integration

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from setpoint.catalog.model import SentryAction, SentrySettings


@dataclass(frozen=True, slots=True, kw_only=True)
class PagedRow:
    """A PagerDuty service in the table of Sentry's integration."""

    id: pulumi.Output[str]
    name: pulumi.Input[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Integrations:
    """What an alert's actions need.

    Attributes:
        find: From a provider and perhaps a name to the integration's id; None where there is no
            name and the config has none for the provider.
        services: Rows by PagerDuty service id of the catalog.
    """

    find: Callable[[str, str | None], pulumi.Output[str] | None]
    services: Mapping[str, PagedRow]

    def of(self, action: SentryAction) -> pulumi.Output[str]:
        """Return the id of the integration that an action goes through.

        Raises:
            ValueError: Neither the action nor the config names one.
        """
        found = self.find(action.type, action.integration)
        if found is None:
            raise ValueError(f"Sentry has no integration named for an action of type {action.type}")
        return found


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

    @cache  # once for all actions
    def find(provider: str, name: str | None) -> pulumi.Output[str] | None:
        wanted = name or settings.integrations.get(provider)
        return _find(settings, provider, wanted, parent) if wanted else None

    pagerduty = find("pagerduty", None)
    return Integrations(
        find=find,
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
    settings: SentrySettings, provider: str, name: str, parent: pulumi.Resource
) -> pulumi.Output[str]:
    options = pulumi.InvokeOptions(parent=parent)
    found = get_integration(
        organization=settings.organization, provider=provider, name=name, opts=options
    )
    return found.apply(lambda integration: integration.id)
