"""What is told of a failed program."""

from __future__ import annotations

from pulumi.automation import CommandResult
from pulumi.automation.errors import CommandError

from setpoint.automation.operation import _explain, without_traceback
from setpoint.automation.steps import Listener, Outcome

_FAILURE = """Program failed with an unhandled exception:
Traceback (most recent call last):
  File "/x/runtime.py", line 175, in do_invoke_output
    raise error
Exception: invoke of sentry-alerting:index:getMonitor failed: quicksell has no project 'backend'
"""


def test_only_the_exceptions_own_text_is_told() -> None:
    assert without_traceback(_FAILURE) == (
        "invoke of sentry-alerting:index:getMonitor failed: quicksell has no project 'backend'"
    )


def test_a_named_exception_keeps_its_name_and_all_its_lines() -> None:
    text = "Traceback (most recent call last):\n  File x\nValueError: two\nlines"
    assert without_traceback(text) == "ValueError: two\nlines"


def test_a_message_of_a_plugin_stays_as_it_is() -> None:
    assert without_traceback(" 400 Bad Request: name taken\n") == "400 Bad Request: name taken"


class _Ear(Listener):
    """Keeps what is told."""

    def __init__(self) -> None:
        self.told: list[tuple[str, str]] = []

    def message(self, text: str, *, severity: str) -> None:
        self.told.append((severity, text))


def test_what_the_engine_prints_before_its_first_event_is_told_at_once() -> None:
    ear, outcome = _Ear(), Outcome(operation="up", environment="prod")
    printed = CommandResult(
        stdout="Updating (prod):", stderr="error: no folder at path 'plugins/x'", code=1
    )

    _explain(outcome, ear, CommandError(printed))

    assert ear.told == [("error", "no folder at path 'plugins/x'")]
    assert outcome.messages == ["error: no folder at path 'plugins/x'"]
