"""Saved Logs Insights queries."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

import pulumi
from pulumi_aws import cloudwatch

from components.identity import named

if TYPE_CHECKING:
    from collections.abc import Iterable

    from setpoint.catalog.model import SavedQuery


class SavedQueries(pulumi.ComponentResource):
    """The queries that stand in the console of Logs Insights under their names."""

    TYPE: ClassVar[str] = "setpoint:cloudwatch:SavedQueries"

    def __init__(
        self,
        name: str,
        queries: Iterable[SavedQuery],
        opts: pulumi.ResourceOptions | None = None,
    ) -> None:
        super().__init__(self.TYPE, name, None, opts)
        for query in queries:
            cloudwatch.QueryDefinition(
                query.id,
                name=query.name,
                query_string=query.query_string,
                log_group_names=list(query.log_groups) or None,
                opts=named(self),
            )
        self.register_outputs({})
