"""What Route 53 demands of a health check, by type, and the defaults it fills in.

Source: API reference of CreateHealthCheck.
"""

from __future__ import annotations

from typing import Any

from sandbox.aws.errors import AwsError

_INTERVALS = (10, 30)
_ENDPOINT = frozenset({"HTTP", "HTTPS", "HTTP_STR_MATCH", "HTTPS_STR_MATCH", "TCP"})
_ENDPOINT_ONLY = (
    "IPAddress",
    "Port",
    "ResourcePath",
    "FullyQualifiedDomainName",
    "SearchString",
    "EnableSNI",
    "Regions",
)
_PORTS = {"HTTP": 80, "HTTP_STR_MATCH": 80, "HTTPS": 443, "HTTPS_STR_MATCH": 443}


def invalid(message: str) -> AwsError:
    """Make an InvalidInput."""
    return AwsError("InvalidInput", f"Invalid parameter : {message}")


def completed(config: dict[str, Any]) -> dict[str, Any]:
    """Check a configuration and return it with Route 53's defaults.

    Raises:
        AwsError: InvalidInput.
    """
    kind = config["Type"]
    common = {"Inverted": False, "Disabled": False}
    if kind in _ENDPOINT:
        _check_endpoint(config)
        return common | _endpoint_defaults(kind) | config
    for name in _ENDPOINT_ONLY:
        if name in config:
            raise invalid(f"{name} cannot be specified for a health check of type {kind}")
    if kind == "CLOUDWATCH_METRIC":
        _require(config, "AlarmIdentifier", "InsufficientDataHealthStatus")
    elif kind == "CALCULATED":
        _require(config, "HealthThreshold")
    return common | config


def _endpoint_defaults(kind: str) -> dict[str, Any]:
    defaults: dict[str, Any] = {
        "RequestInterval": 30,
        "FailureThreshold": 3,
        "MeasureLatency": False,
        "EnableSNI": kind.startswith("HTTPS"),
    }
    return defaults | ({"Port": _PORTS[kind]} if kind in _PORTS else {})


def _check_endpoint(config: dict[str, Any]) -> None:
    kind = config["Type"]
    if config.get("RequestInterval", 30) not in _INTERVALS:
        raise invalid("RequestInterval must be 10 or 30")
    if not config.get("FullyQualifiedDomainName") and not config.get("IPAddress"):
        raise invalid("Either FullyQualifiedDomainName or IPAddress must be specified")
    if kind == "TCP":
        _require(config, "Port")
    if kind.endswith("STR_MATCH"):
        _require(config, "SearchString")
    elif "SearchString" in config:
        raise invalid(f"SearchString cannot be specified for a health check of type {kind}")
    if kind == "TCP" and config.get("ResourcePath"):
        raise invalid("ResourcePath cannot be specified for a health check of type TCP")


def _require(config: dict[str, Any], *names: str) -> None:
    for name in names:
        if config.get(name) in (None, ""):
            raise invalid(f"{name} must be specified for a health check of type {config['Type']}")
