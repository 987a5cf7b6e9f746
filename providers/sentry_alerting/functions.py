"""The functions that Sentry computes of what is counted, and what each takes.

Every list names the part of Sentry's source that holds it, by its path below src/sentry/ of
getsentry/sentry. A list is what Sentry can compute, not the shorter one that its validator lets
through (`EAP_FUNCTIONS` in incidents/logic.py): its tests let more through than it names.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Callable


class Kind(NamedTuple):
    """What an argument may be, in words and as a test."""

    told: str
    holds: Callable[[str], bool]


class Parameter(NamedTuple):
    """What stands at one place among a function's arguments."""

    kind: Kind
    optional: bool


Functions: TypeAlias = dict[str, tuple[Parameter, ...]]


def _one_of(*words: str) -> Kind:
    return Kind(f"{', '.join(words[:-1])} or {words[-1]}", words.__contains__)


def _matching(pattern: str, told: str) -> Kind:
    compiled = re.compile(pattern)
    return Kind(told, lambda text: compiled.fullmatch(text) is not None)


_NUMBER: Final = r"[-+]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][-+]?\d+)?"
_SCORED = ("total", "lcp", "fcp", "cls", "ttfb", "inp")
_VITALS = tuple(f"measurements.score.{one}" for one in _SCORED)
_CONDITIONS = ("equals", "notEquals", "less", "lessOrEquals", "greater", "greaterOrEquals")
KINDS: Final = {
    "any": Kind("anything", bool),
    "condition": _one_of(*_CONDITIONS),
    "field": Kind("a field", bool),
    "measured": _matching(
        r"transaction\.duration|measurements\.[\w.]+", "transaction.duration or a measurement"
    ),
    "number": _matching(_NUMBER, "a number"),
    "numbers": Kind("a field of numbers", bool),
    "quality": _one_of("good", "meh", "poor", "any"),
    "query": _matching(r"`.*`", "a search between backticks"),
    "share": Kind("a number below 1", lambda text: is_number(text) and float(text) < 1),
    "start": _one_of("measurements.app_start_warm", "measurements.app_start_cold"),
    "status": _one_of("1", "2", "3", "4", "5"),
    "text": Kind("a text", bool),
    "type": _one_of("counter", "gauge", "distribution"),
    "vital": _one_of(*_VITALS),
}


# What fields of Sentry's own begin with: search/eap/spans/attributes.py, and the folder
# model/attributes of getsentry/sentry-conventions.
_NAMED_BY_SENTRY: Final = frozenset(
    (  # noqa: SIM905 - one text reads better than a hundred quoted words
        "measurements mobile precise project_id sampling_rate span spans timestamp trace"
        " transaction address ai angular app app_start_cold app_start_type app_start_warm art"
        " aws aws_region blocked_main_thread browser cache channel client cloud cloudflare cls"
        " code connection connectionType culture db device deviceMemory dist django"
        " effectiveConnectionType environment error event exception faas fcp file flag fp"
        " frames frames_frozen_rate frames_slow_rate fs_error gcp gcp_region gen_ai graphql"
        " grpc hardwareConcurrency http id inp jsonrpc jvm koa lcp litestar logger mcp mdc"
        " messaging method middleware navigation nel net network os otel params performance"
        " port previous_route process profile_id query react redis release remix replay_id"
        " resource route rpc runtime score sentry server server_name service session"
        " stall_percentage stall_total_time starlette starlite state subprocess thread timber"
        " time_to_full_display time_to_initial_display trpc ttfb type ui url user user_agent"
        " vercel"
    ).split()
)


def is_number(text: str) -> bool:
    """Return whether a text is a number."""
    return re.fullmatch(_NUMBER, text) is not None


def is_own_field(text: str) -> bool:
    """Return whether a field is the application's own, without a type beside its name.

    Sentry takes one as a text: search/eap/resolver.py, `resolve_attribute`.
    """
    return "[" not in text and text.partition(".")[0] not in _NAMED_BY_SENTRY


