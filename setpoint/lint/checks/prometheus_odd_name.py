"""The check `prometheus/odd-name`."""

from __future__ import annotations

from string import ascii_letters, digits
from typing import TYPE_CHECKING, Final

from setpoint.catalog.model import PrometheusRule
from setpoint.lint.check import signal_check

if TYPE_CHECKING:
    from collections.abc import Iterator

    from setpoint.catalog.model import Alert
    from setpoint.lint.check import Remark
    from setpoint.lint.project import Environment

_USUAL: Final = frozenset(f"{ascii_letters}{digits}_:")


@signal_check("prometheus/odd-name", "info", PrometheusRule)
def prometheus_odd_name(
    rule: PrometheusRule, alert: Alert, environment: Environment
) -> Iterator[Remark]:
    """A rule's name has characters that other tools stumble over."""
    odd = "".join(dict.fromkeys(each for each in rule.name if each not in _USUAL))
    if odd or rule.name[0] in digits:
        wrong = f"{rule.name} has {odd!r}" if odd else f"{rule.name} begins with a digit"
        yield ("prometheus", "name"), f"{wrong}; matchers and links want it quoted"
