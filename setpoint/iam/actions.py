"""The table of actions, read: resource type to rules."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Literal

import yaml

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """Actions that a resource type needs on one kind of ARN.

    Attributes:
        resource: The ARN's pattern; None where AWS takes no ARN, and `reason` says so.
        passed_to: For iam:PassRole: the service that gets the role.
        tags: Where AWS makes the id, so that no name narrows the ARN: `resource` allows only
            what has the environment's tags, `request` only what is made with them.
        once: Only for whoever makes the resource the first time: no deployment may keep it.
        bounded: Only on roles that have the plan's permissions boundary.
    """

    actions: tuple[str, ...]
    resource: str | None
    reason: str | None = None
    passed_to: str | None = None
    tags: Literal["resource", "request"] | None = None
    bounded: bool = False
    once: bool = False


@cache
def load_rules() -> Mapping[str, tuple[Rule, ...]]:
    """Return the rules by Pulumi's type token."""
    text = files("setpoint.iam").joinpath("actions.yaml").read_text("utf-8")
    return {
        token: tuple(
            Rule(
                actions=tuple(entry["actions"]),
                resource=entry.get("resource"),
                reason=entry.get("any"),
                passed_to=entry.get("passed_to"),
                tags=entry.get("tags"),
                bounded=entry.get("bounded", False),
                once=entry.get("once", False),
            )
            for entry in entries
        )
        for token, entries in yaml.safe_load(text).items()
    }
