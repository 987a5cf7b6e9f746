"""What a migration came to: taken over, left where it is, doubled."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from setpoint.migration.duplicates import Duplicates


@dataclass(frozen=True, slots=True, kw_only=True)
class SentryObject:
    """A monitor or an alert of Sentry's.

    Attributes:
        id: Sentry's number of it.
        type: The detector's type, `workflow` for an alert.
        project: The slug; None where it belongs to none that can be seen.
    """

    kind: Literal["monitor", "alert"]
    id: str
    name: str
    type: str
    project: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """One that is in the config now, at `service` and `alert`, as a resource of type `token`."""

    original: SentryObject
    service: str
    alert: str
    token: str
    section: Mapping[str, Any]

    @property
    def path(self) -> str:
        """`service/alert`."""
        return f"{self.service}/{self.alert}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Left:
    """One that stays as it is; the reason is a sentence without an end."""

    original: SentryObject
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """A whole migration.

    Attributes:
        built_in: How many monitors Sentry keeps by itself: error and issue stream monitors.
        unseen: Lists that the token may not read, with Sentry's refusal.
    """

    organization: str
    taken: Sequence[Taken]
    left: Sequence[Left]
    duplicates: Sequence[Duplicates]
    built_in: int
    unseen: Mapping[str, str] = field(default_factory=dict)
