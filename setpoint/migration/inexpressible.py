"""The reason why something of Sentry's can't be said in the config as it is."""

from __future__ import annotations


class InexpressibleError(Exception):
    """The reason, as a sentence without an end, such as `its owner has left`."""
