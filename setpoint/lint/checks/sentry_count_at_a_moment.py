"""The check `sentry/count-at-a-moment`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from setpoint.config.check.sentry_conflicts import counting
from setpoint.lint.check import alert_check

if TYPE_CHECKING:
    from collections.abc import Iterator

    from setpoint.catalog.model import Alert
    from setpoint.lint.check import Remark
    from setpoint.lint.project import Environment

# When an issue begins, or begins again: it has few events then. Only `first_seen` alone is
# refused when the config is checked, as Sentry's own form does.
_MOMENTS: Final = ("first_seen", "new_high_priority", "regression")


@alert_check("sentry/count-at-a-moment", "error")
def sentry_count_at_a_moment(alert: Alert, environment: Environment) -> Iterator[Remark]:
    """The alert looks at an issue when it begins, and wants many events then."""
    section = environment.loaded.config.services[alert.service].alerts[alert.name].sentry_issue
    moments = [one for one in _MOMENTS if section is not None and one in section.triggers]
    if section is None or not moments:
        return
    if any(counting(group) for group in section.filters):
        told = " and ".join(moments)
        message = (
            f"at {told} an issue has hardly ever as many events as its filter wants;"
            " write `triggers: []`, which looks at every event"
        )
        yield ("sentry_issue", "triggers"), message
