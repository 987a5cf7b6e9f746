"""Ids as people give them to an import: a number, `organization/number`, or an address."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from providers.plugin import PluginError

if TYPE_CHECKING:
    from providers.plugin import Props
    from providers.sentry_alerting.account import Account

_NUMBER: Final = re.compile(r"\d+")
_PAIR: Final = re.compile(r"([A-Za-z0-9_-]+)/(\d+)")
_ADDRESS: Final = {
    "monitor": re.compile(r"https?://([A-Za-z0-9_-]+)\.[^/]+/monitors/(\d+)/?(\?.*)?"),
    "alert": re.compile(r"https?://([A-Za-z0-9_-]+)\.[^/]+/monitors/alerts/(\d+)/?(\?.*)?"),
}
_RULE: Final = re.compile(r"https?://.*/alerts/(rules|metric)/.*|[A-Za-z0-9_-]+/[A-Za-z0-9_-]+/\d+")


def locate(noun: str, identifier: str, props: Props, account: Account) -> tuple[str, str]:
    """The organization and the number that an id stands for; `noun` is monitor or alert."""
    if _NUMBER.fullmatch(identifier):
        return account.organization(props), identifier
    found = _PAIR.fullmatch(identifier) or _ADDRESS[noun].fullmatch(identifier)
    if found:
        return found[1], found[2]
    if _RULE.fullmatch(identifier):
        raise PluginError(
            f"{identifier} names a rule from before monitors and alerts, whose id means another "
            f"object here. Open the {noun} in Sentry that was made of it, and import it by the "
            f"number in its address, or look that up with {_lookup(noun)}."
        )
    raise PluginError(
        f"{identifier!r} is no id of a {noun}. Give its number, ORGANIZATION/NUMBER, or the "
        f"address of its page (https://ORGANIZATION.sentry.io/monitors/"
        f"{'alerts/' if noun == 'alert' else ''}NUMBER/)."
    )


def _lookup(noun: str) -> str:
    return "getAlert" if noun == "alert" else "getMonitor"
