"""A project's client keys (DSNs): create, list, read, change, delete."""

from __future__ import annotations

from typing import Annotated, Any, Literal
from urllib.parse import urlsplit

from pydantic import Field

from sandbox.sentry.account import Account, Row, now
from sandbox.sentry.call import EMPTY, Call, Endpoint, Reply
from sandbox.sentry.errors import not_found
from sandbox.sentry.paging import page
from sandbox.sentry.strict import Body

READ = ("project:admin", "project:read", "project:write")
WRITE = ("project:admin", "project:write")


class RateLimit(Body):
    """Events in a window of seconds."""

    count: Annotated[int, Field(ge=0)] | None = None
    window: Annotated[int, Field(ge=0, le=86_400)] | None = None


class LoaderOptions(Body):
    """What the JavaScript loader brings along."""

    has_replay: bool = True
    has_performance: bool = True
    has_debug: bool = False
    has_feedback: bool = False
    has_logs_and_metrics: bool = False


class KeyBody(Body):
    """What may be set of a key."""

    name: Annotated[str, Field(max_length=64)] | None = None
    is_active: bool | None = None
    rate_limit: RateLimit | None = None
    use_case: Literal["user", "profiling", "tempest", "demo"] = "user"
    browser_sdk_version: Literal["latest", "9.x", "8.x", "7.x"] | None = None
    dynamic_sdk_loader_options: LoaderOptions | None = None


def create(call: Call) -> Reply:
    """Create a key."""
    project = _project(call)
    body = call.body(KeyBody)
    key = add(call.account, project, name=body.name or "")
    _fill(key, body)
    return Reply(201, _view(call, key))


def list_all(call: Call) -> Reply:
    """List a project's keys."""
    return page(call, [_view(call, key) for key in _keys(call)])


def read(call: Call) -> Reply:
    """Read a key."""
    return Reply(200, _view(call, _key(call)))


def update(call: Call) -> Reply:
    """Change a key; only what the body holds."""
    key = _key(call)
    _fill(key, call.body(KeyBody))
    return Reply(200, _view(call, key))


def delete(call: Call) -> Reply:
    """Delete a key."""
    del call.account.table("key")[_key(call)["id"]]
    return EMPTY


def add(account: Account, project: Row, *, name: str) -> Row:
    """Put a new key into a project."""
    number = account.next_id("key")
    public = account.token("public-key", number)
    secret = account.token("secret-key", number)
    key: Row = {
        "id": public,
        "name": name or public[:8],
        "label": name or public[:8],
        "public": public,
        "secret": secret,
        "projectId": int(project["id"]),
        "isActive": True,
        "rateLimit": None,
        "browserSdkVersion": "9.x",
        "browserSdk": {"choices": [["latest", "latest"], ["9.x", "9.x"]]},
        "dateCreated": now(),
        "dynamicSdkLoaderOptions": LoaderOptions().complete(),
        "useCase": "user",
        "_project": project["id"],
    }
    account.table("key")[key["id"]] = key
    return key


def _fill(key: Row, body: KeyBody) -> None:
    sent = {name: value for name, value in body.sent().items() if value is not None}
    key["dynamicSdkLoaderOptions"].update(sent.pop("dynamicSdkLoaderOptions", {}))
    if "rateLimit" in sent:
        sent["rateLimit"] = _rate_limit(sent["rateLimit"])
    key.update(sent)
    key["label"] = key["name"]


def _rate_limit(sent: dict[str, Any]) -> Row | None:
    """Both numbers make a limit; none, or zeros, make none."""
    if not sent.get("count") or not sent.get("window"):
        return None
    return {"window": sent["window"], "count": sent["count"]}


def _view(call: Call, key: Row) -> Row:
    """Return a key as Sentry answers it; its addresses lead to this emulator."""
    shown = {name: value for name, value in key.items() if not name.startswith("_")}
    return {**shown, "dsn": _dsn(call, key)}


def _project(call: Call) -> Row:
    return call.account.by_slug("project", call.path["project"])


def _keys(call: Call) -> list[Row]:
    project = _project(call)
    return [key for key in call.account.rows("key") if key["_project"] == project["id"]]


def _key(call: Call) -> Row:
    for key in _keys(call):
        if key["id"] == call.path["id"]:
            return key
    raise not_found()


def _dsn(call: Call, key: Row) -> Row:
    here = urlsplit(call.url)
    project, public, secret = key["_project"], key["public"], key["secret"]
    base = f"{here.scheme}://{here.netloc}/api/{project}"
    return {
        "secret": f"{here.scheme}://{public}:{secret}@{here.netloc}/{project}",
        "public": f"{here.scheme}://{public}@{here.netloc}/{project}",
        "csp": f"{base}/csp-report/?sentry_key={public}",
        "security": f"{base}/security/?sentry_key={public}",
        "minidump": f"{base}/minidump/?sentry_key={public}",
        "nel": f"{base}/nel/?sentry_key={public}",
        "unreal": f"{base}/unreal/{public}/",
        "cdn": f"https://js.sentry.invalid/{public}.min.js",
        "crons": f"{base}/cron/___MONITOR_SLUG___/{public}/",
        "playstation": f"{base}/playstation/?sentry_key={public}",
        "integration": f"{base}/integration/",
        "otlp_traces": f"{base}/integration/otlp/v1/traces",
        "otlp_logs": f"{base}/integration/otlp/v1/logs",
    }


_ALL = "/projects/{org}/{project}/keys/"
_ONE = "/projects/{org}/{project}/keys/{id}/"

ENDPOINTS = (
    Endpoint("GET", _ALL, list_all, READ),
    Endpoint("POST", _ALL, create, WRITE),
    Endpoint("GET", _ONE, read, READ),
    Endpoint("PUT", _ONE, update, WRITE),
    Endpoint("DELETE", _ONE, delete, ("project:admin",)),
)
