"""Puts the emulators together: an app for each account, with its state."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sandbox.location import read_info
from sandbox.store import Store

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from starlette.types import ASGIApp

    Composer = Callable[[Path], Mapping[str, ASGIApp]]


def compose(directory: Path) -> dict[str, ASGIApp]:
    """Make the apps of all accounts, with what they held when they last ran.

    Raises:
        StoreError: A state file is damaged.
    """
    from sandbox import aws, pagerduty, sentry  # noqa: PLC0415 - moto takes seconds to load

    return {
        "aws": aws.create_app(Store(directory, "aws")),
        "sentry": sentry.create_app(
            Store(directory, "sentry"), pagerduty=lambda: _pagerduty(directory)
        ),
        "pagerduty": pagerduty.create_app(Store(directory, "pagerduty")),
    }


def _pagerduty(directory: Path) -> str | None:
    """Return where the sandbox of a folder serves PagerDuty, None before it does."""
    info = read_info(directory)
    return None if info is None else info.urls.pagerduty
