"""People, webhooks and tickets that severities and alerts name, and who can tell or open them.

Sentry tells no address of one's own but through an internal integration, and nobody else opens
tickets. That something has these names is left to `references`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from setpoint.config.check.alerts import of_each
from setpoint.config.check.sentry_signals import signals_of
from setpoint.config.model import SENTRY_SIGNALS
from setpoint.config.validation.draft import Mistake

if TYPE_CHECKING:
    from collections.abc import Iterator

    from setpoint.config.model import (
        Alert,
        Config,
        Notify,
        Severity,
        Ticket,
    )
    from setpoint.config.path import Path
    from setpoint.config.validation import Draft

_VENDORS = {"prometheus": "Prometheus"}


def check(draft: Draft) -> Iterator[Mistake]:
    """Webhooks that Sentry can't call, tickets that nobody can open."""
    yield from of_each(draft, _alert)


def _alert(alert: Alert, path: Path, draft: Draft) -> Iterator[Mistake]:
    if not alert.present:
        return
    if alert.model_fields_set.isdisjoint(SENTRY_SIGNALS):
        yield from _tickets(alert, path, draft.config)
    elif all(signal.route for _, signal in signals_of(alert, path)):
        yield from _webhooks(alert, path, draft.config)


def sections(draft: Draft) -> Iterator[tuple[Path, Severity | Notify]]:
    """Severities, and what alerts add to them."""
    for name, severity in draft.config.severities.items():
        yield ("severities", name), severity
    for (service, name), notify in draft.notifying():
        yield ("services", service, "alerts", name, "notify"), notify


def tickets_of(draft: Draft) -> Iterator[tuple[Path, Ticket]]:
    """Every ticket with its path."""
    for path, section in sections(draft):
        for n, ticket in enumerate(section.tickets if section.tickets != "never" else ()):
            yield (*path, "tickets", n), ticket


def _tickets(alert: Alert, path: Path, config: Config) -> Iterator[Mistake]:
    """Tickets of an alert that Sentry knows nothing of."""
    kind = next(iter(alert.present), "")
    vendor = _VENDORS.get(kind, "CloudWatch")
    own = alert.notify.tickets if alert.notify is not None else ()
    severity = config.severities.get(alert.severity)
    if own not in ((), "never"):
        message = f"{vendor} opens no tickets, only Sentry does; take them out"
        yield Mistake((*path, "notify", "tickets"), message, on_key=True)
    if own != "never" and severity is not None and severity.tickets:
        message = (
            f"severities.{alert.severity} opens tickets, as Sentry can and {vendor} can't;"
            " write notify: { tickets: never }"
        )
        yield Mistake((*path, "severity"), message, alert.severity)


def _webhooks(alert: Alert, path: Path, config: Config) -> Iterator[Mistake]:
    """Webhooks of one of Sentry's alerts."""
    own = alert.notify.webhooks if alert.notify is not None else ()
    severity = config.severities.get(alert.severity)
    if own == "never":
        return
    called: list[tuple[Path, str]] = [
        ((*path, "notify", "webhooks", n), name) for n, name in enumerate(own)
    ]
    called += [((*path, "severity"), name) for name in (severity.webhooks if severity else ())]
    for where, name in called:
        webhook = config.webhooks.get(name)
        if webhook is not None and webhook.sentry_app is None:
            message = (
                f"calls the webhook {name!r}, but Sentry calls addresses only through an internal"
                f" integration; name it in webhooks.{name}.sentry_app, or write"
                " notify: { webhooks: never }"
            )
            yield Mistake(where, message)
