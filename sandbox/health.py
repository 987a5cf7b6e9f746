"""Asks the sandbox's accounts whether they answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

import httpx

from sandbox.location import ACCOUNTS

if TYPE_CHECKING:
    from sandbox.location import SandboxInfo

_SECONDS = 3.0


def answering(info: SandboxInfo) -> dict[str, bool]:
    """For each account, whether this sandbox's own process answers at its address."""
    # A proxy of the environment has no business with loopback.
    with httpx.Client(timeout=_SECONDS, trust_env=False) as client:
        return {
            account: _answers(client, getattr(info.urls, account), info.pid) for account in ACCOUNTS
        }


def _answers(client: httpx.Client, url: str, pid: int) -> bool:
    try:
        answer = client.get(f"{url}/_sandbox/health")
        return answer.status_code == httpx.codes.OK and answer.json()["pid"] == pid
    except (httpx.HTTPError, ValueError, KeyError, TypeError):
        return False
