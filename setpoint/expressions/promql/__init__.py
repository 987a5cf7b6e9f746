"""Prometheus's query language: what alert rules need to know of an expression."""

from setpoint.expressions.promql.bounds import Range
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
from setpoint.expressions.promql.scale import times
from setpoint.expressions.promql.series import Several, matched_by, several, unlike
from setpoint.expressions.promql.when import (
    Always,
    always,
    counted_by,
    lost_buckets,
    multiplies,
    never,
    odd_quantiles,
    sums_first,
)

__all__ = [
    "COMPARISONS",
    "INVALID",
    "Always",
    "Compared",
    "PromqlError",
    "Range",
    "Selector",
    "Several",
    "always",
    "calls",
    "check",
    "compares",
    "counted_by",
    "grouped_by",
    "joined",
    "lost_buckets",
    "matched_by",
    "multiplies",
    "never",
    "odd_quantiles",
    "selectors",
    "several",
    "split",
    "sums_first",
    "times",
    "unlike",
]
