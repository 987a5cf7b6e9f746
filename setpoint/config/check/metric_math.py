"""CloudWatch's rules of metric math in alarms."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from setpoint.config.evaluation import effective
from setpoint.config.metrics_insights import selects_metrics
from setpoint.config.nearest import nearest
from setpoint.config.units import write_duration
from setpoint.config.validation.draft import Mistake

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from setpoint.config.model import CloudWatchMath
    from setpoint.config.path import Path
    from setpoint.config.validation import Draft

LONGEST = 2048
_MOST_QUERIES = 20
# Metrics Insights in alarms.
_LONGEST_INSIGHTS = 3 * 3600
_STRING = re.compile(r"'[^']*'|\"[^\"]*\"")
_WORD = re.compile(r"(?<![A-Za-z0-9_.])([A-Za-z_][A-Za-z0-9_]*)(\s*\()?")
_OPERATORS = frozenset(("AND", "OR"))
_ALL = frozenset(("METRICS", "METRIC_COUNT"))
_IMPOSSIBLE = frozenset(("SEARCH",))
FUNCTIONS = frozenset(
    # One text reads better here than forty quoted words.
    (  # noqa: SIM905
        "ABS ANOMALY_DETECTION_BAND AVG CEIL DATAPOINT_COUNT DATE DAY DB_PERF_INSIGHTS DIFF"
        " DIFF_TIME EPOCH FILL FIRST FLOOR HOUR IF INSIGHT_RULE_METRIC LAMBDA LAST LOG LOG10 MAX"
        " METRICS METRIC_COUNT MIN MINUTE MONTH PERIOD RATE REMOVE_EMPTY RUNNING_SUM SEARCH"
        " SERVICE_QUOTA SLICE SORT STDDEV SUM TIME_SERIES YEAR"
    ).split()
)
# Words that are arguments of FILL and SORT.
_WORDS = frozenset(("REPEAT", "LINEAR", "ASC", "DESC"))


def check(signal: CloudWatchMath, path: Path, draft: Draft) -> Iterator[Mistake]:
    """The expression, and the ones it is made of."""
    main = {"expression": signal.expression}
    wrong = list(check_expressions(main, signal.metrics, signal.expressions, path))
    yield from wrong
    where = (*path, "expression")
    if any(selects_metrics(text) for text in (signal.expression, *signal.expressions.values())):
        figures = effective(signal, draft.config.defaults)
        window = figures.period * figures.evaluation_periods
        if window > _LONGEST_INSIGHTS:
            message = (
                f"a query that selects metrics looks back 3h at most, not {write_duration(window)}"
            )
            yield Mistake(where, message)
    elif not signal.metrics and not wrong:
        message = "reads no metric; name one under metrics, or select: SELECT AVG(...) FROM ..."
        yield Mistake(where, message)


def check_expressions(
    main: Mapping[str, str],
    metrics: Mapping[str, object],
    expressions: Mapping[str, str],
    path: Path,
    *,
    alarm: bool = True,
) -> Iterator[Mistake]:
    """Ids that don't exist, that stand for two things, that nothing uses; too many, too long."""
    ids = {*metrics, *expressions}
    for name in sorted(set(metrics) & set(expressions)):
        yield Mistake((*path, "expressions", name), "is also the id of a metric", on_key=True)
    if len(ids) + 1 > _MOST_QUERIES and alarm:
        yield Mistake(
            path,
            f"{len(ids) + 1} metrics and expressions are more than {_MOST_QUERIES}, the most",
            on_key=True,
        )
    used: set[str] = set()
    texts = {(*path, key): text for key, text in main.items()}
    texts.update({(*path, "expressions", key): text for key, text in expressions.items()})
    wrong = [
        mistake
        for where, text in texts.items()
        for mistake in _expression(text, where, ids, used, alarm=alarm)
    ]
    yield from wrong
    # A metric that nothing uses may only look so while an expression is wrong.
    if alarm and not wrong and not any(word in used for word in _ALL):
        for name in sorted(set(metrics) - used):
            yield Mistake((*path, "metrics", name), "is used by no expression", on_key=True)


def _expression(
    text: str, path: Path, ids: set[str], used: set[str], *, alarm: bool
) -> Iterator[Mistake]:
    """One expression; notes the ids it uses."""
    if len(text) > LONGEST:
        yield Mistake(path, f"the expression has {len(text)} characters; {LONGEST} are the limit")
        return
    if selects_metrics(text):
        return
    plain = _STRING.sub("''", text)
    if plain.count("(") != plain.count(")"):
        yield Mistake(path, "the expression's brackets don't match", text)
    for match in _WORD.finditer(plain):
        word, is_call = match[1], match[2] is not None
        used.add(word)
        if is_call and word.upper() not in _OPERATORS:
            yield from _call(word, path, alarm=alarm)
        elif word not in ids and word not in _WORDS | _OPERATORS:
            close = nearest(word, ids)
            hint = "" if close else f"; there are {', '.join(sorted(ids)) or 'none'}"
            yield Mistake(
                path, f"there is no metric or expression {word!r}{hint}", word, nearest=close
            )


def _call(word: str, path: Path, *, alarm: bool) -> Iterator[Mistake]:
    """A function."""
    if word.upper() not in FUNCTIONS:
        close = nearest(word, FUNCTIONS)
        yield Mistake(path, f"metric math has no function {word!r}", word, nearest=close)
    elif alarm and word.upper() in _IMPOSSIBLE:
        yield Mistake(path, f"{word.upper()} can't be used in an alarm; name the metrics", word)
