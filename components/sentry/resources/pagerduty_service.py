"""The resource PagerDutyService.

Written by `python -m providers.sentry_alerting.generate` from the provider's declarations.
"""

from __future__ import annotations

import pulumi  # noqa: TC002 - the SDK reads the annotations

from components.sentry.resources.base import SentryResource


class PagerDutyService(SentryResource):
    """A PagerDuty service in Sentry's PagerDuty integration, for an alert's actions.

    To import one, its id is INTEGRATION/ROW or ORGANIZATION/INTEGRATION/ROW.

    Attributes:
        organization: The slug of the organization; that of the provider's configuration if
            left out. A change replaces the object.
        integration_id: The id of the PagerDuty integration (see getIntegration). A change
            replaces the object.
        service_name: The service's name in Sentry.
        integration_key: The key of the service's Sentry integration in PagerDuty.
        service_id: The row's id, for a PagerDutyAction's `service_id`.
    """

    organization: pulumi.Output[str]
    integration_id: pulumi.Output[str]
    service_name: pulumi.Output[str]
    integration_key: pulumi.Output[str]
    service_id: pulumi.Output[str]

    def __init__(  # noqa: PLR0913 - one argument per property
        self,
        resource_name: str,
        *,
        integration_id: pulumi.Input[str],
        service_name: pulumi.Input[str],
        integration_key: pulumi.Input[str],
        organization: pulumi.Input[str] | None = None,
        opts: pulumi.ResourceOptions | None = None,
    ) -> None:
        """Declare one under `resource_name`; what the properties mean stands at the class."""
        super().__init__(
            "sentry-alerting:index:PagerDutyService",
            resource_name,
            {
                "organization": organization,
                "integrationId": integration_id,
                "serviceName": service_name,
                "integrationKey": integration_key,
            },
            ("serviceId",),
            opts,
        )
