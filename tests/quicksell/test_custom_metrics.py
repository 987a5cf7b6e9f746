"""docs/quicksell.md lists every metric that the applications must publish."""

from __future__ import annotations

import re

from tests.organizations import QUICKSELL


def test_every_custom_metric_is_listed_for_whoever_publishes_it() -> None:
    alerts = QUICKSELL.root / "alerts"
    text = "".join(path.read_text("utf-8") for path in alerts.glob("*.yaml"))
    used = set(re.findall(r"namespace: (QuickSell/\w+), name: (\w+)", text))
    ledger = QUICKSELL.ledger.read_text("utf-8")
    listed = ledger.partition("## Metrics that the applications must publish")[2]
    for namespace, name in used - {("QuickSell/Logs", "ApiErrors")}:
        (row,) = [line for line in listed.splitlines() if f"| {namespace} |" in line]
        assert re.search(rf"\b{name}\b", row), f"{namespace} {name} is not listed"
