"""The check `math/vanishing-divisor`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from setpoint.expressions.metric_math import references, walk
from setpoint.expressions.metric_math.nodes import Chain
from setpoint.lint.check import alarm_check
from setpoint.lint.metric_math import location, trees
from setpoint.lint.reads import named_metrics

if TYPE_CHECKING:
    from collections.abc import Iterator

    from setpoint.expressions.metric_math import Node
    from setpoint.lint.alarms import Alarm
    from setpoint.lint.check import Remark
    from setpoint.lint.project import Environment

_NAMESPACE: Final = "AWS/ApplicationELB"
_REQUESTS: Final = "RequestCount"
_OWN: Final = "HTTPCode_ELB_5"


@alarm_check("math/vanishing-divisor", "warning")
def math_vanishing_divisor(alarm: Alarm, environment: Environment) -> Iterator[Remark]:
    """Errors are divided by requests that are not counted when the worst happens."""
    # "CloudWatch metrics for your Application Load Balancer": RequestCount counts requests for
    # which a target could be chosen, and is reported where targets are registered.
    names = {
        each.path[1]: each.name
        for each in named_metrics(alarm)
        if each.namespace == _NAMESPACE and each.path[0] == "metrics"
    }
    for key, tree in trees(alarm).items():
        for above, below in _quotients(tree):
            told = [key for key in sorted(references(above)) if _is_own(names, key)]
            requests = [key for key in references(below) if names.get(key) == _REQUESTS]
            if told and requests and not any(_is_own(names, key) for key in references(below)):
                missing = f"without a target there is no {_REQUESTS}, and {told[0]} has no share"
                way = f"divide by FILL({requests[0]}, 0) + FILL({told[0]}, 0)"
                yield location(alarm, key, below.at), f"{missing}; {way}"


def _is_own(names: dict[str | int, str], key: str) -> bool:
    """Whether a metric counts errors of the load balancer itself."""
    return names.get(key, "").startswith(_OWN)


def _quotients(tree: Node) -> Iterator[tuple[Node, Node]]:
    """Yield what is divided, and by what."""
    for node in walk(tree):
        if not isinstance(node, Chain):
            continue
        pairs = zip(node.operators, node.operands[1:], strict=True)
        for place, (operator, below) in enumerate(pairs, 1):
            if operator == "/":
                yield Chain(node.operands[:place], node.operators[: place - 1]), below
