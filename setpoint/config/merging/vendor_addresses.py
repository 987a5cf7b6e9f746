"""Providers' settings that name a vendor's address: a token is sent there, so it is by TLS."""

from __future__ import annotations

from ipaddress import ip_address
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from setpoint.config.path import Path

_ADDRESSES: Final = ("pagerduty:apiUrlOverride", "sentry:baseUrl", "sentry-alerting:baseUrl")
_ENDPOINTS: Final = "aws:endpoints"


def plain_addresses(settings: Mapping[str, Any]) -> Iterator[Path]:
    """Yield the paths of addresses that are neither https nor on loopback.

    Args:
        settings: What stands under `config` of a stack config.
    """
    for path, address in _addresses(settings):
        if isinstance(address, str) and not _is_safe(address):
            yield path


def _addresses(settings: Mapping[str, Any]) -> Iterator[tuple[Path, Any]]:
    for key in _ADDRESSES:
        yield (key,), settings.get(key)
    endpoints = settings.get(_ENDPOINTS)
    for index, each in enumerate(endpoints if isinstance(endpoints, list) else ()):
        for service, address in (each if isinstance(each, dict) else {}).items():
            yield (_ENDPOINTS, index, service), address


def _is_safe(address: str) -> bool:
    try:
        parts = urlsplit(address)
        host = parts.hostname or ""
    except ValueError:
        return False
    return bool(host) and (parts.scheme == "https" or (parts.scheme == "http" and _loopback(host)))


def _loopback(host: str) -> bool:
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False
