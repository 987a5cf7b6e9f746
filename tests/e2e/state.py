"""What the engine has been told, read from its own state and compared with the plan.

A plan has markers where only a vendor knows the value; here they are replaced by what the
vendor said. Inputs that a plugin's check filled in are no part of the plan.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from setpoint.automation.plan import PlannedResource

_SIGNATURE = "4dabf18193072939515e22adb298388d"
_MARKER = re.compile(r"\$\{([^}]*)\}")
# Where a marker stands for another output than the id.
_OTHER_IDS = {
    "sentry:index/sentryTeam:SentryTeam": "internalId",
    "sentry-alerting:index:PagerDutyService": "serviceId",
}

State = dict[tuple[str, str], dict[str, Any]]


def read_state(path: Path) -> State:
    """The resources of a checkpoint in a local backend by type and name."""
    resources = json.loads(path.read_text(encoding="utf-8"))["checkpoint"]["latest"]["resources"]
    return {
        (one["type"], one["urn"].split("::")[-1]): one
        for one in resources
        if not one["type"].startswith("pulumi:")
    }


def differences(planned: list[PlannedResource], state: State) -> Iterator[str]:
    """Yield a line for every input of the plan that the engine has otherwise, or not."""
    known = dict(_identifiers(state))
    for resource in planned:
        deployed = state[resource.type, resource.name].get("inputs", {})
        yield from _compare(f"{resource.type} {resource.name}", resource.inputs, deployed, known)


def _identifiers(state: State) -> Iterator[tuple[str, str]]:
    yield "account", "123456789012"
    for (token, name), one in state.items():
        output = _OTHER_IDS.get(token)
        yield (
            f"{token.rsplit(':', 1)[-1]} {name}",
            one["outputs"][output] if output else one.get("id", ""),
        )


def _compare(at: str, planned: Any, deployed: Any, known: dict[str, str]) -> Iterator[str]:
    if isinstance(deployed, dict) and _SIGNATURE in deployed:
        if planned != "[secret]":
            yield f"{at}: {planned!r} is a secret to the engine"
    elif isinstance(planned, dict) and isinstance(deployed, dict):
        for key, value in planned.items():
            yield from _compare(f"{at}.{key}", value, deployed.get(key), known)
    elif isinstance(planned, list) and isinstance(deployed, list) and len(planned) == len(deployed):
        for index, pair in enumerate(zip(planned, deployed, strict=True)):
            yield from _compare(f"{at}[{index}]", *pair, known)
    elif isinstance(planned, str) and _MARKER.search(planned):
        if not re.fullmatch(_pattern(planned, known), str(deployed), re.DOTALL):
            yield f"{at}: {planned!r} became {deployed!r}"
    elif planned != deployed:
        yield f"{at}: {planned!r} became {deployed!r}"


def _pattern(planned: str, known: dict[str, str]) -> str:
    """A pattern for a text with markers; one of a lookup stands for whatever was found."""
    pieces = _MARKER.split(planned)  # texts and what is within markers take turns
    return "".join(
        (re.escape(known[piece]) if piece in known else "[^ ]+") if odd else re.escape(piece)
        for index, piece in enumerate(pieces)
        for odd in [index % 2]
    )
