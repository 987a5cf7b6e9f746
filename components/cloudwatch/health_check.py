"""Route 53 health checks; the alarm on one is the caller's to declare."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pulumi_aws import route53

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pulumi

    from setpoint.catalog.model import HealthCheck


def declare_health_check(
    key: str, signal: HealthCheck, tags: Mapping[str, str], options: pulumi.ResourceOptions
) -> route53.HealthCheck:
    """Declare the check; what a TCP check has not (path, SNI) is left out for it."""
    tls = signal.type.startswith("HTTPS")
    web = signal.type != "TCP"
    return route53.HealthCheck(
        key,
        type=signal.type,
        fqdn=signal.fqdn,
        port=signal.port,
        resource_path=signal.resource_path if web else None,
        search_string=signal.search_string,
        request_interval=signal.request_interval,
        failure_threshold=signal.failure_threshold,
        measure_latency=signal.measure_latency,
        invert_healthcheck=signal.inverted,
        disabled=False,
        enable_sni=signal.enable_sni if tls else None,
        regions=list(signal.regions) or None,
        tags={**tags, "Name": signal.name},
        opts=options,
    )
