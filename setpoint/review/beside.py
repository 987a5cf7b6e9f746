"""What changed beside the alerts: who owns a Sentry project's code, and digests."""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING, Any

from setpoint.catalog.recipients import recipients
from setpoint.config.path import write_path
from setpoint.review.model import BesideChange

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from setpoint.catalog.model import Digest, SentryOwnership
    from setpoint.config.path import Path
    from setpoint.review.side import Side


def beside(environment: str, old: Side | None, new: Side | None) -> Iterator[BesideChange]:
    """Yield what came, went or changed in one environment."""
    before, after = _things(old), _things(new)
    side = new or old
    for path in dict.fromkeys((*before, *after)):
        one, other = before.get(path, {}), after.get(path, {})
        if one != other and side is not None:
            yield BesideChange(
                path=write_path(path),
                environment=environment,
                added=not one,
                removed=not other,
                sentences=tuple(_sentences(one, other)),
                origin=side.loaded.origins.at(path, key=True),
            )


def _things(side: Side | None) -> Mapping[Path, Mapping[str, str]]:
    """Return by place what is there: words by what they are about."""
    if side is None:
        return {}
    things: dict[Path, Mapping[str, str]] = {
        ("sentry", "projects", key, "ownership"): _ownership(project.ownership)
        for key, project in side.catalog.sentry_projects.items()
        if project.ownership
    }
    digests = side.catalog.digests.items()
    return things | {("digests", key): _digest(digest) for key, digest in digests}


def _ownership(ownership: SentryOwnership) -> Mapping[str, str]:
    rules: dict[str, str] = {}
    for rule in ownership.rules:  # of two for the same pattern the last one counts
        rules[f"{rule.type}:{rule.pattern}"] = ", ".join(
            owner.removeprefix("user:") for owner in rule.owners
        )
    told = {"auto_assignment": ownership.auto_assignment, "fallthrough": str(ownership.fallthrough)}
    return {**rules, **told, "order of rules": " < ".join(rules)}


def _digest(digest: Digest) -> Mapping[str, str]:
    told: dict[str, Any] = {field.name: getattr(digest, field.name) for field in fields(digest)}
    sentry = told.pop("sentry")
    readers = recipients(told.pop("channels"))
    asked = {field.name: getattr(sentry, field.name) for field in fields(sentry)} if sentry else {}
    words = {name: _words(value) for name, value in (told | asked).items()}
    return {**words, "readers": ", ".join(each.name or str(each.endpoint) for each in readers)}


def _words(value: Any) -> str:
    return ", ".join(map(str, value)) if isinstance(value, tuple) else str(value)


def _sentences(old: Mapping[str, str], new: Mapping[str, str]) -> Iterator[str]:
    """Yield what differs, the order of rules only where nothing else does."""
    if not old or not new:
        return
    differing = [name for name in {**old, **new} if old.get(name) != new.get(name)]
    rest = [name for name in differing if name != "order of rules"] or differing
    for name in rest:
        yield f"{name}: {old.get(name) or 'nothing'} -> {new.get(name) or 'nothing'}"
