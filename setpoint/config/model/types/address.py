"""Where messages go: e-mail, phone, Slack, web addresses."""

from __future__ import annotations

import re
from ipaddress import ip_address
from typing import Annotated, Any, TypeAlias
from urllib.parse import urlsplit

from pydantic import PlainValidator, WithJsonSchema

from setpoint.config.model.types.patterns import id_schema, text_schema
from setpoint.config.model.types.refusal import refuse, text
from setpoint.config.units.quantity import shown
from setpoint.config.value import Secret

_EMAIL = re.compile(r"[^@\s,;<>\"']{1,64}@[A-Za-z0-9](?:[A-Za-z0-9-]*\.)+[A-Za-z]{2,63}")
_PHONE = re.compile(r"\+[1-9][0-9]{6,14}")
_PHONE_FILL = re.compile(r"[ ().-]")
# Letters of any script, digits, - _ and .: a name becomes part of a file's name and a template.
_CHANNEL = re.compile(r"#[^\s\x00-,/:-@A-Z\[-^`{-\x7f]{1,80}")
_CHANNEL_ID = re.compile(r"[CGD][A-Z0-9]{2,20}")
_HOST = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?|[0-9a-f.]*:[0-9a-f:.]*")


def _email(value: Any) -> str | Secret:
    """An address, or an encrypted one."""
    if isinstance(value, Secret):
        return value
    address = text(value, "an e-mail address")
    if not _EMAIL.fullmatch(address):
        raise refuse(f"{shown(address)} is no e-mail address; write name@host.example")
    return address


def _phone(value: Any) -> str | Secret:
    """A number in E.164, given with or without spaces, or an encrypted one."""
    if isinstance(value, Secret):
        return value
    if isinstance(value, int | float) and not isinstance(value, bool):
        raise refuse(
            f'{value} is a number; write the phone number in quotes, as in "+1 555 010 0001"'
        )
    given = text(value, 'a phone number such as "+1 555 010 0001"')
    number = _PHONE_FILL.sub("", given)
    if not _PHONE.fullmatch(number):
        raise refuse(
            f"{shown(given)} is no phone number; write + and the country code, 7 to 15 digits"
        )
    return number


def _secret_text(value: Any) -> str | Secret:
    """Text, or an encrypted one."""
    return value if isinstance(value, Secret) else text(value, "text")


def _channel(value: Any) -> str:
    """A Slack channel by name."""
    name = text(value, 'a Slack channel such as "#alerts"')
    if not name.startswith("#"):
        raise refuse(
            f'{shown(name)} is no Slack channel; write it in quotes with #, as in "#alerts"'
        )
    if not _CHANNEL.fullmatch(name):
        raise refuse(
            f"{shown(name)} is no Slack channel; a name is lower case, at most 80 characters,"
            " without spaces and marks but - _ ."
        )
    return name


def _channel_id(value: Any) -> str:
    """A Slack channel's id."""
    name = text(value, "a Slack channel's id")
    if not _CHANNEL_ID.fullmatch(name):
        raise refuse(f"{shown(name)} is no Slack channel id; it looks like C0123ABCD")
    return name


def _url(value: Any) -> str:
    """A web address."""
    address = text(value, "a URL")
    check_url(address, ("https", "http"))
    return address


def _webhook(value: Any) -> str | Secret:
    """A web address that is called, or an encrypted one; in the clear on loopback only."""
    if isinstance(value, Secret):
        return value
    address = text(value, "a webhook's URL")
    check_url(address, ("https", "http"))
    parts = urlsplit(address)
    if parts.scheme == "http" and not _is_loopback(parts.hostname or ""):
        raise refuse(f"{shown(address)} sends alerts in the clear; write https://")
    return address


def _is_loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def check_url(address: str, schemes: tuple[str, ...]) -> None:
    """Raise the sentence about what is wrong with a URL, if anything is."""
    *most, last = (f"{scheme}://" for scheme in schemes)
    ways = f"{', '.join(most)} or {last}"
    try:
        parts = urlsplit(address)
        port = parts.port
    except ValueError:
        raise refuse(f"{shown(address)} is no URL") from None
    if parts.username is not None or parts.password is not None:
        raise refuse("the URL carries a user name or password; take them out", hide=True)
    if parts.scheme not in schemes or not parts.netloc:
        raise refuse(f"{shown(address)} is no URL with {ways}")
    if not _HOST.fullmatch(parts.hostname or "") or re.search(r"[\s\x00-\x1f]", address):
        raise refuse(f"{shown(address)} is no URL; its host name is not valid")
    if port == 0:
        raise refuse(f"{shown(address)} is no URL; its port is 0")


def _or_secret(text_alone: dict[str, Any]) -> WithJsonSchema:
    """The schema of a text, or of an encrypted one."""
    encrypted = {
        "type": "object",
        "description": "An encrypted value of the stack config.",
        "properties": {"secure": {"type": "string"}},
        "required": ["secure"],
        "additionalProperties": False,
    }
    return WithJsonSchema({"anyOf": [text_alone, encrypted]})


_PHONE_SCHEMA = text_schema(
    r"[ ().-]*\+[ ().-]*[1-9](?:[ ().-]*[0-9]){6,14}[ ().-]*",
    "write + and the country code, 7 to 15 digits",
)
_HOST_SCHEMA = r"(?:[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?|\[[0-9A-Fa-f:.]+\])(?::[0-9]*)?"
_END = r"(?:[/?#]\S*)?"


def url_schema(schemes: str) -> dict[str, Any]:
    """The schema of a URL; its port and the address in brackets are looked at by `check`."""
    return text_schema(
        rf"(?:{schemes})://{_HOST_SCHEMA}{_END}", "write a URL without user and password"
    )


_LOOPBACK = r"http://(?:localhost|127\.[0-9.]+|\[[0-9A-Fa-f:.]+\])(?::[0-9]*)?"
_WEBHOOK = rf"https://{_HOST_SCHEMA}{_END}|{_LOOPBACK}{_END}"

SecretText: TypeAlias = Annotated[
    str | Secret, PlainValidator(_secret_text), _or_secret(id_schema("write text"))
]
Email: TypeAlias = Annotated[
    str | Secret,
    PlainValidator(_email),
    _or_secret(text_schema(_EMAIL.pattern, "write name@host.example")),
]
Phone: TypeAlias = Annotated[str | Secret, PlainValidator(_phone), _or_secret(_PHONE_SCHEMA)]
WebhookUrl: TypeAlias = Annotated[
    str | Secret,
    PlainValidator(_webhook),
    _or_secret(text_schema(_WEBHOOK, "write an https:// URL")),
]
Channel: TypeAlias = Annotated[
    str,
    PlainValidator(_channel),
    WithJsonSchema(text_schema(_CHANNEL.pattern, "write it in quotes, as in '#alerts'")),
]
ChannelId: TypeAlias = Annotated[
    str,
    PlainValidator(_channel_id),
    WithJsonSchema({"type": "string", "pattern": f"^{_CHANNEL_ID.pattern}$"}),
]
Url: TypeAlias = Annotated[str, PlainValidator(_url), WithJsonSchema(url_schema("https|http"))]
