"""One account served over HTTP for all tests, emptied before each."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

import pytest

from tests.sandbox.aws.accounts import Account, running

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture(scope="session")
def served_account() -> Iterator[Account]:
    with running() as account:
        yield account


@pytest.fixture
def account(served_account: Account) -> Account:
    served_account.store.clear()
    if "moto" in sys.modules:
        for backend in sys.modules["moto.core.base_backend"].BackendDict._instances:
            backend.clear()
    return served_account


@pytest.fixture
def cloudwatch(account: Account) -> Any:
    return account.client("cloudwatch")
