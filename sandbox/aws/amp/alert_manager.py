"""The Alertmanager's definition, one a workspace: templates, and a config inside the config."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import yaml

from sandbox.aws.amp.records import ACTIVE, document, missing, taken, unfit, workspace

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sandbox.aws.service import Call

_KIND: Final = "alertmanagerdefinition"
_SECTIONS: Final = frozenset({"alertmanager_config", "template_files"})
# The only receivers that the service has (its user guide, "Alert receivers").
_RECEIVERS: Final = frozenset({"name", "sns_configs", "pagerduty_configs"})
# "Unsupported properties" of the same guide.
_FORBIDDEN: Final = ("api_url", "http_config")
_MOST_NODES: Final = 100  # quota "Nodes in alert manager routing tree"


def create_alert_manager_definition(call: Call) -> dict[str, Any]:
    """Make the definition."""
    space = workspace(call)
    if space["definition"] is not None:
        raise taken(_KIND, space["id"])
    _check(document(call))
    data = call.params["data"]
    space["definition"] = {"data": data, "createdAt": call.now, "modifiedAt": call.now}
    return {"status": ACTIVE}


def put_alert_manager_definition(call: Call) -> dict[str, Any]:
    """Replace the definition."""
    definition = _definition(call)
    _check(document(call))
    definition |= {"data": call.params["data"], "modifiedAt": call.now}
    return {"status": ACTIVE}


def describe_alert_manager_definition(call: Call) -> dict[str, Any]:
    """Tell the definition."""
    return {"alertManagerDefinition": {**_definition(call), "status": ACTIVE}}


def delete_alert_manager_definition(call: Call) -> None:
    """Delete the definition."""
    _definition(call)
    workspace(call)["definition"] = None


def _definition(call: Call) -> dict[str, Any]:
    space = workspace(call)
    found: dict[str, Any] | None = space["definition"]
    if found is None:
        raise missing(_KIND, space["id"])
    return found


def _check(definition: Any) -> None:
    """Refuse what the service would not run."""
    problem = next(_problems(definition), None)
    if problem:
        raise unfit(f"error validating Alertmanager config: {problem}")


def _problems(definition: Any) -> Iterator[str]:
    if not isinstance(definition, dict) or "alertmanager_config" not in definition:
        yield "alertmanager_config is missing"
        return
    yield from (f"unknown section {key}" for key in sorted(set(definition) - _SECTIONS))
    try:
        config = yaml.safe_load(definition["alertmanager_config"])
    except (yaml.YAMLError, AttributeError) as error:
        yield f"alertmanager_config is no YAML text: {error}"
        return
    if not isinstance(config, dict) or not isinstance(config.get("route"), dict):
        yield "no route provided in config"
        return
    yield from _of_templates(config, definition.get("template_files") or {})
    yield from _of_receivers(config.get("receivers") or [])
    names = [receiver.get("name") for receiver in config.get("receivers") or []]
    yield from _of_routes(config["route"], names)


def _of_templates(config: dict[str, Any], files: dict[str, str]) -> Iterator[str]:
    for name in config.get("templates") or []:
        if name not in files:
            yield f"template file {name} is not found"


def _of_receivers(receivers: list[dict[str, Any]]) -> Iterator[str]:
    seen: set[Any] = set()
    for receiver in receivers:
        name = receiver.get("name")
        if not name or name in seen:
            yield f"notification config name {name!r} is missing or not unique"
        seen.add(name)
        for key in sorted(set(receiver) - _RECEIVERS):
            yield f"receiver {name}: {key} is not supported"
        for each in receiver.get("sns_configs") or []:
            yield from (f"receiver {name}: {problem}" for problem in _of_sns(each))
        for each in receiver.get("pagerduty_configs") or []:
            yield from (f"receiver {name}: {problem}" for problem in _of_pagerduty(each))


def _of_sns(config: dict[str, Any]) -> Iterator[str]:
    yield from (f"{key} is not allowed in sns_configs" for key in _FORBIDDEN if key in config)
    if not (config.get("sigv4") or {}).get("region"):
        yield "sns_configs needs a region in sigv4"
    if not str(config.get("topic_arn", "")).startswith("arn:"):
        yield "sns_configs needs a topic_arn"


def _of_pagerduty(config: dict[str, Any]) -> Iterator[str]:
    keys = [key for key in ("routing_key", "service_key") if key in config]
    if len(keys) != 1:
        yield "pagerduty_configs needs a routing_key or a service_key"
        return
    found = config[keys[0]]
    manager = found.get("aws_secrets_manager") if isinstance(found, dict) else None
    if not isinstance(manager, dict) or not str(manager.get("secret_arn", "")).startswith("arn:"):
        yield f"{keys[0]} must name a secret of Secrets Manager by aws_secrets_manager"


def _of_routes(root: dict[str, Any], names: list[Any]) -> Iterator[str]:
    waiting, nodes = [root], 0
    while waiting:
        route = waiting.pop()
        nodes += 1
        receiver = route.get("receiver")
        if receiver is None and route is root:
            yield "root route must specify a default receiver"
        elif receiver is not None and receiver not in names:
            yield f"undefined receiver {receiver!r} used in route"
        waiting += route.get("routes") or []
    if nodes > _MOST_NODES:
        yield f"{nodes} nodes in the routing tree are more than {_MOST_NODES}"
