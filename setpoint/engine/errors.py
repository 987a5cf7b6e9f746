"""Why one way to an engine failed, and the error when all of them did."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Attempt:
    """One way that was tried and the reason why it gave no engine."""

    way: str
    reason: str


class AttemptFailedError(Exception):
    """One way gave no engine; the message is the reason, and the next way is tried."""


class EngineError(Exception):
    """No way gave an engine; the message names each with its reason.

    Attributes:
        attempts: The ways in the order in which they were tried.
    """

    def __init__(self, attempts: tuple[Attempt, ...]) -> None:
        self.attempts = attempts
        tried = "\n".join(f"  {item.way}: {item.reason}" for item in attempts)
        super().__init__(
            f"No Pulumi engine could be found or obtained.\n{tried}\n"
            "Put Pulumi's CLI on PATH (https://www.pulumi.com/docs/install/) or install Go, "
            "then run `setpoint engine install`."
        )
