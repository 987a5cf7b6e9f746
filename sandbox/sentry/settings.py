"""Switches of the emulated Sentry, kept in its store: API, who judges, what the token may do.

`GET /_sandbox/sentry` shows them; `POST` with any of them changes them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, get_args

from starlette.applications import Starlette
from starlette.responses import JSONResponse
from starlette.routing import Route

from sandbox.sentry.account import VALIDATORS
from sandbox.sentry.call import Generation

if TYPE_CHECKING:
    from collections.abc import Sequence

    from starlette.requests import Request
    from starlette.responses import Response

    from sandbox.store import Store

CONTROL = "/_sandbox/sentry"

_KEY = "settings"
_USUAL: Final = {"api": "workflows", "scopes": None, "validator": VALIDATORS[0]}
_CHOICES: Final = {"api": get_args(Generation), "validator": VALIDATORS}


class SettingsError(ValueError):
    """A setting is unknown or has no such value."""


class Settings:
    """The switches.

    `api` is `workflows` or `rules`, `scopes` a list or null for all, `validator` is `today` or
    `description`: who judges monitors.
    """

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
        return {**_USUAL, **self._store.data.get(_KEY, {})}

    def change(self, changes: Any) -> None:
        """Change settings.

        Raises:
            SettingsError: One is unknown, or its value isn't allowed.
        """
        if not isinstance(changes, dict) or set(changes) - set(_USUAL):
            raise SettingsError(f"the body must be an object with some of {', '.join(_USUAL)}.")
        for name, choices in _CHOICES.items():
            if name in changes and changes[name] not in choices:
                raise SettingsError(f"{name} must be one of {', '.join(choices)}.")
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
