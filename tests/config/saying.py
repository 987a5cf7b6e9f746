"""Small configs that say one thing, for what plugins refuse."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

from setpoint.catalog import build
from setpoint.config import find_project, load_all
from tests.config.conftest import write_project

if TYPE_CHECKING:
    from pathlib import Path

    from setpoint.catalog.model import Catalog

METRIC: Final = {"namespace": "Shop", "name": "Errors", "statistic": "Sum"}
ALARM: Final = {"metric": METRIC, "comparison": ">", "threshold": 1, "period": "1m"}
LINES: Final = {
    "log_group": "/shop",
    "pattern": "FATAL",
    "metric": {"namespace": "Shop", "name": "Fatal"},
    "comparison": ">",
    "threshold": 1,
    "period": "1m",
}
CHECK: Final = {"url": "https://shop.example.com/health"}
QUERY: Final = {"log_groups": ["/shop"], "query": "fields @timestamp"}


def alert(kind: str, signal: dict[str, Any]) -> dict[str, Any]:
    """A config with one alert, `services.shop.alerts.it`."""
    one = {"severity": "critical", "summary": "X", kind: signal}
    shop = {"team": "platform", "escalation": "platform", "alerts": {"it": one}}
    return {"services": {"shop": shop}}


def checked(folder: Path, content: dict[str, Any]) -> Catalog:
    """What the config comes to; raises `ConfigError` as `setpoint check` tells."""
    project = write_project(folder, {"a.yaml": json.dumps(content)})
    (loaded,) = load_all(find_project(project)).values()
    return build(loaded)
