"""An event as it is kept: what alerts ask of it, whatever form it was sent in."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from sandbox.sentry.account import Row

LEVELS: Final = {"sample": 0, "debug": 10, "info": 20, "warning": 30, "error": 40, "fatal": 50}
_LONGEST: Final = 1000
_USER: Final = ("id", "email", "username", "ip_address")


def kept(sent: Row, received: float) -> Row:
    """Return an event to keep; `received` is in seconds since 1970 by the emulator's clock."""
    exceptions, level = _exceptions(sent), str(sent.get("level") or "error")
    message = _message(sent)
    last = exceptions[-1] if exceptions else {}
    title = f"{last['type']}: {last['value']}" if last else message or "<unlabeled event>"
    event: Row = {
        "id": str(sent.get("event_id") or ""),
        "received": received,
        "type": "error" if exceptions else "default",
        "title": title[:_LONGEST],
        "message": message,
        "level": level if level in LEVELS else "error",
        "platform": str(sent.get("platform") or "other"),
        "environment": str(sent.get("environment") or ""),
        "release": str(sent.get("release") or ""),
        "transaction": str(sent.get("transaction") or ""),
        "user": _strings(sent.get("user"), _USER),
        "request": _strings(sent.get("request"), ("method", "url")),
        "sdk": str(_dict(sent.get("sdk")).get("name") or ""),
        "contexts": _dict(sent.get("contexts")),
        "exceptions": exceptions,
    }
    return {**event, "tags": _tags(sent, event), "group": _group(sent, event)}


def user_of(event: Row) -> str:
    """Return who was affected, as Sentry counts users; empty for nobody known."""
    return next((f"{key}:{event['user'][key]}" for key in _USER if event["user"].get(key)), "")


def _message(sent: Row) -> str:
    entry = sent.get("logentry")
    found = _dict(entry).get("formatted") or _dict(entry).get("message") or sent.get("message")
    found = _dict(found).get("formatted") or _dict(found).get("message") or found
    return str(found or "")[:_LONGEST] if not isinstance(found, dict) else ""


def _exceptions(sent: Row) -> list[Row]:
    given = sent.get("exception")
    values = given.get("values") if isinstance(given, dict) else given
    return [_exception(one) for one in _list(values) if isinstance(one, dict)]


def _exception(one: Row) -> Row:
    frames = _list(_dict(one.get("stacktrace")).get("frames"))
    named = ("function", "module", "filename", "abs_path", "package", "context_line")
    return {
        "type": str(one.get("type") or "Error"),
        "value": str(one.get("value") or "")[:_LONGEST],
        "handled": _dict(one.get("mechanism")).get("handled"),
        "frames": [_strings(frame, named) for frame in frames if isinstance(frame, dict)],
    }


def _tags(sent: Row, event: Row) -> Row:
    """Tags of the event's own, and those that Sentry makes of its fields."""
    made = {
        "level": event["level"],
        "environment": event["environment"],
        "release": event["release"],
        "transaction": event["transaction"],
        "user": user_of(event),
        "server_name": str(sent.get("server_name") or ""),
        "handled": _handled(event),
    }
    own = {str(key): str(value) for key, value in _pairs(sent.get("tags"))}
    return own | {key: value for key, value in made.items() if value}


def _pairs(tags: Any) -> list[tuple[Any, Any]]:
    """Return tags sent as an object or as a list of pairs."""
    if isinstance(tags, dict):
        return list(tags.items())
    pairs = (one for one in _list(tags) if isinstance(one, list) and len(one) == 2)  # noqa: PLR2004
    return [(key, value) for key, value in pairs]


def _handled(event: Row) -> str:
    known = [one["handled"] for one in event["exceptions"] if one["handled"] is not None]
    return ("yes" if all(known) else "no") if known else ""


def _group(sent: Row, event: Row) -> str:
    """Return what events of one issue share: a fingerprint, else the trace, else the message."""
    parts: Any = [(one["type"], _trace(one)) for one in event["exceptions"]]
    template = _dict(sent.get("logentry")).get("message")
    usual = json.dumps(parts or template or event["message"] or event["title"])
    marks = _list(sent.get("fingerprint")) or ["{{ default }}"]
    named = [usual if str(one).strip("{} ") == "default" else str(one) for one in marks]
    return hashlib.md5(json.dumps(named).encode(), usedforsecurity=False).hexdigest()


def _trace(exception: Row) -> Any:
    frames = exception["frames"]
    if not frames:
        return exception["value"]
    return [(one.get("module") or one.get("filename"), one.get("function")) for one in frames]


def _strings(value: Any, keys: tuple[str, ...]) -> Row:
    return {key: str(_dict(value)[key]) for key in keys if _dict(value).get(key) is not None}


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _dict(value: Any) -> Row:
    return value if isinstance(value, dict) else {}
