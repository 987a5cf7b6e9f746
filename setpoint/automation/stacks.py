"""What stands in the stacks of a local backend, read from its checkpoint files."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from setpoint.recovery.deployment import at_a_vendor

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class StackContents:
    """A stack and how many resources of each kind it holds.

    Attributes:
        kinds: Short type (`MetricAlarm`) to number, the most frequent first; neither
            components nor providers are counted.
    """

    name: str
    kinds: Mapping[str, int]

    @property
    def total(self) -> int:
        """How many resources it holds at the vendors."""
        return sum(self.kinds.values())


def read_stacks(backend: Path) -> Iterator[StackContents]:
    """Yield the stacks of a backend's folder that hold anything, by name."""
    for path in sorted(backend.glob(".pulumi/stacks/*/*.json")):
        checkpoint = json.loads(path.read_text(encoding="utf-8"))["checkpoint"]
        resources = (checkpoint.get("latest") or {}).get("resources") or []
        kinds = Counter(
            resource["type"].rsplit(":", 1)[-1] for resource in resources if at_a_vendor(resource)
        )
        if kinds:
            yield StackContents(path.stem, dict(kinds.most_common()))
