"""What single values may be, refused in the words of Terraform's validators.

In a text `%s` stands for the property's path as Terraform writes it, `%n` for its name alone.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sandbox.plugins.fields import Rule

_ARN_PARTS = 6


def one_of(*allowed: str) -> Rule:
    """Allow some texts only."""
    shown = " ".join(f'"{value}"' for value in allowed)

    def rule(value: Any) -> str | None:
        return None if value in allowed else f"expected %n to be one of [{shown}], got {value}"

    return rule


def length(low: int, high: int) -> Rule:
    """Allow texts of a length."""

    def rule(value: Any) -> str | None:
        if low <= len(value) <= high:
            return None
        return f"expected length of %s to be in the range ({low} - {high}), got {value}"

    return rule


def between(low: int, high: int) -> Rule:
    """Allow whole numbers in a range; a fraction counts as the whole number below it."""

    def rule(value: Any) -> str | None:
        whole = int(value)
        if low <= whole <= high:
            return None
        return f"expected %s to be in the range ({low} - {high}), got {whole}"

    return rule


def at_least(low: int) -> Rule:
    """Allow whole numbers from `low` on; a fraction counts as the whole number below it."""

    def rule(value: Any) -> str | None:
        whole = int(value)
        return None if whole >= low else f"expected %s to be at least ({low}), got {whole}"

    return rule


def at_most_items(high: int, each: Rule | None = None) -> Rule:
    """Allow lists of at most `high` items, each of which follows a rule."""

    def rule(value: Any) -> str | None:
        if len(value) > high:
            return f"Too many list items: %s allows {high} items at most, got {len(value)}"
        known = [(index, item) for index, item in enumerate(value) if isinstance(item, (str, int))]
        problems = ((index, each(str(item))) for index, item in known) if each else ()
        found = ((index, problem) for index, problem in problems if problem)
        return next((problem.replace("%s", f"%s.{index}") for index, problem in found), None)

    return rule


def at_least_items(low: int) -> Rule:
    """Allow lists of at least `low` items."""

    def rule(value: Any) -> str | None:
        if len(value) >= low:
            return None
        return (
            f"Not enough list items. Attribute %s requires {low} item minimum, but config has only "
            f"{len(value)} declared."
        )

    return rule


def arn(value: Any) -> str | None:
    """Allow ARNs, and an empty text (Terraform's AWS provider, `verify.ValidARN`)."""
    if not value:
        return None
    parts = value.split(":", _ARN_PARTS - 1)
    if len(parts) == _ARN_PARTS and parts[0] == "arn" and parts[2] and parts[5]:
        return None
    return f'"%s" ({value}) is an invalid ARN: arn: invalid prefix'


def matches(pattern: str, message: str) -> Rule:
    """Allow texts that a regular expression matches in full."""
    compiled = re.compile(pattern)

    def rule(value: Any) -> str | None:
        return None if compiled.fullmatch(value) else f"invalid value for %s ({message})"

    return rule
