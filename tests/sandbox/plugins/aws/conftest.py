"""An AWS account over HTTP and a stack of the real engine that uses the sandbox's own plugin."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from pulumi.automation import ConfigValue

from sandbox.plugins.launchers import write_launchers
from sandbox.settings import AWS_SERVICES
from tests.providers.stack import EngineStack
from tests.sandbox.aws.accounts import Account, running

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    MakeStack = Callable[..., EngineStack]


@pytest.fixture
def account() -> Iterator[Account]:
    with running() as it:
        yield it


@pytest.fixture
def make_stack(engine: Path, tmp_path: Path, account: Account) -> MakeStack:
    """Makes the stack; keyword arguments replace values of the provider's config."""
    write_launchers(tmp_path / "bin", ["aws"], ["aws"])

    def make(**changes: Any) -> EngineStack:
        config = {
            "aws:region": "us-east-1",
            "aws:accessKey": "sandbox",
            "aws:secretKey": "hush-hush-key",
            "aws:endpoints": json.dumps([dict.fromkeys(AWS_SERVICES, account.url)]),
            "aws:skipCredentialsValidation": "true",
            "aws:defaultTags": json.dumps({"tags": {"environment": "test"}}),
            **{f"aws:{key}": value for key, value in changes.items()},
        }
        stack = EngineStack(engine, tmp_path / "stack", path=(tmp_path / "bin",))
        secret = {"aws:secretKey"}
        stack.stack.set_all_config(
            {key: ConfigValue(value, secret=key in secret) for key, value in config.items()}
        )
        return stack

    return make
