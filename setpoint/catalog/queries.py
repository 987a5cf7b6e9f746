"""Saved Logs Insights queries."""

from __future__ import annotations

from typing import TYPE_CHECKING

from setpoint.catalog.model import SavedQuery

if TYPE_CHECKING:
    from collections.abc import Mapping

    from setpoint.catalog.context import Context


def build_queries(context: Context) -> Mapping[str, SavedQuery]:
    """Return every saved query under its name in the account."""
    return {
        key: SavedQuery(
            id=key,
            name=context.naming.query(query.name or key),
            query_string=query.query.strip(),
            log_groups=query.log_groups,
        )
        for key, query in context.config.queries.items()
    }
