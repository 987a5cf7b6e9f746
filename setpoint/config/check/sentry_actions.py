"""What Sentry's actions need beyond their single values."""

from __future__ import annotations

from typing import TYPE_CHECKING

from setpoint.config.check.recipients import tickets_of
from setpoint.config.check.sentry_signals import actions_of, sentry_signals
from setpoint.config.model.signal.sentry_action import INTEGRATIONS
from setpoint.config.validation.draft import Mistake

if TYPE_CHECKING:
    from collections.abc import Iterator

    from setpoint.config.model import Sentry, Ticket
    from setpoint.config.model.signal.sentry_action import SentryMail
    from setpoint.config.path import Path
    from setpoint.config.validation import Draft


def check(draft: Draft) -> Iterator[Mistake]:
    """Integrations that nobody names, and who is told for want of an owner."""
    for signal_path, signal in sentry_signals(draft):
        for path, action in actions_of(signal, signal_path):
            yield from _integrations(action, path, draft.config.sentry)
            if action.email is not None:
                yield from _mail(action.email, (*path, "email"))
    for path, ticket in tickets_of(draft):
        yield from _integrations(ticket, path, draft.config.sentry)


def _integrations(action: Ticket, path: Path, sentry: Sentry | None) -> Iterator[Mistake]:
    for kind in sorted(action.model_fields_set & set(INTEGRATIONS)):
        named = getattr(getattr(action, kind), "integration", None)
        yield from _integration(kind, named, (*path, kind), sentry)


def _integration(
    kind: str, named: str | None, path: Path, sentry: Sentry | None
) -> Iterator[Mistake]:
    """Sentry has to be told through which of its integrations."""
    if sentry is not None and named is None and getattr(sentry.integrations, kind) is None:
        message = (
            f"goes through an integration of Sentry's; name it in sentry.integrations.{kind}"
            " or with `integration`"
        )
        yield Mistake(path, message, on_key=True)


def _mail(mail: SentryMail, path: Path) -> Iterator[Mistake]:
    """Who else is told is for issue owners only."""
    if mail.fallthrough is not None and mail.issue_owners is None:
        yield Mistake((*path, "fallthrough"), "is for issue_owners only", on_key=True)
