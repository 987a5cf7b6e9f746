"""What a policy is made of: planned resources, and where it holds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from setpoint.iam.state import State

_PARTITIONS = {"cn-": "aws-cn", "us-gov-": "aws-us-gov"}


class Planned(Protocol):
    """A resource of a plan."""

    @property
    def type(self) -> str:
        """Pulumi's type token."""

    @property
    def name(self) -> str:
        """The resource's name in the program."""

    @property
    def inputs(self) -> dict[str, Any]:
        """As the provider's schema names them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """Where the policy holds.

    Attributes:
        prefix: What names of the environment begin with, such as `quicksell-prod`.
        region: The stack's.
        account: 12 digits, or `*` for the account that the policy is in.
        state: Where Pulumi's state is, if it is in S3.
    """

    prefix: str
    region: str
    account: str = "*"
    state: State | None = None

    @property
    def partition(self) -> str:
        """The region's partition of AWS."""
        return partition_of(self.region)


def partition_of(region: str) -> str:
    """Return a region's partition of AWS."""
    found = (name for start, name in _PARTITIONS.items() if region.startswith(start))
    return next(found, "aws")
