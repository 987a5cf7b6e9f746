"""Where a stack's state is, and what becomes of files that a kill has cut off."""

from __future__ import annotations

import json
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, cast

import boto3
import pytest
from moto.server import ThreadedMotoServer

from setpoint.automation import backend, mending
from setpoint.automation.mending import Consent, MendingError
from setpoint.recovery.deployment import is_whole

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from setpoint.automation.session import Session

_DAMAGE = "error: failed to load checkpoint: EOF"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / "Pulumi.yaml").write_text("name: acme\nruntime: python\n", "utf-8")
    return tmp_path


def _state(time: str, resources: int) -> bytes:
    held = [
        {"urn": f"urn:pulumi:prod::acme::acme:one:One::{number}", "type": "acme:one:One"}
        for number in range(resources)
    ]
    latest = {"manifest": {"time": time, "version": "v3.276.0"}, "resources": held}
    return json.dumps({"version": 3, "checkpoint": {"latest": latest}}).encode()


@pytest.mark.parametrize(
    ("url", "used"),
    [
        ("file:///x/state", "file:///x/state?metadata=skip"),
        ("file:///x/state?no_tmp_dir=true", "file:///x/state?no_tmp_dir=true&metadata=skip"),
        ("file:///x/state?metadata=attrs", "file:///x/state?metadata=attrs"),
        ("s3://bucket?region=eu-west-1", "s3://bucket?region=eu-west-1"),
    ],
)
def test_a_backend_on_disk_has_no_sidecar_files(project: Path, url: str, used: str) -> None:
    variables = backend.without_sidecars(project, {"PULUMI_BACKEND_URL": url})
    assert variables["PULUMI_BACKEND_URL"] == used


def test_the_address_is_the_variables_then_the_projects_then_the_logins(project: Path) -> None:
    home = project / "home"
    home.mkdir()
    variables = {"PULUMI_HOME": str(home)}
    assert backend.backend_url(project, variables) == ""
    (home / "credentials.json").write_text('{"current": "file://~"}', "utf-8")
    assert backend.backend_url(project, variables) == "file://~"
    (project / "Pulumi.yaml").write_text("name: acme\nbackend: { url: s3://b }\n", "utf-8")
    assert backend.backend_url(project, variables) == "s3://b"
    variables["PULUMI_BACKEND_URL"] = "gs://c"
    assert backend.backend_url(project, variables) == "gs://c"


def test_only_broken_sidecars_are_removed(project: Path) -> None:
    stacks = project / ".pulumi" / "stacks"
    stacks.mkdir(parents=True)
    (stacks / "prod.json").write_bytes(_state("t", 1))
    (stacks / "prod.json.attrs").write_text("", "utf-8")
    (stacks / "dev.json.attrs").write_text('{"user.content_type": "text"}', "utf-8")
    variables = {"PULUMI_BACKEND_URL": f"file://{project}?metadata=skip"}
    assert backend.remove_broken_sidecars(project, variables) == 1
    assert sorted(path.name for path in stacks.iterdir()) == ["dev.json.attrs", "prod.json"]
    assert backend.remove_broken_sidecars(project, {"PULUMI_BACKEND_URL": "s3://b"}) == 0


def _session(root: Path, url: str) -> Session:
    target = SimpleNamespace(
        work_dir=root, variables={"PULUMI_BACKEND_URL": url}, project="acme", environment="prod"
    )
    return cast("Session", SimpleNamespace(target=target))


def _yes(_question: str) -> bool:
    return True


