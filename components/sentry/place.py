"""Where monitors and alerts are declared: what they have in common."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pulumi

    from components.sentry.integrations import Integrations


@dataclass(frozen=True, slots=True, kw_only=True)
class SentryPlace:
    """What a monitor or an alert needs besides its own definition.

    Attributes:
        organization: Slug.
        project_slugs: By project id.
        owners: `team:ID` by team id.
    """

    parent: pulumi.Resource
    organization: str
    project_slugs: Mapping[str, pulumi.Output[str]]
    owners: Mapping[str, pulumi.Output[str]]
    integrations: Integrations
