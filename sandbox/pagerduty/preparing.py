"""Makes in a running emulator the users that a program looks up."""

from __future__ import annotations

from typing import TYPE_CHECKING

import httpx

from sandbox.errors import SandboxError
from sandbox.loopback import require_loopback

if TYPE_CHECKING:
    from collections.abc import Iterable

_HEADERS = {"Authorization": "Token token=sandbox"}


def prepare_users(url: str, users: Iterable[tuple[str, str]]) -> None:
    """Add those of the users, given by name and e-mail, that are missing.

    Raises:
        SandboxError: The address is not on loopback, or the emulator refuses.
    """
    base = require_loopback(url, "The sandbox's PagerDuty")
    with httpx.Client(base_url=base, headers=_HEADERS, trust_env=False) as client:
        for name, email in dict(users).items():
            found = client.get("/users", params={"query": email}).json().get("users", [])
            if any(user["email"] == email for user in found):
                continue
            answer = client.post("/users", json={"user": {"name": name, "email": email}})
            if answer.is_error:
                raise SandboxError(f"The sandbox's PagerDuty refused {email}: {answer.text}")
