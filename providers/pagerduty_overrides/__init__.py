"""The Pulumi package `pagerduty-overrides`: one-off overrides of PagerDuty's schedules.

No published provider has them. PagerDuty's REST API does: an override is made, listed and
removed, never changed, and one that is over can't be removed any more.
"""

from typing import Final

PACKAGE: Final = "pagerduty-overrides"
VERSION: Final = "0.1.0"