def parameters(kinds: str) -> tuple[Parameter, ...]:
    """Return what is taken by its kinds, of which those with a ? may be left out."""
    return tuple(Parameter(KINDS[kind.rstrip("?")], kind.endswith("?")) for kind in kinds.split())


def _functions(table: str) -> Functions:
    """Return functions by name: a line has names, a colon, and the kinds that they take."""
    found: Functions = {}
    for line in table.strip().splitlines():
        names, _, kinds = line.partition(":")
        found |= dict.fromkeys(names.split(), parameters(kinds))
    return found


def _conditional(functions: Functions, kinds: str) -> Functions:
    """Return the aggregates of what a search finds, which stands before their arguments."""
    return dict.fromkeys((f"{name}_if" for name in functions), parameters(kinds))


# search/events/datasets/discover.py, `function_converter`, without those that are private, no
# aggregates or made by Sentry itself; search/events/constants.py, `FUNCTION_ALIASES`.
EVENTS: Final = _functions("""
absolute_correlation failure_count failure_rate last_seen latest_event:
apdex eps epm tps tpm floored_epm: number?
any count_unique: field
avg max min stddev sum var: measured
avg_range variance_range: measured condition text
compare_numeric_aggregate: text condition number
corr cov linear_regression: measured measured
count: any?
count_at_least: measured number
count_if: any condition text
count_miserable: any number?
count_range: condition text
count_scores opportunity_score performance_score: measured
count_web_vitals: measured quality
p50 p75 p90 p95 p99 p100: measured?
percentile: measured share
percentile_range: measured share condition text
user_misery: number? number? number?
""")
# search/eap/spans/aggregates.py, `SPAN_AGGREGATE_DEFINITIONS`, and search/eap/spans/formulas.py,
# `SPAN_FORMULA_DEFINITIONS`, without what is private.
_OF_SPANS: Final = _functions("""
any: field?
avg avg_sample count count_sample max min p50 p50_sample p75 p90 p95 p99 p100 sum: numbers?
count_unique: field
""")
_SPANS: Final = {
    **_OF_SPANS,
    # An older form of some has a field, a comparison and a value instead of the search.
    **_conditional(_OF_SPANS, "any any? any? any? any?"),
    **_functions("""
apdex user_misery: numbers number
avg_compare: numbers field text text
bounded_sample: numbers number number?
cache_miss_rate epm eps failure_count failure_rate tpm:
ttfd_contribution_rate ttid_contribution_rate:
count_op trace_status_rate: text
count_scores opportunity_score performance_score: vital
count_starts: start
division: numbers numbers
division_if: numbers numbers field text text?
failure_rate_if: field text text?
http_response_count http_response_rate: status
"""),
}
# search/eap/ourlogs/aggregates.py, `LOG_AGGREGATE_DEFINITIONS`; there are no formulas.
_OF_LOGS: Final = _functions("""
avg max min p50 p75 p90 p95 p99 sum: numbers
count: field?
count_unique: field
""")
_LOGS: Final = {**_OF_LOGS, **_conditional(_OF_LOGS, "query field?")}
# search/eap/trace_metrics/aggregates.py and formulas.py. A monitor's have to name their metric:
# search/eap/trace_metrics/validator.py.
_OF_METRICS: Final = _functions("""
avg count count_unique max min p50 p75 p90 p95 p99 per_minute per_second sum: field text type text
""")
_METRICS: Final = {**_OF_METRICS, **_conditional(_OF_METRICS, "query field text type text")}
# search/events/datasets/metrics.py; Sentry's later additions to it may be missing.
OF_SAMPLED_TRANSACTIONS: Final = frozenset(
    _functions("""
apdex avg cache_miss_rate count count_miserable count_scores count_unique count_web_vitals epm eps:
failure_count failure_rate http_error_count http_error_rate http_response_rate max min p50 p75 p90:
p95 p99 p100 percentile performance_score spm sum tpm tps uniq user_misery:
weighted_performance_score:
""")
)
OF_ITEMS: Final = {
    "trace_item_span": _SPANS,
    "trace_item_log": _LOGS,
    "trace_item_metric": _METRICS,
}
"""Functions by the kind of events that are counted."""
