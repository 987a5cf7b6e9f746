"""Rules of ownership.

Written by `python -m providers.sentry_alerting.generate` from the provider's declarations.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from components.sentry.resources.base import Arguments

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pulumi


@dataclass(frozen=True, kw_only=True)
class OwnershipRule(Arguments):
    """Who owns the issues that match; of several rules that match, the last one wins.

    Attributes:
        type: What the pattern is compared with: `path`, `url`, `module`, `codeowners` or
            the value of a tag, `tags.NAME`.
        pattern: What must match, such as `src/payments/*`.
        owners: Teams as `#SLUG` and members by their e-mail addresses.
    """

    type: pulumi.Input[str]
    pattern: pulumi.Input[str]
    owners: pulumi.Input[Sequence[pulumi.Input[str]]]
