"""The table of definitions: every type of monitor, condition and action, every edge of a range.

Each has inputs as a program would give them and one change for the update.
"""

from tests.providers.sentry_alerting.definitions.alerts import ALERTS
from tests.providers.sentry_alerting.definitions.crons import CRONS
from tests.providers.sentry_alerting.definitions.datasets import DATASETS
from tests.providers.sentry_alerting.definitions.definition import Definition
from tests.providers.sentry_alerting.definitions.filter_actions import ACTIONS
from tests.providers.sentry_alerting.definitions.filter_conditions import CONDITIONS
from tests.providers.sentry_alerting.definitions.metrics import METRICS
from tests.providers.sentry_alerting.definitions.uptimes import UPTIMES

DEFINITIONS = (*METRICS, *DATASETS, *UPTIMES, *CRONS, *CONDITIONS, *ACTIONS, *ALERTS)

__all__ = ["DEFINITIONS", "Definition"]
