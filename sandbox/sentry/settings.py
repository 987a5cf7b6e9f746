"""Switches of the emulated Sentry, kept in its store: which alert API, what the token may do.

`GET /_sandbox/sentry` shows them; `POST` with any of them changes them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, get_args

from starlette.applications import Starlette
from starlette.responses import JSONResponse
from starlette.routing import Route

from sandbox.sentry.call import Generation

if TYPE_CHECKING:
    from collections.abc import Sequence

    from starlette.requests import Request
    from starlette.responses import Response

    from sandbox.store import Store

CONTROL = "/_sandbox/sentry"

_KEY = "settings"


class SettingsError(ValueError):
    """A setting is unknown or has no such value."""


class Settings:
    """The switches: `api` (`workflows` or `rules`) and `scopes` (a list, or null for all)."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self.app = Starlette(routes=[Route(CONTROL, self._serve, methods=["GET", "POST"])])

    @property
    def api(self) -> str:
        """Which alert API is served."""
        return str(self.shown()["api"])

    def allows(self, scopes: Sequence[str]) -> bool:
        """Whether tokens have one of these scopes."""
        granted = self.shown()["scopes"]
        return granted is None or any(scope in granted for scope in scopes)

    def shown(self) -> dict[str, Any]:
        """Return every setting with its value."""
        return {"api": "workflows", "scopes": None, **self._store.data.get(_KEY, {})}

    def change(self, changes: Any) -> None:
        """Change settings.

        Raises:
            SettingsError: One is unknown, or its value isn't allowed.
        """
        if not isinstance(changes, dict) or set(changes) - {"api", "scopes"}:
            raise SettingsError('the body must be {"api": ..., "scopes": ...}, or one of the two.')
        if "api" in changes and changes["api"] not in get_args(Generation):
            raise SettingsError(f"api must be one of {', '.join(get_args(Generation))}.")
        scopes = changes.get("scopes")
        if scopes is not None and not (
            isinstance(scopes, list) and all(isinstance(scope, str) for scope in scopes)
        ):
            raise SettingsError("scopes must be a list of scopes, or null for all of them.")
        with self._store.edit() as data:
            data[_KEY] = {**data.get(_KEY, {}), **changes}

    async def _serve(self, request: Request) -> Response:
        if request.method == "POST":
            try:
                self.change(await request.json())
            except SettingsError as error:
                return JSONResponse({"error": str(error)}, 400)
            except ValueError:
                return JSONResponse({"error": "the body is no JSON."}, 400)
        return JSONResponse(self.shown())
