"""What uptime monitors ask of responses, in the config's words: a tree of checks, one key each."""

from __future__ import annotations

from typing import Any, Final

from setpoint.migration.inexpressible import InexpressibleError

_JSON: Final = {
    "path": "path",
    "comparison": "comparison",
    "value": "value",
    "valueGlob": "value_glob",
}
_HEADER: Final = {
    "nameComparison": "name_comparison",
    "name": "name",
    "nameGlob": "name_glob",
    "valueComparison": "value_comparison",
    "value": "value",
    "valueGlob": "value_glob",
}
_GROUPS: Final = {"and": "all", "or": "any"}


def write_assertions(tree: dict[str, Any]) -> list[dict[str, Any]]:
    """The list that stands for a tree as the provider decodes it.

    Several checks of the list stand for all of them; one stands for itself.

    Raises:
        InexpressibleError: A kind of check that the config doesn't know.
    """
    several = tree["op"] == "and" and len(tree["checks"]) > 1
    return [_check(one) for one in tree["checks"]] if several else [_check(tree)]


def _check(check: dict[str, Any]) -> dict[str, Any]:
    kind = check["op"]
    if kind in _GROUPS:
        return {_GROUPS[kind]: [_check(one) for one in check["checks"]]}
    match kind:
        case "not":
            return {"none": [_check(check["check"])]}
        case "status_code_check":
            return {"status_code": {"comparison": check["comparison"], "value": check["value"]}}
        case "json_path":
            return {"json_path": _renamed(check, _JSON)}
        case "header_check":
            return {"header": _renamed(check, _HEADER)}
    raise InexpressibleError(f"its check {kind!r} is not known here")


def _renamed(check: dict[str, Any], keys: dict[str, str]) -> dict[str, Any]:
    return {key: check[name] for name, key in keys.items() if name in check}
