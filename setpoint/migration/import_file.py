"""The file for `pulumi import`: which object of Sentry's becomes which resource.

Types and names are those that components declare for the config that is written beside it, so
that the program then finds its resources in the state.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Iterable

    from setpoint.migration.outcome import Outcome, Taken

ORGANIZATION_TYPE: Final = "setpoint:sentry:Organization"
SERVICE_TYPE: Final = "setpoint:sentry:ServiceAlerts"


def import_document(outcome: Outcome) -> dict[str, Any]:
    """The resources: the components first, then what stands below them."""
    services = sorted({one.service for one in outcome.taken})
    return {
        "resources": [
            _component(
                ORGANIZATION_TYPE, outcome.organization, f"{outcome.organization} in Sentry"
            ),
            *(_component(SERVICE_TYPE, one, _parent(one)) for one in services),
            *_objects(outcome.organization, outcome.taken),
        ]
    }


def _component(kind: str, logical_name: str, name: str) -> dict[str, Any]:
    """A component; `name` is only what children in this file call it."""
    return {"type": kind, "name": name, "logicalName": logical_name, "component": True}


def _objects(organization: str, taken: Iterable[Taken]) -> Iterable[dict[str, Any]]:
    for one in taken:
        yield {
            "type": one.token,
            "name": one.path,
            "id": f"{organization}/{one.original.id}",
            "parent": _parent(one.service),
        }


def _parent(service: str) -> str:
    return f"alerts of {service}"
