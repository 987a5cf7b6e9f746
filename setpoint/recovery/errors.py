"""Why an object can't be looked for."""

from __future__ import annotations


class LookupFailedError(Exception):
    """A vendor couldn't be asked; the message says why and what to do."""
