"""Prometheus's query language: what alert rules need to know of an expression."""

from setpoint.expressions.promql.reading import (
    COMPARISONS,
    INVALID,
    Compared,
    PromqlError,
    Selector,
    calls,
    check,
    compares,
    grouped_by,
    joined,
    selectors,
    split,
)
from setpoint.expressions.promql.series import matched_by, unlike
from setpoint.expressions.promql.when import (
    Always,
    always,
    lost_buckets,
    multiplies,
    odd_quantiles,
    sums_first,
)

__all__ = [
    "COMPARISONS",
    "INVALID",
    "Always",
    "Compared",
    "PromqlError",
    "Selector",
    "always",
    "calls",
    "check",
    "compares",
    "grouped_by",
    "joined",
    "lost_buckets",
    "matched_by",
    "multiplies",
    "odd_quantiles",
    "selectors",
    "split",
    "sums_first",
    "unlike",
]
