"""Asking addresses whether they answer: a few at a time, each for a few seconds at most."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    import httpx

_AT_ONCE: Final = 10
_SECONDS: Final = 5.0
_FAILED: Final = 400
# There, but not for everybody, not now or not by this method.
_THERE: Final = frozenset({401, 403, 405, 429})


def failures(addresses: Iterable[str]) -> Mapping[str, str]:
    """Return each address that does not lead to a page, and why in words."""
    return asyncio.run(_all(tuple(dict.fromkeys(addresses))))


async def _all(addresses: tuple[str, ...]) -> Mapping[str, str]:
    import httpx  # noqa: PLC0415 - only asking needs it, and it takes long to load

    gate = asyncio.Semaphore(_AT_ONCE)
    async with httpx.AsyncClient(timeout=_SECONDS, follow_redirects=True) as client:
        answers = await asyncio.gather(*(_one(client, each, gate) for each in addresses))
    return {
        address: why for address, why in zip(addresses, answers, strict=True) if why is not None
    }


async def _one(client: httpx.AsyncClient, address: str, gate: asyncio.Semaphore) -> str | None:
    """Return why an address is dead, None if it isn't."""
    import httpx  # noqa: PLC0415 - see above

    async with gate:
        try:
            async with client.stream("GET", address) as answer:
                status = answer.status_code
        except httpx.TimeoutException:
            return f"does not answer within {_SECONDS:g} s"
        except (httpx.HTTPError, httpx.InvalidURL, UnicodeError):
            return "does not answer"
    return f"answers {status}" if status >= _FAILED and status not in _THERE else None
