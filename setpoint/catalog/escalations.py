"""Escalations: from moments after an incident's start to PagerDuty's delays between levels."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

# PagerDuty's own default for a policy's only level.
LONE_LEVEL_MINUTES = 30


def delays(after: Sequence[int], wait: int | None = None) -> tuple[int, ...]:
    """Return each level's delay until the next, in minutes.

    Args:
        after: Minutes from the incident's start to each level; increasing, the first 0.
        wait: Minutes after the last level until the policy repeats or ends; without it the
            gap before the last level stands.
    """
    gaps = [later - earlier for earlier, later in pairwise(after)]
    last = wait or (gaps[-1] if gaps else LONE_LEVEL_MINUTES)
    return (*gaps, last)
