"""Searches of Sentry's: brackets and operators that it refuses."""

from __future__ import annotations

import pytest

from setpoint.expressions import sentry_search
from setpoint.expressions.faults import ExpressionError


@pytest.mark.parametrize(
    "text",
    [
        "",
        "level:error",
        "(a:b OR c:d) e:f AND !g:h",
        'message:"a (b" x',
        'a:"x\\"(" b',
        "count():>5 p95(span.duration):>1s",
        "message:foo(bar)",
        "ANDROID ORDER user.id:OR_1 and or",
        'level:[error, fatal] tags["a",number]:>1',
        'transaction:"GET /x" (is_transaction:true AND (a:b))',
        'it"s fine',
    ],
)
def test_searches_that_sentry_takes_pass(text: str) -> None:
    sentry_search.check(text)


@pytest.mark.parametrize(
    ("text", "at", "message"),
    [
        ("level:error AND (", 17, "ends where a condition or a closing bracket belongs"),
        ("(a:b OR c:d", 11, "ends where "),
        ("a)", 1, "this bracket closes nothing"),
        ("a AND", 5, "ends where a condition belongs"),
        ("OR b", 0, "'OR' stands where a condition belongs"),
        ("a OR AND b", 5, "'AND' stands where a condition belongs"),
        ("(AND a:b) c:d", 1, "'AND' stands where a condition or a closing bracket belongs"),
    ],
)
def test_what_it_refuses_is_told_at_its_place(text: str, at: int, message: str) -> None:
    with pytest.raises(ExpressionError) as caught:
        sentry_search.check(text)
    assert caught.value.fault.at == at
    assert caught.value.fault.message.startswith(message)
