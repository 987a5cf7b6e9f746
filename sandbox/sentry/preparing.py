"""Asks a running emulator for what people set up in Sentry by hand."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

import httpx

from sandbox.errors import SandboxError
from sandbox.loopback import require_loopback

if TYPE_CHECKING:
    from sandbox.sentry.call import Generation


class Row(NamedTuple):
    """A row of an integration's table: a PagerDuty service or an Opsgenie team."""

    provider: str
    integration: str
    id: str
    name: str


@dataclass(frozen=True)
class Organization:
    """What an organization is to have before anything is provisioned in it.

    Attributes:
        integrations: Provider and name of each.
        rows: Rows of the integrations' tables that nobody adds later.
        apps: Slugs of installed Sentry apps.
        teams: Slugs of teams.
        members: Name and e-mail of each.
        api: Which alert API it serves.
    """

    slug: str
    integrations: tuple[tuple[str, str], ...] = ()
    rows: tuple[Row, ...] = ()
    apps: tuple[str, ...] = ()
    teams: tuple[str, ...] = ()
    members: tuple[tuple[str, str], ...] = ()
    api: Generation = field(default="workflows")


def prepare_organization(url: str, organization: Organization) -> None:
    """Add what is missing of it, and switch the alert API.

    Raises:
        SandboxError: The address is not on loopback, or the emulator refuses.
    """
    base = f"{require_loopback(url, 'The sandbox Sentry')}/_sandbox/sentry"
    wanted = {
        "integrations": [{"provider": p, "name": n} for p, n in organization.integrations],
        "rows": [row._asdict() for row in organization.rows],
        "apps": list(organization.apps),
        "teams": list(organization.teams),
        "members": [{"name": name, "email": email} for name, email in organization.members],
    }
    for path, body in (
        ("", {"api": organization.api}),
        (f"/organizations/{organization.slug}", wanted),
    ):
        answer = httpx.post(f"{base}{path}", json=body, trust_env=False)
        if answer.is_error:
            raise SandboxError(f"The sandbox's Sentry refused {base}{path}: {answer.text}")
