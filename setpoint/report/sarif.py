"""SARIF 2.1.0, the format of code scanning (OASIS, docs.oasis-open.org/sarif/sarif/v2.1.0)."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, Literal
from urllib.parse import quote

from setpoint import __version__
from setpoint.visible import visible, visible_line

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from setpoint.config.value import Origin

_SCHEMA: Final = "https://json.schemastore.org/sarif-2.1.0.json"


@dataclass(frozen=True, slots=True)
class Result:
    """A finding at a line.

    Attributes:
        rule: Its name, a key of the rules.
        identity: What stays the same when lines move, so that a finding is told once.
    """

    rule: str
    level: Literal["error", "warning", "note"]
    message: str
    origin: Origin
    identity: str


def sarif(results: Iterable[Result], rules: Mapping[str, str]) -> str:
    """Return a log with one run; `rules` are sentences by name."""
    found = list(results)
    names = [name for name in rules if any(result.rule == name for result in found)]
    driver = {
        "name": "Setpoint",
        "semanticVersion": __version__,
        "rules": [{"id": name, "shortDescription": {"text": rules[name]}} for name in names],
    }
    log = {
        "$schema": _SCHEMA,
        "version": "2.1.0",
        "runs": [
            {
                "tool": {"driver": driver},
                "columnKind": "unicodeCodePoints",
                "results": [_result(result, names) for result in found],
            }
        ],
    }
    return json.dumps(log, indent=2, ensure_ascii=False) + "\n"


def _result(result: Result, names: list[str]) -> dict[str, Any]:
    origin = result.origin
    return {
        "ruleId": result.rule,
        "ruleIndex": names.index(result.rule),
        "level": result.level,
        "message": {"text": visible(result.message)},
        "locations": [
            {
                "physicalLocation": {
                    "artifactLocation": {"uri": quote(os.fsencode(origin.file))},
                    "region": {"startLine": origin.line, "startColumn": origin.column},
                }
            }
        ],
        "partialFingerprints": {"setpoint/v1": visible_line(result.identity)},
    }
