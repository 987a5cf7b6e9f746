"""Sentry's integrations as alerts name them: by id, found by name in the organization."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pulumi


@dataclass(frozen=True, slots=True, kw_only=True)
class PagedRow:
    """A PagerDuty service in the table of Sentry's integration."""

    id: pulumi.Output[str]
    name: pulumi.Input[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Integrations:
    """What an alert's actions need.

    Attributes:
        slack, pagerduty: The integrations' ids; None where the config names none.
        services: Rows by PagerDuty service id of the catalog.
    """

    slack: pulumi.Output[str] | None
    pagerduty: pulumi.Output[str] | None
    services: Mapping[str, PagedRow]
