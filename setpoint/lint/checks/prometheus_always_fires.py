"""The check `prometheus/always-fires`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from setpoint.catalog.model import PrometheusRule
from setpoint.expressions import promql
from setpoint.expressions.promql import Always
from setpoint.lint.check import signal_check

if TYPE_CHECKING:
    from collections.abc import Iterator

    from setpoint.catalog.model import Alert
    from setpoint.lint.check import Remark
    from setpoint.lint.project import Environment

_SAID: Final = {
    Always.no_comparison: "compares nothing, so that it fires as long as the series exist; say what"
    " is too much",
    Always.tells_bool: "`bool` tells 1 or 0 for every series instead of leaving those that pass;"
    " leave it out",
    Always.other_side: "a side of `or` compares nothing, so that the rule fires whatever the other"
    " says; compare what `or` joins: (... or vector(0)) > 5",
    Always.any_value: "holds for every value that there can be, so that it fires as long as the"
    " series exist; say what is too much",
}
_CONSTANT: Final = (
    "holds whatever is measured, so that it fires for ever; a dead man's switch is named so:"
    " Watchdog, DeadMansSwitch or Heartbeat"
)
_SWITCH: Final = re.compile(r"watch ?dog|dead.?man|heart ?beat|always ?firing", re.IGNORECASE)


@signal_check("prometheus/always-fires", "error", PrometheusRule)
def prometheus_always_fires(
    rule: PrometheusRule, alert: Alert, environment: Environment
) -> Iterator[Remark]:
    """A rule has a result whatever the values are."""
    why = promql.always(rule.expr)
    if why is None:
        return
    if promql.selectors(rule.expr):
        yield ("prometheus", "expr"), _SAID[why]
    elif not _SWITCH.search(rule.name):  # which is to fire, so that its silence is noticed
        yield ("prometheus", "expr"), _CONSTANT
