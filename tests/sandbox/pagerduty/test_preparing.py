"""Users whom a program looks up are made once."""

from __future__ import annotations

import httpx
import pytest

from sandbox.errors import SandboxError
from sandbox.pagerduty import create_app
from sandbox.pagerduty.preparing import prepare_users
from sandbox.serving import served
from sandbox.store import Store


def test_users_are_made_once() -> None:
    wanted = [("Ana", "ana@example.com"), ("Ben", "ben@example.com")]
    with served(create_app(Store(None, "pagerduty"))) as url:
        for _ in range(2):
            prepare_users(url, wanted)
        answer = httpx.get(f"{url}/users", headers={"Authorization": "Token token=x"})
    assert [(one["name"], one["email"]) for one in answer.json()["users"]] == wanted


def test_no_account_but_the_sandboxs_is_written_to() -> None:
    with pytest.raises(SandboxError, match="loopback"):
        prepare_users("https://api.pagerduty.com", [("Ana", "ana@example.com")])
