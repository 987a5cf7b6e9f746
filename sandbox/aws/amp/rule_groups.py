"""Namespaces of rule groups: a file of rules each, parsed as Prometheus does."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

import promql_parser as promql

from sandbox.aws.amp.records import ACTIVE, INVALID, document, missing, taken, unfit, workspace
from sandbox.aws.amp.tagging import merged
from sandbox.aws.paging import page

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sandbox.aws.service import Call

_PAGE: Final = 100
_KIND: Final = "rulegroupsnamespace"
_LABEL: Final = re.compile(r"[a-zA-Z_][a-zA-Z0-9_]*")
_DURATION: Final = re.compile(r"(?:\d+(?:ms|[smhdwy]))+|0")
_GROUP: Final = frozenset({"name", "interval", "limit", "query_offset", "rules", "labels"})
_RULE: Final = frozenset(
    {"alert", "record", "expr", "for", "keep_firing_for", "labels", "annotations"}
)


def create_rule_groups_namespace(call: Call) -> dict[str, Any]:
    """Make a namespace."""
    space, name = workspace(call), call.params["name"]
    if name in space["namespaces"]:
        raise taken(_KIND, name)
    _check(document(call))
    record = {
        "name": name,
        "arn": call.arn("aps", f"{_KIND}/{space['id']}/{name}"),
        "createdAt": call.now,
        "modifiedAt": call.now,
        "data": call.params["data"],
        "tags": merged({}, call.params.get("tags")),
    }
    space["namespaces"][name] = record
    return _told(record)


def put_rule_groups_namespace(call: Call) -> dict[str, Any]:
    """Replace a namespace's rules."""
    record = _record(call)
    _check(document(call))
    record |= {"data": call.params["data"], "modifiedAt": call.now}
    return _told(record)


def describe_rule_groups_namespace(call: Call) -> dict[str, Any]:
    """Tell of a namespace, its rules included."""
    return {"ruleGroupsNamespace": {**_record(call), "status": ACTIVE}}


def list_rule_groups_namespaces(call: Call) -> dict[str, Any]:
    """List namespaces by the prefix of their name, without their rules."""
    prefix = call.params.get("name", "")
    found = [
        (name, {**record, "status": ACTIVE})
        for name, record in workspace(call)["namespaces"].items()
        if name.startswith(prefix)
    ]
    size, token = call.params.get("maxResults", _PAGE), call.params.get("nextToken")
    listed, following = page(found, size=size, token=token, invalid=INVALID)
    return {"ruleGroupsNamespaces": listed} | ({"nextToken": following} if following else {})


def delete_rule_groups_namespace(call: Call) -> None:
    """Delete a namespace."""
    _record(call)
    del workspace(call)["namespaces"][call.params["name"]]


def _record(call: Call) -> dict[str, Any]:
    name = call.params["name"]
    found: dict[str, Any] | None = workspace(call)["namespaces"].get(name)
    if found is None:
        raise missing(_KIND, name)
    return found


def _told(record: dict[str, Any]) -> dict[str, Any]:
    return {"status": ACTIVE, **{name: record[name] for name in ("name", "arn", "tags")}}


def _check(rules: Any) -> None:
    """Refuse what Prometheus would not load."""
    problem = next(_problems(rules), None)
    if problem:
        raise unfit(f"error loading rules: {problem}")


def _problems(rules: Any) -> Iterator[str]:
    groups = rules.get("groups") if isinstance(rules, dict) else None
    if not isinstance(groups, list) or not groups:
        yield "there are no groups"
        return
    seen: set[str] = set()
    for number, group in enumerate(groups):
        name = group.get("name") if isinstance(group, dict) else None
        if not name:
            yield f"group {number}: Groupname must not be empty"
        elif name in seen:
            yield f"groupname: {name!r} is repeated in the same file"
        else:
            seen.add(name)
            yield from (f"group {name!r}, {problem}" for problem in _of_group(group))


def _of_group(group: dict[str, Any]) -> Iterator[str]:
    yield from (f"field {key} not found" for key in sorted(set(group) - _GROUP))
    if not _is_duration(group.get("interval", "1m")):
        yield f"not a valid duration string: {group['interval']!r}"
    for number, rule in enumerate(group.get("rules") or []):
        yield from (f"rule {number}: {problem}" for problem in _of_rule(rule))


def _of_rule(rule: Any) -> Iterator[str]:
    if not isinstance(rule, dict):
        yield "must be a mapping"
        return
    yield from (f"field {key} not found" for key in sorted(set(rule) - _RULE))
    if ("alert" in rule) is ("record" in rule):
        yield "only one of 'record' and 'alert' must be set"
    for key in ("for", "keep_firing_for"):
        if not _is_duration(rule.get(key, "0")):
            yield f"not a valid duration string: {rule[key]!r}"
    for kind in ("labels", "annotations"):
        for name in rule.get(kind) or {}:
            if not _LABEL.fullmatch(name) or name == "__name__":
                yield f"invalid {kind[:-1]} name: {name}"
    yield from _of_expression(rule.get("expr"))


def _of_expression(expr: Any) -> Iterator[str]:
    if not expr:
        yield "field 'expr' must be set in rule"
        return
    try:
        promql.parse(str(expr))
    except ValueError as error:
        yield f"could not parse expression: {error}"


def _is_duration(value: Any) -> bool:
    return isinstance(value, str) and _DURATION.fullmatch(value) is not None
