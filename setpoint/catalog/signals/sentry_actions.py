"""What a Sentry alert does: page and tell by its route, and what the config says besides.

Sentry can't send to an e-mail address or a phone number of one's own: it writes to its members,
and a page reaches phones by PagerDuty.
"""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from setpoint.catalog.model import SentryAction

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from setpoint.catalog.context import Context
    from setpoint.catalog.model import Route
    from setpoint.catalog.signals.identity import SignalIdentity
    from setpoint.config import model as config
    from setpoint.vendors.pagerduty_severity import PagerDutySeverity


class Notified(NamedTuple):
    """Whom an alert reaches, and what PagerDuty calls its severity."""

    route: Route
    severity: PagerDutySeverity


class Actions(NamedTuple):
    """What is done.

    Attributes:
        urgent: Pages, and tickets: for the critical threshold only, where there are two. Sentry
            opens no second ticket for an issue that has one.
        messages: All others, for both.
    """

    urgent: tuple[SentryAction, ...]
    messages: tuple[SentryAction, ...]

    @property
    def all(self) -> tuple[SentryAction, ...]:
        """Both."""
        return (*self.urgent, *self.messages)


def actions(
    section: config.SentrySignal, identity: SignalIdentity, context: Context, to: Notified
) -> Actions:
    """Return what an alert does by its route, then what its config has besides."""
    own = extra_actions(section.actions)
    pages, messages = _pages(to, identity, context), _messages(to, identity, context)
    return Actions(
        urgent=_once(pages, to.route.tickets, (each for each in own if each.type in _URGENT)),
        messages=_once(messages, (each for each in own if each.type not in _URGENT)),
    )


def _once(*several: Iterable[SentryAction]) -> tuple[SentryAction, ...]:
    """Return actions in order, each once: a route and the config may name the same."""
    found: list[SentryAction] = []
    for each in chain(*several):
        if each not in found:
            found.append(each)
    return tuple(found)


def extra_actions(given: Iterable[config.Ticket]) -> tuple[SentryAction, ...]:
    """Return the actions that the config lists, in its order."""
    return tuple(_READ[each.kind](each.kind, getattr(each, each.kind)) for each in given)


def told(identity: SignalIdentity, respond_within: str | None = None) -> str:
    """Return what Sentry says of an alert: its summary, the time to respond, where to read on."""
    after = (("Respond within", respond_within), ("Runbook", identity.runbook))
    return ". ".join((identity.summary, *(f"{name}: {value}" for name, value in after if value)))


def _messages(to: Notified, identity: SignalIdentity, context: Context) -> tuple[SentryAction, ...]:
    channels = to.route.channels.slack
    if channels:
        _need("slack", identity, context)
    # A message of the milder level may stand for the graver one, which leaves less time.
    notes = told(identity, None if identity.milder else identity.respond_within)
    options = {"tags": "environment,level", "notes": notes}
    return (
        *(SentryAction(type="slack", target=channel, options=options) for channel in channels),
        *(_member(person.id) for person in to.route.channels.people),
        *(
            SentryAction(type="sentry_app", target=webhook.sentry_app, options={})
            for webhook in to.route.channels.webhooks
        ),
    )


def _member(person: str) -> SentryAction:
    """Return an e-mail to a member of Sentry's organization."""
    return SentryAction(type="email", target=person, options={"target_type": "user"})


def _pages(to: Notified, identity: SignalIdentity, context: Context) -> tuple[SentryAction, ...]:
    service = to.route.pagerduty_service
    if service is None:
        return ()
    _need("pagerduty", identity, context)
    return (SentryAction(type="pagerduty", target=service, options={"priority": to.severity}),)


def _need(integration: str, identity: SignalIdentity, context: Context) -> None:
    sentry = context.config.sentry
    if sentry is None or getattr(sentry.integrations, integration) is None:
        context.refuse(
            identity.path,
            f"Sentry has to notify {integration} for this alert; name Sentry's integration "
            f"under sentry.integrations.{integration}",
        )


def _by(target: str, **names: str) -> Callable[[str, Any], SentryAction]:
    """Return how to read a section: the field of the target, and options by their fields."""

    def read(kind: str, section: Any) -> SentryAction:
        given = {option: getattr(section, field) for option, field in names.items()}
        return SentryAction(
            type=kind,
            target=getattr(section, target),
            options={option: value for option, value in given.items() if value not in (None, ())},
            integration=getattr(section, "integration", None),
        )

    return read


def _app(kind: str, section: Any) -> SentryAction:
    settings = tuple(each.model_dump(exclude_none=True) for each in section.settings)
    options = {"settings": settings} if settings else {}
    return SentryAction(type=kind, target=section.app, options=options)


def _plugins(kind: str, _: Any) -> SentryAction:
    return SentryAction(type=kind, target=None, options={})


def _mail(kind: str, section: Any) -> SentryAction:
    found = {"team": section.team, "user": section.person}
    for target_type, target in found.items():
        if target is not None:
            return SentryAction(type=kind, target=target, options={"target_type": target_type})
    options = {"target_type": "issue_owners", "fallthrough_type": section.fallthrough}
    given = {option: value for option, value in options.items() if value is not None}
    return SentryAction(type=kind, target=None, options=given)


_TICKET: Final = _by("project", issue_type="issue_type")
_GITHUB: Final = _by("repository", assignee="assignee", labels="labels")
_READ: Final[dict[str, Callable[[str, Any], SentryAction]]] = {
    "github": _GITHUB,
    "github_enterprise": _GITHUB,
    "jira": _TICKET,
    "jira_server": _TICKET,
    "vsts": _by("project", work_item_type="work_item_type"),
    "msteams": _by("channel", team_id="team"),
    "discord": _by("channel", tags="tags"),
    "opsgenie": _by("team", team_id="team_id", priority="priority"),
    "pagerduty": _by("service", service_id="service_id", priority="severity"),
    "slack": _by("channel", channel_id="channel_id", tags="tags", notes="notes"),
    "sentry_app": _app,
    "webhook": _by("service"),
    "plugin": _plugins,
    "email": _mail,
}
_URGENT: Final = frozenset(
    {"pagerduty", "opsgenie", "github", "github_enterprise", "jira", "jira_server", "vsts"}
)
