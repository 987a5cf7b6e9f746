"""The resource UptimeMonitor.

Written by `python -m providers.sentry_alerting.generate` from the provider's declarations.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pulumi  # noqa: TC002 - the SDK reads the annotations

from components.sentry.resources.base import SentryResource

if TYPE_CHECKING:
    from collections.abc import Mapping

    from components.sentry.resources.assertions import Assertion


class UptimeMonitor(SentryResource):
    """A monitor that requests an address at intervals and judges the responses.

    To import one, its id is the monitor's number, ORGANIZATION/NUMBER, or the address of its page.

    Attributes:
        organization: The slug of the organization; that of the provider's configuration if
            left out. A change replaces the object.
        project: The slug of the project. A change replaces the object.
        name: The monitor's name. At most 200 characters.
        description: A description, shown in the issues it opens.
        enabled: Whether it runs. `true` if left out.
        owner: Who is responsible: `team:ID` or `user:ID` (see getTeam, getMember).
        url: The address requested. At most 255 characters.
        method: The HTTP method. One of GET, POST, HEAD, PUT, DELETE, PATCH, OPTIONS. `GET`
            if left out.
        headers: Headers of the request.
        body: The body of the request.
        interval_seconds: Seconds between two requests. One of 60, 300, 600, 1200, 1800,
            3600.
        timeout_ms: Milliseconds to wait for a response. From 1000 to 60000.
        environment: The environment of the issues it opens. At most 64 characters.
        downtime_threshold: Failed requests in a row before it is down. From 1 to 720. `3`
            if left out.
        recovery_threshold: Good requests in a row before it is up again. From 1 to 720. `1`
            if left out.
        assertion: What the response must be; a status from 200 to 299 if left out.
        trace_sampling: Whether the requests may start traces. `false` if left out.
    """

    organization: pulumi.Output[str]
    project: pulumi.Output[str]
    name: pulumi.Output[str]
    description: pulumi.Output[str | None]
    enabled: pulumi.Output[bool]
    owner: pulumi.Output[str | None]
    url: pulumi.Output[str]
    method: pulumi.Output[str]
    headers: pulumi.Output[dict[str, str]]
    body: pulumi.Output[str | None]
    interval_seconds: pulumi.Output[int]
    timeout_ms: pulumi.Output[int]
    environment: pulumi.Output[str]
    downtime_threshold: pulumi.Output[int]
    recovery_threshold: pulumi.Output[int]
    assertion: pulumi.Output[dict[str, Any] | None]
    trace_sampling: pulumi.Output[bool]

    def __init__(  # noqa: PLR0913 - one argument per property
        self,
        resource_name: str,
        *,
        project: pulumi.Input[str],
        name: pulumi.Input[str],
        url: pulumi.Input[str],
        interval_seconds: pulumi.Input[int],
        timeout_ms: pulumi.Input[int],
        environment: pulumi.Input[str],
        organization: pulumi.Input[str] | None = None,
        description: pulumi.Input[str] | None = None,
        enabled: pulumi.Input[bool] | None = None,
        owner: pulumi.Input[str] | None = None,
        method: pulumi.Input[str] | None = None,
        headers: pulumi.Input[Mapping[str, pulumi.Input[str]]] | None = None,
        body: pulumi.Input[str] | None = None,
        downtime_threshold: pulumi.Input[int] | None = None,
        recovery_threshold: pulumi.Input[int] | None = None,
        assertion: pulumi.Input[Assertion] | None = None,
        trace_sampling: pulumi.Input[bool] | None = None,
        opts: pulumi.ResourceOptions | None = None,
    ) -> None:
        """Declare one under `resource_name`; what the properties mean stands at the class."""
        super().__init__(
            "sentry-alerting:index:UptimeMonitor",
            resource_name,
            {
                "organization": organization,
                "project": project,
                "name": name,
                "description": description,
                "enabled": enabled,
                "owner": owner,
                "url": url,
                "method": method,
                "headers": headers,
                "body": body,
                "intervalSeconds": interval_seconds,
                "timeoutMs": timeout_ms,
                "environment": environment,
                "downtimeThreshold": downtime_threshold,
                "recoveryThreshold": recovery_threshold,
                "assertion": assertion,
                "traceSampling": trace_sampling,
            },
            (),
            opts,
        )
