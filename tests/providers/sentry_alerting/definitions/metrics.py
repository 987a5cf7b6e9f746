"""Metric monitors: detection types, thresholds, sensitivities."""

from __future__ import annotations

from providers.sentry_alerting import limits
from tests.providers.sentry_alerting.definitions.definition import metric

EAP = {"dataset": "events_analytics_platform", "queryType": "performance"}

METRICS = (
    metric("logic any", eventTypes=["error"], timeWindow=86400),
    metric("logic all", eventTypes=["error"], timeWindow=86400, logicType="all"),
    metric("logic none", eventTypes=["error"], timeWindow=60, logicType="none"),
    metric(
        "Users with errors",
        {"owner": "user:7002"},
        aggregate="count_unique(tags[sentry:user])",
        timeWindow=900,
        owner="user:7001",
        critical=20,
        resolve=20,
    ),
    metric(
        "Errors on checkout",
        {"warning": 60},
        description="More errors than usual",
        owner="team:4101",
        environment="production",
        query="is:unresolved level:error",
        queryType="error",
        extrapolationMode="unknown",
        critical=100,
        warning=50,
        resolve=50,
    ),
    metric("disabled", {"enabled": True}, enabled=False, timeWindow=60),
    metric("comparison gte", {"critical": 11}, comparison="gte"),
    metric(
        "comparison lt", {"critical": 40, "resolve": 40}, comparison="lt", critical=50, resolve=50
    ),
    metric("comparison lt low", comparison="lt", critical=10),
    metric("comparison lte", {"critical": 9}, comparison="lte"),
    metric("comparison eq", {"critical": 12}, comparison="eq"),
    metric("comparison ne", {"comparison": "eq"}, comparison="ne"),
    metric("tiny", {"critical": 0.25}, critical=0.05, warning=1e-07, resolve=-1.5),
    metric("one", critical=1),
    metric("hundred", critical=100, resolve=100, timeWindow=7200),
    metric("thousand", critical=1200, resolve=1000, timeWindow=14400),
    metric("hundred and twenty", critical=150, resolve=120, timeWindow=300),
    *(
        metric(
            f"percent {delta}",
            {"critical": 150},
            detectionType="percent",
            comparisonDelta=delta,
            critical=120,
            resolve=120,
        )
        for delta in limits.DELTAS
    ),
    metric(
        "throughput falls",
        {"comparisonDelta": 3600},
        detectionType="percent",
        comparisonDelta=604800,
        comparison="lt",
        critical=50,
        resolve=50,
        aggregate="count(span.duration)",
        query="is_transaction:true",
        timeWindow=900,
        **EAP,
    ),
    *(
        metric(
            f"anomaly {sensitivity} {side}",
            {"sensitivity": "high" if sensitivity == "low" else "low"},
            detectionType="dynamic",
            sensitivity=sensitivity,
            thresholdType=side,
            timeWindow=900,
        )
        for sensitivity, side in (
            ("low", "above"),
            ("medium", "above"),
            ("high", "above"),
            ("low", "below"),
            ("medium", "below"),
            ("high", "above_and_below"),
        )
    ),
    metric(
        "spans",
        {"query": "op:db"},
        aggregate="failure_rate()",
        timeWindow=300,
        extrapolationMode="none",
        **EAP,
    ),
)
