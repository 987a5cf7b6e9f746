"""Asks a running emulator for what people set up in Sentry by hand."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import httpx

from sandbox.location import SandboxError
from sandbox.loopback import require_loopback

if TYPE_CHECKING:
    from sandbox.sentry.call import Generation


@dataclass(frozen=True)
class Organization:
    """What an organization is to have before anything is provisioned in it.

    Attributes:
        integrations: Provider and name of each.
        members: Name and e-mail of each.
        api: Which alert API it serves.
    """

    slug: str
    integrations: tuple[tuple[str, str], ...] = ()
    members: tuple[tuple[str, str], ...] = ()
    api: Generation = field(default="workflows")


def prepare_organization(url: str, organization: Organization) -> None:
    """Add the integrations and members that are missing, and switch the alert API.

    Raises:
        SandboxError: The address is not on loopback, or the emulator refuses.
    """
    base = f"{require_loopback(url, 'The sandbox Sentry')}/_sandbox/sentry"
    wanted = {
        "integrations": [{"provider": p, "name": n} for p, n in organization.integrations],
        "members": [{"name": name, "email": email} for name, email in organization.members],
    }
    for path, body in (
        ("", {"api": organization.api}),
        (f"/organizations/{organization.slug}", wanted),
    ):
        answer = httpx.post(f"{base}{path}", json=body, trust_env=False)
        if answer.is_error:
            raise SandboxError(f"The sandbox's Sentry refused {base}{path}: {answer.text}")
