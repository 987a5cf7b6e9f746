"""What is done for which issues.

Written by `python -m providers.sentry_alerting.generate` from the provider's declarations.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from components.sentry.resources.base import Arguments

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pulumi

    from components.sentry.resources.actions import Action
    from components.sentry.resources.conditions import FilterCondition


@dataclass(frozen=True, kw_only=True)
class ActionFilter(Arguments):
    """Conditions on an issue and the actions taken when they hold.

    Attributes:
        logic_type: How many of the conditions must hold. One of all, any, none. `all` if
            left out.
        conditions: The conditions.
        actions: What is done.
    """

    logic_type: pulumi.Input[str] | None = None
    conditions: pulumi.Input[Sequence[pulumi.Input[FilterCondition]]] | None = None
    actions: pulumi.Input[Sequence[pulumi.Input[Action]]]
