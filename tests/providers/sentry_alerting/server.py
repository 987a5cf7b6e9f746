"""The Sentry emulator on a loopback port, with its handles."""

from __future__ import annotations

import socket
import threading
import time
from typing import Any

import httpx
import uvicorn

from sandbox.sentry import create_app
from sandbox.sentry.seed import INTEGRATIONS, Integration, Project, Seed
from sandbox.sentry.settings import Settings
from sandbox.store import Store

ORGANIZATION = "acme"
TOKEN = "sntrys_the-token-of-nobody"

_ROWS = {
    "pagerduty": (("legacy-service", "0123456789abcdef0123456789abcdef"),),
    "opsgenie": (("shop-ops", "11112222-3333-4444-5555-666677778888"),),
}

SEED = Seed(
    teams=(("platform", "Platform"), ("checkout", "Checkout")),
    integrations=(
        *(Integration(one.provider, one.name, _ROWS.get(one.provider, ())) for one in INTEGRATIONS),
        Integration("github_enterprise", "{slug}-ghe"),
    ),
    projects=(Project("shop-api", "platform"), Project("shop-web", "platform")),
)


class SentryServer:
    """An emulator that serves until it is stopped."""

    def __init__(self, seed: Seed = SEED) -> None:
        self.store = Store(None, "sentry")
        self._socket = socket.socket(proto=socket.IPPROTO_TCP)  # else asyncio leaves Nagle on
        self._socket.bind(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self._socket.getsockname()[1]}"
        # The definitions hold whatever the API's description allows.
        Settings(self.store).change({"validator": "description"})
        app = create_app(self.store, seed=seed)
        config = uvicorn.Config(app, log_level="critical", lifespan="off")
        self._server = uvicorn.Server(config)
        self._thread = threading.Thread(
            target=self._server.run, args=([self._socket],), daemon=True
        )
        self._thread.start()
        self._control = httpx.Client(base_url=self.url, timeout=30)
        self._wait()

    def _wait(self) -> None:
        for _ in range(200):
            if self._server.started:
                return
            time.sleep(0.05)
        raise TimeoutError("the emulator didn't start")

    def stop(self) -> None:
        self._control.close()
        self._server.should_exit = True
        self._server.force_exit = True
        self._thread.join(10)

    def fault(self, **fault: Any) -> None:
        self._control.post("/_sandbox/faults", json=fault).raise_for_status()

    def heal(self) -> None:
        self._control.delete("/_sandbox/faults").raise_for_status()

    def revoke(self, token: str = TOKEN) -> None:
        self._control.post("/_sandbox/tokens/revoke", json={"token": token}).raise_for_status()

    def restore(self) -> None:
        self._control.delete("/_sandbox/tokens/revoke").raise_for_status()

    def requests(self, method: str = "", path: str = "") -> list[dict[str, Any]]:
        found = self._control.get("/_sandbox/requests").json()
        rows: list[dict[str, Any]] = found["requests"] if isinstance(found, dict) else found
        return [one for one in rows if method in ("", one["method"]) and path in one["path"]]

    def forget(self) -> None:
        self._control.delete("/_sandbox/requests").raise_for_status()

    def call(self, method: str, path: str, body: Any = None) -> Any:
        """Ask the API as somebody else would."""
        answer = self._control.request(
            method,
            f"/api/0/organizations/{ORGANIZATION}/{path}",
            json=body,
            headers={"Authorization": f"Bearer {TOKEN}"},
        )
        answer.raise_for_status()
        return answer.json() if answer.content else None

    def multiply(self, table: str, count: int) -> None:
        """Put copies of the only object of a table before it."""
        with self.store.lock:
            rows = self.store.data["organizations"][ORGANIZATION][table]
            (original,) = rows.values()
            copies = {
                str(number): {**original, "id": str(number), "name": f"theirs {number}"}
                for number in range(600_000, 600_000 + count)
            }
            self.store.data["organizations"][ORGANIZATION][table] = {**copies, **rows}

    def objects(self, kind: str) -> list[dict[str, Any]]:
        """The detectors or workflows made by hand or by the provider."""
        found: list[dict[str, Any]] = self.call("GET", f"{kind}/?per_page=100")
        return [one for one in found if one.get("type") not in {"error", "issue_stream"}]
