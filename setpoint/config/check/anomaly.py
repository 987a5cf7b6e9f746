"""CloudWatch's rules of anomaly detection."""

from __future__ import annotations

from typing import TYPE_CHECKING

from setpoint.config.check.metric_math import check_watched
from setpoint.config.validation.draft import Mistake

if TYPE_CHECKING:
    from collections.abc import Iterator

    from setpoint.config.model import CloudWatchAnomaly
    from setpoint.config.path import Path
    from setpoint.config.validation import Draft


def check(signal: CloudWatchAnomaly, path: Path, _draft: Draft) -> Iterator[Mistake]:
    """An expression over metrics that are there; a metric without anything for expressions."""
    if (signal.metric is None) == (signal.expression is None):
        return
    if signal.expression is not None:
        yield from check_watched(signal.expression, signal.metrics, signal.expressions, path)
    else:
        for key in ("metrics", "expressions"):
            if getattr(signal, key):
                message = "belongs to an `expression`; a single metric has none"
                yield Mistake((*path, key), message, on_key=True)
