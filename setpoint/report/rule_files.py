"""The files of a Prometheus and an Alertmanager of one's own: rules by service, and routing.

No secret stands in them: keys and passwords are read from files on the server. What an
Alertmanager can't send, or not yet, is told in `notes`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from setpoint.catalog.model import Secret
from setpoint.catalog.prometheus import NOBODY
from setpoint.catalog.prometheus_files import (
    DETAILS,
    SUBJECT,
    as_yaml,
    inhibit_rules,
    pagerduty_event,
    route_tree,
    rule_file,
    rules_by_service,
)
from setpoint.expressions.go_templates import literal

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from setpoint.catalog.model import (
        Catalog,
        Prometheus,
        PrometheusReceiver,
        Smtp,
        Text,
        Webhook,
    )

HEADER: Final = "# Written by `setpoint rules`: change the config, not this file.\n"
ALERTMANAGER: Final = "alertmanager.yaml"
RULES: Final = "rules"


class RuleFilesError(ValueError):
    """What the files would need is missing; the message is a sentence for the user."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleFiles:
    """Texts by path below the folder, and what was left out."""

    files: Mapping[str, str]
    notes: tuple[str, ...]


def rule_files(catalog: Catalog) -> RuleFiles:
    """Return an environment's files.

    Raises:
        RuleFilesError: There is no rule; or an encrypted address, which no file can hold.
    """
    prometheus, rules = catalog.prometheus, rules_by_service(catalog.alerts.values())
    if prometheus is None or not rules:
        raise RuleFilesError(f"{catalog.environment} has no alert with the signal prometheus")
    files = {f"{RULES}/{key}.yaml": HEADER + rule_file(key, found) for key, found in rules.items()}
    files[ALERTMANAGER] = HEADER + as_yaml(_alertmanager(prometheus, catalog))
    return RuleFiles(files=files, notes=tuple(_notes(prometheus)))


def _notes(prometheus: Prometheus) -> Iterator[str]:
    told = [name for name, each in prometheus.receivers.items() if each.channels.sms]
    if told:
        yield f"Text messages are left out ({', '.join(told)}): Alertmanager sends none."
    mailed = [name for name, each in prometheus.receivers.items() if _addresses(each)]
    if mailed and prometheus.smtp is None:
        yield (
            f"{ALERTMANAGER} sends e-mail ({', '.join(mailed)}) and names no mail server, without"
            " which Alertmanager doesn't load it: write prometheus.alertmanager.smtp:"
            " { smarthost: HOST:PORT, sender: ADDRESS }, or put its smtp_smarthost and smtp_from"
            " under global"
        )


def _alertmanager(prometheus: Prometheus, catalog: Catalog) -> dict[str, Any]:
    receivers = [{"name": NOBODY}]
    receivers += [
        _receiver(each, prometheus, catalog)
        for each in prometheus.receivers.values()
        if each.name != NOBODY
    ]
    mail = any(_addresses(each) for each in prometheus.receivers.values())
    server = prometheus.smtp if mail else None
    return {
        **({"global": _mail_server(server, prometheus)} if server else {}),
        "route": route_tree(prometheus, NOBODY),
        **inhibit_rules(prometheus),
        "receivers": receivers,
    }


def _mail_server(smtp: Smtp, prometheus: Prometheus) -> dict[str, str]:
    found = {"smtp_smarthost": smtp.smarthost, "smtp_from": _open(smtp.sender)}
    if smtp.username is not None:
        found["smtp_auth_username"] = smtp.username
        found["smtp_auth_password_file"] = f"{prometheus.secrets}/smtp-password"
    return found


def _receiver(
    receiver: PrometheusReceiver, prometheus: Prometheus, catalog: Catalog
) -> dict[str, Any]:
    found: dict[str, Any] = {"name": receiver.name}
    if receiver.pagerduty_service is not None:
        key = f"{prometheus.secrets}/pagerduty-{receiver.pagerduty_service}"
        event = pagerduty_event(receiver, catalog)
        found["pagerduty_configs"] = [{"routing_key_file": key, **event}]
    if receiver.channels.slack:
        found["slack_configs"] = [
            _slack(each, prometheus, receiver) for each in receiver.channels.slack
        ]
    if addresses := _addresses(receiver):
        found["email_configs"] = [_email(each, receiver) for each in addresses]
    if receiver.channels.webhooks:
        called = receiver.channels.webhooks
        found["webhook_configs"] = [_webhook(each, prometheus, receiver) for each in called]
    return found


def _addresses(receiver: PrometheusReceiver) -> tuple[Text, ...]:
    """Return the addresses of a receiver and of its people, each once."""
    people = (each.email for each in receiver.channels.people)
    return tuple(dict.fromkeys((*receiver.channels.email, *people)))


def _webhook(
    webhook: Webhook, prometheus: Prometheus, receiver: PrometheusReceiver
) -> dict[str, Any]:
    """Return a call; an encrypted address is read from a file (Alertmanager 0.26 and later)."""
    resolved = receiver.send_resolved
    if isinstance(webhook.url, Secret):
        return {"url_file": f"{prometheus.secrets}/webhook-{webhook.id}", "send_resolved": resolved}
    return {"url": webhook.url, "send_resolved": resolved}


def _slack(channel: str, prometheus: Prometheus, receiver: PrometheusReceiver) -> dict[str, Any]:
    return {
        "api_url_file": f"{prometheus.secrets}/slack-{channel.removeprefix('#')}",
        "channel": channel,
        "send_resolved": receiver.send_resolved,
        "title": SUBJECT,
        "text": f"{{{{ .CommonAnnotations.summary }}}}\n{DETAILS}",
    }


def _email(address: Text, receiver: PrometheusReceiver) -> dict[str, Any]:
    resolved = receiver.send_resolved
    return {"to": _open(address), "send_resolved": resolved, "headers": {"Subject": SUBJECT}}


def _open(address: Text) -> str:
    if isinstance(address, Secret):
        raise RuleFilesError(
            f"The address at {'.'.join(map(str, address.path))} is encrypted,"
            " and Alertmanager's file would show it: write it in plain text"
        )
    return literal(address)
