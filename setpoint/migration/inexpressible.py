"""The reason why something of Sentry's can't be said in the config as it is."""

from __future__ import annotations

# What reading an answer of a form that nobody foresaw can raise.
UNFORESEEN = (KeyError, TypeError, ValueError, AttributeError, IndexError)


class InexpressibleError(Exception):
    """The reason, as a sentence without an end, such as `its owner has left`."""


def reason_of(error: Exception) -> str:
    """The reason that an error stands for."""
    if isinstance(error, InexpressibleError):
        return str(error)
    return f"Sentry's answer about it has a form not known here ({type(error).__name__}: {error})"
