"""What an uptime monitor asks of a response, as a tree of checks.

Sentry's own form nests operators and operands; here each check is one flat object. Source: the
forms that a client in production use sends.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from providers.sentry_alerting.declare import (
    Many,
    Property,
    Record,
    Reference,
    Text,
    Variant,
    Variants,
    Whole,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from providers.plugin import Props

COMPARISONS = ("equals", "not_equal", "less_than", "greater_than", "always", "never")
_INNER = Reference(lambda: ASSERTIONS)


def _comparison(name: str, what: str) -> Property:
    return Property(name, Text(COMPARISONS), f"How {what} is compared.", default="equals")


def _operand(name: str, what: str) -> tuple[Property, Property]:
    return (
        Property(name, Text(may_be_empty=True), f"{what}, literally."),
        Property(f"{name}Glob", Text(), f"{what}, as a pattern with `*`."),
    )


def _all(tag: str, name: str, doc: str) -> Variant:
    checks = Property(
        "checks", Many(_INNER, ordered=True, at_least=1), "The checks.", required=True
    )
    return Variant(tag, Record(name, doc, (checks,)))


ASSERTIONS: Variants = Variants(
    "Assertion",
    "check",
    "op",
    (
        _all("and", "AllOf", "All of some checks hold."),
        _all("or", "AnyOf", "At least one of some checks holds."),
        Variant(
            "not",
            Record(
                "Not",
                "A check doesn't hold.",
                (Property("check", _INNER, "The check.", required=True),),
            ),
        ),
        Variant(
            "status_code_check",
            Record(
                "StatusCode",
                "The response's status.",
                (
                    _comparison("comparison", "it"),
                    Property("value", Whole(100, 599), "The HTTP status.", required=True),
                ),
            ),
        ),
        Variant(
            "json_path",
            Record(
                "JsonPath",
                "A value of the response's JSON body. Exactly one of `value` and `valueGlob`.",
                (
                    Property("path", Text(), "The JSONPath of the value.", required=True),
                    _comparison("comparison", "it"),
                    *_operand("value", "What it is compared with"),
                ),
            ),
        ),
        Variant(
            "header_check",
            Record(
                "Header",
                "A header of the response. At most one form each of name and value.",
                (
                    _comparison("nameComparison", "the name"),
                    *_operand("name", "The header's name"),
                    _comparison("valueComparison", "the value"),
                    *_operand("value", "The header's value"),
                ),
            ),
        ),
    ),
)


def encode(check: Props) -> Props:
    """A checked tree as Sentry wants it, without the root around it."""
    op = check["op"]
    match op:
        case "and" | "or":
            return {"op": op, "children": [encode(one) for one in check["checks"]]}
        case "not":
            return {"op": op, "operand": encode(check["check"])}
        case "status_code_check":
            return {"op": op, "operator": {"cmp": check["comparison"]}, "value": check["value"]}
        case "json_path":
            operand = _encode_operand(check, "value", "jsonpath_op")
            operator = {"cmp": check["comparison"]}
            return {"op": op, "operand": operand, "operator": operator, "value": check["path"]}
    return {
        "op": op,
        "key_op": {"cmp": check["nameComparison"]},
        "key_operand": _encode_operand(check, "name", "header_op"),
        "value_op": {"cmp": check["valueComparison"]},
        "value_operand": _encode_operand(check, "value", "header_op"),
    }


def _encode_operand(check: Props, name: str, op: str) -> Props:
    if f"{name}Glob" in check:
        return {op: "glob", "pattern": {"value": check[f"{name}Glob"]}}
    if name in check:
        return {op: "literal", "value": check[name]}
    return {op: "none"}


def decode(body: Any) -> Props:
    """A tree of Sentry's; of a check of an unknown kind only the kind."""
    op = body.get("op")
    match op:
        case "and" | "or":
            return {"op": op, "checks": [decode(one) for one in body.get("children") or []]}
        case "not":
            return {"op": op, "check": decode(body.get("operand") or {})}
        case "status_code_check":
            return {"op": op, "comparison": _compared(body, "operator"), "value": body.get("value")}
        case "json_path":
            operand = _decode_operand(body.get("operand"), "value", "jsonpath_op")
            comparison = _compared(body, "operator")
            return {"op": op, "path": body.get("value"), "comparison": comparison, **operand}
        case "header_check":
            return {
                "op": op,
                "nameComparison": _compared(body, "key_op"),
                **_decode_operand(body.get("key_operand"), "name", "header_op"),
                "valueComparison": _compared(body, "value_op"),
                **_decode_operand(body.get("value_operand"), "value", "header_op"),
            }
    return {"op": str(op)}


def _compared(body: Props, name: str) -> str:
    return str((body.get(name) or {}).get("cmp"))


def _decode_operand(body: Any, name: str, op: str) -> Props:
    if not isinstance(body, dict):
        return {}
    match body.get(op):
        case "glob":
            return {f"{name}Glob": (body.get("pattern") or {}).get("value")}
        case "literal":
            return {name: body.get("value")}
    return {}


def faults(check: Any) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """What is wrong with a tree beyond its single properties: paths within it, sentences."""
    if not isinstance(check, dict):
        return
    for name in ("name", "value"):
        if name in check and f"{name}Glob" in check:
            yield (name,), f"must not be given together with {name}Glob"
    if check.get("op") == "json_path" and not {"value", "valueGlob"} & check.keys():
        yield ("value",), "one of value and valueGlob is required"
    yield from _inner_faults(check)


def _inner_faults(check: Props) -> Iterator[tuple[tuple[str | int, ...], str]]:
    checks = check.get("checks")
    for index, one in enumerate(checks if isinstance(checks, list) else []):
        for path, reason in faults(one):
            yield ("checks", index, *path), reason
    for path, reason in faults(check.get("check")):
        yield ("check", *path), reason
