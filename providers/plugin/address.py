"""Whether a token may be sent to an address: by TLS, or no further than this machine."""

from __future__ import annotations

from ipaddress import ip_address
from urllib.parse import urlsplit


def is_safe_address(url: str) -> bool:
    """Return whether an address is https, or http on loopback."""
    try:
        parts = urlsplit(url)
        host = parts.hostname or ""
    except ValueError:
        return False
    plain = parts.scheme == "http" and _is_loopback(host)
    return bool(host) and (parts.scheme == "https" or plain)


def _is_loopback(host: str) -> bool:
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False
