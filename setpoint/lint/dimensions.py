"""The dimensions of AWS's own metrics, for the namespaces in data/aws_dimensions.json."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class Dimensions:
    """What a namespace has.

    Attributes:
        always: One of these is on every metric; empty where metrics also come without any.
    """

    names: frozenset[str]
    always: frozenset[str]


def dimensions_of(namespace: str) -> Dimensions | None:
    """Return a namespace's dimensions, None where they are not listed."""
    return _all().get(namespace)


@cache
def _all() -> Mapping[str, Dimensions]:
    text = files("setpoint.lint").joinpath("data/aws_dimensions.json").read_text("utf-8")
    return {
        namespace: Dimensions(frozenset(found["names"]), frozenset(found["always"]))
        for namespace, found in json.loads(text)["namespaces"].items()
    }
