"""The order in which Terraform's SDK walks over a set of strings.

Sets are sent in the order of their members' hashes and shown in alphabetical order; which team a
project is created for depends on it.
"""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


def as_sent(members: Iterable[str]) -> list[str]:
    """Return a set in the order in which it goes over the wire."""
    return sorted(set(members), key=lambda member: str(zlib.crc32(f"{member};".encode())))


def as_shown(members: Iterable[str]) -> list[str]:
    """Return a set in the order of outputs."""
    return sorted(set(members))
