"""What the key of an environment's topics needs in its policy."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from setpoint.iam import key_statements, partition_of

if TYPE_CHECKING:
    from setpoint.catalog.model import Catalog


def topic_key_statements(catalog: Catalog, account: str) -> list[dict[str, Any]]:
    """Return the statements for the key of an environment's topics, in each region alike."""
    rules = any(each.signal.vendor == "Prometheus" for each in catalog.alerts.values())
    return key_statements(
        partition=partition_of(catalog.region),
        account=account,
        regions=catalog.alarm_regions,
        rules_in=catalog.region if rules else None,
    )
