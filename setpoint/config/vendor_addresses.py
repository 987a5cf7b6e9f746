"""Providers' settings that name where a token is sent, or by whom: never in the clear.

An address is known by the end of its setting's name, so that one that a provider gets next year is
judged, too. Pulumi takes a setting as a value, as JSON in a text, or encrypted; a project's file
wraps it once more. Sources: the configuration of Pulumi's providers aws 7, pagerduty 4 and
sentry 0, and of Setpoint's own; Pulumi's sdk/go/common/resource/config, `ParseKey`.
"""

from __future__ import annotations

import json
import re
from ipaddress import ip_address
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlsplit

from setpoint.config.path import write_path
from setpoint.config.problem import Problem
from setpoint.config.value import Origin

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from setpoint.config.path import Path
    from setpoint.config.reading import Document

_PROVIDERS: Final = frozenset(
    {"aws", "pagerduty", "pagerduty-overrides", "sentry", "sentry-alerting"}
)
_NAMES: Final = re.compile(r"(?!use|no).*(url|urlOverride|endpoints?|proxy)", re.IGNORECASE)
_UNPROVEN: Final = frozenset({"insecure", "insecureTls", "skipTlsVerify"})
_OFF: Final = frozenset({"", "0", "false", "f"})
# Where a machine at AWS gets its credentials: a link that nobody else is on.
_METADATA: Final = frozenset({"169.254.169.254", "fd00:ec2::254"})

_ADDRESS: Final = "must be an https address, or one on loopback: a token is sent there"
_CERTIFICATE: Final = "must stay off: a token would be sent to whoever answers; remove it"


# Where settings stand in a file of Pulumi's; the second is a stack's own environment of Pulumi ESC.
_PLACES: Final = (("config",), ("environment", "values", "pulumiConfig"))


def exposures(document: Document) -> list[Problem]:
    """Return a problem for each setting of a file of Pulumi's that would show a token.

    Such are addresses that are neither https nor on loopback, and certificates left unread.
    """
    return [
        Problem(
            origin=document.place(path) or Origin(document.file, 1, 1),
            path=write_path(path),
            message=message,
        )
        for place in _PLACES
        for path, message in _exposed(_at(document.data, place), place)
    ]


def _at(data: Any, place: Path) -> dict[str, Any]:
    for key in place:
        data = data.get(key) if isinstance(data, dict) else None
    return data if isinstance(data, dict) else {}


def _exposed(settings: Mapping[str, Any], place: Path) -> Iterator[tuple[Path, str]]:
    for key, value in settings.items():
        provider, _, name = str(key).replace(":config:", ":", 1).partition(":")
        if provider not in _PROVIDERS:
            continue
        found = _leaves(value, (*place, key))
        if name in _UNPROVEN:
            yield from ((path, _CERTIFICATE) for path, each in found if not _is_off(each))
        elif _NAMES.fullmatch(name):
            yield from ((path, _ADDRESS) for path, each in found if not _is_safe(each))


def _leaves(value: Any, path: Path) -> Iterator[tuple[Path, Any]]:
    """Yield the single values of a setting, however it is written."""
    if isinstance(value, dict):
        wrapped = [key for key in ("value", "default") if key in value]
        for key in wrapped or value:
            yield from _leaves(value[key], (*path, key))
    elif isinstance(value, list):
        for index, each in enumerate(value):
            yield from _leaves(each, (*path, index))
    elif isinstance(value, str) and value.lstrip()[:1] in {"[", "{"}:
        yield from ((path, each) for _, each in _leaves(_parsed(value), path))
    elif value is not None:
        yield path, value


def _parsed(text: str) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return "no JSON"  # and no address


def _is_off(value: Any) -> bool:
    return str(value).lower() in _OFF


def _is_safe(address: Any) -> bool:
    if address == "":
        return True  # as if it weren't set
    try:
        parts = urlsplit(str(address))
        host = parts.hostname or ""
    except ValueError:
        return False
    return bool(host) and (parts.scheme == "https" or (parts.scheme == "http" and _near(host)))


def _near(host: str) -> bool:
    try:
        return host == "localhost" or host in _METADATA or ip_address(host).is_loopback
    except ValueError:
        return False
