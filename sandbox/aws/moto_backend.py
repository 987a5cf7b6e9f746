"""moto, for the operations that aren't ours; what changed its backends is kept in a file.

moto keeps its objects in process-wide tables and forgets them at exit: what it was asked is
asked again at the next start, with the clock and the random numbers of then.
They are process-wide, so one process serves one account: making another `Moto` forgets the first.
"""

from __future__ import annotations

import sys
import threading
from contextlib import contextmanager
from dataclasses import replace
from importlib import import_module
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl

from sandbox.aws.errors import AwsError
from sandbox.aws.journal import Journal, new_entry
from sandbox.aws.protocols import Answer, Request
from sandbox.aws.service import changes
from sandbox.errors import SandboxError
from sandbox.store import StoreError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from sandbox.aws.journal import Entry

# Services whose code in moto talks to nobody; any other is refused.
SERVICES = frozenset(
    {
        "aps",
        "events",
        "iam",
        "logs",
        "monitoring",
        "route53",
        "scheduler",
        "secretsmanager",
        "ssm",
        "sts",
        "tagging",
    }
)
_TALKING = frozenset({"PutEvents", "PutPartnerEvents", "PutSubscriptionFilter"})


_REFUSED = 400


class Moto:
    """moto's server application, called in process.

    Args:
        kept: The file that keeps what changed its state; `None` for memory only.

    Raises:
        StoreError: The file is damaged, or this version of moto answers it otherwise.
    """

    def __init__(self, kept: Path | None) -> None:
        self._journal = None if kept is None else Journal(kept)
        self._lock = threading.Lock()
        self._client: Any = None
        if "moto" in sys.modules:
            self._forget()
        if kept is not None and kept.exists():
            self._restore(kept)

    def answer(self, request: Request, signing_name: str) -> Answer:
        """Let moto answer a signed request, and keep it if it changed something.

        Raises:
            AwsError: moto doesn't emulate the service, or would call others.
        """
        operation = _operation(request)
        if signing_name not in SERVICES or operation in _TALKING:
            what = f"{signing_name} {operation or request.path}"
            raise AwsError("NotImplemented", f"The sandbox has no {what}.", status=501)
        with self._lock:
            if request.method == "GET" or not changes(operation or "Put"):
                return self._call(request)
            entry = new_entry(request, signing_name)
            answer = self._again(entry)
            if self._journal is not None and answer.status < _REFUSED:
                self._journal.add(replace(entry, status=answer.status))
        return answer

    def _forget(self) -> None:
        from moto.core.base_backend import BackendDict  # noqa: PLC0415 - moto loads slowly

        for backend in BackendDict._instances:  # type: ignore[misc]  # noqa: SLF001
            backend.clear()

    def _again(self, entry: Entry) -> Answer:
        with _then(entry):
            return self._call(entry.request)

    def _call(self, request: Request) -> Answer:
        response = self._started().open(
            request.path,
            method=request.method,
            query_string=request.query,
            headers=dict(request.headers),
            data=request.body,
        )
        kept = ("content-type", "location", "x-amzn-requestid", "x-amzn-errortype")
        headers = {k.lower(): v for k, v in response.headers.items() if k.lower() in kept}
        return Answer(status=response.status_code, body=response.get_data(), headers=headers)

    def _started(self) -> Any:
        if self._client is None:
            werkzeug = import_module("werkzeug.test")
            server = import_module("moto.moto_server.werkzeug_app")
            app = server.DomainDispatcherApplication(server.create_backend_app)
            self._client = werkzeug.Client(app)
        return self._client

    def _restore(self, kept: Path) -> None:
        journal = Journal(kept)
        try:
            for entry in journal.entries():
                if entry.service not in SERVICES or self._again(entry).status != entry.status:
                    raise StoreError(f"{kept} is not what moto answered; reset the sandbox.")
            journal.forget_unfinished()
        except (OSError, ValueError, SandboxError) as error:
            raise StoreError(f"{kept} cannot be read ({error}); reset the sandbox.") from error


@contextmanager
def _then(entry: Entry) -> Iterator[None]:
    """Let clock and random numbers be those of an entry.

    The clock stands still for the milliseconds that moto takes, also the first time, so that
    what it tells of a time is the same again.
    """
    import time_machine  # noqa: PLC0415 - as slow to load as what needs it
    from moto.moto_api._internal import mock_random  # noqa: PLC0415 - moto loads slowly

    mock_random.seed(entry.seed)
    with time_machine.travel(entry.at, tick=False):
        yield


def _operation(request: Request) -> str:
    target = request.headers.get("x-amz-target", "")
    if target:
        return target.rpartition(".")[2]
    return _form(request).get("Action", "")


def _form(request: Request) -> dict[str, str]:
    if "x-www-form-urlencoded" not in request.headers.get("content-type", ""):
        return {}
    return dict(parse_qsl(request.body.decode("utf-8", "replace")))
