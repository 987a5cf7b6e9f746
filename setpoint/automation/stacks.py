"""What stands in the stacks of a local backend, read from its checkpoint files."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from setpoint.recovery.deployment import at_a_vendor, is_whole

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class StackContents:
    """A stack and how many resources of each kind it holds.

    Attributes:
        kinds: Short type (`MetricAlarm`) to number, the most frequent first; neither
            components nor providers are counted.
        is_damaged: Whether its state can't be read, so that nobody knows.
    """

    name: str
    kinds: Mapping[str, int]
    is_damaged: bool = False

    @property
    def total(self) -> int:
        """How many resources it holds at the vendors."""
        return sum(self.kinds.values())


def read_stacks(backend: Path) -> Iterator[StackContents]:
    """Yield the stacks of a backend's folder that hold anything or are damaged, by name."""
    for path in sorted(backend.glob(".pulumi/stacks/*/*.json")):
        latest = _latest(path)
        if not is_whole(latest):
            yield StackContents(path.stem, {}, is_damaged=True)
            continue
        kinds = Counter(
            resource["type"].rsplit(":", 1)[-1]
            for resource in latest.get("resources") or []
            if at_a_vendor(resource)
        )
        if kinds:
            yield StackContents(path.stem, dict(kinds.most_common()))


def _latest(path: Path) -> Any:
    """Return what a checkpoint file says of the stack, None where it says nothing."""
    try:
        return json.loads(path.read_bytes())["checkpoint"]["latest"]
    except (ValueError, KeyError, TypeError):
        return None
