"""Digests that could tell nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from setpoint.config.validation.draft import Mistake

if TYPE_CHECKING:
    from collections.abc import Iterator

    from setpoint.config.validation import Draft


def check(draft: Draft) -> Iterator[Mistake]:
    """Sentry asked without a token; nothing asked at all; a day named twice."""
    made = draft.names("sentry", "projects")
    for name, digest in draft.config.digests.items():
        path = ("digests", name)
        projects = made if digest.projects is None else digest.projects
        if projects and digest.sentry_token_secret is None:
            message = (
                "asks Sentry and needs sentry_token_secret, the name of a secret in AWS Secrets"
                " Manager; write `projects: []` for a digest without Sentry"
            )
            yield Mistake(path, message, on_key=True, incomplete=True)
        if not projects and not digest.alarms:
            message = "tells nothing: it has no projects, and `alarms` is false"
            yield Mistake((*path, "alarms"), message)
        written = draft.data["digests"][name].get("days")  # the model has each day once
        for n, day in enumerate(written if isinstance(written, list) else ()):
            if day in written[:n]:
                yield Mistake((*path, "days", n), f"{day} is named twice", day)
