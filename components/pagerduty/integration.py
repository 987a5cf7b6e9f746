"""Integrations: the addresses at which a PagerDuty service takes events."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Literal, TypeAlias

import pulumi
import pulumi_pagerduty as pagerduty

if TYPE_CHECKING:
    from collections.abc import Callable

IntegrationKind: TypeAlias = Literal["cloudwatch", "sentry", "events_v2"]

# PagerDuty's own names of the vendors; its lookup takes the first that contains the text.
_VENDORS: dict[IntegrationKind, str] = {"cloudwatch": "Amazon CloudWatch", "sentry": "Sentry"}


def vendor_lookup() -> Callable[[IntegrationKind], pulumi.Output[str]]:
    """Return a function from a kind to its vendor's id that asks PagerDuty once for each."""

    @cache
    def vendor_id(kind: IntegrationKind) -> pulumi.Output[str]:
        found: pulumi.Output[str] = pagerduty.get_vendor_output(name=_VENDORS[kind]).id
        return found

    return vendor_id


def declare_integration(
    key: str,
    kind: IntegrationKind,
    service_id: pulumi.Output[str],
    vendor_id: Callable[[IntegrationKind], pulumi.Output[str]],
    parent: pulumi.Resource,
) -> pulumi.Output[str]:
    """Declare the integration and return its key, a secret: whoever has it can page."""
    options = pulumi.ResourceOptions(parent=parent, additional_secret_outputs=["integrationKey"])
    if kind == "events_v2":
        integration = pagerduty.ServiceIntegration(
            f"{key}/{kind}",
            name="Events API v2",
            service=service_id,
            type="events_api_v2_inbound_integration",
            opts=options,
        )
    else:
        integration = pagerduty.ServiceIntegration(
            f"{key}/{kind}",
            name=_VENDORS[kind],
            service=service_id,
            vendor=vendor_id(kind),
            opts=options,
        )
    return pulumi.Output.secret(integration.integration_key)
