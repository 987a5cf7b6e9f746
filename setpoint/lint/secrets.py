"""Secrets in plain text, known by their shape or by the key they stand under."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

_SHAPES: Final = {
    "an AWS access key": r"\b(?:AKIA|ASIA)[A-Z0-9]{16}\b",
    "a Slack webhook": r"https://hooks\.slack\.com/(?:services|workflows)/\S+",
    "a Slack token": r"\bxox[abposr]-[A-Za-z0-9-]{10,}",
    "a Sentry token": r"\bsntry[su]_[A-Za-z0-9_=+/-]{20,}",
    "a GitHub token": r"\b(?:gh[pousr]_[A-Za-z0-9]{20,}|github_pat_\w{20,})",
    "a Pulumi token": r"\bpul-[0-9a-f]{40}\b",
    "a private key": r"-----BEGIN [A-Z ]{0,40}PRIVATE KEY-----",
    # Bounded, or a long word would be tried from each of its letters on to its end.
    "a password in an address": (
        r"\b[a-z][a-z0-9+.-]{0,20}://[^\s:/@\"']{1,100}:[^\s@/\"'{}$]{1,300}@"
    ),
}
_ANY: Final = re.compile("|".join(f"({shape})" for shape in _SHAPES.values()))
# Providers' settings that are secrets, as Pulumi.<env>.yaml names them.
_SETTING: Final = re.compile(
    r"^\s*[\"']?((?:pagerduty:(?:token|userToken)|sentry(?:-alerting)?:(?:token|authToken)"
    r"|aws:(?:accessKey|secretKey|token)))[\"']?\s*:\s*[\"']?([^\s\"'{#].*)$"
)


def secrets_in(text: str) -> Iterator[tuple[int, int, str]]:
    """Yield line, column (from 1) and kind of each secret; never the secret itself."""
    kinds = tuple(_SHAPES)
    for number, line in enumerate(text.splitlines(), 1):
        setting = _SETTING.match(line)
        if setting:
            yield number, setting.start(2) + 1, setting[1]
            continue
        for match in _ANY.finditer(line):
            yield number, match.start() + 1, kinds[(match.lastindex or 1) - 1]
