"""The table: a file of data a namespace, named after it with `__` for a slash.

Each file names its sources. What a metric says of itself goes before what its namespace says.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Final, Literal

from pydantic import BaseModel, ConfigDict, Field

_DATA: Final = files("setpoint.metrics") / "data"
_SUFFIX: Final = ".json"
_SLASH: Final = "__"


class _Data(BaseModel):
    """A part of a file."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Facts(_Data):
    """What is true of one metric.

    Attributes:
        unit: CloudWatch's unit of its samples; None where AWS documents none.
        samples: `fraction`: shares from 0 to 1. `flag`: each is 0 or 1, so that a sum counts
            and an average is a share from 0 to 1.
        range: The lowest and the highest sample, None for no limit; told where the unit does
            not say it.
        adds: Whether only the sum says something, because there is a sample an event.
        every: Seconds between datapoints, where they are not the namespace's.
        sets: The sets of dimensions it is published with, where they are not the namespace's.
    """

    unit: str | None = None
    samples: Literal["fraction", "flag"] | None = None
    range: tuple[float | None, float | None] | None = None
    adds: bool = False
    every: int | None = None
    sets: tuple[frozenset[str], ...] | None = None


class Namespace(_Data):
    """What is true of a namespace.

    Attributes:
        sources: Where the facts were read.
        complete: Whether every metric that AWS publishes there is listed.
        custom: Whether AWS bills its metrics as those of one's own.
        region: The only region that its metrics are published in; None: where the resource is.
        region_unless: A dimension whose presence says that the metric is another region's.
        every: Seconds between datapoints; None where it differs or nobody says.
        dimensions: Names of all dimensions with the form of their values: `ARN`, `NAME` (neither
            an ARN nor a URL), `IDENTIFIER` (letters, digits and -), `WORD` (and _), `QUEUE`,
            `FUNCTION`, `ACCOUNT`, `NODE`, `ANY`, or a pattern such as `app/NAME/ID`; empty
            where nobody lists them.
        sets: The sets of dimensions its metrics are published with; empty where not known.
    """

    sources: tuple[str, ...]
    complete: bool = False
    custom: bool = False
    region: str | None = None
    region_unless: str | None = None
    every: int | None = None
    dimensions: dict[str, str] = Field(default_factory=dict)
    sets: tuple[frozenset[str], ...] = ()
    metrics: dict[str, Facts]


@cache
def known_namespaces() -> frozenset[str]:
    """Return the names of the namespaces in the table."""
    found = (entry.name for entry in _DATA.iterdir() if entry.name.endswith(_SUFFIX))
    return frozenset(name.removesuffix(_SUFFIX).replace(_SLASH, "/") for name in found)


@cache
def known_namespace(name: str) -> Namespace | None:
    """Return what is known of a namespace, None for one that is not in the table."""
    if name not in known_namespaces():
        return None
    file = _DATA / f"{name.replace('/', _SLASH)}{_SUFFIX}"
    return Namespace.model_validate_json(file.read_text("utf-8"))


def is_custom(namespace: str) -> bool:
    """Whether AWS bills the namespace's metrics by the metric."""
    found = known_namespace(namespace)
    return found.custom if found else not namespace.startswith("AWS/")


def facts(namespace: str, name: str) -> Facts | None:
    """Return what is known of a metric, None where it is not in the table."""
    found = known_namespace(namespace)
    return found.metrics.get(name) if found else None