@pytest.fixture
def store(monkeypatch: pytest.MonkeyPatch, project: Path) -> Iterator[str]:
    """A folder of an object store, by the address that the engine takes."""
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.setenv(name, "test")
    server = ThreadedMotoServer(port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    endpoint = f"http://{host}:{port}"
    boto3.client("s3", region_name="us-east-1", endpoint_url=endpoint).create_bucket(Bucket="state")
    options = f"endpoint={host}:{port}&disableSSL=true&s3ForcePathStyle=true"
    yield f"s3://state/{project.name}?region=us-east-1&{options}"
    server.stop()


@pytest.fixture(params=["folder", "store"])
def url(request: pytest.FixtureRequest, project: Path) -> str:
    if request.param == "folder":
        (project / ".pulumi" / "stacks" / "acme").mkdir(parents=True)
        (project / ".pulumi" / "history" / "acme" / "prod").mkdir(parents=True)
        return f"file://{project}"
    found: str = request.getfixturevalue("store")
    return found


def _bucket(url: str, project: Path) -> Any:
    found = backend.bucket_of(url, project)
    assert found is not None
    return found


def test_a_damaged_state_is_replaced_by_the_newest_copy(url: str, project: Path) -> None:
    bucket = _bucket(url, project)
    name = backend.state_name("acme", "prod")
    bucket.write(name, b'{"version":3,"checkp')
    bucket.write(f"{name}.bak", _state("2026-12-01T10:00:00Z", 7))
    history = ".pulumi/history/acme/prod/prod-1.checkpoint.json"
    bucket.write(history, _state("2026-12-01T09:00:00Z", 5))
    told: list[str] = []
    assert mending.find_state(_session(project, url), _DAMAGE, Consent(given=_yes), told.append)
    assert bucket.read(name) == _state("2026-12-01T10:00:00Z", 7)
    assert bucket.read(f"{name}.damaged") == b'{"version":3,"checkp'
    assert any("2026-12-01T10:00:00Z with 7 resources" in line for line in told)
    assert any("not known to it" in line for line in told)


@pytest.mark.parametrize("content", [b"", b"{}", b"null", b'{"checkpoint": {"latest": {}}}', b"7"])
def test_a_copy_that_is_damaged_itself_is_none(url: str, project: Path, content: bytes) -> None:
    bucket = _bucket(url, project)
    name = backend.state_name("acme", "prod")
    bucket.write(name, content)
    bucket.write(f"{name}.bak", content)
    assert backend.copies(bucket, "acme", "prod") == []
    bucket.write(".pulumi/history/acme/prod/prod-1.checkpoint.json", _state("t", 5))
    assert mending.find_state(_session(project, url), _DAMAGE, Consent(given=_yes), print)
    assert bucket.read(name) == _state("t", 5)


def test_without_consent_nothing_is_put_in_place(url: str, project: Path) -> None:
    bucket = _bucket(url, project)
    name = backend.state_name("acme", "prod")
    bucket.write(name, b"")
    bucket.write(f"{name}.bak", _state("t", 7))
    with pytest.raises(MendingError, match="--recover"):
        mending.find_state(_session(project, url), _DAMAGE, mending.NOTHING, print)
    assert bucket.read(name) == b""


def test_without_any_copy_what_is_planned_is_looked_up(url: str, project: Path) -> None:
    bucket = _bucket(url, project)
    name = backend.state_name("acme", "prod")
    bucket.write(name, b'{"version":3,"checkp')
    bucket.write(f"{name}.bak", b'{"version":3,"checkp')
    with pytest.raises(MendingError, match="--recover to look up what is planned"):
        mending.find_state(_session(project, url), _DAMAGE, mending.NOTHING, print)
    told: list[str] = []
    assert mending.find_state(_session(project, url), _DAMAGE, Consent(given=_yes), told.append)
    assert any("planned no longer can't" in line for line in told)
    assert is_whole(json.loads(bucket.read(name))["checkpoint"]["latest"])
    assert bucket.read(f"{name}.damaged") == b'{"version":3,"checkp'


def test_another_error_is_no_matter_of_the_state(project: Path) -> None:
    session = _session(project, f"file://{project}")
    assert not mending.find_state(session, "error: name taken", Consent(given=_yes), print)


def test_where_nobody_can_look_it_says_so(project: Path) -> None:
    with pytest.raises(MendingError, match="by hand"):
        mending.find_state(_session(project, "gs://b"), _DAMAGE, Consent(given=_yes), print)


def test_a_full_disk_is_told_as_that(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    variables = {"PULUMI_BACKEND_URL": "s3://b"}
    assert list(backend.full_disks(project, variables)) == []
    full = SimpleNamespace(free=1000)
    monkeypatch.setattr("setpoint.automation.backend.shutil.disk_usage", lambda _path: full)
    assert project in list(backend.full_disks(project, variables))


def test_a_stack_with_a_history_was_there_before(url: str, project: Path) -> None:
    bucket = _bucket(url, project)
    assert not backend.has_history(bucket, "acme", "prod")
    bucket.write(".pulumi/history/acme/prod/prod-1.checkpoint.json", _state("t", 5))
    assert backend.has_history(bucket, "acme", "prod")
    assert not backend.has_history(bucket, "acme", "pro")
    assert not backend.has_history(None, "acme", "prod")
