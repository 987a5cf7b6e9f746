"""Whether a vendor has what an open create was to make, and under which id."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from setpoint.recovery import aws, pagerduty, sentry
from setpoint.recovery.deployment import plain
from setpoint.recovery.errors import LookupFailedError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from setpoint.recovery.access import Access
    from setpoint.recovery.deployment import Operation

KNOWN = frozenset({*aws.LOOKUPS, *pagerduty.LOOKUPS, *sentry.LOOKUPS})
# Types whose providers fail at reading what is gone.
UNREADABLE = frozenset(pagerduty.UNREADABLE)


@dataclass(frozen=True, slots=True)
class Matches:
    """What a vendor has.

    Attributes:
        id: The id under which the provider imports it; None where there is nothing.
        others: Ids of further objects alike, which no stack is known to hold.
    """

    id: str | None
    others: tuple[str, ...] = ()


class Vendors:
    """The vendors of a stack.

    Args:
        access: How they are reached.
        held: Type and id of what the state holds already: it is no open create's.
    """

    def __init__(self, access: Access, held: Iterable[tuple[str, str]]) -> None:
        self._held = set(held)
        self._aws = aws.Aws(access)
        self._pagerduty = pagerduty.PagerDuty(access)
        self._sentry = sentry.Sentry(access)

    def find(self, operation: Operation) -> Matches:
        """Look for what an open create was to make.

        Raises:
            LookupFailedError: The vendor can't be asked, or nobody knows how.
        """
        try:
            kind = operation.type
            found = [one for one in self._candidates(operation) if not self._taken(kind, one)]
        except (KeyError, TypeError) as error:
            raise LookupFailedError(
                f"a {operation.type} can't be looked for: {error} is not known"
            ) from error
        if not found:
            return Matches(None)
        self._held.add((kind, found[-1]))
        return Matches(found[-1], tuple(found[:-1]))

    def is_gone(self, resource: Mapping[str, Any]) -> bool:
        """Whether a resource of the state isn't there, and its provider can't find that out.

        Raises:
            LookupFailedError: The vendor can't be asked.
        """
        inputs = plain(resource.get("inputs") or {})
        return pagerduty.is_gone(
            self._pagerduty, str(resource["type"]), resource.get("id", ""), inputs
        )

    def _candidates(self, operation: Operation) -> list[str]:
        kind, inputs = operation.type, operation.inputs
        if kind in aws.LOOKUPS:
            return list(aws.LOOKUPS[kind](self._aws, inputs))
        if kind in pagerduty.LOOKUPS:
            return list(pagerduty.LOOKUPS[kind](self._pagerduty, inputs))
        if kind in sentry.LOOKUPS:
            return list(sentry.LOOKUPS[kind](self._sentry, inputs))
        raise LookupFailedError(f"nobody knows how to look for a {kind}")

    def _taken(self, kind: str, identifier: str) -> bool:
        """Whether the state has it; ids of imports may say more than the state's."""
        ends = {identifier, *(identifier.rsplit(mark, 1)[-1] for mark in ":./|")}
        ends.add("/".join(identifier.split("/")[1:]))
        return any((kind, end) in self._held for end in ends)
