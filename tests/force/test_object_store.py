"""A state in an object store that a kill has damaged, with the real engine on S3."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import boto3
import pytest
from moto.server import ThreadedMotoServer

from setpoint.automation.mending import NOTHING, Consent
from setpoint.automation.operation import run
from setpoint.automation.sandbox import sandbox_target
from setpoint.automation.steps import Listener, Outcome
from setpoint.catalog import held, load_catalog
from setpoint.config import find_project
from setpoint.engine import find_engine
from tests.force.census import difference

if TYPE_CHECKING:
    from collections.abc import Iterator

    from setpoint.automation.steps import Operation
    from setpoint.automation.target import Target
    from tests.force.interruption import Victim

pytestmark = pytest.mark.timeout(1800)

_BUCKET = "acme-pulumi"
_CREDENTIALS = {"AWS_ACCESS_KEY_ID": "test", "AWS_SECRET_ACCESS_KEY": "test"}


class Store:
    """The small project's stack with its state in S3, and the objects there."""

    def __init__(self, victim: Victim, endpoint: str, target: Target) -> None:
        self._victim = victim
        self._target = target
        self._s3 = boto3.client("s3", region_name="us-east-1", endpoint_url=endpoint)
        self._s3.create_bucket(Bucket=_BUCKET)

    def operate(self, operation: Operation, *, recover: bool = False) -> Outcome:
        """Run an operation."""
        engine = find_engine()
        assert engine is not None
        catalog = load_catalog(self._victim.root, "prod")
        consent = Consent(given=lambda _: recover) if recover else NOTHING
        with held(catalog, self._victim.root):
            return run(operation, self._target, engine, Listener(), consent)

    def names(self, part: str) -> list[str]:
        """Return the keys that hold a text."""
        listed = self._s3.list_objects_v2(Bucket=_BUCKET).get("Contents", ())
        return [one["Key"] for one in listed if part in one["Key"]]

    def read(self, name: str) -> bytes:
        content: bytes = self._s3.get_object(Bucket=_BUCKET, Key=name)["Body"].read()
        return content

    def write(self, name: str, content: bytes) -> None:
        self._s3.put_object(Bucket=_BUCKET, Key=name, Body=content)

    def remove(self, *names: str) -> None:
        for name in names:
            self._s3.delete_object(Bucket=_BUCKET, Key=name)


@pytest.fixture(scope="module")
def store(victim: Victim) -> Iterator[Store]:
    victim.operate("destroy")
    server = ThreadedMotoServer(port=0, verbose=False)
    with pytest.MonkeyPatch.context() as patch:
        for name, value in _CREDENTIALS.items():
            patch.setenv(name, value)
        patch.setenv("SETPOINT_SANDBOX_DIR", str(victim.sandbox))
        patch.setenv("SETPOINT_SANDBOX_PLUGINS", "sandbox")
        server.start()
        host, port = server.get_host_and_port()
        target = _target(victim, f"{host}:{port}")
        made = Store(victim, f"http://{host}:{port}", target)
        outcome = made.operate("up")
        assert outcome.succeeded, outcome.messages
        yield made
        server.stop()


def _target(victim: Victim, endpoint: str) -> Target:
    engine = find_engine()
    assert engine is not None
    project = find_project(victim.root)
    target = sandbox_target(project, load_catalog(victim.root, "prod"), engine)
    asked = f"region=us-east-1&endpoint={endpoint}&disableSSL=true&s3ForcePathStyle=true"
    variables = {
        **target.variables,
        **_CREDENTIALS,
        "PULUMI_BACKEND_URL": f"s3://{_BUCKET}/team?{asked}",
    }
    return replace(target, variables=variables)


def _right(store: Store, victim: Victim) -> dict[str, Any]:
    """Return what is wrong in accounts and state; empty where nothing is."""
    wrong: dict[str, Any] = dict(difference(victim.census(), victim.wanted))
    preview = store.operate("preview")
    if preview.changed or not preview.succeeded:
        wrong["preview"] = [preview.counts, preview.messages]
    return wrong


def _refused(outcome: Outcome) -> str:
    assert not outcome.succeeded
    return "\n".join(outcome.messages)


@pytest.mark.parametrize("copy", ["backup", "history"])
@pytest.mark.parametrize("damage", ["cut off", "empty", "gone"])
def test_a_damaged_state_comes_back(store: Store, victim: Victim, damage: str, copy: str) -> None:
    """The copy is older: what was made after it is found at the vendors, not made again."""
    (name,) = (one for one in store.names("/stacks/") if one.endswith("prod.json"))
    copies = store.names("/history/") if copy == "history" else store.names("prod.json.bak")
    checkpoints = sorted(one for one in copies if "history.json" not in one)
    document = json.loads(store.read(checkpoints[-1]))
    latest = document["checkpoint"]["latest"]
    latest["resources"] = latest["resources"][: len(latest["resources"]) // 2]
    store.remove(*store.names("/history/"), *store.names("prod.json.bak"))
    store.write(checkpoints[-1], json.dumps(document).encode())
    state = store.read(name)
    store.write(name, {"cut off": state[: len(state) // 2], "empty": b"", "gone": b""}[damage])
    if damage == "gone":
        store.remove(name)
        history = name.replace("/stacks/", "/history/").removesuffix(".json")
        store.write(f"{history}/prod-1.history.json", b"{}")

    assert "--recover" in _refused(store.operate("up"))
    outcome = store.operate("up", recover=True)
    assert outcome.succeeded, outcome.messages
    assert _right(store, victim) == {}


def test_the_lock_of_a_process_that_is_gone_is_taken_away(store: Store, victim: Victim) -> None:
    process = subprocess.Popen([sys.executable, "-c", ""])
    process.wait()
    (state,) = (one for one in store.names("/stacks/") if one.endswith("prod.json"))
    folder = state.removesuffix(".json").replace("/stacks/", "/locks/organization/")
    lock = {
        "pid": process.pid,
        "username": "ana",
        "hostname": os.uname().nodename,
        "timestamp": datetime.now(UTC).isoformat(),
    }
    store.write(f"{folder}/8b1b1b1e-0000-4000-8000-000000000000.json", json.dumps(lock).encode())
    said = _refused(store.operate("up"))
    assert "is locked" in said
    assert "which is gone" in said
    outcome = store.operate("up", recover=True)
    assert outcome.succeeded, outcome.messages
    assert store.names("/locks/") == []
    assert _right(store, victim) == {}
