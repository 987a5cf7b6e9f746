"""moto, for the operations that aren't ours; its backends are kept in a file.

moto keeps its objects in process-wide tables and forgets them at exit. After each request that
may have changed something the tables are pickled, whole: some kilobytes, under a millisecond.
They are process-wide, so one process serves one account: making another `Moto` forgets the first.
"""

from __future__ import annotations

import os
import pickle
import sys
import tempfile
import threading
from importlib import import_module
from importlib.metadata import version
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl

from sandbox.aws.errors import AwsError
from sandbox.aws.managed_policies import provide_managed_policy
from sandbox.aws.protocols import Answer, Request
from sandbox.aws.service import changes
from sandbox.store import StoreError

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
        "synthetics",
        "tagging",
    }
)
_TALKING = frozenset({"PutEvents", "PutPartnerEvents", "PutSubscriptionFilter"})


class Moto:
    """moto's server application, called in process.

    Args:
        snapshot: The file that keeps its state; `None` for memory only.

    Raises:
        StoreError: The file was written by another version of moto or is damaged.
    """

    def __init__(self, snapshot: Path | None) -> None:
        self._snapshot = snapshot
        self._lock = threading.Lock()
        self._client: Any = None
        if "moto" in sys.modules:
            self._forget()
        if snapshot is not None and snapshot.exists():
            self._load()

    def answer(self, request: Request, signing_name: str) -> Answer:
        """Let moto answer a signed request, and keep what it changed.

        Raises:
            AwsError: moto doesn't emulate the service, or would call others.
        """
        operation = _operation(request)
        if signing_name not in SERVICES or operation in _TALKING:
            what = f"{signing_name} {operation or request.path}"
            raise AwsError("NotImplemented", f"The sandbox has no {what}.", status=501)
        with self._lock:
            if signing_name == "iam":
                provide_managed_policy(_form(request).get("PolicyArn", ""))
            answer = self._call(request)
            if request.method != "GET" and changes(operation or "Put"):
                self._save()
        return answer

    def _forget(self) -> None:
        from moto.core.base_backend import BackendDict  # noqa: PLC0415 - moto loads slowly

        for backend in BackendDict._instances:  # type: ignore[misc]  # noqa: SLF001
            backend.clear()

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

    def _save(self) -> None:
        if self._snapshot is None:
            return
        from moto.core.base_backend import BackendDict  # noqa: PLC0415 - moto loads slowly

        backends = {
            backend.service_name: list(backend.iter_backends())
            for backend in BackendDict._instances  # type: ignore[misc]  # noqa: SLF001 - what moto has in use
        }
        _write(self._snapshot, pickle.dumps({"moto": version("moto"), "backends": backends}))

    def _load(self) -> None:
        from moto.backends import get_backend  # noqa: PLC0415 - moto loads slowly

        path = self._snapshot
        try:
            document = pickle.loads(path.read_bytes())  # type: ignore[union-attr]  # noqa: S301 - our own file, mode 0600
            written_by, backends = document["moto"], document["backends"]
        except Exception as error:
            raise StoreError(f"{path} cannot be read ({error}); reset the sandbox.") from error
        if written_by != version("moto"):
            raise StoreError(f"{path} was written by moto {written_by}; reset the sandbox.")
        for service, entries in backends.items():
            for account, region, backend in entries:
                dict.__setitem__(get_backend(service)[account], region, backend)


def _operation(request: Request) -> str:
    target = request.headers.get("x-amz-target", "")
    if target:
        return target.rpartition(".")[2]
    return _form(request).get("Action", "")


def _form(request: Request) -> dict[str, str]:
    if "x-www-form-urlencoded" not in request.headers.get("content-type", ""):
        return {}
    return dict(parse_qsl(request.body.decode("utf-8", "replace")))


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    with os.fdopen(handle, "wb") as stream:
        stream.write(content)
    Path(temporary).replace(path)
