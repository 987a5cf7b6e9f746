"""What is told of a failed program."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from pulumi.automation import CommandResult
from pulumi.automation.errors import CommandError

from setpoint.automation.operation import _count, _Run, plugin_ended, without_traceback
from setpoint.automation.steps import Listener, Outcome, Step
from setpoint.automation.unknowns import Unknowns

if TYPE_CHECKING:
    from setpoint.automation.session import Session

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


def test_a_plugin_that_was_killed_is_no_bug_of_its_author() -> None:
    """Recorded from the engine 3.250.0, a plugin being killed while it was at work."""
    said = (
        "Detected that /x/bin/pulumi-resource-pagerduty exited prematurely. \n"
        "       This is *always* a bug in the provider. Please report the issue to the provider "
        "author as appropriate.\n"
        "       To assist with debugging we have dumped the STDOUT and STDERR streams of the "
        "plugin:"
    )
    told = plugin_ended(said)
    assert told.startswith("The plugin pulumi-resource-pagerduty ended before its time")
    assert "bug" not in told
    assert "MemoryError" in plugin_ended(f"{said}\nMemoryError")
    assert plugin_ended("name taken") == "name taken"


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

    run = _Run(outcome, cast("Session", None), ear, None, Unknowns())
    run._explain(CommandError(printed))

    assert ear.told == [("error", "no folder at path 'plugins/x'")]
    assert outcome.messages == ["error: no folder at path 'plugins/x'"]


def test_what_a_first_attempt_made_counts_as_made() -> None:
    """A second attempt tells of the same resource that it is unchanged."""
    outcome = Outcome(operation="up", environment="prod")
    outcome.steps = [
        Step("create", "done", "urn:a", "t", "a"),
        Step("create", "failed", "urn:b", "t", "b"),
        Step("create", "failed", "urn:c", "t", "c"),
        Step("same", "done", "urn:a", "t", "a"),
        Step("same", "done", "urn:b", "t", "b"),
    ]
    _count(outcome)
    assert outcome.counts == {"create": 1, "same": 1, "failed": 1}
