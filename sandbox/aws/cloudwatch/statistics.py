"""Which statistics CloudWatch knows; the pattern is that of the service's own model."""

from __future__ import annotations

import re
from functools import cache

from sandbox.aws.service import load_model


def is_statistic(text: str) -> bool:
    """Whether `text` is a simple or extended statistic, such as `Average`, `p99`, `TM(10%:90%)`."""
    return _pattern().fullmatch(text) is not None


def is_percentile(text: str) -> bool:
    """Whether `text` is a percentile, such as `p99.9`."""
    return re.fullmatch(r"p\d{1,3}(\.\d*)?", text) is not None


@cache
def _pattern() -> re.Pattern[str]:
    shape = load_model("cloudwatch").shape_for("AnomalyDetectorMetricStat")
    return re.compile(shape.metadata["pattern"])
