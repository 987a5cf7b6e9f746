"""Where Prometheus's rules are evaluated, and how its Alertmanager tells people."""

from __future__ import annotations

import re
from typing import Annotated, Any, TypeAlias

from pydantic import Field, PlainValidator, WithJsonSchema

from setpoint.config.model.section import Section
from setpoint.config.model.types import Email, Line, Seconds
from setpoint.config.model.types.pattern import shaped
from setpoint.config.model.types.refusal import refuse, text
from setpoint.config.units.quantity import shown

_WORKSPACE = re.compile(r"managed|none|ws-[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_SMARTHOST, _SMARTHOST_SCHEMA = shaped(
    r"[A-Za-z0-9.-]+:[0-9]{1,5}", "a mail server", "write host:port"
)
_FOLDER, _FOLDER_SCHEMA = shaped(
    "/[^\\s]+", "a folder on the server", "write it from the root: /etc/..."
)


def _workspace(value: Any) -> str:
    """A word, or the id of a workspace of Amazon Managed Service for Prometheus."""
    name = text(value, "managed, none or a workspace's id")
    if not _WORKSPACE.fullmatch(name):
        raise refuse(
            f"{shown(name)} is not managed, none or a workspace's id, which looks like"
            " ws-12345678-abcd-abcd-abcd-123456789abc",
            allowed=("managed", "none"),
        )
    return name


PrometheusWorkspace: TypeAlias = Annotated[
    str,
    PlainValidator(_workspace),
    WithJsonSchema({"type": "string", "pattern": f"^({_WORKSPACE.pattern})$"}),
]
SmartHost: TypeAlias = Annotated[str, _SMARTHOST, _SMARTHOST_SCHEMA]
Folder: TypeAlias = Annotated[str, _FOLDER, _FOLDER_SCHEMA]


class Smtp(Section):
    """The mail server of an Alertmanager of one's own."""

    smarthost: SmartHost
    """Host and port."""
    sender: Email
    """Address that its mails come from."""
    username: Line | None = None
    """User to log in as; its password stands in the file smtp-password among the secrets."""


class Alertmanager(Section):
    """What `setpoint rules` needs for an Alertmanager of one's own."""

    secrets: Folder = "/etc/alertmanager/secrets"
    """Folder on its server with one secret a file."""
    smtp: Smtp | None = None
    """The mail server; needed where alerts send e-mail."""


class PrometheusSettings(Section):
    """Where rules are evaluated."""

    workspace: PrometheusWorkspace
    """`managed` for an Amazon Managed Prometheus workspace made here, the id of one that there
    is, or `none` where a server of one's own takes the files of `setpoint rules`."""
    evaluation_interval: Seconds = 60
    """How often each rule is evaluated."""
    repeat_interval: Seconds = 14_400
    """After how long people are told again of an alert that goes on; pages are not repeated."""
    alertmanager: Alertmanager = Field(default_factory=Alertmanager)
    """The Alertmanager of one's own."""
