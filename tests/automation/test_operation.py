"""What is told of a failed program."""

from __future__ import annotations

from setpoint.automation.operation import without_traceback

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
