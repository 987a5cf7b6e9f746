"""What an operation leaves of a stack's settings file."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from setpoint.automation.operation import run
from setpoint.automation.stack_settings import StackSettings
from setpoint.automation.steps import Listener
from setpoint.engine import find_engine
from tests.automation.conftest import OURS

if TYPE_CHECKING:
    from pathlib import Path

    from setpoint.automation.steps import Operation
    from setpoint.automation.target import Target

SECRET = "v1:3atKVArDsOEa4JC/:acCvqSekp/QU8j5SW9vZZFlver/arA=="
SALT = "encryptionsalt: v1:7A61tSSpRtc=:v1:3atKVArDsOEa4JC/:acCvqSekp/QU8j5SW9vZZFlver/arA==\n"


@pytest.mark.usefixtures("engine")
def test_a_preview_leaves_it_as_it_was(settings: Path, target: Target) -> None:
    engine = find_engine()
    assert engine is not None

    outcome = run("preview", target, engine, Listener())

    assert outcome.succeeded, outcome.messages
    assert settings.read_text() == OURS


@pytest.mark.usefixtures("engine")
@pytest.mark.parametrize("operation", ["preview", "up"])
def test_a_value_that_cannot_be_decrypted_leaves_it_as_it_was(
    settings: Path, target: Target, operation: Operation
) -> None:
    engine = find_engine()
    assert engine is not None
    foreign = f'{OURS[:-3]}, acme:token: {{ secure: "{SECRET}" }} }}\n'
    settings.write_text(foreign)

    outcome = run(operation, target, engine, Listener())

    assert not outcome.succeeded
    assert settings.read_text() == foreign


def test_what_somebody_else_writes_meanwhile_stays(settings: Path) -> None:
    before = StackSettings(settings)
    settings.write_text(f"config:\n  aws:region: eu-west-1\n{SALT}")
    before.put_back()
    assert "eu-west-1" in settings.read_text()


def test_a_key_that_was_there_comes_back(settings: Path) -> None:
    settings.write_text(OURS + SALT)
    before = StackSettings(settings)
    settings.write_text(f"{SALT}config:\n  aws:region: us-east-1\n")
    before.put_back()
    assert settings.read_text() == OURS + SALT
