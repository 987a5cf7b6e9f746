"""What Sentry takes of monitors and alerts: one table, for whoever has to know.

The config, the provider and the emulated Sentry ask it. Every limit names the part of Sentry's
source that holds it, by its path below src/sentry/ of getsentry/sentry; times are seconds unless
a name says minutes. What the public description of the API lists beyond these (`eq` and `ne`,
more datasets, monitors that nothing resolves) exists on monitors made long ago at most: a create
or an update that holds it is refused.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

_HOUR = 3600
_OFFERED = (60, 300, 600, 900, 1800, _HOUR, 2 * _HOUR, 4 * _HOUR, 24 * _HOUR)


class Dataset(NamedTuple):
    """A dataset of metric monitors.

    Attributes:
        query_type: Sentry's kind of query.
        event_types: Kinds of events that may count.
        usual: Those that count where nobody says.
        time_windows: Windows, the shortest first.
        several: Whether several kinds may count at once.
    """

    query_type: str
    event_types: tuple[str, ...]
    usual: tuple[str, ...]
    time_windows: tuple[int, ...] = _OFFERED
    several: bool = True


CRASH_RATES: Final = "metrics"
SPANS: Final = "events_analytics_platform"
_TRANSACTIONS = Dataset("performance", ("transaction",), ("transaction",))
DATASETS: Final[dict[str, Dataset]] = {
    "events": Dataset("error", ("default", "error"), ("default", "error")),
    SPANS: Dataset(
        "performance",
        ("trace_item_span", "trace_item_log", "trace_item_metric"),
        ("trace_item_span",),
        time_windows=tuple(window for window in _OFFERED if window >= 300),  # noqa: PLR2004
        several=False,
    ),
    CRASH_RATES: Dataset(
        "crash_rate",
        ("error",),
        ("error",),
        time_windows=(1800, _HOUR, 2 * _HOUR, 4 * _HOUR, 12 * _HOUR, 24 * _HOUR),
    ),
    "transactions": _TRANSACTIONS,
    "generic_metrics": _TRANSACTIONS,
}
"""`QUERY_TYPE_VALID_DATASETS`, `QUERY_TYPE_VALID_EVENT_TYPES` and `_validate_time_window` in
snuba/snuba_query_validator.py, `validate_eap_rule` in incidents/metric_issue_detector.py."""

RETIRED: Final = ("transactions", "generic_metrics")
"""Datasets that monitors of before may keep and no new one gets; changes of their query are
refused: `_validate_transaction_dataset_deprecation` in incidents/metric_issue_detector.py."""

TIME_WINDOWS: Final = tuple(
    sorted({window for dataset in DATASETS.values() for window in dataset.time_windows})
)
"""Windows of any dataset."""

LEARNED_WINDOWS: Final = (300, 900, 1800, _HOUR)
"""Windows of monitors that learn a band: `DYNAMIC_TIME_WINDOWS` in incidents/logic.py."""

DELTAS: Final = (300, 900, _HOUR, 86_400, 604_800, 2_592_000)
"""How far back changes are compared: `config_schema` in incidents/grouptype.py."""

COMPARISONS: Final = ("gt", "gte", "lt", "lte")
"""`MetricIssueComparisonConditionValidator` in incidents/metric_issue_detector.py."""

OF_NEW_MONITORS: Final = ("unknown", "none", "client_and_server_weighted")
"""Extrapolation modes; `_validate_extrapolation_mode` in incidents/metric_issue_detector.py."""

UNSUPPORTED_QUERIES: Final = ("release:latest",)
"""Terms of a search, of snuba/snuba_query_validator.py."""

INTERVALS: Final = {
    "1m": 60,
    "5m": 300,
    "15m": 900,
    "1h": _HOUR,
    "1d": 86_400,
    "1w": 604_800,
    "30d": 2_592_000,
}
"""Times in which an issue's events are counted, with their seconds: `STANDARD_INTERVALS` in
rules/conditions/event_frequency.py."""

COMPARISON_INTERVALS: Final = {name: s for name, s in INTERVALS.items() if name != "1m"}
"""How long ago the counts compared with were: `COMPARISON_INTERVALS`, at the same place."""

SESSION_INTERVALS: Final = {name: INTERVALS[name] for name in ("1m", "5m", "1h")}
"""Of those the ones in which a share of sessions can be computed: `PERCENT_INTERVALS`, at the
same place; the validator takes all of `INTERVALS`, and the evaluation fails for the others."""

LARGEST_SHARE: Final = 100
"""Percent of sessions: workflow_engine/handlers/condition/event_frequency_handlers.py."""

TAG_KEY: Final = re.compile(r"[a-zA-Z0-9_.:-]+")
"""Names of tags: `TAG_KEY_RE` in tagstore/base.py, asked by tagged_event_handler.py."""

FREQUENCIES: Final = (0, 5, 10, 30, 60, 180, 720, 1440)
"""Minutes before an alert acts on an issue again: `config_schema` in
workflow_engine/models/workflow.py."""

REQUEST_INTERVALS: Final = (60, 300, 600, 1200, 1800, _HOUR)
"""Between two requests of an uptime monitor: `IntervalSeconds` in uptime/models.py."""

LONGEST_ENVIRONMENT: Final = 64
"""Characters; uptime/endpoints/validators.py."""

LARGEST_REQUEST: Final = 1000
"""Bytes of an uptime monitor's request; `MAX_REQUEST_SIZE_BYTES` in uptime/endpoints/validators.py.
"""


def request_size(
    method: str, url: str, headers: Iterable[tuple[str, str]], body: str | None
) -> int:
    """Bytes of a request as Sentry counts them: `compute_http_request_size`, at the same place."""
    line = len(f"{method} {url} HTTP/1.1\r\n")
    named = sum(len(name) + len(value.encode()) + 2 for name, value in headers)
    return line + named + (0 if body is None else len(body.encode()) + 2)


LATEST_CHECK_IN: Final = 40_320
"""Minutes that a check-in may be late: `MAX_MARGIN` in monitors/constants.py."""

LONGEST_RUN: Final = 10_080
"""Minutes that a job may run: `ConfigValidator.max_runtime` in monitors/validators.py."""
