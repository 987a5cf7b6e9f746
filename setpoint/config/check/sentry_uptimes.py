"""Sentry's rules of uptime monitors."""

from __future__ import annotations

from typing import TYPE_CHECKING

from providers.sentry_alerting import limits
from setpoint.config.check.sentry_signals import assertions_of
from setpoint.config.validation.draft import Mistake

if TYPE_CHECKING:
    from collections.abc import Iterator

    from setpoint.config.model import Assertion, SentryUptime
    from setpoint.config.path import Path
    from setpoint.config.validation import Draft

_LONGEST_URL = 255


def check(signal: SentryUptime, path: Path, _draft: Draft) -> Iterator[Mistake]:
    """Addresses that are too long, and checks of a response that ask for nothing or twice."""
    if len(signal.url) > _LONGEST_URL:
        message = f"the URL has {len(signal.url)} characters; Sentry allows {_LONGEST_URL}"
        yield Mistake((*path, "url"), message)
    if signal.body is not None and signal.method in ("GET", "HEAD"):
        message = f"is not sent with method {signal.method}; write POST, PUT or PATCH"
        yield Mistake((*path, "body"), message, on_key=True)
    if signal.environment is not None and len(signal.environment) > limits.LONGEST_ENVIRONMENT:
        message = (
            f"has {len(signal.environment)} characters; Sentry allows {limits.LONGEST_ENVIRONMENT}"
        )
        yield Mistake((*path, "environment"), message)
    yield from _size(signal, path)
    for where, assertion in assertions_of(signal.assertions, (*path, "assertions")):
        yield from _assertion(assertion, where)


def _size(signal: SentryUptime, path: Path) -> Iterator[Mistake]:
    """A request that is too large by what is known of it; secrets and inputs are not."""
    headers = [(name, value) for name, value in signal.headers.items() if isinstance(value, str)]
    body = signal.body if isinstance(signal.body, str) else None
    size = limits.request_size(signal.method, signal.url, headers, body)
    if size > limits.LARGEST_REQUEST:
        message = (
            f"the request has {size} bytes with its headers and body; Sentry allows"
            f" {limits.LARGEST_REQUEST}"
        )
        yield Mistake((*path, "url"), message)


def _assertion(assertion: Assertion, path: Path) -> Iterator[Mistake]:
    """Forms of a header's name and value that exclude each other."""
    header = assertion.header
    for name in ("name", "value") if header is not None else ():
        plain, glob = getattr(header, name), getattr(header, f"{name}_glob")
        if plain is not None and glob is not None:
            message = f"stands beside {name}; keep one"
            yield Mistake((*path, "header", f"{name}_glob"), message, on_key=True)
