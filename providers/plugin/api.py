"""What a plugin is made of: resources, functions and the plugin that holds them.

Everything here is plain Python, so that a resource can be tested without gRPC. All methods are
synchronous; the kit calls them from a pool of threads, several at a time.
"""

from __future__ import annotations

import threading
from abc import ABC, abstractmethod
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, ClassVar

from providers.plugin.diff import DiffResult, diff_inputs

if TYPE_CHECKING:
    from collections.abc import Sequence

    from providers.plugin.errors import CheckFailure
    from providers.plugin.log import Log
    from providers.plugin.values import Props


@dataclass(frozen=True)
class CheckResult:
    """The inputs to go on with, defaults filled in, and what is wrong with them."""

    inputs: Props
    failures: list[CheckFailure] = field(default_factory=list)


@dataclass(frozen=True)
class Created:
    """A new resource. In a preview `id` is empty and outputs not known yet are `UNKNOWN`."""

    id: str
    outputs: Props


@dataclass(frozen=True)
class ReadState:
    """A resource as it is now; `inputs` is what a program would have to say to get it."""

    id: str
    outputs: Props
    inputs: Props


class Resource(ABC):
    """One resource type. Holds no state of a single resource.

    `replace_on` names inputs whose change needs a new resource, `secret_outputs` the properties
    that are secret whether or not the program said so.
    """

    token: ClassVar[str]
    secret_outputs: ClassVar[frozenset[str]] = frozenset()
    replace_on: ClassVar[frozenset[str]] = frozenset()
    delete_before_replace: ClassVar[bool] = False

    def check(self, *, name: str, olds: Props, news: Props, random_seed: bytes) -> CheckResult:
        """Judge `news` and fill in defaults. `olds` are the last checked inputs, or empty."""
        del name, olds, random_seed
        return CheckResult(news)

    def diff(self, *, id: str, olds: Props, old_inputs: Props, news: Props) -> DiffResult:
        """Compare; `olds` are the last outputs. By default the inputs are compared in structure."""
        del id, olds
        return diff_inputs(
            old_inputs,
            news,
            replace_on=self.replace_on,
            delete_before_replace=self.delete_before_replace,
        )

    @abstractmethod
    def create(self, *, urn: str, inputs: Props, preview: bool) -> Created:
        """Make it, or in a preview say what is known about it without any request."""

    @abstractmethod
    def read(self, *, id: str, inputs: Props, state: Props) -> ReadState | None:
        """Its present state; `None` if it is gone. On an import both props are empty."""

    @abstractmethod
    def update(
        self,
        *,
        id: str,
        olds: Props,
        old_inputs: Props,
        news: Props,
        preview: bool,
    ) -> Props:
        """Change it and return its outputs, or in a preview what is known of them."""

    @abstractmethod
    def delete(self, *, id: str, state: Props) -> None:
        """Delete it; that it is gone already is no error."""


class Function(ABC):
    """One function of the package."""

    token: ClassVar[str]

    @abstractmethod
    def invoke(self, args: Props) -> Props:
        """Answer; an `InvokeError` blames one of `args`."""


class Plugin(ABC):
    """A plugin: its name, its version, what it offers and how it is configured.

    `cancelled` is set when the engine asks to stop: whoever waits, waits on it. `log` writes to
    the engine's display, or to stderr where there is none.
    """

    name: ClassVar[str]
    version: ClassVar[str]
    resources: Sequence[Resource]
    functions: Sequence[Function] = ()
    log: Log

    def __init__(self) -> None:
        """Make the flag that says the engine wants to stop."""
        self.cancelled = threading.Event()

    def check_config(self, news: Props) -> CheckResult:
        """Judge the provider's configuration before it is used."""
        return CheckResult(news)

    def diff_config(self, olds: Props, news: Props) -> DiffResult:
        """Compare two configurations. By default a change never replaces the resources."""
        return diff_inputs(olds, news)

    @abstractmethod
    def configure(self, config: Props) -> None:
        """Take the configuration; values are strings, objects and lists are decoded already."""

    @abstractmethod
    def schema(self) -> str:
        """The package's schema, JSON."""

    def cancel(self) -> None:  # noqa: B027 - most plugins have nothing to do but to watch the flag
        """Give up what is under way; `cancelled` is set before this is called."""
