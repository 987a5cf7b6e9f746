"""Templates in what Prometheus's rules say: one that doesn't parse has all rules refused.

The condition is escaped by the catalog; the rest of what it sets holds no braces.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from setpoint.config.check.alerts import of_each
from setpoint.config.check.expressions import mistake
from setpoint.expressions import go_templates
from setpoint.expressions.faults import ExpressionError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from setpoint.config.model import Alert
    from setpoint.config.path import Path
    from setpoint.config.validation import Draft
    from setpoint.config.validation.draft import Mistake


def check(draft: Draft) -> Iterator[Mistake]:
    """Texts that Prometheus fills in."""
    yield from of_each(draft, _alert)


def _alert(alert: Alert, path: Path, _draft: Draft) -> Iterator[Mistake]:
    rule = alert.prometheus
    if rule is None:
        return
    for below, text in (("summary", alert.summary), ("description", alert.description)):
        yield from _template(text, (*path, below))
    for key, texts in (("labels", rule.labels), ("annotations", rule.annotations)):
        for name, text in texts.items():
            yield from _template(text, (*path, "prometheus", key, name))


def _template(text: str | None, path: Path) -> Iterator[Mistake]:
    try:
        go_templates.check(text or "")
    except ExpressionError as error:
        yield mistake(error.fault, text or "", path)
