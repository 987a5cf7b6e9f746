"""Holds the sandbox's first rule: it is never used against a real account."""

from __future__ import annotations

import ipaddress
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from sandbox.errors import SandboxError

if TYPE_CHECKING:
    from collections.abc import MutableMapping

_HOSTS = ("127.0.0.1", "localhost")
_EXCEPTIONS = ("NO_PROXY", "no_proxy")


def without_proxy(variables: MutableMapping[str, str]) -> None:
    """Change an environment so that a proxy it names has no business with loopback."""
    for name in _EXCEPTIONS:
        known = [one for one in variables.get(name, "").split(",") if one]
        variables[name] = ",".join(dict.fromkeys((*known, *_HOSTS)))


def require_loopback(url: str, what: str) -> str:
    """Return a URL unchanged if its host is a loopback address, written as a number.

    A name, even `localhost`, is refused: what it resolves to is not ours to know.

    Args:
        url: The URL to look at.
        what: What it is, for the error: `the endpoint of sns`.

    Raises:
        SandboxError: It leads elsewhere.
    """
    try:
        host = urlsplit(url).hostname or ""
        loopback = ipaddress.ip_address(host).is_loopback
    except ValueError:
        loopback = False
    if not loopback:
        raise SandboxError(f"{what} must be on a loopback address, not {url!r}.")
    return url
