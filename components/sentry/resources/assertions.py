"""Checks of a response.

Written by `python -m providers.sentry_alerting.generate` from the provider's declarations.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, TypeAlias

from components.sentry.resources.base import Arguments

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pulumi


@dataclass(frozen=True, kw_only=True)
class AllOf(Arguments):
    """All of some checks hold.

    Attributes:
        checks: The checks.
    """

    tag: ClassVar[tuple[str, str]] = ("op", "and")
    checks: pulumi.Input[Sequence[pulumi.Input[Assertion]]]


@dataclass(frozen=True, kw_only=True)
class AnyOf(Arguments):
    """At least one of some checks holds.

    Attributes:
        checks: The checks.
    """

    tag: ClassVar[tuple[str, str]] = ("op", "or")
    checks: pulumi.Input[Sequence[pulumi.Input[Assertion]]]


@dataclass(frozen=True, kw_only=True)
class Not(Arguments):
    """A check doesn't hold.

    Attributes:
        check: The check.
    """

    tag: ClassVar[tuple[str, str]] = ("op", "not")
    check: pulumi.Input[Assertion]


@dataclass(frozen=True, kw_only=True)
class StatusCode(Arguments):
    """The response's status.

    Attributes:
        comparison: How it is compared. One of equals, not_equal, less_than, greater_than,
            always, never. `equals` if left out.
        value: The HTTP status. From 100 to 599.
    """

    tag: ClassVar[tuple[str, str]] = ("op", "status_code_check")
    comparison: pulumi.Input[str] | None = None
    value: pulumi.Input[int]


@dataclass(frozen=True, kw_only=True)
class JsonPath(Arguments):
    """A value of the response's JSON body. Exactly one of `value` and `valueGlob`.

    Attributes:
        path: The JSONPath of the value.
        comparison: How it is compared. One of equals, not_equal, less_than, greater_than,
            always, never. `equals` if left out.
        value: What it is compared with, literally.
        value_glob: What it is compared with, as a pattern with `*`.
    """

    tag: ClassVar[tuple[str, str]] = ("op", "json_path")
    path: pulumi.Input[str]
    comparison: pulumi.Input[str] | None = None
    value: pulumi.Input[str] | None = None
    value_glob: pulumi.Input[str] | None = None


@dataclass(frozen=True, kw_only=True)
class Header(Arguments):
    """A header of the response. At most one form each of name and value.

    Attributes:
        name_comparison: How the name is compared. One of equals, not_equal, less_than,
            greater_than, always, never. `equals` if left out.
        name: The header's name, literally.
        name_glob: The header's name, as a pattern with `*`.
        value_comparison: How the value is compared. One of equals, not_equal, less_than,
            greater_than, always, never. `equals` if left out.
        value: The header's value, literally.
        value_glob: The header's value, as a pattern with `*`.
    """

    tag: ClassVar[tuple[str, str]] = ("op", "header_check")
    name_comparison: pulumi.Input[str] | None = None
    name: pulumi.Input[str] | None = None
    name_glob: pulumi.Input[str] | None = None
    value_comparison: pulumi.Input[str] | None = None
    value: pulumi.Input[str] | None = None
    value_glob: pulumi.Input[str] | None = None


Assertion: TypeAlias = AllOf | AnyOf | Not | StatusCode | JsonPath | Header
