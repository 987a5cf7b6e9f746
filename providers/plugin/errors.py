"""The errors by which a resource answers the engine, and secrets kept out of every text.

A message is shown to the user as it stands: one or two sentences that name the object and the way
out. Any other exception becomes its text, too, after everything known to be secret was taken out.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from providers.plugin.values import Path, Props

_SHORTEST_SECRET = 4


class PluginError(Exception):
    """An operation failed; the text says what and what to do."""


@dataclass(frozen=True)
class CheckFailure:
    """One property that is wrong. `property` is its path, `reason` a sentence."""

    property: str
    reason: str


class PropertiesError(PluginError):
    """An operation failed because of some properties of its inputs."""

    def __init__(self, message: str, failures: Sequence[CheckFailure]) -> None:
        """Keep the failures beside a text that names them all."""
        named = "; ".join(f"{failure.property}: {failure.reason}" for failure in failures)
        super().__init__(f"{message}: {named}" if named else message)
        self.message = message
        self.failures = tuple(failures)


class InvokeError(PluginError):
    """A function refuses one of its arguments."""

    def __init__(self, property: str, reason: str) -> None:
        """`property` is the argument's name, `reason` a sentence."""
        super().__init__(f"{property}: {reason}" if property else reason)
        self.property = property
        self.reason = reason


class InitFailedError(PluginError):
    """The resource exists but is not as wished; the engine keeps it and tries again next time.

    `secrets` is filled in by the kit: the paths that stay secret in the state.
    """

    def __init__(self, *, id: str, outputs: Props, inputs: Props, reasons: Sequence[str]) -> None:
        """`reasons` are sentences; the other three are what the state is to hold."""
        super().__init__("; ".join(reasons))
        self.id = id
        self.outputs = outputs
        self.inputs = inputs
        self.reasons = tuple(reasons)
        self.secrets: frozenset[Path] = frozenset()


class Masker:
    """Takes out of a text everything that was ever seen marked as secret."""

    def __init__(self) -> None:
        """Start knowing no secret."""
        self._texts: set[str] = set()

    def learn(self, texts: Iterable[str]) -> None:
        """Remember secret texts; very short ones would garble every message and are left."""
        self._texts |= {text for text in texts if len(text) >= _SHORTEST_SECRET}

    def mask(self, text: str) -> str:
        """`text` with each secret replaced by `[secret]`, the longest first."""
        for secret in sorted(self._texts, key=len, reverse=True):
            text = text.replace(secret, "[secret]")
        return text
